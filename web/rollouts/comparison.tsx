import { useQuery } from '@apollo/client/react';
import { Grid, Paper, Table, Text, Title } from '@mantine/core';
import { CompareMachinesDocument, type CompareMachinesQuery, type RatePartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { count, percent, withInterval } from '../ui/format';
import { Empty, Failed, Loading } from '../ui/states';
import { unitOf } from '../ui/number-answers';
import { AgreementMatrix } from './agreement-matrix';
import { ComparedNumbers } from './compared-numbers';
import { DifferingCases } from './differing-cases';
import { UserText } from '../ui/user-text';

type Machines = { readonly challenger: string; readonly champion: string };
type Compared = CompareMachinesQuery['compareMachines'];

/** All that is known of two machines on the same cases. */
export function Comparison({ challenger, champion }: Machines) {
  const project = useProject();
  const variables = { projectId: project.id, challenger, champion };
  const { data, error, refetch } = useQuery(CompareMachinesDocument, { variables });
  useReadAgain('decisionsMark', () => refetch());
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={8} />;
  const compared = data.compareMachines;
  if (compared.cases === 0)
    return (
      <Empty title="Not enough data yet">
        No case was answered by both. Both have to run at the same time, one of them unseen.
      </Empty>
    );
  return (
    <>
      <Paper withBorder p="md" component="section" aria-label="Verdict">
        <Text fw={600}>{compared.verdict}</Text>
        <Text size="sm" c="dimmed">
          Of {count(compared.cases)} cases that both answered they differ on {count(compared.differ)}:{' '}
          {rate(compared.disagreement)}.
        </Text>
      </Paper>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          {compared.numbers ? (
            <ComparedNumbers compared={compared} numbers={compared.numbers} {...unitOf(project.outputSchema)} />
          ) : (
            <AgreementMatrix compared={compared} />
          )}
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Speed compared={compared} />
        </Grid.Col>
      </Grid>
      <Errors compared={compared} />
      <DifferingCases challenger={challenger} champion={champion} />
    </>
  );
}

function rate(given: RatePartsFragment): string {
  return given.estimate === null ? 'not enough data yet' : withInterval(given.estimate, given);
}

function Rate({ of }: { readonly of: RatePartsFragment }) {
  if (of.estimate === null) return <span className="hatched unknown">not enough data yet</span>;
  return (
    <span>
      {rate(of)}{' '}
      <Text size="xs" c="dimmed" span>
        of {count(of.labels)} labels
      </Text>
    </span>
  );
}

function Errors({ compared }: { readonly compared: Compared }) {
  const { errors, segments, challenger, champion } = compared;
  return (
    <section aria-labelledby="errors">
      <Title order={2} size="h4" mb="xs" id="errors">
        Wrong by blind human labels
      </Title>
      <Table className="stack" aria-label="Wrong by blind human labels">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Segment</Table.Th>
            <Table.Th>
              <UserText text={challenger} />
            </Table.Th>
            <Table.Th>
              <UserText text={champion} />
            </Table.Th>
            <Table.Th>Differ</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Td data-main fw={600}>
              All
            </Table.Td>
            <Table.Td data-label={challenger}>
              <Rate of={errors.challenger} />
            </Table.Td>
            <Table.Td data-label={champion}>
              <Rate of={errors.champion} />
            </Table.Td>
            <Table.Td data-label="Differ">{percent(compared.differ / Math.max(1, compared.cases))}</Table.Td>
          </Table.Tr>
          {(segments.length > 1 ? segments : []).map((segment) => (
            <Table.Tr key={segment.segment ?? ''}>
              <Table.Td data-main>
                <UserText text={segment.segment ?? 'without a segment'} />
              </Table.Td>
              <Table.Td data-label={challenger}>
                <Rate of={segment.challenger} />
              </Table.Td>
              <Table.Td data-label={champion}>
                <Rate of={segment.champion} />
              </Table.Td>
              <Table.Td data-label="Differ">
                {percent(segment.differ / Math.max(1, segment.cases))} of {count(segment.cases)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="xs">
        Weighted by 1/propensity; intervals of 95 % that hold at any time. Only <UserText text={challenger} /> was right
        on {count(errors.onlyChallengerRight)} labelled cases, only <UserText text={champion} /> on{' '}
        {count(errors.onlyChampionRight)}.
      </Text>
    </section>
  );
}

function Speed({ compared }: { readonly compared: Compared }) {
  const { challengerLatency: a, championLatency: b } = compared;
  const ms = (value: number | null): string =>
    value === null ? 'not measured' : `${value < 10 ? value.toFixed(1) : count(Math.round(value))} ms`;
  const rows: readonly [string, string, string][] = [
    ['Half within', ms(a.p50), ms(b.p50)],
    ['95 % within', ms(a.p95), ms(b.p95)],
    ['99 % within', ms(a.p99), ms(b.p99)],
    ['No usable answer', count(compared.challengerNulls), count(compared.championNulls)],
  ];
  return (
    <section aria-labelledby="speed">
      <Title order={2} size="h4" mb="xs" id="speed">
        Speed and failures
      </Title>
      <Table aria-label="Speed and failures">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th ta="right">
              <UserText text={compared.challenger} />
            </Table.Th>
            <Table.Th ta="right">
              <UserText text={compared.champion} />
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, one, other]) => (
            <Table.Tr key={name}>
              <Table.Td>
                <UserText text={name} />
              </Table.Td>
              <Table.Td ta="right">{one}</Table.Td>
              <Table.Td ta="right">{other}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
