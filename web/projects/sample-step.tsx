import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Notice } from '../ui/notice';
import { FieldTable } from './field-table';
import { readFile, type SampleFile, type SampleReading } from './read-file';
import { SampleDrop } from './sample-drop';
import { SampleReadingForm } from './sample-reading';
import { fieldByHand, withColumnReading, withSample, type Draft } from './wizard-draft';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Props = {
  readonly draft: Draft;
  /** The sample that was chosen, while this page is open. */
  readonly file: SampleFile | null;
  readonly onFile: (file: SampleFile) => void;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onReplace: (next: (before: Draft) => Draft) => void;
};

/** What a case looks like: from a sample, or by hand. */
export function SampleStep({ draft, file: chosen, onFile, onChange, onReplace }: Props) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const take = async (file: File, said: SampleReading = {}): Promise<void> => {
    setReading(true);
    const read = await readFile(file, said);
    setReading(false);
    setProblem(read.ok ? null : read.message);
    if (!read.ok) return;
    onFile(read.found);
    onReplace((before) => withSample(before, read.found.sample, file.name));
  };
  const add = (): void => {
    const key = Math.max(-1, ...draft.fields.map((field) => field.key)) + 1;
    onChange({ fields: [...draft.fields, fieldByHand(key, '')] });
  };
  const taken = draft.fields.filter((field) => field.isTaken).length;
  return (
    <Stack>
      <SampleDrop isReading={isReading} onFile={(file) => void take(file)} />
      {problem && (
        <Notice tone="bad" title="The sample cannot be used">
          {problem} What is below stays as it was.
        </Notice>
      )}
      {draft.fileName && (
        <Notice
          tone="note"
          title={`${isolated(draft.fileName)}: ${draft.fields.length} columns, ${taken} of them fields of a case`}
        >
          <List size="sm">
            {draft.notes.map((note) => (
              <List.Item key={note}>
                <UserText text={note} />
              </List.Item>
            ))}
          </List>
        </Notice>
      )}
      {draft.fileName && (
        <SampleReadingForm
          key={draft.fileName}
          draft={draft}
          file={chosen}
          isReading={isReading}
          onText={(part) => chosen && void take(chosen.file, { ...chosen.reading, ...part })}
          onColumn={(column, part) =>
            chosen && onReplace((before) => withColumnReading(before, chosen.sample, { column, part }))
          }
        />
      )}
      <FieldTable fields={draft.fields} answerColumn={draft.answerColumn} onChange={(fields) => onChange({ fields })} />
      <Group>
        <Button variant="default" size="sm" onClick={add}>
          Another field
        </Button>
        <Text size="xs" c="dimmed">
          Which fields there are cannot be changed once the project is made.
        </Text>
      </Group>
    </Stack>
  );
}
