import { useQuery } from '@apollo/client/react';
import { Paper, SimpleGrid, Text } from '@mantine/core';
import { count, percent, time, withInterval } from '../ui/format';
import { LevelSummaryDocument } from '../lib/generated/graphql';
import { useReadAgain } from '../lib/pulse';
import { Failed, Loading } from '../ui/states';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { numberNotes } from '../ui/number-answers';
import { UserText } from '../ui/user-text';

/** What happened lately at the level in force. */
export function LevelFigures({ projectId }: { readonly projectId: string }) {
  const { data, error, refetch } = useQuery(LevelSummaryDocument, { variables: { projectId } });
  const project = useProject();
  useReadAgain(['decisionsMark', 'queueMark', 'projectMark'], () => refetch());
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={2} />;
  const { cases, automated, queueLength, compared, agreement, agreementLower, agreementUpper, since, meanError } =
    data.recentAtLevel;
  const figures = [
    ['Cases under this policy', count(cases), `since ${time(since)}`, true],
    [
      'Decided by the machine',
      cases === 0 ? 'Not enough data yet' : percent(automated / cases),
      `${count(automated)} of ${count(cases)}`,
      cases > 0,
    ],
    ['Waiting for people', count(queueLength), 'open reviews', true],
    [
      'Machine agrees with people',
      agreement === null
        ? 'Not enough data yet'
        : withInterval(agreement, { lower: agreementLower, upper: agreementUpper }),
      [...numberNotes(project.outputSchema, meanError), `by ${count(compared)} blind labels`].join('; '),
      agreement !== null,
    ],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 'xs', md: 'md' }}>
      {figures.map(([name, value, note, isKnown]) => (
        <Paper key={name} withBorder p="md" {...(isKnown ? {} : { className: 'hatched' })}>
          <Text size="xs" c="dimmed">
            {name}
          </Text>
          <Text fw={600} size="lg">
            {value}
          </Text>
          <Text size="xs" c="dimmed">
            <UserText text={note} />
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}
