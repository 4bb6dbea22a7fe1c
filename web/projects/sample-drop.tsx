import { Button, FileButton, Group, Text } from '@mantine/core';
import { useRef, useState, type DragEvent } from 'react';

type Props = { readonly isReading: boolean; readonly onFile: (file: File) => void };

const ACCEPT = '.csv,.tsv,.txt,.json,.ndjson,.jsonl,text/csv,application/json';

/** A place to drop a sample on, or to choose one. */
export function SampleDrop({ isReading, onFile }: Props) {
  const [isOver, setOver] = useState(false);
  const reset = useRef<() => void>(null);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <div
      className="drop"
      role="group"
      aria-label="Drop a sample here"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group gap="sm" justify="center">
        <Text size="sm">Drop a CSV, NDJSON or JSON file with some cases here, or</Text>
        <FileButton
          accept={ACCEPT}
          resetRef={reset}
          onChange={(file) => {
            if (file) onFile(file);
            // The same file may be chosen again, mended.
            reset.current?.();
          }}
        >
          {(props) => (
            <Button {...props} size="sm" variant="default" loading={isReading}>
              Choose a file
            </Button>
          )}
        </FileButton>
      </Group>
      <Text size="xs" c="dimmed" ta="center">
        It is read in this browser only; nothing of it is sent. A few rows are enough.
      </Text>
    </div>
  );
}
