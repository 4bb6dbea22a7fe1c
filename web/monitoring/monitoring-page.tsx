import { useQuery } from '@apollo/client/react';
import { metricOf } from '@handrail/shared/monitoring';
import { Button, Group, NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { useNavigate, useSearch } from '../lib/router';
import { useState } from 'react';
import { AnnotationsDocument, MetricsDocument, type MetricsQuery } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import { markOf } from '../ui/charts/mark-of';
import { Notice } from '../ui/notice';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { MetricCharts } from './metric-charts';
import { Verdict } from './verdict';
import { GROUPS, RANGES, SPLITS, viewOf, type View } from './view';

/** What happens is on the charts within this time. */
const LIVE_MS = 5000;

/** What runs, what comes in, what goes out, and the people, over time; the whole view stands in the address. */
export function MonitoringPage() {
  const project = useProject();
  const search: Record<string, unknown> = useSearch();
  const navigate = useNavigate();
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), LIVE_MS, { autoInvoke: true });
  const view = viewOf(search, now);
  const set = (change: Record<string, string | undefined>): void =>
    void navigate({
      to: '.',
      search: (before: object) =>
        Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  const { data, error, refetch } = useQuery(MetricsDocument, { variables: { projectId: project.id } });
  const period = { from: new Date(view.from).toISOString(), to: new Date(view.to).toISOString() };
  const happened = useQuery(AnnotationsDocument, { variables: { projectId: project.id, ...period } });
  const marks = ((happened.data ?? happened.previousData)?.annotations ?? []).map((each) => markOf(each, project.slug));
  const zoom = (from: number, to: number): void =>
    set({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
  return (
    <Page title="Monitoring" of={project.name}>
      <Verdict />
      <Controls view={view} onChange={set} />
      <Unread what="What happened in this time" query={happened} />
      {error && !data && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!error && !data && <Loading lines={10} />}
      {data && data.metrics.full.length > 0 && <BeyondBound full={data.metrics.full} />}
      {data && (
        <MetricCharts
          metrics={data.metrics.metrics.filter(({ group }) => group === view.group)}
          view={view}
          marks={marks}
          onZoom={zoom}
        />
      )}
    </Page>
  );
}

const KINDS: Readonly<Record<string, string>> = { segment: 'segments', decider: 'versions' };

/** What is not kept apart, since there was too much of it. */
function BeyondBound({ full }: Pick<MetricsQuery['metrics'], 'full'>) {
  const named = full.map(({ kind, metric, most }) => {
    const what = KINDS[kind] ?? `parts of ${(metricOf(metric)?.title ?? metric).toLowerCase()}`;
    return `${most} ${what}`;
  });
  return (
    <Notice tone="note" title="More names than are kept apart">
      In 30 days more came than {named.join(', ')}. Those beyond are counted together as “(other)”.
    </Notice>
  );
}

type ControlsProps = {
  readonly view: View;
  readonly onChange: (change: Record<string, string | undefined>) => void;
};

function Controls({ view, onChange }: ControlsProps) {
  return (
    <Group gap="md" align="end">
      <SegmentedControl
        aria-label="What is watched"
        data={GROUPS.map((each) => ({ ...each }))}
        value={view.group}
        onChange={(group) => onChange({ group })}
      />
      <NativeSelect
        label="Time"
        data={[
          ...Object.keys(RANGES).map((range) => ({ value: range, label: `Last ${range}` })),
          ...(view.range === 'custom' ? [{ value: 'custom', label: 'A part of it' }] : []),
        ]}
        value={view.range}
        onChange={({ currentTarget: { value } }) => onChange({ range: value, from: undefined, to: undefined })}
      />
      <NativeSelect
        label="Side by side"
        data={SPLITS.map((each) => ({ ...each }))}
        value={view.by ?? ''}
        onChange={({ currentTarget: { value } }) => onChange({ by: value })}
      />
      <Switch
        label="Compare with the time before"
        checked={view.isCompared}
        onChange={({ currentTarget: { checked } }) => onChange({ compare: checked ? 'before' : undefined })}
      />
      {view.range === 'custom' && (
        <Button variant="default" onClick={() => onChange({ from: undefined, to: undefined })}>
          Zoom out
        </Button>
      )}
    </Group>
  );
}
