import type { InputSchema } from '@handrail/shared/schema';
import { Button, Paper, Text } from '@mantine/core';
import { useNavigate } from '../lib/router';
import { useState } from 'react';
import type { MetricLinesFragment } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import type { Mark } from '../ui/charts/series';
import { TimeChart, type TimeChartProps } from '../ui/charts/time-chart';
import { Loading } from '../ui/states';
import { fieldsOf, MOST_FIELDS, unnamed } from './fields';
import { casesBehind } from './cases-behind';
import { axisOf, lineOf, MOST_LINES, referenceOf, seriesOf, unitOf, type Line, type Metric } from './lines';
import type { View } from './view';
import { UserText } from '../ui/user-text';

type Props = {
  readonly metric: Metric;
  /** Undefined: still on its way. */
  readonly read: MetricLinesFragment | undefined;
  /** Of as long a time before; none where that is not asked for. */
  readonly before: readonly Line[];
  readonly view: View;
  readonly marks: readonly Mark[];
  readonly onZoom: (from: number, to: number) => void;
};

/** One metric over the time of the view; a bucket opens the cases behind it. */
export function MetricChart(props: Props) {
  const { metric, view, read, before } = props;
  if (!read) return <Waiting title={metric.title} />;
  const reference = view.isCompared && read.lines.length === 1 ? referenceOf(metric, before, view.to - view.from) : [];
  return (
    <Chart
      {...props}
      title={metric.title}
      note={noteOf(metric, read.lineCount)}
      unit={unitOf(metric).unit}
      axis={axisOf(metric)}
      series={[...seriesOf(metric, read.lines), ...reference]}
      bucketSeconds={read.bucketSeconds}
      lineOfSeries={(id) => lineOf(read.lines, id)}
    />
  );
}

/** A metric of values whose fields have nothing in common but that: a chart for each field. */
export function FieldCharts(props: Props) {
  const { inputSchema } = useProject();
  const { metric, view, read, before } = props;
  const [isWhole, setIsWhole] = useState(false);
  if (!read) return <Waiting title={metric.title} />;
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
            note={noteOf({ ...metric, description: field.description }, field.lines[0]?.linesOfPart ?? 0)}
            unit={unitOf(field.metric).unit}
            axis={field.axis}
            series={[...seriesOf(field.metric, unnamed(field.lines)), ...reference]}
            bucketSeconds={read.bucketSeconds}
            lineOfSeries={(id) => {
              const line = lineOf(unnamed(field.lines), id);
              return line && { ...line, part: field.name };
            }}
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

function Waiting({ title }: { readonly title: string }) {
  return (
    <Paper withBorder p="md">
      <Text fw={600}>
        <UserText text={title} />
      </Text>
      <Loading lines={6} />
    </Paper>
  );
}

type ChartProps = Omit<Props, 'metric' | 'read' | 'before'> &
  Pick<TimeChartProps, 'title' | 'note' | 'unit' | 'axis' | 'series'> & {
    readonly metric: Metric;
    readonly bucketSeconds: number;
    /** What a series counts. */
    readonly lineOfSeries: (id: string | undefined) => Line | undefined;
  };

function Chart({ metric, view, bucketSeconds, lineOfSeries, marks, onZoom, ...drawn }: ChartProps) {
  const project = useProject();
  const navigate = useNavigate();
  const schema = project.inputSchema as InputSchema;
  const openCases = (at: number, series?: string): void =>
    void navigate({
      to: `/p/$slug/decisions`,
      params: { slug: project.slug },
      search: {
        from: new Date(at).toISOString(),
        to: new Date(at + bucketSeconds * 1000).toISOString(),
        ...casesBehind(lineOfSeries(series), { metric: metric.id, by: view.by, schema }),
      },
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
