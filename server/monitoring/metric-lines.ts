import {
  bucketStart,
  mergeCells,
  onCategories,
  pointOf,
  pointsOf,
  sharesOf,
  type Cell,
  type Metric,
  type MetricPoint,
  type Range,
  type TimedCell,
} from '@handrail/shared/monitoring';
import type { SeriesRow } from './read-buckets.sql.js';

/** From a whole bucket on. */
export type ReadRange = Range;

/** What a metric is drawn by, one line a value. */
export const SPLITS = ['SEGMENT', 'VERSION', 'LEVEL'] as const;
export type SplitBy = (typeof SPLITS)[number];
/** `at` as GraphQL writes it. */
export type PointView = Omit<MetricPoint, 'at'> & { readonly at: Date };
export type MetricLine = {
  readonly part: string | null;
  readonly split: string | null;
  readonly category: string | null;
  readonly total: PointView;
  readonly points: readonly PointView[];
};
type DrawnLine = {
  readonly category: string | null;
  readonly total: MetricPoint;
  readonly points: readonly MetricPoint[];
};

function toView({ at, ...point }: MetricPoint): PointView {
  return { ...point, at: new Date(at) };
}
type SeriesCell = { readonly seriesId: string; readonly at: number; readonly cell: Cell };
type Read = {
  readonly metric: Metric;
  readonly by: SplitBy | undefined;
  readonly series: readonly SeriesRow[];
  readonly cells: readonly SeriesCell[];
};
type Group = {
  readonly part: string;
  readonly split: string;
  readonly series: SeriesRow[];
  readonly cells: SeriesCell[];
};

const MAX_LINES = 60;
const COLUMN = { SEGMENT: 'segment', VERSION: 'decider', LEVEL: 'level' } as const;
/** Whoever answers blind reviews sees what the machine said only of so many cases together. */
const VEILED_BELOW = 10;

/** A line for every part and value that the series are split by, and of shares for every category; the busiest ones. */
export function linesOf(
  { metric, by, series, cells }: Read,
  { isVeiled, ...range }: Range & { readonly isVeiled: boolean },
): MetricLine[] {
  const shown = isVeiled ? veil(cells, range) : cells;
  const groups = groupsOf({ metric, by, series, cells: shown });
  return groups
    .flatMap((group) => linesOfGroup(metric, group, range).map((line) => named(line, { metric, by, group })))
    .sort((a, b) => weightOf(b) - weightOf(a))
    .slice(0, MAX_LINES);
}

function weightOf({ category, total }: MetricLine): number {
  return category === null ? total.count + total.missing : total.count * (total.value ?? 0);
}

function named(
  { category, total, points }: DrawnLine,
  { metric, by, group }: { metric: Metric; by: SplitBy | undefined; group: Group },
): MetricLine {
  return {
    part: metric.partOf === null ? null : group.part,
    split: by === undefined ? null : group.split,
    category,
    total: toView(total),
    points: points.map(toView),
  };
}

function groupsOf({ metric, by, series, cells }: Read): Group[] {
  const groups = new Map<string, Group>();
  const bySeries = new Map<string, Group>();
  for (const one of series) {
    // Whether a value is new can be told only of categories.
    if (metric.readFrom?.as === 'NEW' && one.layout?.kind !== 'categorical') continue;
    const split = by === undefined ? '' : one[COLUMN[by]];
    const key = `${one.part}\0${split}`;
    const group = groups.get(key) ?? { part: one.part, split, series: [], cells: [] };
    group.series.push(one);
    groups.set(key, group);
    bySeries.set(one.id, group);
  }
  for (const cell of cells) bySeries.get(cell.seriesId)?.cells.push(cell);
  return [...groups.values()].filter((group) => group.cells.length > 0);
}

function linesOfGroup(metric: Metric, { series, cells }: Group, range: Range): DrawnLine[] {
  const layouts = new Map(series.map(({ id, layout }) => [id, layout]));
  const categories = metric.readFrom === null ? categoriesOf(series) : [];
  if (categories.length > 0) {
    const same = cells.map(({ seriesId, at, cell }) => {
      const layout = layouts.get(seriesId);
      return { at, cell: cell.bins && layout ? { ...cell, bins: onCategories(cell.bins, layout, categories) } : cell };
    });
    return sharesOf({ metric, categories }, same, range);
  }
  const plain = metric.readFrom?.as === 'NEW' ? cells.map(onlyNew) : cells.map(withoutBins);
  const whole = { at: range.from, lengthMs: Math.min(range.to, Math.max(range.now, range.from + 1)) - range.from };
  const total = pointOf(metric, mergeCells(plain.map(({ cell }) => cell)), whole);
  return [{ category: null, total, points: pointsOf(metric, plain, range) }];
}

function categoriesOf(series: readonly SeriesRow[]): string[] {
  return [...new Set(series.flatMap(({ layout }) => (layout?.kind === 'categorical' ? layout.categories : [])))];
}

/** Bins of unlike layouts do not add; how many were new does. */
function onlyNew({ at, cell }: SeriesCell): TimedCell {
  return { at, cell: { ...cell, bins: { counts: [cell.bins?.counts.at(-1) ?? 0], sums: null } } };
}

function withoutBins({ at, cell }: SeriesCell): TimedCell {
  return { at, cell: { ...cell, bins: null } };
}

/** Leaves out what is of few cases, and what still changes with every one. */
function veil(cells: readonly SeriesCell[], { resolution, now }: Range): readonly SeriesCell[] {
  const current = bucketStart(resolution, now);
  const counts = new Map<string, number>();
  const keyOf = ({ seriesId, at }: SeriesCell): string => `${seriesId} ${at}`;
  for (const one of cells) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + one.cell.count + one.cell.missing);
  return cells.filter((one) => one.at < current && (counts.get(keyOf(one)) ?? 0) >= VEILED_BELOW);
}
