import { Button, FileButton, Group, Progress, Text } from '@mantine/core';
import { useState, type DragEvent } from 'react';
import { ImportRefused, uploadImport } from '../lib/upload-import';
import { percent } from '../ui/format';
import { Failed } from '../ui/states';

const ACCEPT = '.csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet,text/csv,application/json';

type Props = { readonly slug: string; readonly onSent: (importId: string) => void };
type Sending = { readonly name: string; readonly share: number };

/** A place to drop a file of labelled data on, or to choose one; it is sent at once, and nothing is imported by that. */
export function ImportDrop({ slug, onSent }: Props) {
  const [isOver, setOver] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const send = async (file: File): Promise<void> => {
    setRefused(null);
    setSending({ name: file.name, share: 0 });
    try {
      onSent(await uploadImport(slug, file, (share) => setSending({ name: file.name, share })));
    } catch (error) {
      setRefused(error instanceof ImportRefused ? error.message : 'The file cannot be read any more; choose it again.');
    } finally {
      setSending(null);
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void send(file);
  };
  return (
    <>
      {refused !== null && <Failed message={refused} />}
      <div
        className="drop"
        role="group"
        aria-label="Drop a file of labelled data here"
        data-over={isOver}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Group gap="sm" justify="center">
          <Text size="sm">Drop a CSV, JSON, Label Studio or Parquet file here, or</Text>
          <FileButton accept={ACCEPT} onChange={(file) => file && void send(file)}>
            {(props) => (
              <Button {...props} size="sm" variant="default" loading={sending !== null}>
                Choose a file
              </Button>
            )}
          </FileButton>
        </Group>
        {sending ? (
          <>
            <Progress value={100 * sending.share} aria-label={`Sent of ${sending.name}`} />
            <Text size="xs" ta="center" role="status">
              {sending.share < 1 ? `${sending.name}: ${percent(sending.share)} sent` : 'Looking at it …'}
            </Text>
          </>
        ) : (
          <Text size="xs" c="dimmed" ta="center">
            At most 512 MB. You see what would become of it before anything is imported.
          </Text>
        )}
      </div>
    </>
  );
}
