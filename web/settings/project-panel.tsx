import { useMutation } from '@apollo/client/react';
import { Button, Code, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import { DescribeProjectDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
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
      <TextInput label="Name" required value={form.name} onChange={set('name')} />
      <TextInput label="Description" value={form.description} onChange={set('description')} />
      <Textarea
        label="Guidelines for reviewers"
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
      <Text size="sm" fw={500}>
        A case
      </Text>
      <Code block>{JSON.stringify(project.inputSchema, null, 2)}</Code>
      <Text size="sm" fw={500}>
        An answer
      </Text>
      <Code block>{JSON.stringify(project.outputSchema, null, 2)}</Code>
    </Stack>
  );
}
