import { useQuery } from '@apollo/client/react';
import { List, Paper, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { MostDifferentCasesDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { DistributionChart } from '../ui/charts/distribution-chart';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { effectText, STATES, type Field } from './field-table';
import { figure } from './figure';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Period = { readonly from: string; readonly to: string };
type Props = { readonly field: Field; readonly period: Period };

/** One field: how it was and is, where that comes from, since when, and the cases that differ most. */
export function DriftingField({ field, period }: Props) {
  const { compared, reason, since, sinceUntil, isSinceBefore } = field;
  return (
    <Stack gap="md">
      <Text>
        <b>
          <UserText text={field.title} />
        </b>
        : <UserText text={reason} />
        {since && (
          <>
            {' '}
            Since <When iso={since} />
            {sinceUntil != null && isLong(since, sinceUntil) && (
              <>
                {' '}
                at the earliest, before <When iso={sinceUntil} /> for certain
              </>
            )}
            {isSinceBefore && ', or earlier: from the first cases of this time on'}.
          </>
        )}
      </Text>
      {compared && (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <DistributionChart
            title={`${isolated(field.title)}, then and now`}
            note={noteOf(compared)}
            bins={compared.bins}
            isOrdered={field.isOrdered}
          />
          <Stack gap="md">
            {field.segments.length > 0 && <Segments field={field} />}
            <ChangedCases field={field} period={period} />
            <DifferentCases field={field} period={period} />
          </Stack>
        </SimpleGrid>
      )}
    </Stack>
  );
}

/** Minutes are kept for two days; of what is older it is known in which hours it began. */
function isLong(since: string, until: string): boolean {
  return Date.parse(until) - Date.parse(since) > 60_000;
}

function noteOf(compared: NonNullable<Field['compared']>): string {
  const { ks, wasserstein, jensenShannon, currentCount, referenceCount } = compared;
  const distances = [
    ks === null ? '' : `KS ${figure(ks)}`,
    wasserstein === null ? '' : `Wasserstein ${figure(wasserstein)} sd`,
    `Jensen–Shannon ${figure(jensenShannon)}`,
  ].filter(Boolean);
  return `Share of the cases in each bin: ${currentCount.toLocaleString('en')} now, ${referenceCount.toLocaleString('en')} in the reference. ${distances.join(', ')}.`;
}

function Segments({ field }: { readonly field: Field }) {
  return (
    <Paper withBorder p="md">
      <Text fw={600} mb="xs">
        Segments it comes from
      </Text>
      <Table aria-label="Segments it comes from">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Segment</Table.Th>
            <Table.Th>Cases</Table.Th>
            <Table.Th>Effect</Table.Th>
            <Table.Th>State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {field.segments.map(({ segment, count, compared, state }) => (
            <Table.Tr key={segment}>
              <Table.Td>
                <UserText text={segment || 'without a segment'} />
              </Table.Td>
              <Table.Td className="figures">{count.toLocaleString('en')}</Table.Td>
              <Table.Td className="figures">{compared ? effectText(compared) : '–'}</Table.Td>
              <Table.Td>{STATES[state].word}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

type Changed = { readonly label: string; readonly search: Record<string, string>; readonly moved: number };
const MOST_CHANGED = 5;
const LEAST_MOVED = 0.01;

/** What a field has more often than before, each with the cases that have it: a value, what is new, or nothing. */
function changedIn({ metric, part, compared, isOrdered }: Field): Changed[] {
  if (metric !== 'input.value' || !compared) return [];
  const { bins } = compared;
  // The last bins are no values: of categories other, new and missing, of numbers missing.
  const named = isOrdered ? [] : bins.slice(0, -3);
  const found = [
    ...named.map((bin) => ({ ...bin, search: { field: part, has: 'VALUE', fieldValue: bin.label } })),
    ...(isOrdered ? [] : bins.slice(-2, -1)).map((bin) => ({ ...bin, search: { field: part, has: 'NEW' } })),
    ...bins.slice(-1).map((bin) => ({ ...bin, search: { field: part, has: 'MISSING' } })),
  ];
  return found
    .map(({ label, search, current, reference }) => ({ label, search, moved: current - reference }))
    .filter(({ moved }) => moved >= LEAST_MOVED)
    .sort((a, b) => b.moved - a.moved)
    .slice(0, MOST_CHANGED);
}

function ChangedCases({ field, period }: Props) {
  const project = useProject();
  const changed = changedIn(field);
  if (changed.length === 0) return null;
  return (
    <Paper withBorder p="md">
      <Text fw={600}>More often than before</Text>
      <Text size="sm" c="dimmed" mb="xs">
        Each with its cases of this time.
      </Text>
      <List listStyleType="none" spacing={4}>
        {changed.map(({ label, search, moved }) => (
          <List.Item key={label}>
            <Link to="/p/$slug/decisions" params={{ slug: project.slug }} search={{ ...period, ...search }}>
              <UserText text={label} />
            </Link>{' '}
            <Text span size="sm" c="dimmed">
              by {figure(100 * moved)} points
            </Text>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}

function DifferentCases({ field, period }: Props) {
  const project = useProject();
  const { data, error, refetch } = useQuery(MostDifferentCasesDocument, {
    variables: { projectId: project.id, metric: field.metric, part: field.part, ...period },
  });
  const cases = data?.mostDifferentCases;
  return (
    <Paper withBorder p="md">
      <Text fw={600}>Most different cases</Text>
      <Text size="sm" c="dimmed" mb="xs">
        Of the latest 2,000 of this time, those that were rarest in what is frozen.
      </Text>
      {error && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!error && !cases && <Loading lines={4} />}
      {cases?.length === 0 && <Text size="sm">None that could be named.</Text>}
      <List listStyleType="none" spacing={4}>
        {cases?.map(({ id, at, value }) => (
          <List.Item key={id}>
            <Link to="/p/$slug/decisions" params={{ slug: project.slug }} search={{ case: id }}>
              <UserText text={value} />
            </Link>{' '}
            <Text span size="sm" c="dimmed">
              <When iso={at} />
            </Text>
          </List.Item>
        ))}
      </List>
    </Paper>
  );
}
