import { useElementSize } from '@mantine/hooks';
import { Text } from '@mantine/core';
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
import { Legend, lineClass, MarkList, MOST_BANDS, STYLES } from './chart-legend';
import { csvOf, spoken } from './save';
import { tickText, timeTicks, valueText, valueTicks } from './scale';
import { bandOf, isLonely, nearestSeries, rowsOf, type Mark, type Row, type Series, type Unit } from './series';
import './charts.css';
import { isolated } from '../visible-text';

const HEIGHT = 220;
const AXIS_WIDTH = 64;
const X_AXIS_HEIGHT = 30;
const MARGIN_TOP = 8;
/** Of one band; of several each has less, as they may lie over each other. */
const BAND_INK = 0.16;
/** Pixels that a tick's text needs. */
const TICK_WIDTH = 80;

export type TimeChartProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly unit: Unit;
  /** What the numbers on the axis count, where `unit` does not write it beside each of them. */
  readonly axis?: string | undefined;
  readonly series: readonly Series[];
  readonly from: number;
  readonly to: number;
  readonly marks?: readonly Mark[];
  /** A level that should not be crossed. */
  readonly limit?: { readonly value: number; readonly label: string } | undefined;
  /** A part of the axis was drawn over: from and to in milliseconds. */
  readonly onZoom?: ((from: number, to: number) => void) | undefined;
  /** A bucket was chosen: its start, and the id of the line that is meant, where it is known which. */
  readonly onPoint?: ((at: number, series?: string) => void) | undefined;
};

/**
 * Values over time with their intervals: gaps where nothing is known, what happened as lines on the axis, an earlier
 * period pale beside it. Draw over a part to zoom in, choose a bucket by click or with the arrow keys and Enter.
 */
export function TimeChart(props: TimeChartProps) {
  const { title, note, unit, series, marks = [] } = props;
  const rows = rowsOf(series);
  const [chosen, setChosen] = useState<string>();
  const banded = bandedOf(series, chosen);
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
      {isEmpty ? (
        <Text className="chart-unknown">Not enough data yet in this time</Text>
      ) : (
        <Plot {...props} rows={rows} banded={banded} chosen={chosen} />
      )}
      <Legend series={series} banded={banded} onChoose={setChosen} />
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

/** Whose intervals are drawn: of two lines both, of more one, as they would lie over each other. */
function bandedOf(series: TimeChartProps['series'], chosen: string | undefined): readonly string[] {
  if (series.length <= MOST_BANDS) return series.map(({ id }) => id);
  const one = series.find(({ id }) => id === chosen) ?? series[0];
  return one ? [one.id] : [];
}

/** Every height that is drawn: values, the ends of their intervals, the limit. */
function drawnValues({ series, banded, limit }: PlotProps): number[] {
  const ofSeries = series.flatMap(({ id, points }) =>
    points.flatMap(({ value, lower, upper }) => (banded.includes(id) ? [value, lower, upper] : [value])),
  );
  return [...ofSeries, limit?.value].filter((value) => typeof value === 'number');
}

type PlotProps = TimeChartProps & {
  readonly rows: Row[];
  /** Ids of the series whose intervals are drawn. */
  readonly banded: readonly string[];
  /** Id of the series that was chosen in the legend. */
  readonly chosen: string | undefined;
};

function Plot(props: PlotProps) {
  const { title, unit, axis, series, from, to, marks = [], limit, onZoom, onPoint, rows, banded, chosen } = props;
  const { ref, width } = useElementSize<HTMLDivElement>();
  const active = useRef<number>(undefined);
  const [drawn, setDrawn] = useState<{ readonly start: number; readonly end: number }>();
  const at = ({ activeLabel }: MouseHandlerDataParam): number | undefined =>
    activeLabel === undefined ? undefined : Number(activeLabel);
  const finish = (state: MouseHandlerDataParam): void => {
    const end = at(state) ?? drawn?.end;
    if (drawn && end !== undefined) {
      if (end === drawn.start) onPoint?.(end, lineAt(end, state.activeCoordinate?.y));
      else onZoom?.(Math.min(drawn.start, end), Math.max(drawn.start, end));
    }
    setDrawn(undefined);
  };
  const ticks = timeTicks(from, to, {
    most: Math.max(2, (width - AXIS_WIDTH) / TICK_WIDTH),
    offsetAt: (at) => new Date(at).getTimezoneOffset(),
  });
  const heights = valueTicks(drawnValues(props), unit);
  const lines = series.filter(({ isReference }) => isReference !== true);
  const only = lines.length === 1 ? lines[0] : undefined;
  const lineAt = (time: number, y: number | undefined): string | undefined => {
    const [lowest, highest] = [heights[0], heights.at(-1)];
    if (only || y === undefined || lowest === undefined || highest === undefined) return only?.id;
    const share = (HEIGHT - X_AXIS_HEIGHT - y) / (HEIGHT - X_AXIS_HEIGHT - MARGIN_TOP);
    return nearestSeries(lines, time, lowest + share * (highest - lowest))?.id;
  };
  return (
    <div
      ref={ref}
      className={onZoom || onPoint ? 'chart-plot chart-live' : 'chart-plot'}
      style={{ height: HEIGHT }}
      onKeyDown={({ key }) => {
        if (key === 'Enter' && active.current !== undefined) onPoint?.(active.current, only?.id ?? chosen);
      }}
    >
      {width > 0 && (
        <ComposedChart
          width={width}
          height={HEIGHT}
          title={isolated(title)}
          data={rows}
          margin={{ top: MARGIN_TOP, right: 12, bottom: 0, left: 0 }}
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
            height={X_AXIS_HEIGHT}
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
            {...(axis !== undefined && {
              label: { value: isolated(axis), position: 'insideTopLeft', dx: AXIS_WIDTH, dy: -4 },
            })}
          />
          <Tooltip
            isAnimationActive={false}
            labelFormatter={(label) => exactTime(new Date(Number(label)).toISOString())}
            formatter={(_, name, { payload, dataKey }) => [cellText(payload as Row, String(dataKey), unit), name]}
          />
          {marks.map((mark, index) => (
            <ReferenceLine key={`${mark.kind}${mark.at}${index}`} x={mark.at} className={`chart-mark-${mark.kind}`} />
          ))}
          {limit && (
            <ReferenceLine y={limit.value} className="chart-limit" label={isolated(limit.label)} ifOverflow="visible" />
          )}
          {series.map(({ id, label, points }, index) =>
            banded.includes(id) && points.some(({ lower }) => lower != null) ? (
              <Area
                key={bandOf(id)}
                dataKey={bandOf(id)}
                name={`${isolated(label)}, interval`}
                className={`chart-band chart-${index % STYLES}`}
                fillOpacity={BAND_INK / Math.sqrt(banded.length)}
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
              name={isolated(label)}
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
