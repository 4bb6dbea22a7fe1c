import { storedAs, type Metric } from '@handrail/shared/monitoring';
import type { Database } from '../platform/database/index.js';
import type { ReadRange } from './metric-lines.js';
import {
  findSeries,
  readBuckets,
  type BucketRow,
  type PartWanted,
  type SeriesFilter,
  type SeriesRow,
  type SeriesWanted,
} from './read-buckets.sql.js';

/** A metric, or one part of it. */
export type Line = { readonly metric: Metric; readonly part?: string | undefined };
/** Series of a metric, and the buckets of these and maybe others. */
export type Held = { readonly series: readonly SeriesRow[]; readonly rows: readonly BucketRow[] };
type Owned = {
  readonly projectId: string;
  readonly filter?: SeriesFilter;
  readonly range: Pick<ReadRange, 'resolution' | 'from' | 'to'>;
};

const NOTHING: Held = { series: [], rows: [] };

/** The buckets of all these lines, read at once: those of the project by themselves, and those of processes. */
export async function readHeld(
  database: Database,
  wanted: readonly Line[],
  { projectId, filter, range }: Owned,
): Promise<(line: Line) => Held> {
  const ofOwner = async (owner: string | null): Promise<Map<string, Held>> => {
    const these = wanted.filter(({ metric }) => metric.isOfProcess === (owner === null));
    if (these.length === 0) return new Map();
    const series = await findSeries(database, { projectId: owner, wanted: partsOf(these) }, filter);
    return byMetric(series, await readBuckets(database, { projectId: owner, ...wantedOf(these, series) }, range));
  };
  const [ofProject, ofProcesses] = await Promise.all([ofOwner(projectId), ofOwner(null)]);
  return ({ metric, part }) => {
    const held = (metric.isOfProcess ? ofProcesses : ofProject).get(storedAs(metric)) ?? NOTHING;
    return part === undefined ? held : { ...held, series: held.series.filter((one) => one.part === part) };
  };
}

/** Each once, as they are stored: several metrics are read out of the same cells. */
function partsOf(wanted: readonly Line[]): PartWanted[] {
  const parts = new Map<string, PartWanted>();
  for (const { metric: asked, part } of wanted) {
    const metric = storedAs(asked);
    const before = parts.get(metric);
    parts.set(metric, { metric, part: before && before.part !== part ? undefined : part });
  }
  return [...parts.values()];
}

function byMetric(series: readonly SeriesRow[], rows: readonly BucketRow[]): Map<string, Held> {
  const held = new Map<string, { series: SeriesRow[]; rows: BucketRow[] }>();
  const bySeries = new Map<string, BucketRow[]>();
  for (const one of series) {
    let of = held.get(one.metric);
    if (!of) held.set(one.metric, (of = { series: [], rows: [] }));
    of.series.push(one);
    bySeries.set(one.id, of.rows);
  }
  for (const row of rows) bySeries.get(row.series_id)?.push(row);
  return held;
}

/** Quantiles need sketches; shares, and what is new, need the bins of categories. */
function wantedOf(wanted: readonly Line[], series: readonly SeriesRow[]): Omit<SeriesWanted, 'projectId'> {
  const needs = (of: (metric: Metric) => boolean): Set<string> =>
    new Set(wanted.filter(({ metric }) => of(metric)).map(({ metric }) => storedAs(metric)));
  const isDrawn = ({ kind, readFrom }: Metric): boolean =>
    readFrom === null && (kind === 'VALUES' || kind === 'SHARES');
  const sketches = needs(isDrawn);
  const bins = needs((metric) => isDrawn(metric) || metric.readFrom?.as === 'NEW');
  const isCategorical = ({ layout }: SeriesRow): boolean => layout?.kind === 'categorical';
  const ids = (of: readonly SeriesRow[]): string[] => of.map(({ id }) => id);
  return {
    seriesIds: ids(series),
    sketchesOf: ids(series.filter((one) => sketches.has(one.metric) && !isCategorical(one))),
    binsOf: ids(series.filter((one) => bins.has(one.metric) && isCategorical(one))),
  };
}
