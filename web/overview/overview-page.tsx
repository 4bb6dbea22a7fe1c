import { useQuery } from '@apollo/client/react';
import { Anchor, Grid, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { CircleAlert, CircleCheck, CircleHelp } from 'lucide-react';
import { Link } from '../lib/router';
import { useState, type ReactNode } from 'react';
import { thresholdText } from '../ui/format';
import { LevelSummaryDocument, PoliciesDocument, ProjectHoursDocument } from '../lib/generated/graphql';
import { useReadAgain } from '../lib/pulse';
import { can, useProject, type ProjectInView } from '../lib/session';
import { LevelMark } from '../ui/ladder-level';
import { Notice } from '../ui/notice';
import { numberNotes } from '../ui/number-answers';
import { Page } from '../ui/page';
import { Empty, Failed, Loading } from '../ui/states';
import { Trend } from '../ui/trend';
import { When } from '../ui/when';
import { OpenAlarms } from './open-alarms';
import { SkippedReviews } from './skipped-reviews';
import { figuresOf, type Figure } from './figures';
import { messageOf } from '../lib/problem';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

const STATES = {
  good: { Icon: CircleCheck, word: 'all right' },
  bad: { Icon: CircleAlert, word: 'over its limit' },
  unknown: { Icon: CircleHelp, word: 'not enough data yet' },
} as const;

/** Is it all right? */
export function OverviewPage() {
  const project = useProject();
  const [readAt, setReadAt] = useState(() => Date.now());
  const variables = { projectId: project.id };
  const hours = useQuery(ProjectHoursDocument, { variables });
  const summary = useQuery(LevelSummaryDocument, { variables });
  const policies = useQuery(PoliciesDocument, { variables });
  const read = async (): Promise<void> => {
    await Promise.all([hours.refetch(), summary.refetch()]);
    setReadAt(Date.now());
  };
  useReadAgain(['decisionsMark', 'queueMark'], read);
  useReadAgain('projectMark', () => policies.refetch());
  const error = hours.error ?? summary.error ?? policies.error;
  if (error && !hours.data) return <Failed message={messageOf(error)} onRetry={() => void read()} />;
  if (!hours.data || !summary.data || !policies.data) return <Loading lines={10} />;
  const figures = figuresOf(
    hours.data.projectHours,
    {
      ...summary.data.recentAtLevel,
      sameNumber: numberNotes(project.outputSchema, summary.data.recentAtLevel.meanError),
    },
    readAt,
  );
  return (
    <Page title="Overview" of={project.name}>
      <OpenAlarms />
      <SkippedReviews />
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing={{ base: 'xs', md: 'md' }}>
        {figures.map((figure) => (
          <FigureCard key={figure.name} figure={figure} />
        ))}
      </SimpleGrid>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Title order={2} size="h4" mb="xs">
            What needs someone
          </Title>
          <Needs project={project} figures={figures} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Title order={2} size="h4" mb="xs">
            What changed lately
          </Title>
          <Stack gap="sm">
            {policies.data.policies.slice(0, 5).map((policy) => (
              <Paper key={policy.id} withBorder p="sm">
                <Group justify="space-between">
                  <LevelMark level={policy.level} />
                  <Text size="xs" c="dimmed">
                    <When iso={policy.createdAt} />
                  </Text>
                </Group>
                <Text size="sm">
                  Policy {policy.version}, threshold {thresholdText(policy.settings.globalThreshold)}, by{' '}
                  <UserText text={policy.createdBy} />: <UserText text={policy.reason} />
                </Text>
              </Paper>
            ))}
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function FigureCard({ figure }: { readonly figure: Figure }) {
  const { Icon, word } = STATES[figure.state];
  return (
    <Paper
      withBorder
      p="md"
      component="section"
      aria-label={figure.name}
      className={figure.state === 'unknown' ? 'hatched' : ''}
    >
      <Group justify="space-between" wrap="nowrap">
        <Text size="xs" c="dimmed">
          <UserText text={figure.name} />
        </Text>
        <Icon
          size={16}
          aria-label={word}
          color={figure.state === 'bad' ? 'var(--mantine-color-error)' : 'var(--mantine-color-dimmed)'}
        />
      </Group>
      <Text fw={600} size="lg">
        {figure.value}
      </Text>
      <Trend values={figure.trend} label={`${isolated(figure.name)}, the last 24 hours by the hour`} />
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          <UserText text={figure.note} />
        </Text>
        <Text size="xs" c="dimmed">
          {figure.limit}
        </Text>
      </Group>
    </Paper>
  );
}

type NeedLine = { readonly name: string; readonly path: string; readonly does: string };

/** One line for each figure over its limit that this person can do something about. */
function Needs({ project, figures }: { readonly project: ProjectInView; readonly figures: readonly Figure[] }) {
  const lines: readonly (NeedLine & { readonly permission: string })[] = [
    {
      name: 'Waiting for people',
      path: 'review',
      does: 'Open the queue',
      permission: 'reviews:answer',
    },
    {
      name: 'Answered by people',
      path: 'ladder',
      does: 'Look at the ladder',
      permission: 'policy:read',
    },
    {
      name: 'Machine had no answer',
      path: 'decisions?reason=fallback',
      does: 'See these cases',
      permission: 'decisions:read',
    },
  ];
  const open = lines.flatMap((line) => {
    const figure = figures.find(({ name, state }) => name === line.name && state === 'bad');
    return figure ? [{ ...line, says: figure.says }] : [];
  });
  if (open.length === 0)
    return (
      <Empty isSmall title="Nothing">
        Every figure keeps to its limit, or is not known yet.
      </Empty>
    );
  return (
    <Stack gap="sm">
      {open.map((line) => (
        <Notice key={line.name} tone="bad" title={line.name}>
          <Group justify="space-between">
            <Text size="sm">{line.says}</Text>
            {can(project, line.permission) && <Go to={`/p/${project.slug}/${line.path}`}>{line.does}</Go>}
          </Group>
        </Notice>
      ))}
    </Stack>
  );
}

function Go({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Anchor component={Link} to={to} size="sm">
      {children}
    </Anchor>
  );
}
