import { emptyCell, LENGTH_MS, metricOf, QuantileSketch, type Cell } from '../../monitoring/index.js';
import { random } from '../../stats/simulate/index.js';
import { alphaOf } from '../alpha.js';
import { judgeReading } from '../judge.js';
import { measure, type Measured } from '../reading.js';
import { isComparison, type AlarmRuleContent } from '../rule.js';
import { startingRules, type StartingRule } from '../starting-rules.js';
import { NEW_WATCH, stepWatch, type Watch } from '../watch.js';
import { dispersionOf, referenceOf, spanOf, type SeenCell, type Span } from '../windows.js';
import { binomial, poisson, Stream, type Draw } from './streams.js';

/** How cases come: evenly, by office hours (nights, weekends), or in bursts of many at once. */
export const RHYTHMS = ['STEADY', 'OFFICE_HOURS', 'BURSTS'] as const;
export type Rhythm = (typeof RHYTHMS)[number];
/** `casesAMinute`: on average. `stopsAt`: from this minute on no case comes; undefined: nothing goes wrong. */
export type QuietWeeks = {
  readonly seed: number;
  readonly rhythm: Rhythm;
  readonly casesAMinute: number;
  readonly stopsAt?: number;
};
/** The minutes, from the first one of the project, at which a rule raised an alarm. */
export type RuleAlarms = { readonly key: string; readonly openedAt: readonly number[]; readonly looks: number };

const BUDGET_MS = 200;
const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const MINUTE_MS = LENGTH_MS.MINUTE;
/** A Monday. */
const START = Date.UTC(2026, 0, 5);
/** Shares that are all right: of each starting rule that watches one, how often it is so of how many of the cases. */
const SHARES: Readonly<Record<string, { readonly share: number; readonly of: number; readonly parts: number }>> = {
  errors: { share: 0.008, of: 1, parts: 1 },
  timeouts: { share: 0.015, of: 1, parts: 1 },
  'machine-failures': { share: 0.015, of: 1, parts: 1 },
  refused: { share: 0.03, of: 1, parts: 1 },
  missing: { share: 0.08, of: 1, parts: 6 },
  'new-categories': { share: 0.02, of: 1, parts: 2 },
  'no-answer': { share: 0.02, of: 1, parts: 1 },
  repeats: { share: 0.03, of: 1, parts: 1 },
  overrides: { share: 0.1, of: 0.2, parts: 1 },
  agreement: { share: 0.94, of: 0.1, parts: 1 },
};
/** By how much of itself a share is higher by day and lower by night. */
const SWING = 0.25;
/** Share of the cases over the latency budget; the rule is about 5 %. */
const SLOW = 0.04;

/**
 * Plays two weeks in which nothing goes wrong through the starting rules over metrics, with a look every minute, as the server does:
 * shares near their limits that move with the time of day, and traffic of that rhythm. Windows are sums, which is what the
 * server makes of buckets. A look at a value that is not past its limit is not carried out: it could not open an alarm.
 */
export function simulateQuietWeeks(given: QuietWeeks): RuleAlarms[] {
  const draw = random(given.seed);
  const arrivals = arrivalsOf(given, draw);
  return startingRules({ latencyBudgetMs: BUDGET_MS })
    .filter(({ rule }) => rule.source === 'METRIC')
    .map((one) => watchRule(one, arrivals, draw));
}

function arrivalsOf({ rhythm, casesAMinute, stopsAt = Infinity }: QuietWeeks, draw: Draw): Stream {
  const shape = Array.from({ length: WEEK }, (_, minute) => (rhythm === 'OFFICE_HOURS' ? officeHours(minute) : 1));
  const mean = shape.reduce((sum, one) => sum + one, 0) / WEEK;
  return new Stream(2 * WEEK, (index) => {
    const expected = index < stopsAt ? (casesAMinute * (shape[index % WEEK] ?? 0)) / mean : 0;
    if (rhythm !== 'BURSTS') return { count: poisson(expected, draw), marked: 0 };
    // One minute in five brings all the cases of the five.
    return { count: draw() < 0.2 ? poisson(5 * expected, draw) : 0, marked: 0 };
  });
}

