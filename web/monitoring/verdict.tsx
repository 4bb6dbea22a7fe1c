import { useQuery } from '@apollo/client/react';
import { Box, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { CircleAlert, CircleCheck, CircleHelp, Eye } from 'lucide-react';
import { MonitoringOverviewDocument, type MonitoringOverviewQuery } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { valueText } from '../ui/charts/scale';
import { Failed, Loading } from '../ui/states';
import { Trend } from '../ui/trend';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Figure = MonitoringOverviewQuery['monitoringOverview']['figures'][number];

const STATES = {
  GOOD: { Icon: CircleCheck, word: 'all right' },
  WATCH: { Icon: Eye, word: 'to be watched' },
  BAD: { Icon: CircleAlert, word: 'over its limit' },
  UNKNOWN: { Icon: CircleHelp, word: 'not enough data yet' },
} as const;
const POLL_MS = 5000;
/** What the figures cover: the last day beside the one before. */
const HOURS = 24;

/** Is it all right? One sentence, and the six figures that it rests on. */
export function Verdict() {
  const project = useProject();
  const { data, error, refetch } = useQuery(MonitoringOverviewDocument, {
    variables: { projectId: project.id, hours: HOURS },
    pollInterval: POLL_MS,
  });
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={4} />;
  const { sentence, figures } = data.monitoringOverview;
  return (
    <section aria-label="The last 24 hours">
      <Text fw={600} mb="xs" role="status">
        <UserText text={sentence} />
      </Text>
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="xs">
        {figures.map((figure) => (
          <FigureCard key={figure.id} figure={figure} />
        ))}
      </SimpleGrid>
    </section>
  );
}

function FigureCard({ figure }: { readonly figure: Figure }) {
  const { Icon, word } = STATES[figure.verdict];
  const isTime = figure.unit === 'ms';
  return (
    <Paper withBorder p="sm" title={figure.reason} component={Stack} gap={0}>
      <Text size="sm" c="dimmed">
        <UserText text={figure.title} />
      </Text>
      <Text fw={700} className={figure.verdict === 'UNKNOWN' ? 'hatched unknown' : undefined}>
        {figureText(figure.value, figure.unit)}
      </Text>
      <Text size="xs">
        <Icon size={14} aria-hidden /> {word}
      </Text>
      {figure.limit !== null && (
        <Text size="xs" c="dimmed">
          limit {figureText(figure.limit, figure.unit)}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {figure.previous === null
          ? 'nothing the day before'
          : `${figureText(figure.previous, figure.unit)} the day before`}
      </Text>
      <Box mt="auto" pt="xs">
        <Trend
          values={figure.trend.map(({ value, p95 }) => (isTime ? p95 : value))}
          label={`${isolated(figure.title)} over the last day`}
        />
      </Box>
    </Paper>
  );
}

function figureText(value: number | null, unit: string): string {
  if (value === null) return 'not enough data yet';
  if (unit === 'ms') return valueText(value / 1000, 'seconds');
  if (unit === 's') return valueText(value, 'seconds');
  return unit === '' ? valueText(value, 'share') : `${valueText(Number(value.toPrecision(2)), 'number')} ${unit}`;
}
