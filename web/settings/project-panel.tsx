import { useMutation } from '@apollo/client/react';
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { DescribeProjectDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { SchemaList } from './schema-list';
import { messageOf } from '../lib/problem';

export function ProjectPanel() {
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
    describe({ variables: { input: { projectId: project.id, ...form } } }).then(
      () => notifications.show({ message: 'Saved.' }),
      () => undefined,
    );
  };
  return (
    <Stack component="form" maw={720} onSubmit={submit}>
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
      <SchemaList inputSchema={project.inputSchema} outputSchema={project.outputSchema} />
    </Stack>
  );
}
