import { useQuery } from '@apollo/client/react';
import type { InputSchema } from '@handrail/shared/schema';
import { Button, Paper, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MetricSeriesDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import type { Mark } from '../ui/charts/series';
import { TimeChart, type TimeChartProps } from '../ui/charts/time-chart';
import { Failed, Loading } from '../ui/states';
import { fieldsOf, MOST_FIELDS, unnamed } from './fields';
import { axisOf, MOST_LINES, referenceOf, seriesOf, unitOf, type Metric } from './lines';
import type { View } from './view';

type Props = {
  readonly metric: Metric;
  readonly view: View;
  readonly marks: readonly Mark[];
  readonly onZoom: (from: number, to: number) => void;
};

/** One metric over the time of the view; a bucket opens the cases behind it. */
export function MetricChart(props: Props) {
  const { metric, view } = props;
  const { read, before, trouble } = useLines(props);
  if (!read) return trouble;
  const reference = view.isCompared && read.lines.length === 1 ? referenceOf(metric, before, view.to - view.from) : [];
  return (
    <Chart
      {...props}
      title={metric.title}
      note={noteOf(metric, read.lines.length)}
      unit={unitOf(metric).unit}
      axis={axisOf(metric)}
      series={[...seriesOf(metric, read.lines), ...reference]}
      bucketSeconds={read.bucketSeconds}
    />
  );
}

/** A metric of values whose fields have nothing in common but that: a chart for each field. */
export function FieldCharts(props: Props) {
  const { inputSchema } = useProject();
  const { metric, view } = props;
  const { read, before, trouble } = useLines(props);
  const [isWhole, setIsWhole] = useState(false);
  if (!read) return trouble;
  const fields = fieldsOf(metric, read.lines, inputSchema as InputSchema);
  const shown = isWhole ? fields : fields.slice(0, MOST_FIELDS);
  return (
    <>
      {shown.map((field) => {
        const then = before.filter(({ part }) => part === field.name);
        const reference = view.isCompared ? referenceOf(field.metric, unnamed(then), view.to - view.from) : [];
        return (
          <Chart
            {...props}
            key={field.name}
            title={field.title}
            note={noteOf({ ...metric, description: field.description }, field.lines.length)}
            unit={unitOf(field.metric).unit}
            axis={field.axis}
            series={[...seriesOf(field.metric, unnamed(field.lines)), ...reference]}
            bucketSeconds={read.bucketSeconds}
          />
        );
      })}
      {shown.length < fields.length && (
        <Button variant="default" onClick={() => setIsWhole(true)}>
          Show {fields.length - shown.length} more fields
        </Button>
      )}
    </>
  );
}

/** What the server has of the metric in the view and in the time before it; until there is something, what to show instead. */
function useLines({ metric, view }: Props) {
  const project = useProject();
  const by = metric.isOfProcess ? null : view.by;
  const asked = { projectId: project.id, metric: metric.id, by };
  const span = view.to - view.from;
  const now = useQuery(MetricSeriesDocument, { variables: { ...asked, ...period(view.from, view.to) } });
  const earlier = useQuery(MetricSeriesDocument, {
    variables: { ...asked, ...period(view.from - span, view.from) },
    skip: !view.isCompared,
  });
  const read = (now.data ?? now.previousData)?.metricSeries;
  const before = earlier.data?.metricSeries.lines ?? [];
  const trouble = now.error ? (
    <Failed message={messageOf(now.error)} onRetry={() => void now.refetch()} />
  ) : (
    <Paper withBorder p="md">
      <Text fw={600}>{metric.title}</Text>
      <Loading lines={6} />
    </Paper>
  );
  return { read, before, trouble };
}

type ChartProps = Omit<Props, 'metric'> &
  Pick<TimeChartProps, 'title' | 'note' | 'unit' | 'axis' | 'series'> & {
    readonly metric: Metric;
    readonly bucketSeconds: number;
  };

function Chart({ metric, view, bucketSeconds, marks, onZoom, ...drawn }: ChartProps) {
  const project = useProject();
  const navigate = useNavigate();
  const openCases = (at: number): void =>
    void navigate({
      to: `/p/$slug/decisions`,
      params: { slug: project.slug },
      search: {
        from: new Date(at).toISOString(),
        to: new Date(at + bucketSeconds * 1000).toISOString(),
      } as never,
    });
  return (
    <TimeChart
      {...drawn}
      from={view.from}
      to={view.to}
      marks={marks}
      onZoom={onZoom}
      onPoint={metric.isOfProcess ? undefined : openCases}
    />
  );
}

function noteOf({ description }: Metric, lines: number): string {
  const left = lines > MOST_LINES ? ` The ${MOST_LINES} busiest of ${lines} lines.` : '';
  return `${description}${left}`;
}

function period(from: number, to: number): { from: string; to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}
