import { useQuery } from '@apollo/client/react';
import { Drawer, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { AlarmsDocument, type AlarmPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Page } from '../ui/page';
import { rowKeys, rowProps } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { When } from '../ui/when';
import { AlarmDetail } from './alarm-detail';
import { AlarmRules } from './alarm-rules';

const VIEWS = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'rules', label: 'Rules' },
] as const;
const PHASES = { FIRING: 'Open', ACKNOWLEDGED: 'Acknowledged', RESOLVED: 'Resolved' } as const;

/** What somebody should look at, what was, and what raises it. The view and the alarm stand in the address. */
export function AlarmsPage() {
  const project = useProject();
  const { view = 'open', alarm }: { view?: string; alarm?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const go = (search: { view?: string; alarm?: string }): void => void navigate({ to: '.', search: search as never });
  return (
    <Page title="Alarms" of={project.name}>
      <SegmentedControl
        aria-label="What is shown"
        w="fit-content"
        data={VIEWS.map((one) => ({ ...one }))}
        value={view}
        onChange={(next) => go({ view: next })}
      />
      {view === 'rules' ? (
        <AlarmRules />
      ) : (
        <AlarmList isOpen={view === 'open'} onOpen={(id) => go({ view, alarm: id })} />
      )}
      <Drawer opened={alarm !== undefined} onClose={() => go({ view })} title="Alarm" position="right" size="lg">
        {alarm !== undefined && <AlarmDetail id={alarm} />}
      </Drawer>
    </Page>
  );
}

type ListProps = { readonly isOpen: boolean; readonly onOpen: (id: string) => void };

function AlarmList({ isOpen, onOpen }: ListProps) {
  const project = useProject();
  const { data, error, refetch } = useQuery(AlarmsDocument, { variables: { projectId: project.id, isOpen } });
  useReadAgain('alarmsMark', () => refetch());
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading lines={6} />;
  if (data.alarms.length === 0)
    return isOpen ? (
      <Empty title="No alarm is open">
        The rules are looked at every minute. What is past its limit for sure, and by enough, comes here.
      </Empty>
    ) : (
      <Empty title="No alarm was resolved yet">Alarms that are over come here, with what was said of them.</Empty>
    );
  return (
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
        {data.alarms.map((alarm) => (
          <AlarmRow key={alarm.id} alarm={alarm} onOpen={onOpen} />
        ))}
      </Table.Tbody>
    </Table>
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
            {alarm.title}
          </Text>
          <Text size="xs" c="dimmed">
            {alarm.signals[0]?.sentence}
            {more > 0 && ` And ${more} more.`}
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td data-label="State">
        {PHASES[alarm.phase]}
        {alarm.assignee && `, ${alarm.assignee.name}`}
      </Table.Td>
      <Table.Td data-label="Since">
        <When iso={alarm.since} />
      </Table.Td>
      <Table.Td data-label="Likeliest cause">{alarm.causes[0]?.title ?? 'none known'}</Table.Td>
      <Table.Td data-label="Judged">{judgedOf(alarm.isUseful)}</Table.Td>
    </Table.Tr>
  );
}

function judgedOf(isUseful: boolean | null | undefined): string {
  return isUseful == null ? 'not yet' : isUseful ? 'useful' : 'not useful';
}
