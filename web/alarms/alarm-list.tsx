import { useQuery } from '@apollo/client/react';
import { Stack, Table, Text } from '@mantine/core';
import { AlarmsDocument, type AlarmPartsFragment, type AlarmView } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { ShowMore } from '../lib/show-more';
import { rowKeys, rowProps } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

const PHASES = { FIRING: 'Open', ACKNOWLEDGED: 'Acknowledged', RESOLVED: 'Resolved' } as const;
type Listed = Exclude<AlarmView, 'UNRESOLVED'>;
/** What stands where nothing is. */
const EMPTY: Readonly<Record<Listed, readonly [string, string]>> = {
  OPEN: [
    'No alarm is open',
    'The rules are looked at every minute. What is past its limit for sure, and by enough, comes here.',
  ],
  ACKNOWLEDGED: ['No alarm is acknowledged', 'Alarms that somebody sees to come here until they are over.'],
  RESOLVED: ['No alarm was resolved yet', 'Alarms that are over come here, with what was noted on them.'],
  MINE: ['No alarm is yours', 'Alarms that are assigned to you come here until they are over.'],
};
/** As the query asks for. */
const PAGE = 25;

type ListProps = { readonly view: Listed; readonly onOpen: (id: string) => void };

/** One view of the alarms, the newest first. */
export function AlarmList({ view, onOpen }: ListProps) {
  const project = useProject();
  const variables = { projectId: project.id, view };
  const { data, error, refetch, fetchMore } = useQuery(AlarmsDocument, { variables });
  // Whoever has asked for more reads it in peace: a new first page would take it away.
  const isLong = (data?.alarms.edges.length ?? 0) > PAGE;
  useReadAgain('alarmsMark', () => (isLong ? undefined : refetch()));
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={6} />;
  const { edges, pageInfo } = data.alarms;
  const [title, says] = EMPTY[view];
  if (edges.length === 0) return <Empty title={title}>{says}</Empty>;
  const more = (): Promise<unknown> =>
    fetchMore({
      variables: { ...variables, after: pageInfo.endCursor ?? null },
      updateQuery: (before, { fetchMoreResult: next }) => ({
        ...next,
        alarms: { ...next.alarms, edges: [...before.alarms.edges, ...next.alarms.edges] },
      }),
    });
  return (
    <>
      <Table verticalSpacing={6} className="stack" fz="sm" aria-label="Alarms">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Alarm</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Since</Table.Th>
            <Table.Th>Likeliest cause</Table.Th>
            <Table.Th>Judged</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rowKeys}>
          {edges.map(({ node }) => (
            <AlarmRow key={node.id} alarm={node} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
      {pageInfo.hasNextPage && <ShowMore onMore={more} />}
    </>
  );
}

type RowProps = { readonly alarm: AlarmPartsFragment; readonly onOpen: (id: string) => void };

function AlarmRow({ alarm, onOpen }: RowProps) {
  const more = alarm.signals.length - 1;
  return (
    <Table.Tr {...rowProps(() => onOpen(alarm.id))}>
      <Table.Td data-main>
        <Stack gap={0}>
          <Text size="sm" fw={600}>
            <UserText text={alarm.title} />
          </Text>
          <Text size="xs" c="dimmed">
            <UserText text={alarm.signals[0]?.sentence ?? ''} />
            {more > 0 && ` And ${more} more.`}
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td data-label="State">
        {PHASES[alarm.phase]}
        {alarm.assignee && `, ${isolated(alarm.assignee.name)}`}
      </Table.Td>
      <Table.Td data-label="Since">
        <When iso={alarm.since} />
      </Table.Td>
      <Table.Td data-label="Likeliest cause">
        <UserText text={alarm.causes[0]?.title ?? 'none known'} />
      </Table.Td>
      <Table.Td data-label="Judged">{judgedOf(alarm.isUseful)}</Table.Td>
    </Table.Tr>
  );
}

function judgedOf(isUseful: boolean | null | undefined): string {
  return isUseful == null ? 'not yet' : isUseful ? 'useful' : 'not useful';
}
