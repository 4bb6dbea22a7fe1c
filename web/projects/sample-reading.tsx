import type { ColumnReading } from '@handrail/shared/imports';
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { CellReading } from '../ui/cell-reading';
import { TextReading } from '../ui/text-reading';
import type { SampleFile, SampleReading } from './read-file';
import type { Draft } from './wizard-draft';

type Props = {
  readonly draft: Draft;
  /** Null: it was chosen before the page was loaded again. */
  readonly file: SampleFile | null;
  readonly isReading: boolean;
  readonly onText: (part: SampleReading) => void;
  readonly onColumn: (column: string, part: Partial<ColumnReading>) => void;
};

/** How the sample is read: what was guessed of its text and of each column, and can be said otherwise. */
export function SampleReadingForm({ draft, file, isReading, onText, onColumn }: Props) {
  // What is to be said by somebody is not to be looked for first.
  const [isOpen] = useState(() => draft.fields.some(({ reading }) => reading.numbers === 'unclear'));
  return (
    <details open={isOpen}>
      <summary>
        <Text span size="sm" fw={500}>
          How the sample is read
        </Text>
      </summary>
      {file ? (
        <Stack gap="sm" mt="xs">
          <TextReading
            isBusy={isReading}
            isTable={file.sample.format === 'csv'}
            reading={file.reading}
            onChange={onText}
          />
          {draft.fields.map(({ column, type, reading }) =>
            column === null ? null : (
              <CellReading
                key={column}
                column={column}
                kind={type === 'number' || type === 'boolean' ? type : 'other'}
                reading={reading}
                onChange={(part) => onColumn(column, part)}
              />
            ),
          )}
        </Stack>
      ) : (
        <Text size="sm" mt="xs">
          Choose the file again to read it another way.
        </Text>
      )}
    </details>
  );
}
