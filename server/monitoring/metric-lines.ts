import {
  bucketStart,
  CellSum,
  LENGTH_MS,
  LOOK_MS,
  countedMs,
  placesOfNew,
  placesOn,
  pointOf,
  pointsOf,
  sharesOf,
  type Metric,
  type MetricPoint,
  type Places,
  type Range,
} from '@handrail/shared/monitoring';
import { toStored, type BucketRow, type SeriesRow } from './read-buckets.sql.js';

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
  /** Also those that are left out. */
  readonly linesOfPart: number;
  readonly total: PointView;
  readonly points: readonly PointView[];
};
/** The busiest lines, the busiest first, and how many there are in all. */
export type DrawnLines = { readonly lines: readonly MetricLine[]; readonly count: number };

function toView({ at, ...point }: MetricPoint): PointView {
  return { ...point, at: new Date(at) };
}
type Read = {
  readonly metric: Metric;
  readonly by: SplitBy | undefined;
  readonly series: readonly SeriesRow[];
  /** Of these series. */
  readonly rows: readonly BucketRow[];
};
type Group = {
  readonly part: string;
  readonly split: string;
  readonly series: SeriesRow[];
  readonly rows: BucketRow[];
};
/** A line that has not been drawn yet: most are not. */
type Candidate = {
  readonly category: string | null;
  readonly weight: number;
  readonly draw: () => { readonly total: MetricPoint; readonly points: readonly MetricPoint[] };
};
/** How many lines are drawn: the busiest ones of each part, and of those the busiest of all. */
export type MostLines = { readonly ofPart: number; readonly inAll: number };
type DrawnRange = Range & { readonly isVeiled: boolean; readonly most: MostLines };

export const MAX_LINES = 60;
export const ALL_LINES: MostLines = { ofPart: MAX_LINES, inAll: MAX_LINES };
export const ONE_LINE: MostLines = { ofPart: 1, inAll: 1 };
const COLUMN = { SEGMENT: 'segment', VERSION: 'decider', LEVEL: 'level' } as const;
/** Whoever answers blind reviews sees what the machine said only of so many cases together. */
const VEILED_BELOW = 10;

/** A line for every part and value that the series are split by, and of shares for every category; the busiest ones. */
export function linesOf({ metric, by, series, rows }: Read, { isVeiled, most, ...range }: DrawnRange): DrawnLines {
  const groups = groupsOf({ metric, by, series, rows: isVeiled ? veil(rows, range) : rows });
  const candidates = groups
    .flatMap((group) => candidatesOf(metric, group, range).map((candidate) => ({ group, ...candidate })))
    .concat(together(metric, groups, range));
  const byPart = new Map<string, number>();
  const lines = candidates
    .sort((a, b) => b.weight - a.weight)
    .filter(({ group: { part } }) => {
      const before = byPart.get(part) ?? 0;
      byPart.set(part, before + 1);
      return before < most.ofPart;
    })
    .slice(0, most.inAll)
    .map(({ group, category, draw }) => {
      const { total, points } = draw();
      const part = metric.partOf === null ? null : group.part;
      const split = by === undefined ? null : group.split;
      const linesOfPart = byPart.get(group.part) ?? 0;
      return { part, split, category, linesOfPart, total: toView(total), points: points.map(toView) };
    });
  return { lines, count: candidates.length };
}

function groupsOf({ metric, by, series, rows }: Read): Group[] {
  const groups = new Map<string, Group>();
  const bySeries = new Map<string, Group>();
  for (const one of series) {
    // Whether a value is new can be told only of categories.
    if (metric.readFrom?.as === 'NEW' && one.layout?.kind !== 'categorical') continue;
    const split = by === undefined ? '' : one[COLUMN[by]];
    const key = `${one.part}\0${split}`;
    const group = groups.get(key) ?? { part: one.part, split, series: [], rows: [] };
    group.series.push(one);
    groups.set(key, group);
    bySeries.set(one.id, group);
  }
  for (const row of rows) bySeries.get(row.series_id)?.rows.push(row);
  return [...groups.values()].filter((group) => group.rows.length > 0);
}

function candidatesOf(metric: Metric, group: Group, range: Range): Candidate[] {
  const categories = metric.readFrom === null ? categoriesOf(group.series) : [];
  if (categories.length === 0) return [{ category: null, weight: weightOf(metric, group), draw: () => plain() }];
  const on = placesBySeries(group, (layout) => placesOn(layout, categories));
  return sharesOf({ metric, categories }, sumUp(group.rows, { bins: categories.length + EXTRA, on }), range).map(
    ({ category, total, points }) => ({
      category,
      weight: total.count * (total.value ?? 0),
      draw: () => ({ total, points: points() }),
    }),
  );

  function plain(): ReturnType<Candidate['draw']> {
    // Bins of unlike layouts do not add; how many were new does.
    const onNew = metric.readFrom?.as === 'NEW' ? { bins: 2, on: placesBySeries(group, placesOfNew) } : undefined;
    // Others that are read out of the same cells have no use for their sketches.
    const rows = metric.readFrom === null ? group.rows : group.rows.map((row) => ({ ...row, sketch: null }));
    const { whole, byStart } = sumUp(rows, onNew);
    const lengthMs = countedMs(range);
    return { total: pointOf(metric, whole, { at: range.from, lengthMs }), points: pointsOf(metric, byStart, range) };
  }
}

