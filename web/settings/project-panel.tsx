import { useMutation } from '@apollo/client/react';
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { DescribeProjectDocument } from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { SchemaForm } from './schema-form';
import { SchemaList } from './schema-list';
import { messageOf } from '../lib/problem';

/** How the project is described, what its cases hold and what can be answered. */
export function ProjectPanel() {
  const project = useProject();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <Stack maw={720}>
      <DescribeForm />
      {isChanging ? (
        <SchemaForm onClose={() => setIsChanging(false)} />
      ) : (
        <>
          <SchemaList inputSchema={project.inputSchema} outputSchema={project.outputSchema} />
          <Group>
            <Button variant="default" onClick={() => setIsChanging(true)}>
              Change fields and answers
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}

function DescribeForm() {
  const project = useProject();
  const [form, setForm] = useState({
    name: project.name,
    description: project.description,
    guidelines: project.guidelines,
  });
  const [describe, { loading, error }] = useMutation(DescribeProjectDocument);
  const set =
    (key: keyof typeof form) =>
    ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setForm((before) => ({ ...before, [key]: value }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    inPlace(
      describe({ variables: { input: { projectId: project.id, ...form } } }).then(() =>
        notifications.show({ message: 'Saved.' }),
      ),
    );
  };
  return (
    <Stack component="form" onSubmit={submit}>
      {error && <Failed message={messageOf(error)} />}
      <TextInput label="Name" required withAsterisk={false} value={form.name} onChange={set('name')} />
      <TextInput label="Description" value={form.description} onChange={set('description')} />
      <Textarea
        label="Guidelines for reviewers"
        description="Markdown: # headings, **bold**, - lists, [links](https://…)"
        autosize
        minRows={6}
        value={form.guidelines}
        onChange={set('guidelines')}
      />
      <Group>
        <Button type="submit" loading={loading}>
          Save
        </Button>
      </Group>
    </Stack>
  );
}
