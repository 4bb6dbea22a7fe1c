import { useQuery } from '@apollo/client/react';
import { Paper, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { MetricSeriesDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import type { Mark } from '../ui/charts/series';
import { TimeChart } from '../ui/charts/time-chart';
import { Failed, Loading } from '../ui/states';
import { MOST_LINES, referenceOf, seriesOf, unitOf, type Metric } from './lines';
import type { View } from './view';

type Props = {
  readonly metric: Metric;
  readonly view: View;
  readonly marks: readonly Mark[];
  readonly onZoom: (from: number, to: number) => void;
};

/** One metric over the time of the view; a bucket opens the cases behind it. */
export function MetricChart({ metric, view, marks, onZoom }: Props) {
  const project = useProject();
  const navigate = useNavigate();
  const by = metric.isOfProcess ? null : view.by;
  const asked = { projectId: project.id, metric: metric.id, by };
  const span = view.to - view.from;
  const now = useQuery(MetricSeriesDocument, { variables: { ...asked, ...period(view.from, view.to) } });
  const before = useQuery(MetricSeriesDocument, {
    variables: { ...asked, ...period(view.from - span, view.from) },
    skip: !view.isCompared,
  });
  const data = (now.data ?? now.previousData)?.metricSeries;
  if (now.error && !data) return <Failed message={messageOf(now.error)} onRetry={() => void now.refetch()} />;
  if (!data)
    return (
      <Paper withBorder p="md">
        <Text fw={600}>{metric.title}</Text>
        <Loading lines={6} />
      </Paper>
    );
  const lines = before.data?.metricSeries.lines ?? [];
  const reference = view.isCompared && data.lines.length === 1 ? referenceOf(metric, lines, span) : [];
  const openCases = (at: number): void =>
    void navigate({
      to: `/p/$slug/decisions`,
      params: { slug: project.slug },
      search: {
        from: new Date(at).toISOString(),
        to: new Date(at + data.bucketSeconds * 1000).toISOString(),
      } as never,
    });
  return (
    <TimeChart
      title={metric.title}
      note={noteOf(metric, data.lines.length)}
      unit={unitOf(metric).unit}
      series={[...seriesOf(metric, data.lines), ...reference]}
      from={view.from}
      to={view.to}
      marks={marks}
      onZoom={onZoom}
      onPoint={metric.isOfProcess ? undefined : openCases}
    />
  );
}

function noteOf({ description, unit, kind }: Metric, lines: number): string {
  const counted = kind === 'COUNT' && unit ? ` In ${unit}.` : '';
  const left = lines > MOST_LINES ? ` The ${MOST_LINES} busiest of ${lines} lines.` : '';
  return `${description}${counted}${left}`;
}

function period(from: number, to: number): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
