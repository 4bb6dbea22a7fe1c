import { useQuery } from '@apollo/client/react';
import { SimpleGrid } from '@mantine/core';
import {
  ManyMetricSeriesDocument,
  type ManyMetricSeriesQuery,
  type MetricLinesFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Unread } from '../lib/unread';
import type { Mark } from '../ui/charts/series';
import { Failed } from '../ui/states';
import { MOST_LINES, type Metric } from './lines';
import { FieldCharts, MetricChart } from './metric-chart';
import type { View } from './view';

/** Its fields are numbers, lengths and shares, which no axis has in common. */
const OF_FIELDS = 'input.value';

type Props = {
  readonly metrics: readonly Metric[];
  readonly view: View;
  readonly marks: readonly Mark[];
  readonly onZoom: (from: number, to: number) => void;
};

/** All charts of the view, asked for at once. */
export function MetricCharts({ metrics, view, marks, onZoom }: Props) {
  const project = useProject();
  const span = view.to - view.from;
  const asked = { projectId: project.id, metrics: metrics.map(({ id }) => id), by: view.by, mostOfPart: MOST_LINES };
  const now = useQuery(ManyMetricSeriesDocument, { variables: { ...asked, ...period(view.from, view.to) } });
  const before = useQuery(ManyMetricSeriesDocument, {
    variables: { ...asked, ...period(view.from - span, view.from) },
    skip: !view.isCompared,
  });
  const data = now.data ?? now.previousData;
  if (now.error && !data) return <Failed message={messageOf(now.error)} onRetry={() => void now.refetch()} />;
  return (
    <>
      {view.isCompared && <Unread what="The time before" query={before} />}
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
        {metrics.map((metric) => {
          const Charts = metric.id === OF_FIELDS ? FieldCharts : MetricChart;
          const then = view.isCompared ? (linesOf(metric, before.data)?.lines ?? []) : [];
          const read = linesOf(metric, data);
          return (
            <Charts
              key={metric.id}
              metric={metric}
              read={read}
              before={then}
              view={view}
              marks={marks}
              onZoom={onZoom}
            />
          );
        })}
      </SimpleGrid>
    </>
  );
}

function linesOf({ id }: Metric, data: ManyMetricSeriesQuery | undefined): MetricLinesFragment | undefined {
  return data?.manyMetricSeries.find(({ metric }) => metric.id === id);
}

function period(from: number, to: number): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
