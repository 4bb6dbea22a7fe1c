import { useElementSize } from '@mantine/hooks';
import { Anchor, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
  useActiveTooltipLabel,
  type DotItemDotProps,
  type MouseHandlerDataParam,
} from 'recharts';
import { exactTime } from '../format';
import { ChartFrame } from './chart-frame';
import { csvOf, spoken } from './save';
import { tickText, timeTicks, valueText, valueTicks } from './scale';
import { bandOf, isLonely, rowsOf, type Mark, type Row, type Series, type Unit } from './series';
import './charts.css';

const HEIGHT = 220;
const AXIS_WIDTH = 64;
/** Of one band; of several each has less, as they may lie over each other. */
const BAND_INK = 0.16;
/** Pixels that a tick's text needs. */
const TICK_WIDTH = 80;
/** Lines that can be told apart by colour and dash. */
const STYLES = 6;
const MARK_NAMES = { policy: 'Policy', rollout: 'Rollout', alarm: 'Alarm' } as const;

export type TimeChartProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly unit: Unit;
  readonly series: readonly Series[];
  readonly from: number;
  readonly to: number;
  readonly marks?: readonly Mark[];
  /** A level that should not be crossed. */
  readonly limit?: { readonly value: number; readonly label: string } | undefined;
  /** A part of the axis was drawn over: from and to in milliseconds. */
  readonly onZoom?: ((from: number, to: number) => void) | undefined;
  /** A bucket was chosen: its start. */
  readonly onPoint?: ((at: number) => void) | undefined;
};

/**
 * Values over time with their intervals: gaps where nothing is known, what happened as lines on the axis, an earlier
 * period pale beside it. Draw over a part to zoom in, choose a bucket by click or with the arrow keys and Enter.
 */
export function TimeChart(props: TimeChartProps) {
  const { title, note, unit, series, marks = [] } = props;
  const rows = rowsOf(series);
  const isEmpty = !series.some(({ points }) => points.some(({ value }) => value !== null));
  return (
    <ChartFrame
      title={title}
      note={note}
      csv={() => csvOf(series, unit)}
      head={['Time', ...series.map(({ label }) => label)]}
      rows={rows.map((row) => [
        exactTime(new Date(row.at).toISOString()),
        ...series.map(({ id }) => cellText(row, id, unit)),
      ])}
      says={spoken(series, unit)}
    >
      {isEmpty ? <Text className="chart-unknown">Not known yet in this time</Text> : <Plot {...props} rows={rows} />}
      <Legend series={series} />
      <MarkList marks={marks} />
    </ChartFrame>
  );
}

function cellText(row: Row, id: string, unit: Unit): string {
  const value = row[id];
  const band = row[bandOf(id)];
  const text = valueText(typeof value === 'number' ? value : null, unit);
  return Array.isArray(band) ? `${text} (${band.map((end) => valueText(Number(end), unit)).join(' to ')})` : text;
}

/** Every height that is drawn: values, the ends of their intervals, the limit. */
function drawnValues(series: TimeChartProps['series'], limit: TimeChartProps['limit']): number[] {
  const ofSeries = series.flatMap(({ points }) => points.flatMap(({ value, lower, upper }) => [value, lower, upper]));
  return [...ofSeries, limit?.value].filter((value) => typeof value === 'number');
}

