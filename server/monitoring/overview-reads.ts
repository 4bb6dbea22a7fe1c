import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  bucketStart,
  judgeLimit,
  judgeMove,
  judgeTraffic,
  metricOf,
  resolutionFor,
  worstOf,
  type Figure,
  type Judged,
  type LimitKind,
  type MonitoringVerdict,
  type OverviewLimits,
} from '@handrail/shared/monitoring';
import { assertMay, hidesBlind } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { invalid } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { KeepLimits } from './limits/keep-limits.js';
import type { PointView } from './metric-lines.js';
import { MetricReads } from './metric-reads.js';
import { sentenceOf } from './overview-sentence.js';

export type OverviewFigure = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly metric: string;
  readonly part: string | null;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly count: number;
  readonly previous: number | null;
  readonly limit: number | null;
  readonly limitKind: LimitKind | null;
  readonly trend: readonly PointView[];
} & Judged;
export type MonitoringOverview = {
  readonly at: Date;
  readonly hours: number;
  readonly verdict: MonitoringVerdict;
  readonly sentence: string;
  readonly figures: readonly OverviewFigure[];
};
type Seen = { readonly now: PointView; readonly before: PointView; readonly trend: readonly PointView[] };
type Wanted = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly metric: string;
  readonly part: string | null;
  readonly limit?: { readonly limit: number; readonly kind: LimitKind };
  readonly readAs?: (point: PointView) => number | null;
  readonly judge?: (now: PointView, before: PointView) => Judged;
};

const HOUR_MS = 3_600_000;
const MAX_HOURS = 720;

/** Answers "is it all right?" in six figures, each held against a limit or against the time before. */
@Injectable()
export class OverviewReads {
  constructor(
    private readonly reads: MetricReads,
    private readonly projects: ProjectDirectory,
    private readonly limits: KeepLimits,
    private readonly clock: Clock,
  ) {}

  async overview(actor: Actor, projectId: string, hours: number): Promise<MonitoringOverview> {
    assertMay(actor, 'monitoring:read', projectId);
    if (hours < 1 || hours > MAX_HOURS) {
      throw invalid('That is no time to look over.', [{ pointer: '/hours', detail: `from 1 to ${MAX_HOURS}` }]);
    }
    const now = this.clock.now().getTime();
    const [{ policy }, limits] = await Promise.all([this.projects.get(projectId), this.limits.inForce(projectId)]);
    const isVeiled = hidesBlind(actor, projectId);
    const figures = await Promise.all(
      wantedOf(limits, policy.latencyBudgetMs).map(async (wanted) =>
        figureOf(wanted, await this.seen(projectId, wanted, { now, hours, isVeiled })),
      ),
    );
    const verdict = worstOf(figures.map((figure) => figure.verdict));
    return { at: new Date(now), hours, verdict, sentence: sentenceOf(verdict, figures), figures };
  }

  private async seen(
    projectId: string,
    { metric: id, part }: Wanted,
    { now, hours, isVeiled }: { now: number; hours: number; isVeiled: boolean },
  ): Promise<Seen> {
    const metric = metricOf(id);
    if (!metric) throw new Error(`unreachable: there is no metric ${id}`);
    const veiled = isVeiled && metric.revealsMachine;
    const wanted = resolutionFor({ from: now - hours * HOUR_MS, to: now });
    const resolution = veiled && wanted === 'MINUTE' ? 'HOUR' : wanted;
    const from = bucketStart(resolution, now - hours * HOUR_MS);
    const read = async (start: number, to: number) => {
      const [line] = await this.reads.lines(
        metric,
        { projectId, part: part ?? undefined },
        { range: { resolution, from: start, to, now }, isVeiled: veiled },
      );
      return { total: line?.total ?? NO_POINT, points: line?.points ?? [] };
    };
    const [current, earlier] = await Promise.all([read(from, now + 1), read(from - (now - from), from)]);
    return { now: current.total, before: earlier.total, trend: current.points };
  }
}

const NO_POINT: PointView = {
  at: new Date(0),
  count: 0,
  missing: 0,
  value: null,
  lower: null,
  upper: null,
  minimum: null,
  maximum: null,
  p50: null,
  p95: null,
  p99: null,
};

function wantedOf(limits: OverviewLimits, latencyBudgetMs: number): Wanted[] {
  return [
    {
      id: 'cases',
      title: 'Cases',
      unit: 'per minute',
      metric: 'input.cases',
      part: null,
      judge: (now, before) => judgeTraffic(now.count, before.count, limits.casesLeft),
    },
    {
      id: 'latency',
      title: 'Latency, 95th percentile',
      unit: 'ms',
      metric: 'software.latency',
      part: 'total',
      limit: { limit: limits.latencyMs ?? latencyBudgetMs, kind: 'MAXIMUM' },
      readAs: ({ p95 }) => p95,
    },
    {
      id: 'errors',
      title: 'Error rate',
      unit: '',
      metric: 'software.errors',
      part: null,
      limit: { limit: limits.errorRate, kind: 'MAXIMUM' },
    },
    {
      id: 'automated',
      title: 'Automated share',
      unit: '',
      metric: 'output.automated',
      part: null,
      judge: (now, before) =>
        judgeMove(now, before, { effect: limits.automatedMoves, worse: 'WATCH', isWorse: 'EITHER' }),
    },
    {
      id: 'agreement',
      title: 'Agreement of blind answers',
      unit: '',
      metric: 'people.agreement',
      part: 'blind',
      judge: (now, before) => judgeMove(now, before, { effect: limits.agreementFalls, worse: 'BAD', isWorse: 'LOWER' }),
    },
    {
      id: 'queue_age',
      title: 'Oldest review',
      unit: 's',
      metric: 'people.queue_age',
      part: null,
      limit: { limit: limits.reviewAgeSeconds, kind: 'MAXIMUM' },
    },
  ];
}

function figureOf(wanted: Wanted, { now, before, trend }: Seen): OverviewFigure {
  const { id, title, unit, metric, part, limit } = wanted;
  const figure = shownOf(wanted, { now, trend });
  const judged = limit ? judgeLimit(figure, limit) : wanted.judge?.(now, before);
  return {
    id,
    title,
    unit,
    metric,
    part,
    ...figure,
    previous: (wanted.readAs ?? plainValue)(before),
    limit: limit?.limit ?? null,
    limitKind: limit?.kind ?? null,
    trend,
    ...(judged ?? { verdict: 'UNKNOWN', reason: 'Nothing is said of it.' }),
  };
}

function plainValue({ value }: PointView): number | null {
  return value;
}

/** A level is what it was last, not what it was on average. What is read as a quantile has no interval. */
function shownOf({ metric, readAs }: Wanted, { now, trend }: Pick<Seen, 'now' | 'trend'>): Figure {
  const isLevel = metricOf(metric)?.kind === 'GAUGE';
  const point = isLevel ? (trend.findLast(({ value }) => value !== null) ?? now) : now;
  const { count } = now;
  if (readAs) return { value: readAs(point), lower: null, upper: null, count };
  return { value: point.value, lower: point.lower, upper: point.upper, count };
}
