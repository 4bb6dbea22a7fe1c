import { Text } from '@mantine/core';
import { FileDrop } from '../ui/file-drop';

type Props = { readonly isReading: boolean; readonly onFile: (file: File) => void };

const ACCEPT = '.csv,.tsv,.txt,.json,.ndjson,.jsonl,.gz,text/csv,application/json';

/** A place to drop a sample on, or to choose one. */
export function SampleDrop({ isReading, onFile }: Props) {
  return (
    <FileDrop
      label="Drop a sample here"
      text="Drop a CSV, NDJSON or JSON file with some cases here, or"
      accept={ACCEPT}
      isBusy={isReading}
      onFile={onFile}
    >
      <Text size="xs" c="dimmed" ta="center">
        It is read in this browser only; nothing of it is sent. A few rows are enough.
      </Text>
    </FileDrop>
  );
}