function Plot(props: TimeChartProps & { readonly rows: Row[] }) {
  const { title, unit, series, from, to, marks = [], limit, onZoom, onPoint, rows } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const active = useRef<number>(undefined);
  const [drawn, setDrawn] = useState<{ readonly start: number; readonly end: number }>();
  const at = ({ activeLabel }: MouseHandlerDataParam): number | undefined =>
    activeLabel === undefined ? undefined : Number(activeLabel);
  const finish = (state: MouseHandlerDataParam): void => {
    const end = at(state) ?? drawn?.end;
    if (drawn && end !== undefined) {
      if (end === drawn.start) onPoint?.(end);
      else onZoom?.(Math.min(drawn.start, end), Math.max(drawn.start, end));
    }
    setDrawn(undefined);
  };
  const ticks = timeTicks(from, to, {
    most: Math.max(2, (width - AXIS_WIDTH) / TICK_WIDTH),
    offset: new Date(from).getTimezoneOffset(),
  });
  const heights = valueTicks(drawnValues(series, limit), unit);
  return (
    <div
      ref={ref}
      className={onZoom || onPoint ? 'chart-plot chart-live' : 'chart-plot'}
      style={{ height: HEIGHT }}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && active.current !== undefined) onPoint?.(active.current);
      }}
    >
      {width > 0 && (
        <ComposedChart
          width={width}
          height={HEIGHT}
          title={title}
          data={rows}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          onMouseDown={(state) => {
            const start = at(state);
            if (start !== undefined) setDrawn({ start, end: start });
          }}
          onMouseMove={(state) => {
            const end = at(state);
            if (drawn && end !== undefined) setDrawn({ ...drawn, end });
          }}
          onMouseUp={finish}
          onMouseLeave={() => setDrawn(undefined)}
        >
          <ActiveTime timeRef={active} />
          <CartesianGrid vertical={false} className="chart-grid" />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            allowDataOverflow
            ticks={ticks}
            tickFormatter={(tick: number) => tickText(tick, to - from)}
          />
          <YAxis
            width={AXIS_WIDTH}
            ticks={heights}
            domain={[heights[0] ?? 'auto', heights.at(-1) ?? 'auto']}
            tickFormatter={(tick: number) => valueText(tick, unit)}
          />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(label) => exactTime(new Date(Number(label)).toISOString())}
            formatter={(_, name, { payload, dataKey }) => [cellText(payload as Row, String(dataKey), unit), name]}
          />
          {marks.map((mark, index) => (
            <ReferenceLine key={`${mark.kind}${mark.at}${index}`} x={mark.at} className={`chart-mark-${mark.kind}`} />
          ))}
          {limit && <ReferenceLine y={limit.value} className="chart-limit" label={limit.label} ifOverflow="visible" />}
          {series.map(({ id, label, points }, index) =>
            points.some(({ lower }) => lower != null) ? (
              <Area
                key={bandOf(id)}
                dataKey={bandOf(id)}
                name={`${label}, interval`}
                className={`chart-band chart-${index % STYLES}`}
                fillOpacity={BAND_INK / Math.sqrt(series.length)}
                isAnimationActive={false}
                connectNulls={false}
                activeDot={false}
                legendType="none"
                tooltipType="none"
              />
            ) : null,
          )}
          {series.map(({ id, label, isReference }, index) => (
            <Line
              key={id}
              dataKey={id}
              name={label}
              className={lineClass(index, isReference)}
              isAnimationActive={false}
              connectNulls={false}
              dot={(dot: DotItemDotProps) => <Lonely key={dot.index} dot={dot} rows={rows} id={id} style={index} />}
            />
          ))}
          {drawn && drawn.end !== drawn.start && (
            <ReferenceArea x1={drawn.start} x2={drawn.end} className="chart-drawn" />
          )}
        </ComposedChart>
      )}
    </div>
  );
}

/** Tells which bucket the pointer or the arrow keys are at. */
function ActiveTime({ timeRef }: { readonly timeRef: RefObject<number | undefined> }) {
  const label = useActiveTooltipLabel();
  useEffect(() => {
    timeRef.current = label === undefined ? undefined : Number(label);
  }, [label, timeRef]);
  return null;
}

function lineClass(index: number, isReference: boolean | undefined): string {
  return `chart-line chart-${index % STYLES}${isReference ? ' chart-reference' : ''}`;
}

type LonelyProps = {
  readonly dot: DotItemDotProps;
  readonly rows: readonly Row[];
  readonly id: string;
  readonly style: number;
};

function Lonely({ dot, rows, id, style }: LonelyProps) {
  if (!isLonely(rows, id, dot.index)) return null;
  return <circle cx={dot.cx} cy={dot.cy} r={3} className={`chart-dot chart-${style % STYLES}`} />;
}

function Legend({ series }: { readonly series: readonly Series[] }) {
  if (series.length < 2) return null;
  return (
    <Group gap="md" mt={4} className="chart-legend">
      {series.map(({ id, label, isReference }, index) => (
        <Group key={id} gap={6} wrap="nowrap">
          <svg width="24" height="8" aria-hidden>
            <path d="M0 4H24" className={lineClass(index, isReference)} />
          </svg>
          <Text size="xs">{label}</Text>
        </Group>
      ))}
    </Group>
  );
}

function MarkList({ marks }: { readonly marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <details className="chart-marks">
      <summary>{marks.length === 1 ? '1 thing happened' : `${marks.length} things happened`}</summary>
      <ul>
        {marks.map(({ at, kind, label, href }, index) => (
          <li key={index} className={`chart-mark-item chart-mark-${kind}`}>
            <time dateTime={new Date(at).toISOString()}>{exactTime(new Date(at).toISOString())}</time>{' '}
            {MARK_NAMES[kind]}: {href ? <Anchor href={href}>{label}</Anchor> : label}
          </li>
        ))}
      </ul>
    </details>
  );
}
