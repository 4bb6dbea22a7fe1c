import { useQuery } from '@apollo/client/react';
import { Drawer, NativeSelect, SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '../lib/router';
import { AlarmCountsDocument, type AlarmCountsQuery } from '../lib/generated/graphql';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { Page } from '../ui/page';
import { AlarmDetail } from './alarm-detail';
import { AlarmList } from './alarm-list';
import { AlarmRules } from './alarm-rules';
import { isolated } from '../ui/visible-text';

const VIEWS = [
  { value: 'open', label: 'Open', view: 'OPEN' },
  { value: 'acknowledged', label: 'Acknowledged', view: 'ACKNOWLEDGED' },
  { value: 'resolved', label: 'Resolved', view: 'RESOLVED' },
  { value: 'mine', label: 'Mine', view: 'MINE' },
] as const;
const RULES = { value: 'rules', label: 'Rules' } as const;
/** They are counted up to here. */
const MOST = 1000;

/** What somebody should look at, what was, and what raises it. The view and the alarm stand in the address. */
export function AlarmsPage() {
  const project = useProject();
  const { view: asked, alarm }: { view?: string; alarm?: string } = useSearch();
  const navigate = useNavigate();
  const go = (search: { view?: string; alarm?: string }): void => void navigate({ to: '.', search });
  const counts = useQuery(AlarmCountsDocument, { variables: { projectId: project.id } });
  useReadAgain('alarmsMark', () => counts.refetch());
  const choices = [
    ...VIEWS.map(({ value, label }) => ({
      value,
      label: `${isolated(label)}${countText(counts.data?.alarmCounts[value])}`,
    })),
    RULES,
  ];
  const listed = VIEWS.find(({ value }) => value === asked) ?? VIEWS[0];
  const view = asked === RULES.value ? RULES.value : listed.value;
  return (
    <Page title="Alarms" of={project.name}>
      <SegmentedControl
        aria-label="What is shown"
        w="fit-content"
        visibleFrom="sm"
        data={choices}
        value={view}
        onChange={(next) => go({ view: next })}
      />
      <NativeSelect
        aria-label="What is shown"
        hiddenFrom="sm"
        data={choices}
        value={view}
        onChange={({ currentTarget: { value } }) => go({ view: value })}
      />
      <Unread what="How many there are" query={counts} />
      {view === RULES.value ? (
        <AlarmRules />
      ) : (
        <AlarmList key={listed.view} view={listed.view} onOpen={(id) => go({ view, alarm: id })} />
      )}
      <Drawer opened={alarm !== undefined} onClose={() => go({ view })} title="Alarm" position="right" size="lg">
        {alarm !== undefined && <AlarmDetail id={alarm} />}
      </Drawer>
    </Page>
  );
}

type Counts = AlarmCountsQuery['alarmCounts'];

function countText(count: Counts['open'] | undefined): string {
  if (count === undefined) return '';
  return ` (${count >= MOST ? `${MOST}+` : count})`;
}
