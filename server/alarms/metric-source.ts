import { Injectable } from '@nestjs/common';
import {
  alphaOf,
  dispersionOf,
  isComparison,
  measure,
  referenceOf,
  SHOWN_MS,
  spanOf,
  type AlarmRule,
  type PicturePoint,
  type Span,
} from '@handrail/shared/alarms';
import { bucketStarts, metricOf, storedAs, type Metric } from '@handrail/shared/monitoring';
import { Database } from '../platform/database/index.js';
import { bucketsOf, type BucketSeen, type WantedBuckets } from './buckets.sql.js';
import type { AlarmLook, SeenReading } from './alarm-source.js';

const MINUTE_MS = 60_000;
/** Readings out of the buckets of metrics: it takes as long with ten million cases as with ten. */
@Injectable()
export class MetricSource {
  constructor(private readonly database: Database) {}

  async read({ projectId, at, rules }: AlarmLook): Promise<Map<string, SeenReading[]>> {
    const watched = rules.flatMap((rule) => {
      const metric = metricOf(rule.metric);
      return metric ? [{ rule, metric, span: spanOf(rule, at.getTime()) }] : [];
    });
    const buckets = await bucketsOf(this.database, { projectId, at, wanted: wantedOf(watched) });
    return new Map(watched.map(({ rule, metric, span }) => [rule.id, readingsOf({ rule, metric, span }, buckets)]));
  }
}

type Watched = { readonly rule: AlarmRule; readonly metric: Metric; readonly span: Span };

/** Each metric once, as far back as any of its rules looks. */
function wantedOf(watched: readonly Watched[]): WantedBuckets[] {
  const wanted = new Map<string, WantedBuckets>();
  for (const { rule, metric, span } of watched) {
    const name = storedAs(metric);
    const known = wanted.get(name);
    wanted.set(name, {
      metric: name,
      minutesFrom: new Date(Math.min(span.minutes, known?.minutesFrom.getTime() ?? Infinity)),
      hoursFrom: new Date(Math.min(span.reference, known?.hoursFrom.getTime() ?? Infinity)),
      wantsSketch: rule.read === 'P95' || known?.wantsSketch === true,
      wantsBins: metric.readFrom?.as === 'NEW' || known?.wantsBins === true,
    });
  }
  return [...wanted.values()];
}

function readingsOf({ rule, metric, span }: Watched, buckets: readonly BucketSeen[]): SeenReading[] {
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
    readingOf({ rule, span, part, alpha }, isOfNew ? ofOneReference(seen) : seen),
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

type Asked = { readonly rule: AlarmRule; readonly span: Span; readonly part: string; readonly alpha: number };

function readingOf({ rule, span, part, alpha }: Asked, seen: readonly BucketSeen[]): SeenReading {
  const inWindow = seen.filter(({ start, lengthMs }) => lengthMs === MINUTE_MS && start >= span.window);
  const { kind } = metricOf(rule.metric) ?? {};
  const dispersion = kind === 'COUNT' ? dispersionOf(seen, span) : 1;
  const cells = (kind === 'GAUGE' ? latest(inWindow) : inWindow).map(({ cell }) => cell);
  const now = measure(rule, cells, { alpha, dispersion, lengthMs: span.at - span.window });
  return {
    ...now,
    part,
    reference: isComparison(rule.condition) ? referenceOf(rule, seen, { span, alpha, dispersion, now }) : null,
    // Drawn only if an alarm opens, which next to no look does.
    get points() {
      return pointsOf(rule, seen, span);
    },
  };
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
