import { Progress, Text } from '@mantine/core';
import { useState } from 'react';
import { ImportRefused, uploadImport } from '../lib/upload-import';
import { FileDrop } from '../ui/file-drop';
import { percent } from '../ui/format';
import { Failed } from '../ui/states';
import { isolated } from '../ui/visible-text';

const ACCEPT = '.csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet,.gz,text/csv,application/json';

type Props = { readonly slug: string; readonly onSent: (importId: string) => void };
type Sending = { readonly name: string; readonly share: number };

/** A place to drop a file of labelled data on, or to choose one; it is sent at once, and nothing is imported by that. */
export function ImportDrop({ slug, onSent }: Props) {
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
  return (
    <>
      {refused !== null && <Failed message={refused} />}
      <FileDrop
        label="Drop a file of labelled data here"
        text="Drop a CSV, JSON, Label Studio or Parquet file here, or"
        accept={ACCEPT}
        isBusy={sending !== null}
        onFile={(file) => void send(file)}
      >
        {sending ? (
          <>
            <Progress value={100 * sending.share} aria-label={`Sent of ${isolated(sending.name)}`} />
            <Text size="xs" ta="center" role="status">
              {sending.share < 1 ? `${isolated(sending.name)}: ${percent(sending.share)} sent` : 'Looking at it …'}
            </Text>
          </>
        ) : (
          <Text size="xs" c="dimmed" ta="center">
            At most 512 MB, packed with gzip or not. You see what would become of it before anything is imported.
          </Text>
        )}
      </FileDrop>
    </>
  );
}
