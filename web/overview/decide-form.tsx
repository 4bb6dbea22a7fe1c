import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, MultiSelect, Paper, Select, Stack, Text, Textarea } from '@mantine/core';
import { outputSchemaSchema, validateOutput, type OutputSchema } from '@handrail/shared/schema';
import { useState } from 'react';
import { CaseStoryDocument, SettleCaseDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { CasePanel } from '../ui/case-panel';
import { NumberField } from '../ui/number-field';
import { Failed, Loading } from '../ui/states';
import { isolated } from '../ui/visible-text';

type Props = {
  readonly caseId: string;
  /** The first words of the case. */
  readonly words: string;
  readonly onDone: () => unknown;
  readonly onCancel: () => void;
};

/** A lead's answer to a case that people could not settle: the case, the answer, why. */
export function DecideForm({ caseId, words, onDone, onCancel }: Props) {
  const project = useProject();
  const schema = outputSchemaSchema.parse(project.outputSchema);
  const { data, error: unread } = useQuery(CaseStoryDocument, { variables: { id: caseId } });
  const [settle, { loading }] = useMutation(SettleCaseDocument);
  const [value, setValue] = useState<unknown>(schema.kind === 'labels' ? [] : null);
  const [note, setNote] = useState('');
  const [complaint, setComplaint] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    const checked = validateOutput(schema, value);
    if (!checked.ok) return setComplaint(`The answer ${checked.errors[0]?.detail ?? 'does not fit'}.`);
    setComplaint(null);
    const input = { projectId: project.id, caseId, value: checked.value, ...(note.trim() !== '' && { note }) };
    try {
      await settle({ variables: { input } });
      onDone();
    } catch (failure) {
      setComplaint(messageOf(failure));
    }
  };
  return (
    <Paper
      withBorder
      p="sm"
      mt="xs"
      component="form"
      aria-label={`Decide: ${isolated(words)}`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="xs">
        {unread && <Failed message={messageOf(unread)} />}
        {!data && !unread && <Loading lines={2} />}
        {data?.case && <CasePanel inputSchema={project.inputSchema} input={data.case.input} />}
        <AnswerField schema={schema} value={value} onChange={setValue} />
        <Textarea
          label="Why"
          description="Optional"
          autosize
          minRows={1}
          maxRows={4}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Text size="xs" c="dimmed">
          It stands as your answer, also against what others answer later. It teaches, and no estimate counts it as
          blind.
        </Text>
        {complaint !== null && (
          <Text size="sm" role="alert">
            {complaint}
          </Text>
        )}
        <Group gap="xs">
          <Button size="xs" type="submit" loading={loading}>
            Decide
          </Button>
          <Button size="xs" variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

type FieldProps = {
  readonly schema: OutputSchema;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
};

function AnswerField({ schema, value, onChange }: FieldProps) {
  switch (schema.kind) {
    case 'label':
      return (
        <Select
          label="Your answer"
          data={choicesOf(schema.labels)}
          searchable
          value={value as string | null}
          onChange={onChange}
        />
      );
    case 'labels':
      return (
        <MultiSelect
          label="Your answer"
          data={choicesOf(schema.labels)}
          searchable
          value={value as string[]}
          onChange={onChange}
        />
      );
    case 'number':
      return (
        <NumberField
          label="Your answer"
          maw={320}
          value={value as number | null}
          onChange={onChange}
          isWhole={schema.integer}
          min={schema.minimum}
          max={schema.maximum}
          unit={schema.unit}
        />
      );
    case 'text':
      return (
        <Textarea
          label="Your answer"
          autosize
          minRows={2}
          maxRows={8}
          value={(value as string | null) ?? ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

function choicesOf(labels: readonly { readonly value: string; readonly title?: string | undefined }[]) {
  return labels.map(({ value, title }) => ({ value, label: isolated(title ?? value) }));
}
