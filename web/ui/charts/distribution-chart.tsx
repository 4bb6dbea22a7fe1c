import { useElementSize } from '@mantine/hooks';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Area, Bar, CartesianGrid, ComposedChart, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartFrame } from './chart-frame';
import { valueText, valueTicks } from './scale';
import './charts.css';
import { isolated } from '../visible-text';

const HEIGHT = 200;
const AXIS_WIDTH = 56;

/** One bin or category: its share in the reference and now, each 0 to 1. */
export type Bin = { readonly label: string; readonly reference: number; readonly current: number };

type Props = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly bins: readonly Bin[];
  /** Ordered bins of numbers are drawn as steps over each other, categories as bars beside each other. */
  readonly isOrdered: boolean;
};

/** Two distributions over each other: how it was, and how it is now. */
export function DistributionChart({ title, note, bins, isOrdered }: Props) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const moved = bins.reduce((most, bin) => (gap(bin) > gap(most) ? bin : most), bins[0] ?? NOTHING);
  const heights = valueTicks(
    bins.flatMap(({ reference, current }) => [0, reference, current]),
    'share',
  );
  return (
    <ChartFrame
      title={title}
      note={note}
      csv={() => ['bin,reference,current', ...bins.map(csvRow), ''].join('\r\n')}
      head={['Bin', 'Reference', 'Now']}
      rows={bins.map(({ label, reference, current }) => [
        label,
        valueText(reference, 'share'),
        valueText(current, 'share'),
      ])}
      says={`Most moved: ${isolated(moved.label)}, ${valueText(moved.reference, 'share')} to ${valueText(moved.current, 'share')}`}
    >
      {bins.length === 0 ? (
        <Text className="chart-unknown">Not enough data yet in this time</Text>
      ) : (
        <div ref={ref} className="chart-plot" style={{ height: HEIGHT }}>
          {width > 0 && (
            <ComposedChart
              title={isolated(title)}
              width={width}
              height={HEIGHT}
              data={[...bins]}
              margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
              barCategoryGap={isOrdered ? 0 : '20%'}
            >
              <CartesianGrid vertical={false} className="chart-grid" />
              <XAxis
                dataKey="label"
                interval="preserveStartEnd"
                minTickGap={12}
                tickFormatter={(tick: string) => isolated(cut(tick))}
              />
              <YAxis
                width={AXIS_WIDTH}
                ticks={heights}
                domain={[0, heights.at(-1) ?? 'auto']}
                tickFormatter={(tick: number) => valueText(tick, 'share')}
              />
              <Tooltip
                isAnimationActive={false}
                labelFormatter={(label) => (typeof label === 'string' ? isolated(label) : label)}
                formatter={(value) => valueText(Number(value), 'share')}
              />
              {isOrdered ? (
                <Area
                  type="step"
                  dataKey="reference"
                  name="Reference"
                  className="chart-was"
                  isAnimationActive={false}
                  activeDot={false}
                />
              ) : (
                <Bar dataKey="reference" name="Reference" className="chart-was" isAnimationActive={false} />
              )}
              {isOrdered ? (
                <Area
                  type="step"
                  dataKey="current"
                  name="Now"
                  className="chart-is"
                  isAnimationActive={false}
                  activeDot={false}
                />
              ) : (
                <Bar dataKey="current" name="Now" className="chart-is" isAnimationActive={false} />
              )}
            </ComposedChart>
          )}
        </div>
      )}
      <Text size="xs" className="chart-key">
        <span className="chart-key-was" aria-hidden /> Reference <span className="chart-key-is" aria-hidden /> Now
      </Text>
    </ChartFrame>
  );
}

/** Longer names of bins do not fit under their bars; the table and the tooltip have them whole. */
const LONGEST_TICK = 24;

function cut(label: string): string {
  const signs = [...label];
  return signs.length > LONGEST_TICK ? `${signs.slice(0, LONGEST_TICK - 1).join('')}…` : label;
}

const NOTHING: Bin = { label: '', reference: 0, current: 0 };

function gap({ reference, current }: Bin): number {
  return Math.abs(current - reference);
}

function csvRow({ label, reference, current }: Bin): string {
  return `"${label.replaceAll('"', '""')}",${reference},${current}`;
}
