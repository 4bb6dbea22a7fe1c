import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import type { TestConnectionMutation } from '../lib/generated/graphql';
import { Confidence } from '../ui/confidence';
import { answer } from '../ui/format';
import { Notice } from '../ui/notice';
import { UserText, WithSigns } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Tested = TestConnectionMutation['testConnection'];

/** What was sent, what came back, and what was made of it. */
export function TestResult({ tested }: { readonly tested: Tested }) {
  const { request, answer: received, prediction, error, latencyMs, health } = tested;
  return (
    <Stack gap="sm" aria-live="polite">
      {error !== null && (
        <Notice tone="bad" title="It gave no answer that can be used">
          {error.charAt(0).toUpperCase() + error.slice(1)}. In a real case this is recorded as an error, and the case
          goes where its level says.
        </Notice>
      )}
      {prediction && (
        <Group gap="lg">
          <Text fw={600}>
            <UserText text={answer(prediction.value)} />
          </Text>
          {prediction.confidence === null ? (
            <Text size="sm">no confidence</Text>
          ) : (
            <Confidence value={prediction.confidence} threshold={null} />
          )}
          <Text size="sm">after {latencyMs < 1 ? 'less than 1' : Math.round(latencyMs)} ms</Text>
        </Group>
      )}
      {prediction?.scores != null && <Part title="Scores">{pretty(prediction.scores)}</Part>}
      {health !== null && (
        <Group gap="xs">
          <Text size="sm">Health:</Text>
          <Badge variant="default">{health}</Badge>
        </Group>
      )}
      {request && (
        <Part title="Request">
          {`${request.method} ${request.url}\n${headerLines(request.headers)}${request.body === null ? '' : `\n\n${pretty(request.body)}`}`}
        </Part>
      )}
      {received && (
        <Part title={`Answer: HTTP ${received.status}, ${received.contentType}`}>{received.text || '(empty)'}</Part>
      )}
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: string }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Code block className="snippet capped" tabIndex={0} dir="auto">
        <WithSigns text={children} />
      </Code>
    </div>
  );
}

function headerLines(headers: unknown): string {
  return Object.entries(headers as Record<string, string>)
    .map(([name, value]) => `${isolated(name)}: ${value}`)
    .join('\n');
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