/** The busiest hours are 1; nights are 3 % of them, weekends 15 %. */
function officeHours(minute: number): number {
  const [day, hour] = [Math.floor(minute / DAY), (minute % DAY) / HOUR];
  const byDay = Math.max(0.03, Math.min(1, (hour - 6.5) / 2, (19 - hour) / 2));
  return day >= 5 ? Math.max(0.03, 0.15 * byDay) : byDay;
}

type Part = {
  /** Whether the value of the window could be past the limit, and everything that a look sees. */
  readonly couldBreach: (span: Span) => boolean;
  readonly measureAt: (span: Span) => { readonly now: Measured; readonly reference: Measured | null };
};

function watchRule({ key, rule }: StartingRule, arrivals: Stream, draw: Draw): RuleAlarms {
  const parts = partsOf({ key, rule }, arrivals, draw);
  return { key, openedAt: parts.flatMap((part) => watchPart(rule, part)), looks: parts.length * 2 * WEEK };
}

function watchPart(rule: AlarmRuleContent, part: Part): number[] {
  const openedAt: number[] = [];
  let watch: Watch = NEW_WATCH;
  for (let minute = 1; minute <= 2 * WEEK; minute += 1) {
    const at = START + minute * MINUTE_MS;
    const span = spanOf(rule, at);
    if (watch.phase === 'OK' && !part.couldBreach(span)) {
      watch = NEW_WATCH;
      continue;
    }
    const { now, reference } = part.measureAt(span);
    const verdict = judgeReading(rule, { part: '', ...now, reference });
    const step = stepWatch(watch, { at, verdict, isMuted: false }, rule);
    watch = step.watch;
    if (step.happened === 'OPENED') openedAt.push(minute);
  }
  return openedAt;
}

function partsOf({ key, rule }: StartingRule, arrivals: Stream, draw: Draw): Part[] {
  if (rule.metric === 'people.queue_age') return [queuePart(rule, draw)];
  // In a quiet week people leave no case to each other.
  if (rule.metric === 'people.stuck') return [];
  if (rule.read === 'P95') return [latencyPart(rule, arrivals, draw)];
  if (metricOf(rule.metric)?.kind === 'COUNT') return [countPart(rule, arrivals)];
  const given = SHARES[key];
  if (!given) throw new RangeError(`nothing says what is quiet for the rule ${key}`);
  const alpha = alphaOf({ windowMinutes: rule.windowMinutes, parts: given.parts });
  return Array.from({ length: given.parts }, () =>
    sharePart(rule, { alpha, stream: shareStream(given, arrivals, draw) }),
  );
}

const minuteOf = (ms: number): number => Math.round((ms - START) / MINUTE_MS);
const between = (stream: Stream, from: number, to: number) => stream.between(minuteOf(from), minuteOf(to));

function shareStream({ share, of }: { share: number; of: number }, arrivals: Stream, draw: Draw): Stream {
  return new Stream(2 * WEEK, (index) => {
    const cases = arrivals.between(index, index + 1).count;
    const count = of === 1 ? cases : binomial(cases, of, draw);
    const rare = Math.min(share, 1 - share) * (1 + SWING * Math.sin((2 * Math.PI * index) / DAY));
    return { count, marked: binomial(count, share > 0.5 ? 1 - rare : rare, draw) };
  });
}

/** A cell that holds so many values of a rate, a share of missing ones or one of new ones. */
function cellOf(rule: AlarmRuleContent, { count, marked }: { count: number; marked: number }): Cell {
  const cell = emptyCell({ binning: null });
  const as = metricOf(rule.metric)?.readFrom?.as;
  if (as === 'MISSING') return { ...cell, count: count - marked, missing: marked };
  if (as === 'NEW') return { ...cell, count, bins: { counts: [count - marked, 0, marked], sums: null } };
  return { ...cell, count, mean: count === 0 ? 0 : marked / count };
}

