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
  type LoopHealth,
  type MonitoringVerdict,
  type OverviewLimits,
} from '@handrail/shared/monitoring';
import { assertMay, hidesBlind } from '../identity/index.js';
import { Background } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { invalid } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { KeepLimits } from './limits/keep-limits.js';
import { readHeld } from './held-buckets.js';
import { linesOf, ONE_LINE, type MetricLine, type PointView } from './metric-lines.js';
import { OpenAlarms } from './open-alarms.js';
import { sentenceOf, stoppedSentence } from './overview-sentence.js';
import { countedSince } from './project-hours.sql.js';

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
type Seen = {
  readonly now: PointView;
  readonly before: PointView;
  readonly trend: readonly PointView[];
  /** Of a level: what it was last, by the minute. */
  readonly latest?: PointView | undefined;
};
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
/** A level is looked at every minute; what was seen longer ago is said of the whole time. */
const LATEST_MS = 15 * 60_000;
/** As of the starting rule that tells of it. */
const MOST_UNUSABLE = 0.02;
/** Answers "is it all right?" in seven figures, each held against a limit or against the time before. */
@Injectable()
export class OverviewReads {
  constructor(
    private readonly database: Database,
    private readonly projects: ProjectDirectory,
    private readonly limits: KeepLimits,
    private readonly clock: Clock,
    private readonly alarms: OpenAlarms,
    private readonly background: Background,
  ) {}

  async overview(actor: Actor, projectId: string, hours: number): Promise<MonitoringOverview> {
    assertMay(actor, 'monitoring:read', projectId);
    if (hours < 1 || hours > MAX_HOURS) {
      throw invalid('That is no time to look over.', [{ pointer: '/hours', detail: `from 1 to ${MAX_HOURS}` }]);
    }
    const now = this.clock.now().getTime();
    const [{ policy }, limits] = await Promise.all([this.projects.get(projectId), this.limits.inForce(projectId)]);
    const isVeiled = hidesBlind(actor, projectId);
    const since = (await countedSince(this.database, projectId))?.getTime();
    const figures = await this.figures(projectId, wantedOf(limits, policy.latencyBudgetMs), {
      ...{ now, hours, isVeiled, since },
    });
    const burning = await this.alarms.titles(projectId);
    const worst = worstOf(figures.map((figure) => figure.verdict));
    const verdict = burning.length > 0 ? 'BAD' : worst;
    const sentence = sentenceOf(worst, figures, burning);
    return { at: new Date(now), hours, ...withLoops({ verdict, sentence, figures }, await this.background.known()) };
  }

  /** Reads what all figures of one resolution need at once: the time looked over and the one before it. */
  private async figures(
    projectId: string,
    wanted: readonly Wanted[],
    { now, hours, isVeiled, since }: { now: number; hours: number; isVeiled: boolean; since: number | undefined },
  ): Promise<OverviewFigure[]> {
    const asked = wanted.map((one) => {
      const metric = metricOf(one.metric);
      if (!metric) throw new Error(`unreachable: there is no metric ${one.metric}`);
      const isHidden = isVeiled && metric.revealsMachine;
      const finest = resolutionFor({ from: now - hours * HOUR_MS, to: now });
      const resolution = isHidden && finest === 'MINUTE' ? 'HOUR' : finest;
      return { one, isHidden, resolution, line: { metric, part: one.part ?? undefined } };
    });
    const figures = new Map<Wanted, OverviewFigure>();
    const latest = await this.latest(projectId, wanted, now);
    for (const resolution of new Set(asked.map((each) => each.resolution))) {
      const these = asked.filter((each) => each.resolution === resolution);
      const from = bucketStart(resolution, now - hours * HOUR_MS);
      const range = { resolution, from: from - (now - from), to: now + 1 };
      const lines = these.map(({ line }) => line);
      const held = await readHeld(this.database, lines, { projectId, range });
      for (const { one, isHidden, line } of these) {
        const { series, rows } = held(line);
        const drawn = (start: number, to: number): Drawn => {
          const inside = rows.filter(({ at }) => at.getTime() >= bucketStart(resolution, start) && at.getTime() < to);
          const read = { metric: line.metric, by: undefined, series, rows: inside };
          return (
            linesOf(read, { resolution, from: start, to, now, since, isVeiled: isHidden, most: ONE_LINE }).lines[0] ??
            NOT_DRAWN
          );
        };
        const current = drawn(from, now + 1);
        const before = drawn(range.from, from).total;
        figures.set(one, figureOf(one, { now: current.total, before, trend: current.points, latest: latest.get(one) }));
      }
    }
    return wanted.flatMap((one) => figures.get(one) ?? []);
  }

