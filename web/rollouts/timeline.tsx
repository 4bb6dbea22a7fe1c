import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '../lib/router';
import type { EventPartsFragment } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { count } from '../ui/format';
import { When } from '../ui/when';
import { EVENT_WORDS, shareOf } from './words';
import { UserText } from '../ui/user-text';

/** Every step with who, why and the evidence at that moment; oldest first. */
export function Timeline({ events }: { readonly events: readonly EventPartsFragment[] }) {
  const { slug } = useProject();
  return (
    <ol className="timeline">
      {events.map(({ id, kind, actor, reason, share, evidence, guardrails, policyVersion, createdAt }) => (
        <li key={id}>
          <Stack gap={2}>
            <Group gap="xs" justify="space-between">
              <Text size="sm" fw={600}>
                {EVENT_WORDS[kind]}, {shareOf(share)} of subjects
              </Text>
              <Text size="xs" c="dimmed">
                <UserText text={actor} />, <When iso={createdAt} />,{' '}
                <Anchor component={Link} to={`/p/${slug}/ladder`} size="xs" underline="always">
                  policy {policyVersion}
                </Anchor>
              </Text>
            </Group>
            <Text size="sm">
              <UserText text={reason} />
            </Text>
            {evidence && (
              <Text size="xs" c="dimmed">
                {count(evidence.challenger.cases)} cases and {count(evidence.challenger.labels)} blind labels of the
                challenger, {count(evidence.challenger.error)} wrong; {count(evidence.incumbent.cases)} cases and{' '}
                {count(evidence.incumbent.labels)} labels of the incumbent, {count(evidence.incumbent.error)} wrong.
              </Text>
            )}
            {guardrails
              .filter(({ verdict }) => verdict === 'FAIL')
              .map(({ metric, sentence }) => (
                <Text key={metric} size="xs">
                  <UserText text={sentence} />
                </Text>
              ))}
          </Stack>
        </li>
      ))}
    </ol>
  );
}
