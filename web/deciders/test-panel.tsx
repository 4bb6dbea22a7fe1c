import { useMutation } from '@apollo/client/react';
import { inputSchemaSchema, type InputField } from '@handrail/shared/schema';
import { Button, Group, JsonInput, Paper, Radio, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { TestConnectionDocument, type TestConnectionInput } from '../lib/generated/graphql';
import { fieldErrorsOf, messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { jsonProblem, readTypedJson } from '../ui/typed-json';
import { TestResult } from './test-result';

type Props = {
  /** A registered version, or what is about to be one. */
  readonly subject: Pick<TestConnectionInput, 'reference' | 'version'>;
  readonly isReady: boolean;
  /** The rank of its heading: 2 on a page of its own, 3 below a version’s. */
  readonly order: 2 | 3;
  /** The server would not even ask it: the form shows where and why. */
  readonly onRefused?: (error: unknown) => void;
};

/** Asks the version about one case, before or after it is registered. Nothing is recorded. */
export function TestPanel({ subject, isReady, order, onRefused }: Props) {
  const project = useProject();
  const [test, { data, loading, error }] = useMutation(TestConnectionDocument);
  const [which, setWhich] = useState('last');
  const [typed, setTyped] = useState(() => JSON.stringify(exampleOf(project.inputSchema), null, 2));
  const [asked, setAsked] = useState('');
  const run = (): void => {
    const sample = which === 'last' ? {} : { sample: parsed(typed) };
    setAsked(JSON.stringify(subject));
    test({ variables: { input: { projectId: project.id, ...subject, ...sample } } }).catch((refusal: unknown) =>
      onRefused?.(refusal),
    );
  };
  return (
    <Paper withBorder p="md" component="section" aria-label="Test connection">
      <Stack gap="sm">
        <Title order={order} size="h5">
          Test connection
        </Title>
        <Radio.Group label="Ask about" value={which} onChange={setWhich}>
          <Group mih={36}>
            <Radio value="last" label="The last case" />
            <Radio value="typed" label="A case that I type" />
          </Group>
        </Radio.Group>
        {which === 'typed' && (
          <JsonInput
            label="Case"
            validationError={`It ${jsonProblem(typed) ?? 'is not JSON yet'}`}
            deserialize={readTypedJson}
            formatOnBlur
            autosize
            minRows={3}
            value={typed}
            onChange={setTyped}
          />
        )}
        <Button variant="default" className="start" loading={loading} disabled={!isReady} onClick={run}>
          Test
        </Button>
        {error && <Failed message={refusalInWords(error)} />}
        {(data ?? error) && !loading && asked !== JSON.stringify(subject) && (
          <Text size="sm" c="dimmed">
            That was before your last change.
          </Text>
        )}
        {data && <TestResult tested={data.testConnection} />}
      </Stack>
    </Paper>
  );
}

function refusalInWords(error: unknown): string {
  const places = fieldErrorsOf(error)
    .filter(({ pointer }) => pointer !== '/sample')
    .map(({ pointer, detail }) => `${pointer.split('/').at(-1) ?? ''} ${detail}.`);
  return [messageOf(error), ...places].join(' ');
}

function parsed(text: string): unknown {
  try {
    return readTypedJson(text);
  } catch {
    // Refused by the server with what is expected there; the field says what is wrong with it.
    return text;
  }
}

function exampleOf(inputSchema: unknown): Record<string, unknown> {
  const { fields } = inputSchemaSchema.parse(inputSchema);
  return Object.fromEntries(
    fields.filter(({ required }) => required).map((field) => [field.name, exampleValue(field)]),
  );
}

function exampleValue(field: InputField): unknown {
  switch (field.type) {
    case 'number':
      return field.minimum ?? 0;
    case 'boolean':
      return false;
    case 'date-time':
      return '2026-01-31T12:00:00Z';
    case 'category':
      return field.values?.[0] ?? 'other';
    case 'image-url':
    case 'audio-url':
      return 'https://example.org/file';
    case 'text':
      return 'A case';
  }
}
