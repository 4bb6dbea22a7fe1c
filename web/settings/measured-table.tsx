import { useQuery } from '@apollo/client/react';
import { Badge, Stack, Table, Text, Title } from '@mantine/core';
import { MeasuredDocument, type MeasuredQuery, type ProfilePartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { count } from '../ui/format';
import { Failed, Loading } from '../ui/states';
import { UserText } from '../ui/user-text';

type Row = {
  readonly name: string;
  readonly declared: string;
  readonly measured: string;
  /** Null: nothing declared, or nothing measured. */
  readonly isWithin: boolean | null;
};

/** What is declared beside what is measured, and what to make of it. */
export function MeasuredTable({ profile }: { readonly profile: ProfilePartsFragment }) {
  const project = useProject();
  const { data, error, refetch } = useQuery(MeasuredDocument, { variables: { projectId: project.id } });
  useReadAgain('decisionsMark', () => refetch());
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={4} />;
  const rows = rowsOf(data, profile, project.policy?.settings.latencyBudgetMs ?? null);
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        Declared and measured
      </Title>
      <Text size="sm">{sentenceOf(rows)}</Text>
      <Table className="stack" aria-label="Declared and measured">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th>Declared</Table.Th>
            <Table.Th>Measured</Table.Th>
            <Table.Th>So it is</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, declared, measured, isWithin }) => (
            <Table.Tr key={name}>
              <Table.Td data-main>
                <UserText text={name} />
              </Table.Td>
              <Table.Td data-label="Declared">{declared}</Table.Td>
              <Table.Td data-label="Measured">{measured}</Table.Td>
              <Table.Td data-label="So it is">
                <Badge
                  variant="default"
                  tt="none"
                  className={isWithin === null ? 'hatched' : isWithin ? '' : 'badge-bad'}
                >
                  {isWithin === null ? 'not known' : isWithin ? 'within' : 'over'}
                </Badge>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        Memory and processor are those of the process that answered, of the last{' '}
        {Math.max(1, Math.round(data.measuredLoad.seconds / 60))} min; one process may serve several projects.
      </Text>
    </Stack>
  );
}

function rowsOf(
  { measuredLoad: load, projectTraffic: traffic }: MeasuredQuery,
  profile: ProfilePartsFragment,
  budgetMs: number | null,
): Row[] {
  const within = (measured: number | null, declared: number | null): boolean | null =>
    measured === null || declared === null ? null : measured <= declared;
  const perSecond = traffic.casesLastMinute / 60;
  const p95 = traffic.latencyP95Ms;
  return [
    {
      name: 'Cases a second',
      declared: profile.casesPerSecond === null ? 'no limit' : `at most ${profile.casesPerSecond}`,
      measured: `${perSecond.toFixed(2)} in the last minute`,
      isWithin: within(perSecond, profile.casesPerSecond),
    },
    {
      name: 'A machine’s answer',
      declared: budgetMs === null ? 'not for your role' : `within ${count(budgetMs)} ms`,
      measured: p95 === null ? 'no answer was timed' : `95 % within ${count(Math.ceil(p95))} ms`,
      isWithin: within(p95, budgetMs),
    },
    {
      name: 'Memory',
      declared: profile.memoryMb === null ? 'not declared' : `at most ${count(profile.memoryMb)} MB`,
      measured: `${count(Math.round(load.memoryMb))} MB, ${count(Math.round(load.memoryPeakMb))} at most`,
      isWithin: within(load.memoryPeakMb, profile.memoryMb),
    },
    {
      name: 'Processor',
      declared: profile.cpuCores === null ? 'not declared' : `at most ${profile.cpuCores} cores`,
      measured: `${load.cpuCores.toFixed(2)} cores, ${load.cpuPeakCores.toFixed(2)} at most`,
      isWithin: within(load.cpuPeakCores, profile.cpuCores),
    },
  ];
}

function sentenceOf(rows: readonly Row[]): string {
  const over = rows.filter(({ isWithin }) => isWithin === false);
  const unknown = rows.filter(({ isWithin }) => isWithin === null).length;
  if (over.length > 0)
    return `Over what is declared: ${over.map(({ name, measured }) => `${name.toLowerCase()} (${measured})`).join(', ')}.`;
  if (unknown === rows.length) return 'Nothing is declared that could be measured yet.';
  return unknown === 0 ? 'Everything keeps to what is declared.' : 'What is declared and measured keeps to it.';
}
