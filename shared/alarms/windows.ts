import { bucketStart, bucketStarts, LENGTH_MS, metricOf, type Cell } from '../monitoring/index.js';
import { measure, type Measured } from './reading.js';
import { isComparison, type AlarmRuleContent } from './rule.js';

/** Unix milliseconds: when the window of a rule begins, from when on minutes are read, and when its reference begins. */
export type Span = {
  readonly window: number;
  readonly minutes: number;
  readonly reference: number;
  readonly at: number;
};
/** A bucket of a minute or an hour. */
export type SeenCell = { readonly start: number; readonly lengthMs: number; readonly cell: Cell };
type Timed = Pick<AlarmRuleContent, 'metric' | 'condition' | 'windowMinutes' | 'referenceHours'>;
type Compared = Timed & Pick<AlarmRuleContent, 'read' | 'minimumCount'>;

const MINUTE_MS = LENGTH_MS.MINUTE;
const HOUR_MS = LENGTH_MS.HOUR;
const DAY_MS = LENGTH_MS.DAY;
const WEEK_MS = 7 * DAY_MS;
/** By then the hours before are rolled up. */
const SETTLED_MS = 2 * HOUR_MS;
/** What the picture shows at least. */
export const SHOWN_MS = HOUR_MS;

/** Further back than this nothing is read, however long an alarm lasts. */
const FURTHEST_MS = 8 * WEEK_MS;

/**
 * What a look at `at` reads. How many cases come has its days and weeks, so there it reaches back over a week at least, and
 * over a week before `heldFrom`, where it fires since then.
 */
export function spanOf(rule: Timed, at: number, heldFrom?: number): Span {
  const window = at - rule.windowMinutes * MINUTE_MS;
  if (!isComparison(rule.condition)) return { window, minutes: Math.min(window, at - SHOWN_MS), reference: at, at };
  const week = Math.min(FURTHEST_MS, agoOf(WEEK_MS, at, heldFrom)) + HOUR_MS;
  const back = Math.max(rule.referenceHours * HOUR_MS, isOfTraffic(rule) ? week : 0);
  return {
    window,
    minutes: bucketStart('HOUR', window - SETTLED_MS),
    reference: bucketStart('HOUR', window - back),
    at,
  };
}

/** So many whole days or weeks ago that the hours around then were over before what fires began. */
function agoOf(step: number, at: number, heldFrom = at): number {
  return step * Math.max(1, Math.ceil((at + HOUR_MS - heldFrom) / step));
}

export function isOfTraffic({ metric }: Timed): boolean {
  return metricOf(metric)?.kind === 'COUNT';
}

/** With fewer minutes nobody knows how much one differs from the next. */
const LEAST_MINUTES = 30;

/**
 * How much more the minutes before the window differ from each other than those of independent events do: their variance
 * in units of their mean, 1 at least. Cases that come in bursts are as uncertain as their few bursts are.
 */
export function dispersionOf(cells: readonly SeenCell[], { minutes, window }: Span): number {
  const counts = new Map<number, number>();
  for (const { start, lengthMs, cell } of cells) {
    if (lengthMs === MINUTE_MS && start >= minutes && start < window)
      counts.set(start, (counts.get(start) ?? 0) + cell.count);
  }
  const n = (window - Math.min(...counts.keys())) / MINUTE_MS;
  if (counts.size === 0 || n < LEAST_MINUTES) return 1;
  const mean = sumOf(counts.values(), (count) => count) / n;
  // Minutes with nothing in them have no bucket.
  const squares = sumOf(counts.values(), (count) => (count - mean) ** 2) + (n - counts.size) * mean ** 2;
  return mean === 0 ? 1 : Math.max(1, squares / (n - 1) / mean);
}

function sumOf(values: Iterable<number>, of: (value: number) => number): number {
  let total = 0;
  for (const value of values) total += of(value);
  return total;
}

const NOTHING: Measured = { value: null, lower: null, upper: null, count: 0 };
type Look = {
  readonly span: Span;
  readonly alpha: number;
  readonly dispersion: number;
  readonly now: Measured;
  /** Since when what fires may have been past its limit: nothing from then on is what it was before. */
  readonly heldFrom?: number | undefined;
};

/**
 * What a rule compares `now` with: the hours that there are before the window; a project that is a day old is compared with
 * that day. How many cases come is compared with the same time a week before, or where nothing is known of it yet, with the
 * same time a day before and with all hours: of these, and of the hours beside them, with what is nearest to `now`. So it is
 * past its limit only if it is so by each of them, and neither nights nor weekends are an alarm; on the first day nobody
 * knows what is usual.
 */
export function referenceOf(rule: Compared, cells: readonly SeenCell[], look: Look): Measured {
  const { span, alpha, dispersion, heldFrom = Infinity } = look;
  const end = Math.min(span.window, heldFrom);
  const back = end - rule.referenceHours * HOUR_MS;
  const before = cells.filter(
    ({ start, lengthMs }) =>
      isBefore({ start, lengthMs }, span) && (start + lengthMs <= heldFrom || heldFrom === Infinity),
  );
  if (before.length === 0) return NOTHING;
  const since = Math.min(...before.map(({ start }) => start));
  const all = (): Measured => {
    const from = Math.max(since, bucketStart('HOUR', back));
    const used = before.filter(({ start }) => start >= from);
    return measure(rule, cellsOf(used), { alpha, dispersion, lengthMs: end - from });
  };
  return isOfTraffic(rule) ? ofTraffic(rule, before, { ...look, since, all }) : all();
}

function isBefore({ start, lengthMs }: Omit<SeenCell, 'cell'>, { window, minutes, reference }: Span): boolean {
  return lengthMs === MINUTE_MS ? start >= minutes && start < window : start >= reference && start < minutes;
}

function cellsOf(seen: readonly SeenCell[]): Cell[] {
  return seen.map(({ cell }) => cell);
}

type Traffic = Look & { readonly since: number; readonly all: () => Measured };

function ofTraffic(rule: Compared, before: readonly SeenCell[], given: Traffic): Measured {
  const { span, alpha, dispersion, now, since, all, heldFrom } = given;
  const hoursAgo = (step: number): number[] => {
    const ago = agoOf(step, span.at, heldFrom);
    const from = bucketStart('HOUR', span.window - ago) - HOUR_MS;
    return since <= from ? bucketStarts('HOUR', { from, to: span.at - ago + HOUR_MS }) : [];
  };
  const of = (hours: readonly number[]): Measured =>
    measure(rule, cellsOf(before.filter(({ start }) => hours.includes(bucketStart('HOUR', start)))), {
      alpha,
      dispersion,
      lengthMs: hours.length * HOUR_MS,
    });
  const week = hoursAgo(WEEK_MS);
  const day = hoursAgo(DAY_MS);
  if (week.length === 0 && day.length === 0) return NOTHING;
  if (week.length === 0) return nearest([...day.map((hour) => of([hour])), all()], now);
  const hours = week.map((hour) => of([hour]));
  // Where none of them says enough, they may do so together.
  return hours.every(({ count }) => count < rule.minimumCount) ? of(week) : nearest(hours, now);
}

function nearest(candidates: readonly Measured[], now: Measured): Measured {
  const distance = ({ value }: Measured): number => Math.abs((value ?? 0) - (now.value ?? 0));
  return candidates.reduce((best, one) => (distance(one) < distance(best) ? one : best), candidates[0] ?? NOTHING);
}