/** Of several processes, what they do together. */
function together(metric: Metric, groups: readonly Group[], range: Range): (Candidate & { readonly group: Group })[] {
  if (metric.together === null || groups.length < 2) return [];
  const all: Group = {
    part: TOGETHER,
    split: '',
    series: groups.flatMap(({ series }) => series),
    rows: groups.flatMap(({ rows }) => rows),
  };
  const [pooled] = candidatesOf(metric, all, range);
  if (!pooled) return [];
  if (metric.together === 'POOLED') return [{ ...pooled, group: all }];
  const draw = (): ReturnType<Candidate['draw']> => {
    const { total, points } = pooled.draw();
    const looks = mostLooks(groups);
    const summed = points.map((point) => sumOfLevels(point, looks.get(point.at) ?? 0, range));
    const known = summed.flatMap(({ value }) => value ?? []);
    const value = known.length === 0 ? null : known.reduce((sum, one) => sum + one, 0) / known.length;
    return { total: { ...total, ...NO_SPREAD, value }, points: summed };
  };
  return [{ ...pooled, draw, group: all }];
}

/** No process is called so. */
export const TOGETHER = 'all together';
const NO_SPREAD = { minimum: null, maximum: null, p50: null, p95: null, p99: null };

/** How often the process looked that looked the most, by the start of a bucket. */
function mostLooks(groups: readonly Group[]): Map<number, number> {
  const most = new Map<number, number>();
  for (const { rows } of groups) {
    for (const [at, { count }] of sumUp(rows).byStart) most.set(at, Math.max(most.get(at) ?? 0, count));
  }
  return most;
}

/** Each process for the share of the bucket in which it was there: one that took over from another does not count twice. */
function sumOfLevels(point: MetricPoint, looks: number, { resolution, now }: Range): MetricPoint {
  if (point.value === null) return { ...point, ...NO_SPREAD };
  const lasted = Math.min(LENGTH_MS[resolution], Math.max(LOOK_MS, now - point.at));
  const ofOne = Math.max(looks, Math.min(point.count, lasted / LOOK_MS));
  return { ...point, ...NO_SPREAD, value: (point.value * point.count) / ofOne };
}

/** `other` and `new`. */
const EXTRA = 2;

/** How much stands behind a line; of missing values those with the most of them come first. */
function weightOf({ readFrom }: Metric, { rows }: Group): number {
  const times = readFrom?.as === 'MISSING' ? 2 : 1;
  return rows.reduce((total, { count, missing }) => total + count + times * missing, 0);
}

function categoriesOf(series: readonly SeriesRow[]): string[] {
  return [...new Set(series.flatMap(({ layout }) => (layout?.kind === 'categorical' ? layout.categories : [])))];
}

type OfLayout = (layout: Extract<SeriesRow['layout'], { kind: 'categorical' }>) => Places;

function placesBySeries({ series }: Group, placesOf: OfLayout): Map<string, Places> {
  const known = new Map<string, Places>();
  const all = series.flatMap(({ id, layout, layout_id: layoutId }): [string, Places][] => {
    if (layout?.kind !== 'categorical') return [];
    const places = known.get(layoutId) ?? placesOf(layout);
    known.set(layoutId, places);
    return [[id, places]];
  });
  return new Map(all);
}

type Binned = { readonly bins: number; readonly on: ReadonlyMap<string, Places> };

const NO_BINS: Binned = { bins: 0, on: new Map() };

/** All rows as one, and those of each bucket. */
function sumUp(rows: readonly BucketRow[], { bins, on }: Binned = NO_BINS) {
  const byStart = new Map<number, CellSum>();
  for (const row of rows) {
    const at = row.at.getTime();
    let sum = byStart.get(at);
    if (!sum) byStart.set(at, (sum = new CellSum(bins)));
    sum.add(toStored(row), on.get(row.series_id));
  }
  const whole = new CellSum(bins);
  for (const sum of byStart.values()) whole.merge(sum);
  return { whole, byStart };
}

/** Leaves out what is of few cases, and what still changes with every one. */
function veil(rows: readonly BucketRow[], { resolution, now }: Range): readonly BucketRow[] {
  const current = bucketStart(resolution, now);
  const counts = new Map<string, number>();
  const keyOf = ({ series_id: id, at }: BucketRow): string => `${id} ${at.getTime()}`;
  for (const one of rows) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + one.count + one.missing);
  return rows.filter((one) => one.at.getTime() < current && (counts.get(keyOf(one)) ?? 0) >= VEILED_BELOW);
}
