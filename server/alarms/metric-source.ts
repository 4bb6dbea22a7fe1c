import { Injectable } from '@nestjs/common';
import {
  alphaOf,
  dispersionOf,
  isComparison,
  isOfTraffic,
  measure,
  referenceOf,
  SHOWN_MS,
  spanOf,
  type AlarmRule,
  type Measured,
  type PicturePoint,
  type Span,
} from '@handrail/shared/alarms';
import { bucketStarts, metricOf, storedAs, type Metric } from '@handrail/shared/monitoring';
import { Database } from '../platform/database/index.js';
import { bucketsOf, type BucketSeen, type WantedBuckets } from './buckets.sql.js';
import { partKey, type AlarmLook, type Held, type SeenReading } from './alarm-source.js';

const MINUTE_MS = 60_000;
/** Readings out of the buckets of metrics: it takes as long with ten million cases as with ten. */
@Injectable()
export class MetricSource {
  constructor(private readonly database: Database) {}

  async read({ projectId, at, rules, held }: AlarmLook): Promise<Map<string, SeenReading[]>> {
    const watched = rules.flatMap((rule) => {
      const metric = metricOf(rule.metric);
      if (!metric) return [];
      return [{ rule, metric, held, span: spanOf(rule, at.getTime(), heldFrom(rule, earliestOf(rule, held))) }];
    });
    const buckets = await bucketsOf(this.database, { projectId, at, wanted: wantedOf(watched) });
    return new Map(watched.map((one) => [one.rule.id, readingsOf(one, buckets)]));
  }
}

type Watched = Pick<AlarmLook, 'held'> & {
  readonly rule: AlarmRule;
  readonly metric: Metric;
  readonly span: Span;
};

function earliestOf({ id }: AlarmRule, held: AlarmLook['held']): number | undefined {
  const since = [...held].flatMap(([key, one]) => (key.startsWith(`${id} `) ? [one.since] : []));
  return since.length === 0 ? undefined : Math.min(...since);
}

/** The window that was past its limit first began before that was seen. */
function heldFrom({ windowMinutes }: AlarmRule, since: number | undefined): number | undefined {
  return since === undefined ? undefined : since - windowMinutes * MINUTE_MS;
}

/** Each metric once, as far back as any of its rules looks. */
function wantedOf(watched: readonly Watched[]): WantedBuckets[] {
  const wanted = new Map<string, WantedBuckets>();
  for (const { rule, metric, span } of watched) {
    const name = storedAs(metric);
    const known = wanted.get(name);
    wanted.set(name, {
      metric: name,
      isOfProcess: metric.isOfProcess,
      minutesFrom: new Date(Math.min(span.minutes, known?.minutesFrom.getTime() ?? Infinity)),
      hoursFrom: new Date(Math.min(span.reference, known?.hoursFrom.getTime() ?? Infinity)),
      wantsSketch: rule.read === 'P95' || known?.wantsSketch === true,
      wantsBins: metric.readFrom?.as === 'NEW' || known?.wantsBins === true,
    });
  }
  return [...wanted.values()];
}

function readingsOf({ rule, metric, span, held }: Watched, buckets: readonly BucketSeen[]): SeenReading[] {
  const byPart = new Map<string, BucketSeen[]>();
  for (const bucket of buckets) {
    if (bucket.metric !== storedAs(metric) || !isOf(rule, bucket)) continue;
    const known = byPart.get(bucket.part);
    if (known) known.push(bucket);
    else byPart.set(bucket.part, [bucket]);
  }
  const alpha = alphaOf({ windowMinutes: rule.windowMinutes, parts: byPart.size });
  const isOfNew = metric.readFrom?.as === 'NEW';
  return [...byPart].map(([part, seen]) =>
    readingOf(
      { rule, span, part, alpha, held: held.get(partKey(rule.id, part)) },
      isOfNew ? ofOneReference(seen) : seen,
    ),
  );
}

/**
 * What was held against the reference that the latest was held against: how much is new beside another one, or was counted
 * before there was any, is another question.
 */
function ofOneReference(seen: readonly BucketSeen[]): BucketSeen[] {
  const held = seen.filter(({ layout }) => layout !== '');
  const last = Math.max(...held.map(({ start }) => start));
  const latest = held.findLast(({ start }) => start === last)?.layout;
  return held.filter(({ layout }) => layout === latest);
}

function isOf(rule: AlarmRule, bucket: BucketSeen): boolean {
  return (['part', 'segment', 'version', 'level'] as const).every(
    (name) => rule[name] === null || rule[name] === bucket[name],
  );
}

type Asked = {
  readonly rule: AlarmRule;
  readonly span: Span;
  readonly part: string;
  readonly alpha: number;
  readonly held: Held | undefined;
};

function readingOf({ rule, span, part, alpha, held }: Asked, seen: readonly BucketSeen[]): SeenReading {
  const inWindow = seen.filter(({ start, lengthMs }) => lengthMs === MINUTE_MS && start >= span.window);
  const { kind } = metricOf(rule.metric) ?? {};
  const dispersion = kind === 'COUNT' ? dispersionOf(seen, span) : 1;
  const cells = (kind === 'GAUGE' ? latest(inWindow) : inWindow).map(({ cell }) => cell);
  const now = measure(rule, cells, { alpha, dispersion, lengthMs: span.at - span.window });
  return {
    ...now,
    part,
    reference: isComparison(rule.condition) ? before() : null,
    // Drawn only if an alarm opens, which next to no look does.
    get points() {
      return pointsOf(rule, seen, span);
    },
  };

  /** What fires is compared with what it was compared with at first, or of cases with the same time of days before that. */
  function before(): Measured {
    if (held?.reference != null && !isOfTraffic(rule)) return held.reference;
    const reference = referenceOf(rule, seen, {
      ...{ span, alpha, dispersion, now },
      heldFrom: heldFrom(rule, held?.since),
    });
    return reference.value === null ? (held?.reference ?? reference) : reference;
  }
}

/** A level is what it was last. */
function latest(seen: readonly BucketSeen[]): BucketSeen[] {
  const last = Math.max(...seen.filter(({ cell }) => cell.count > 0).map(({ start }) => start));
  return seen.filter(({ start }) => start === last);
}

/** The last hour, or the window where that is longer: a point a minute, at most 240 of them. */
function pointsOf(rule: AlarmRule, seen: readonly BucketSeen[], { window, at }: Span): PicturePoint[] {
  const from = Math.min(window, at - SHOWN_MS);
  const step = Math.max(1, Math.ceil((at - from) / MINUTE_MS / 240)) * MINUTE_MS;
  const byStep = new Map<number, BucketSeen[]>();
  for (const bucket of seen) {
    if (bucket.lengthMs !== MINUTE_MS || bucket.start < from) continue;
    const start = from + Math.floor((bucket.start - from) / step) * step;
    byStep.set(start, [...(byStep.get(start) ?? []), bucket]);
  }
  return bucketStarts('MINUTE', { from, to: at })
    .filter((start) => (start - from) % step === 0)
    .map((start) => ({
      at: start,
      value: valueOf(rule, byStep.get(start), step),
    }));
}

/** A minute with nothing in it is a gap. */
function valueOf(rule: AlarmRule, seen: readonly BucketSeen[] | undefined, lengthMs: number): number | null {
  if (!seen) return null;
  const cells = seen.map(({ cell }) => cell);
  return measure(rule, cells, { alpha: 0.05, lengthMs }).value;
}
