import { inputSchemaSchema, type InputField } from '@handrail/shared/schema';
import { Button, Code, CopyButton, Group, Stack } from '@mantine/core';
import type { CreateApiKeyMutation } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Snippet } from '../ui/snippet';

type Created = CreateApiKeyMutation['createApiKey'];

/** A key's secret, this once, and what to do with it. */
export function NewKey({ created: { secret, key } }: { readonly created: Created }) {
  const { slug, inputSchema } = useProject();
  const base = `${window.location.origin}/v1/projects/${slug}`;
  const bearer = `-H "Authorization: Bearer ${secret}"`;
  const input = Object.fromEntries(
    inputSchemaSchema.parse(inputSchema).fields.map((field) => [field.name, exampleOf(field)]),
  );
  const body = JSON.stringify({ input }).replaceAll("'", "'\\''");
  return (
    <Notice tone="note" title="Copy it now: it is not shown again">
      <Stack gap="sm" miw={0}>
        <Group gap="xs">
          <Code className="secret">{secret}</Code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy the key'}
              </Button>
            )}
          </CopyButton>
        </Group>
        {key.scopes.includes('DECISIONS_WRITE') && (
          <Snippet
            says="Send a case"
            code={`curl -X POST ${base}/decisions ${bearer} \\\n  -H "Content-Type: application/json" -d '${body}'`}
          />
        )}
        {key.scopes.includes('LABELS_READ') && (
          <Snippet says="Download the labels" code={`curl ${bearer} \\\n  "${base}/labels?format=jsonl"`} />
        )}
      </Stack>
    </Notice>
  );
}

function exampleOf(field: InputField): unknown {
  switch (field.type) {
    case 'text':
      return 'Some text';
    case 'number':
      return field.minimum ?? field.maximum ?? 1;
    case 'boolean':
      return true;
    case 'category':
      return field.values?.[0] ?? 'a category';
    case 'date-time':
      return '2026-01-31T12:00:00Z';
    case 'image-url':
      return 'https://example.org/picture.png';
    case 'audio-url':
      return 'https://example.org/sound.wav';
  }
}