function sharePart(rule: AlarmRuleContent, { alpha, stream }: { alpha: number; stream: Stream }): Part {
  const valueOf = ({ count, marked }: { count: number; marked: number }): number => (count === 0 ? 0 : marked / count);
  const hours = (span: Span): SeenCell[] => {
    const seen = between(stream, span.reference, span.window);
    const start = Math.max(START, span.reference);
    return seen.count === 0 ? [] : [{ start, lengthMs: LENGTH_MS.HOUR, cell: cellOf(rule, seen) }];
  };
  return {
    couldBreach: (span) => {
      const now = valueOf(between(stream, span.window, span.at));
      if (rule.condition === 'ABOVE') return now > rule.limit;
      const move = now - valueOf(between(stream, span.reference, span.window));
      return (rule.condition === 'LOWER' ? -move : move) >= rule.limit;
    },
    measureAt: (span) => {
      const now = measure(rule, [cellOf(rule, between(stream, span.window, span.at))], {
        alpha,
        lengthMs: span.at - span.window,
      });
      return {
        now,
        reference: isComparison(rule.condition)
          ? referenceOf(rule, hours(span), { span, alpha, dispersion: 1, now })
          : null,
      };
    },
  };
}

function countPart(rule: AlarmRuleContent, arrivals: Stream): Part {
  const alpha = alphaOf({ windowMinutes: rule.windowMinutes, parts: 1 });
  const measureAt = (span: Span): { now: Measured; reference: Measured } => {
    const before = cellsBefore(rule, arrivals, span);
    const dispersion = dispersionOf(before, span);
    const cells = [cellOf(rule, between(arrivals, span.window, span.at))];
    const now = measure(rule, cells, { alpha, dispersion, lengthMs: span.at - span.window });
    return { now, reference: referenceOf(rule, before, { span, alpha, dispersion, now }) };
  };
  const hours = Array.from(
    { length: (2 * WEEK) / HOUR },
    (_, hour) => arrivals.between(hour * HOUR, (hour + 1) * HOUR).count,
  );
  const most = Math.max(...hours) / HOUR;
  return {
    couldBreach: (span) =>
      between(arrivals, span.window, span.at).count / rule.windowMinutes <= (1 - rule.limit) * most,
    measureAt,
  };
}

/** What came before the window, hour by hour and at last minute by minute, as far as the project reaches back. */
function cellsBefore(rule: AlarmRuleContent, arrivals: Stream, { reference, minutes, window }: Span): SeenCell[] {
  const every = (lengthMs: number, from: number, to: number): SeenCell[] =>
    Array.from({ length: Math.max(0, Math.ceil((to - from) / lengthMs)) }, (_, index) => {
      const start = from + index * lengthMs;
      return { start, lengthMs, cell: cellOf(rule, between(arrivals, start, start + lengthMs)) };
    });
  return [
    ...every(LENGTH_MS.HOUR, Math.max(START, reference), minutes),
    ...every(MINUTE_MS, Math.max(START, minutes), window),
  ];
}

function latencyPart(rule: AlarmRuleContent, arrivals: Stream, draw: Draw): Part {
  const alpha = alphaOf({ windowMinutes: rule.windowMinutes, parts: 1 });
  const seed = Math.floor(draw() * 2 ** 31);
  const slow = new Stream(2 * WEEK, (index) => {
    const { count } = arrivals.between(index, index + 1);
    return { count, marked: binomial(count, SLOW, draw) };
  });
  return {
    couldBreach: (span) => {
      const { count, marked } = between(slow, span.window, span.at);
      return count >= rule.minimumCount && marked > 0.05 * count;
    },
    // Only which side of the budget a value lies on is drawn minute by minute; how far is drawn when it is looked at.
    measureAt: (span) => {
      const { count, marked } = between(slow, span.window, span.at);
      const far = random(seed + minuteOf(span.at));
      const sketch = new QuantileSketch();
      for (let index = 0; index < count; index += 1)
        sketch.add(BUDGET_MS * (index < marked ? 1 + 3 * far() : 0.1 + 0.88 * far()));
      const cell = { ...emptyCell({ binning: null }), count, sketch };
      return { now: measure(rule, [cell], { alpha, lengthMs: span.at - span.window }), reference: null };
    },
  };
}

/** Reviews that wait over night, never for a day. */
function queuePart(rule: AlarmRuleContent, draw: Draw): Part {
  const ages = Array.from({ length: 2 * WEEK }, (_, index) => ((index + 6 * HOUR) % DAY) * 60 * (0.6 + 0.2 * draw()));
  const valueAt = ({ at }: Span): number => ages[minuteOf(at) - 1] ?? 0;
  return {
    couldBreach: (span) => valueAt(span) > rule.limit,
    measureAt: (span) => {
      const value = valueAt(span);
      return { now: { value, lower: value, upper: value, count: 1, isExact: true }, reference: null };
    },
  };
}
