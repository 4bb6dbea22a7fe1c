import { useMutation } from '@apollo/client/react';
import {
  Alert,
  Button,
  Collapse,
  Group,
  JsonInput,
  Paper,
  Select,
  Stack,
  TagsInput,
  TextInput,
  Title,
} from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { CreateProjectDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';

const FIELDS = JSON.stringify({ fields: [{ name: 'text', type: 'text', title: 'Text' }] }, null, 2);
const KINDS = [
  { value: 'label', label: 'One label' },
  { value: 'labels', label: 'Several labels' },
  { value: 'number', label: 'A number' },
  { value: 'text', label: 'Free text' },
];

export function NewProject({ onCreated }: { readonly onCreated: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const [form, setForm] = useState({ name: '', slug: '', inputSchema: FIELDS, kind: 'label', labels: ['yes', 'no'] });
  const [problem, setProblem] = useState<string | null>(null);
  const [create, { loading }] = useMutation(CreateProjectDocument);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setProblem(null);
    const labels = form.labels.map((value) => ({ value }));
    const outputSchema =
      form.kind === 'label' || form.kind === 'labels' ? { kind: form.kind, labels } : { kind: form.kind };
    let inputSchema: unknown;
    try {
      inputSchema = JSON.parse(form.inputSchema);
    } catch {
      setProblem('The input schema is not valid JSON.');
      return;
    }
    create({ variables: { input: { name: form.name, slug: form.slug, inputSchema, outputSchema } } }).then(
      () => {
        setOpen(false);
        onCreated();
      },
      (error: unknown) => setProblem(messageOf(error)),
    );
  };
  return (
    <Stack mt="xl">
      <Group>
        <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          New project
        </Button>
      </Group>
      <Collapse expanded={isOpen}>
        <Paper withBorder p="lg" component="form" onSubmit={submit}>
          <Stack>
            <Title order={2} size="h4">
              A new kind of decision
            </Title>
            {problem && (
              <Alert color="red" role="alert">
                {problem}
              </Alert>
            )}
            <TextInput
              label="Name"
              required
              value={form.name}
              onChange={({ currentTarget: { value: name } }) =>
                setForm((before) => ({
                  ...before,
                  name,
                  slug:
                    before.slug ||
                    name
                      .toLowerCase()
                      .replace(/[^a-z0-9]+/g, '-')
                      .replace(/^-|-$/g, ''),
                }))
              }
            />
            <TextInput
              label="Short name in addresses"
              description="Lower-case letters, digits and -"
              required
              value={form.slug}
              onChange={({ currentTarget: { value: slug } }) => setForm((before) => ({ ...before, slug }))}
            />
            <JsonInput
              label="A case’s fields"
              description="Types: text, number, boolean, category, date-time, image-url, audio-url"
              autosize
              minRows={6}
              value={form.inputSchema}
              onChange={(inputSchema) => setForm((before) => ({ ...before, inputSchema }))}
            />
            <Select
              label="The answer is"
              data={KINDS}
              allowDeselect={false}
              value={form.kind}
              onChange={(kind) => setForm((before) => ({ ...before, kind: kind ?? 'label' }))}
            />
            {(form.kind === 'label' || form.kind === 'labels') && (
              <TagsInput
                label="Labels"
                value={form.labels}
                onChange={(labels) => setForm((before) => ({ ...before, labels }))}
              />
            )}
            <Group>
              <Button type="submit" loading={loading}>
                Create
              </Button>
            </Group>
          </Stack>
        </Paper>
      </Collapse>
    </Stack>
  );
}
