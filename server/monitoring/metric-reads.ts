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
import {
  ALL_LINES,
  linesOf,
  MAX_LINES,
  TOGETHER,
  type DrawnLines,
  type MetricLine,
  type MostLines,
  type ReadRange,
  type SplitBy,
} from './metric-lines.js';
import { countedSince } from './project-hours.sql.js';
import { readHeld, type Line } from './held-buckets.js';
import { seenNames, seenParts, type SeenNames, type SeriesFilter } from './read-buckets.sql.js';
import { MOST_NAMES } from './names/bound-names.js';
import { fullNames, type FullNames } from './names/names.sql.js';

type Asked = {
  readonly projectId: string;
  readonly from: Date;
  readonly to: Date;
  readonly resolution?: Resolution | undefined;
  readonly by?: SplitBy | undefined;
  /** The busiest ones of each part; 1 to 60. */
  readonly mostOfPart?: number | undefined;
} & SeriesFilter;
export type SeriesQuestion = Asked & { readonly metric: string; readonly part?: string | undefined };
export type ManySeriesQuestion = Asked & { readonly metrics: readonly string[] };
export type MetricSeries = {
  readonly metric: Metric & { readonly parts: readonly string[] };
  readonly resolution: Resolution;
  readonly bucketSeconds: number;
  readonly from: Date;
  readonly to: Date;
  readonly lines: readonly MetricLine[];
  readonly lineCount: number;
};
export type MetricCatalogue = SeenNames & {
  readonly metrics: (Metric & { readonly parts: string[] })[];
  readonly full: readonly (FullNames & { readonly most: number })[];
};

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
    const [names, seen, { inputSchema }, full] = await Promise.all([
      seenNames(this.database, projectId),
      seenParts(this.database, projectId),
      this.directory.get(projectId),
      fullNames(this.database, projectId),
    ]);
    const parts = new Map(seen.map((one) => [one.metric, one.parts]));
    return {
      ...names,
      full: full.map((one) => ({ ...one, most: MOST_NAMES[one.kind] })),
      metrics: metricsFor(inputSchema).map((one) => ({ ...one, parts: parts.get(storedAs(one)) ?? [] })),
    };
  }

  /** @throws ProblemError `invalid` for a metric that there is not and for a range that holds nothing or too much. */
  async series(actor: Actor, { metric, part, ...asked }: SeriesQuestion): Promise<MetricSeries> {
    const [series] = await this.read(actor, [{ metric: known(metric, '/metric'), part }], asked);
    if (!series) throw new Error('unreachable: one was asked for');
    return series;
  }

  /** Several at once, in the order asked: what `series` gives of each. @throws as it, and for too many points in all. */
  async manySeries(actor: Actor, { metrics, ...asked }: ManySeriesQuestion): Promise<MetricSeries[]> {
    if (metrics.length > MOST_METRICS) {
      throw invalid('Too many metrics.', [{ pointer: '/metrics', detail: `at most ${MOST_METRICS}` }]);
    }
    const wanted = metrics.map((id, index) => ({ metric: known(id, `/metrics/${index}`) }));
    return this.read(actor, wanted, { ...asked, mostOfPart: asked.mostOfPart ?? LINES_OF_MANY });
  }

  private async read(
    actor: Actor,
    wanted: readonly Line[],
    { mostOfPart = MAX_LINES, by, ...asked }: Asked,
  ): Promise<MetricSeries[]> {
    assertMay(actor, 'monitoring:read', asked.projectId);
    if (!(mostOfPart >= 1 && mostOfPart <= MAX_LINES)) {
      throw invalid('That is no number of lines.', [{ pointer: '/mostOfPart', detail: `from 1 to ${MAX_LINES}` }]);
    }
    const hides = hidesBlind(actor, asked.projectId);
    const now = this.clock.now().getTime();
    const veils = wanted.map(({ metric }) => metric.revealsMachine && hides);
    const ranges = new Map([...new Set(veils)].map((isVeiled) => [isVeiled, rangeOf(asked, now, isVeiled)]));
    const drawn = new Map<Line, MetricSeries>();
    for (const [isVeiled, range] of ranges) {
      const these = wanted.filter((_, index) => veils[index] === isVeiled);
      const most = { ofPart: mostOfPart, inAll: linesFor(range, wanted.length) };
      const lines = await this.lines(these, { ...asked, by }, { range, isVeiled, most });
      these.forEach((line, index) => drawn.set(line, seriesOf(line.metric, lines[index] ?? NO_LINES, range)));
    }
    return wanted.flatMap((line) => drawn.get(line) ?? []);
  }

  /** For who asks of themselves, with access already settled: what there is of each, in the order asked. */
  async lines(
    wanted: readonly Line[],
    { projectId, by, ...filter }: Pick<Asked, 'projectId' | 'by'> & SeriesFilter,
    { range, isVeiled, most = ALL_LINES }: { range: ReadRange; isVeiled: boolean; most?: MostLines },
  ): Promise<DrawnLines[]> {
    const [held, since] = await Promise.all([
      readHeld(this.database, wanted, { projectId, filter, range }),
      this.countedSince(wanted, projectId),
    ]);
    return wanted.map((line) => {
      const { series, rows } = held(line);
      const split = line.metric.isOfProcess ? undefined : by;
      return linesOf(
        { metric: line.metric, by: split, series, rows },
        { ...range, since: line.metric.isOfProcess ? undefined : since, isVeiled, most },
      );
    });
  }

  /** Asked only where it tells how many came a minute. */
  private async countedSince(wanted: readonly Line[], projectId: string): Promise<number | undefined> {
    if (!wanted.some(({ metric }) => metric.kind === 'COUNT' && !metric.isOfProcess)) return undefined;
    return (await countedSince(this.database, projectId))?.getTime();
  }
}

const NO_LINES: DrawnLines = { lines: [], count: 0 };
const MOST_METRICS = 40;
/** More lines than these cannot be told apart on one of many charts. */
const LINES_OF_MANY = 6;
const MOST_POINTS = 200_000;

function known(id: string, pointer: string): Metric {
  const metric = metricOf(id);
  if (!metric) throw invalid('There is no such metric.', [{ pointer, detail: 'not one of those that metrics names' }]);
  return metric;
}

/** Of each of so many metrics, so that an answer stays bounded: fewer where they have many buckets. */
function linesFor({ resolution, from, to }: ReadRange, metrics: number): number {
  const buckets = Math.max(1, (to - from) / LENGTH_MS[resolution]);
  return Math.min(MAX_LINES, Math.max(1, Math.floor(MOST_POINTS / (buckets * metrics))));
}

function seriesOf(metric: Metric, { lines, count }: DrawnLines, { resolution, from, to }: ReadRange): MetricSeries {
  const parts = [...new Set(lines.flatMap(({ part }) => (part === null || part === TOGETHER ? [] : [part])))];
  return {
    metric: { ...metric, parts },
    resolution,
    bucketSeconds: LENGTH_MS[resolution] / 1000,
    from: new Date(from),
    to: new Date(to),
    lines,
    lineCount: count,
  };
}

function rangeOf(asked: Pick<Asked, 'from' | 'to' | 'resolution'>, now: number, isVeiled: boolean): ReadRange {
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
