import { useQuery } from '@apollo/client/react';
import { List, Paper, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { Link } from '../lib/router';
import { MostDifferentCasesDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { DistributionChart } from '../ui/charts/distribution-chart';
import { Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { figure, STATES, type Field } from './field-table';

type Period = { readonly from: string; readonly to: string };
type Props = { readonly field: Field; readonly period: Period };

/** One field: how it was and is, where that comes from, since when, and the cases that differ most. */
export function DriftingField({ field, period }: Props) {
  const { compared, reason, since, isSinceBefore } = field;
  return (
    <Stack gap="md">
      <Text>
        <b>{field.title}</b>: {reason}
        {since && (
          <>
            {' '}
            Since <When iso={since} />
            {isSinceBefore && ', or earlier: from the first cases of this time on'}.
          </>
        )}
      </Text>
      {compared && (
        <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
          <DistributionChart
            title={`${field.title}, then and now`}
            note={noteOf(compared)}
            bins={compared.bins}
            isOrdered={field.isOrdered}
          />
          <Stack gap="md">
            {field.segments.length > 0 && <Segments field={field} />}
            <DifferentCases field={field} period={period} />
          </Stack>
        </SimpleGrid>
      )}
    </Stack>
  );
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
          {field.segments.map(({ segment, count, effect, state }) => (
            <Table.Tr key={segment}>
              <Table.Td>{segment || 'without a segment'}</Table.Td>
              <Table.Td className="figures">{count.toLocaleString('en')}</Table.Td>
              <Table.Td className="figures">{effect === null ? '–' : figure(effect)}</Table.Td>
              <Table.Td>{STATES[state].word}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
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
              {value}
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