  /** The newest minute of each level: the mean of an hour in which a queue grew is half of what waits at its end. */
  private async latest(projectId: string, wanted: readonly Wanted[], now: number): Promise<Map<Wanted, PointView>> {
    const levels = wanted.flatMap((one) => {
      const metric = metricOf(one.metric);
      return metric?.kind === 'GAUGE' ? [{ one, line: { metric, part: one.part ?? undefined } }] : [];
    });
    const range = { resolution: 'MINUTE', from: bucketStart('MINUTE', now - LATEST_MS), to: now + 1 } as const;
    const lines = levels.map(({ line }) => line);
    const held = await readHeld(this.database, lines, { projectId, range });
    const found = levels.flatMap(({ one, line }) => {
      const { series, rows } = held(line);
      const read = { metric: line.metric, by: undefined, series, rows };
      const shown = { ...range, now, since: undefined, isVeiled: false, most: ONE_LINE };
      const last = linesOf(read, shown).lines[0]?.points.findLast(({ value }) => value !== null);
      return last ? [[one, last] as const] : [];
    });
    return new Map(found);
  }
}

/** Where the knowing stopped, nothing is said to be all right. */
function withLoops<T extends Pick<MonitoringOverview, 'verdict' | 'sentence' | 'figures'>>(
  told: T,
  loops: readonly LoopHealth[],
): T {
  const stopped = loops.filter((one) => one.verdict !== 'OK');
  const sentence = stoppedSentence(stopped);
  if (sentence === null) return told;
  const isBlind = stopped.some(({ isWatching }) => isWatching);
  const figures = isBlind ? told.figures.map(unlessGood) : told.figures;
  if (told.verdict !== 'GOOD') return { ...told, figures, sentence: `${sentence} ${told.sentence}` };
  return { ...told, figures, verdict: isBlind ? 'UNKNOWN' : 'WATCH', sentence };
}

/** What was bad when it was last seen still is, as far as is known; what was good may be no more. */
function unlessGood(figure: OverviewFigure): OverviewFigure {
  if (figure.verdict !== 'GOOD') return figure;
  return { ...figure, verdict: 'UNKNOWN', reason: 'Work in the background has stopped: what is shown may be old.' };
}

type Drawn = Pick<MetricLine, 'total' | 'points'>;
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

const NOT_DRAWN: Drawn = { total: NO_POINT, points: [] };

const NO_ANSWER: Wanted = {
  id: 'no_answer',
  title: 'Cases without a usable answer',
  unit: '',
  metric: 'software.machine_failures',
  part: null,
  limit: { limit: MOST_UNUSABLE, kind: 'MAXIMUM' },
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
    NO_ANSWER,
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

function figureOf(wanted: Wanted, { now, before, trend, latest }: Seen): OverviewFigure {
  const { id, title, unit, metric, part, limit } = wanted;
  const figure = shownOf(wanted, { now, trend, latest });
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
function shownOf({ metric, readAs }: Wanted, { now, trend, latest }: Omit<Seen, 'before'>): Figure {
  const isLevel = metricOf(metric)?.kind === 'GAUGE';
  const point = isLevel ? (latest ?? trend.findLast(({ value }) => value !== null) ?? now) : now;
  const { count } = now;
  if (readAs) return { value: readAs(point), lower: null, upper: null, count };
  return { value: point.value, lower: point.lower, upper: point.upper, count };
}
