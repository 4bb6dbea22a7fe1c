import { useMutation } from '@apollo/client/react';
import { inputSchemaSchema, outputSchemaSchema, schemaChanges, type Schemas } from '@handrail/shared/schema';
import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { ChangeSchemaDocument, ProjectDocument, type ChangeSchemaMutation } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject, type ProjectInView } from '../lib/session';
import { LabelList } from '../ui/label-list';
import { Notice } from '../ui/notice';
import { ToleranceFields } from '../ui/tolerance-fields';
import { FieldRows } from './field-rows';
import { draftOf, schemasOf } from './schema-draft';

type Policy = NonNullable<ProjectInView['policy']>;

/** Other fields and other answers for the next case: what will be different is said before, and can be taken back after. */
export function SchemaForm({ onClose }: { readonly onClose: () => void }) {
  const project = useProject();
  // What somebody else puts in force meanwhile is a conflict to be told of, not a base to write over.
  const [{ policy, before }] = useState(() => ({ policy: project.policy, before: schemasIn(project) }));
  const [draft, setDraft] = useState(() => draftOf(before));
  const read = schemasOf(before, draft);
  const changes = 'schemas' in read ? schemaChanges(before, read.schemas) : [];
  return (
    <Stack gap="sm" component="section" aria-label="Change fields and answers">
      <Title order={2} size="h5">
        Fields of the next case
      </Title>
      <Text size="sm">
        Cases that came in before keep what they came in under. To rename a field, add one and no longer require the
        other.
      </Text>
      <FieldRows fields={draft.fields} onChange={(fields) => setDraft({ ...draft, fields })} />
      {draft.labels.length > 0 && (
        <LabelList labels={draft.labels} onChange={(labels) => setDraft({ ...draft, labels })} />
      )}
      {before.outputSchema.kind === 'number' && (
        <ToleranceFields
          tolerance={draft.tolerance}
          unit={before.outputSchema.unit ?? ''}
          onChange={(tolerance) => setDraft({ ...draft, tolerance })}
        />
      )}
      <div role="status">
        {changes.length > 0 && (
          <Notice tone="note" title="What will be different">
            <ul>
              {changes.map(({ pointer, says }) => (
                <li key={`${pointer} ${says}`}>{says}</li>
              ))}
            </ul>
          </Notice>
        )}
        {'problem' in read && <Text size="sm">{read.problem}</Text>}
      </div>
      {'schemas' in read && changes.length > 0 && policy ? (
        <PutInForce policy={policy} before={before} after={read.schemas} onClose={onClose} />
      ) : (
        <Group>
          <Button variant="default" onClick={onClose}>
            Leave it as it is
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function schemasIn({ inputSchema, outputSchema }: Pick<ProjectInView, 'inputSchema' | 'outputSchema'>): Schemas {
  return { inputSchema: inputSchemaSchema.parse(inputSchema), outputSchema: outputSchemaSchema.parse(outputSchema) };
}

type PutProps = {
  readonly policy: Policy;
  readonly before: Schemas;
  readonly after: Schemas;
  readonly onClose: () => void;
};

function PutInForce({ policy, before, after, onClose }: PutProps) {
  const project = useProject();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [change, { loading }] = useMutation(ChangeSchemaDocument, { refetchQueries: [ProjectDocument] });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setProblem(null);
    try {
      const input = { projectId: project.id, expectedVersion: policy.version, reason, ...after };
      const { data } = await change({ variables: { input } });
      if (data?.changeSchema.__typename !== 'MoveLadderSuccess') {
        setProblem(data?.changeSchema.message ?? 'There was no answer; look whether it is in force.');
        return;
      }
      const { version } = data.changeSchema.policy;
      // A field that cases may have by now stays; what a case must hold and what can be answered goes back.
      const back = {
        ...input,
        expectedVersion: version,
        reason: `Undo of policy ${version}`,
        ...takenBack(before, after),
      };
      const canUndo = schemaChanges(after, takenBack(before, after)).length > 0;
      // In its place, and gone as soon as any other: an update would stay as long as what it replaces.
      const told = (message: string): void => {
        notifications.hide(shown);
        notifications.show({ message });
      };
      const shown: string = notifications.show({
        message: (
          <Group justify="space-between">
            Policy {version} is in force.
            {canUndo && (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() =>
                  void change({ variables: { input: back } }).then(
                    ({ data: undone }) => told(undoneText(undone?.changeSchema)),
                    (failure: unknown) => told(messageOf(failure)),
                  )
                }
              >
                Undo
              </Button>
            )}
          </Group>
        ),
        autoClose: 60_000,
      });
      onClose();
    } catch (failure) {
      setProblem(messageOf(failure));
    }
  };
  return (
    <form onSubmit={(event: FormEvent) => void submit(event)}>
      {problem && <Notice tone="bad">{problem}</Notice>}
      <Group align="flex-end">
        <TextInput
          label="Why?"
          required
          withAsterisk={false}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" loading={loading}>
          Apply
        </Button>
        <Button variant="default" onClick={onClose}>
          Leave it as it is
        </Button>
      </Group>
    </form>
  );
}

/** Whether it was undone; where somebody changed it since, it was not. */
function undoneText(result: ChangeSchemaMutation['changeSchema'] | undefined): string {
  if (result?.__typename === 'MoveLadderSuccess') return 'It is as it was before.';
  return `Not undone. ${result?.message ?? 'There was no answer; look whether it is in force.'}`;
}

/** As before, but for fields that are new since: cases may hold them by now. */
function takenBack(before: Schemas, after: Schemas): Schemas {
  const known = new Set(before.inputSchema.fields.map(({ name }) => name));
  const fresh = after.inputSchema.fields.filter(({ name }) => !known.has(name));
  const fields = [...before.inputSchema.fields, ...fresh.map((field) => ({ ...field, required: false }))];
  return { inputSchema: { fields }, outputSchema: before.outputSchema };
}
