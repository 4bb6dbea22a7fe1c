import { exampleInput, inputSchemaSchema } from '@handrail/shared/schema';
import { Button, Code, CopyButton, Group, Stack } from '@mantine/core';
import type { CreateApiKeyMutation } from '../lib/generated/graphql';
import { firstCaseCommand } from '../lib/first-case';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Snippet } from '../ui/snippet';

type Created = CreateApiKeyMutation['createApiKey'];

/** A key's secret, this once, and what to do with it. */
export function NewKey({ created: { secret, key } }: { readonly created: Created }) {
  const { slug, inputSchema } = useProject();
  const labels = `${window.location.origin}/v1/projects/${slug}/labels?format=jsonl`;
  const body = { input: exampleInput(inputSchemaSchema.parse(inputSchema)) };
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
          <Snippet says="Send a case" code={firstCaseCommand({ slug, key: secret, body })} />
        )}
        {key.scopes.includes('LABELS_READ') && (
          <Snippet says="Download the labels" code={`curl -H "Authorization: Bearer ${secret}" \\\n  "${labels}"`} />
        )}
      </Stack>
    </Notice>
  );
}
