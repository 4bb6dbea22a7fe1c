import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  bucketStart,
  LENGTH_MS,
  MAX_POINTS,
  metricOf,
  metricsFor,
  resolutionFor,
  storedAs,
  type Metric,
  type Resolution,
} from '@handrail/shared/monitoring';
import { assertMay, hidesBlind } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { linesOf, type MetricLine, type ReadRange, type SplitBy } from './metric-lines.js';
import {
  findSeries,
  readBuckets,
  seenNames,
  seenParts,
  toCell,
  type SeenNames,
  type SeriesFilter,
  type SeriesRow,
  type SeriesWanted,
} from './read-buckets.sql.js';

export type SeriesQuestion = {
  readonly projectId: string;
  readonly metric: string;
  readonly from: Date;
  readonly to: Date;
  readonly resolution?: Resolution | undefined;
  readonly by?: SplitBy | undefined;
} & SeriesFilter;
export type MetricSeries = {
  readonly metric: Metric & { readonly parts: readonly string[] };
  readonly resolution: Resolution;
  readonly bucketSeconds: number;
  readonly from: Date;
  readonly to: Date;
  readonly lines: readonly MetricLine[];
};
export type MetricCatalogue = SeenNames & { readonly metrics: (Metric & { readonly parts: string[] })[] };

/** Reads metrics out of buckets, and nothing but buckets: it takes as long with ten million cases as with ten. */
@Injectable()
export class MetricReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
    private readonly clock: Clock,
  ) {}

  async catalogue(actor: Actor, projectId: string): Promise<MetricCatalogue> {
    assertMay(actor, 'monitoring:read', projectId);
    const [names, seen, { inputSchema }] = await Promise.all([
      seenNames(this.database, projectId),
      seenParts(this.database, projectId),
      this.directory.get(projectId),
    ]);
    const parts = new Map(seen.map((one) => [one.metric, one.parts]));
    return {
      ...names,
      metrics: metricsFor(inputSchema).map((one) => ({ ...one, parts: parts.get(storedAs(one)) ?? [] })),
    };
  }

  /** @throws ProblemError `invalid` for a metric that there is not and for a range that holds nothing or too much. */
  async series(actor: Actor, asked: SeriesQuestion): Promise<MetricSeries> {
    assertMay(actor, 'monitoring:read', asked.projectId);
    const metric = metricOf(asked.metric);
    if (!metric) {
      throw invalid('There is no such metric.', [
        { pointer: '/metric', detail: 'not one of those that metrics names' },
      ]);
    }
    const isVeiled = metric.revealsMachine && hidesBlind(actor, asked.projectId);
    const range = rangeOf(asked, this.clock.now().getTime(), isVeiled);
    const lines = await this.lines(metric, asked, { range, isVeiled });
    const { resolution, from, to } = range;
    const parts = [...new Set(lines.flatMap(({ part }) => part ?? []))];
    const bucketSeconds = LENGTH_MS[resolution] / 1000;
    return { metric: { ...metric, parts }, resolution, bucketSeconds, from: new Date(from), to: new Date(to), lines };
  }

  /** For who asks of themselves, with access already settled. */
  async lines(
    metric: Metric,
    { projectId: asked, by, ...filter }: Pick<SeriesQuestion, 'projectId' | 'by'> & SeriesFilter,
    { range, isVeiled }: { readonly range: ReadRange; readonly isVeiled: boolean },
  ): Promise<MetricLine[]> {
    const projectId = metric.isOfProcess ? null : asked;
    const series = await findSeries(this.database, { projectId, metric: storedAs(metric) }, filter);
    const rows = await readBuckets(this.database, { projectId, ...wantedOf(metric, series) }, range);
    const cells = rows.map((row) => ({ seriesId: row.series_id, at: row.at.getTime(), cell: toCell(row) }));
    return linesOf({ metric, by: metric.isOfProcess ? undefined : by, series, cells }, { ...range, isVeiled });
  }
}

/** Quantiles need sketches; shares, and what is new, need the bins of categories. */
function wantedOf({ kind, readFrom }: Metric, series: readonly SeriesRow[]): Omit<SeriesWanted, 'projectId'> {
  const ids = (of: readonly SeriesRow[]): string[] => of.map(({ id }) => id);
  const categorical = series.filter(({ layout }) => layout?.kind === 'categorical');
  const isDrawn = readFrom === null && (kind === 'VALUES' || kind === 'SHARES');
  return {
    seriesIds: ids(series),
    sketchesOf: isDrawn ? ids(series.filter((one) => !categorical.includes(one))) : [],
    binsOf: isDrawn || readFrom?.as === 'NEW' ? ids(categorical) : [],
  };
}

function rangeOf(asked: Pick<SeriesQuestion, 'from' | 'to' | 'resolution'>, now: number, isVeiled: boolean): ReadRange {
  const given = { from: asked.from.getTime(), to: asked.to.getTime() };
  if (!(given.from < given.to)) {
    throw invalid('The range holds nothing.', [{ pointer: '/to', detail: 'must be later than from' }]);
  }
  const wanted = asked.resolution ?? resolutionFor(given);
  const resolution = isVeiled && wanted === 'MINUTE' ? 'HOUR' : wanted;
  const from = bucketStart(resolution, given.from);
  const points = (given.to - from) / LENGTH_MS[resolution];
  if (points > MAX_POINTS) {
    const detail = `${Math.ceil(points)} buckets; at most ${MAX_POINTS}: ask for a shorter range or a coarser resolution`;
    throw invalid('The range holds too many buckets.', [{ pointer: '/resolution', detail }]);
  }
  return { resolution, from, to: given.to, now };
}
