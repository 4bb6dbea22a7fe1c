import type { Unit } from './series';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONTH_LONG = 28 * DAY;

/** Steps between ticks of time, in milliseconds. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map((minutes) => minutes * MINUTE);

const COMPACT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });
const PLAIN = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });

/**
 * Times for the ticks of an axis, at round times of the zone, at most `most` of them and one. Clocks may change within
 * the range, so each tick is placed by the zone's time at that tick.
 *
 * @param offsetAt minutes that local time is behind UTC at an instant, as `Date.prototype.getTimezoneOffset` gives them.
 */
export function timeTicks(
  from: number,
  to: number,
  { most, offsetAt }: { most: number; offsetAt: (at: number) => number },
): number[] {
  const step = STEPS.find((each) => (to - from) / each <= most) ?? DAY * Math.ceil((to - from) / DAY / most);
  const localOf = (at: number): number => at - offsetAt(at) * MINUTE;
  const ticks = new Set<number>();
  for (let local = Math.ceil(localOf(from) / step) * step; local <= localOf(to); local += step) {
    // The offset at a local time is known by trying: the first try may be on the other side of the change.
    const tried = local + offsetAt(local) * MINUTE;
    const at = local + offsetAt(tried) * MINUTE;
    if (at >= from && at <= to && localOf(at) === local) ticks.add(at);
  }
  return [...ticks].sort((a, b) => a - b);
}

/** A tick of an axis that spans so many milliseconds: the day where days are told apart, else the time of day. */
export function tickText(at: number, span: number): string {
  const date = new Date(at);
  if (span > MONTH_LONG / 4) return date.toLocaleDateString('en', { day: 'numeric', month: 'short' });
  const clock = date.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
  return span > DAY ? `${date.toLocaleDateString('en', { weekday: 'short' })} ${clock}` : clock;
}

/** What one step of an axis may be, times a power of ten of the unit that is written. */
const ROUND = [1, 2, 2.5, 5, 10];

/**
 * Round values for the ticks of an axis over these values, as they are written: from the last one that is not above the
 * lowest to the first that is not below the highest, `most` steps at most. Seconds over two minutes and hours step as clocks do.
 */
export function valueTicks(values: readonly number[], unit: Unit, most = 4): number[] {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  if (!Number.isFinite(lowest) || !Number.isFinite(highest)) return [];
  if (lowest === 0 && highest === 0) return [0, unit === 'share' ? 0.01 : 1];
  const [from, to] = endsOf(lowest, highest);
  const step = stepOf((to - from) / most, { unit, highest: to });
  const first = Math.floor(from / step + 1e-9);
  const last = Math.max(Math.ceil(to / step - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Nothing is where an axis begins or ends, unless all values are far from it. */
function endsOf(lowest: number, highest: number): [number, number] {
  const spread = highest - lowest || Math.abs(highest);
  const from = lowest >= 0 && lowest <= spread ? 0 : lowest;
  const to = highest <= 0 && -highest <= spread ? 0 : highest;
  return [from, to];
}

function stepOf(least: number, { unit, highest }: { unit: Unit; highest: number }): number {
  if (unit === 'count') least = Math.max(least, 1);
  const size = unit === 'seconds' ? clockUnit(highest) : 1;
  const inUnits = least / size;
  const power = 10 ** Math.floor(Math.log10(inUnits));
  const round = ROUND.find((one) => one * power >= inUnits * (1 - 1e-9)) ?? 10;
  return round * power * size;
}

/** Seconds in the unit that such a time is written in. */
function clockUnit(seconds: number): number {
  if (seconds < 120) return 1;
  return seconds < 7200 ? 60 : 3600;
}

/** A value with its unit. */
export function valueText(value: number | null | undefined, unit: Unit): string {
  if (value == null) return 'not known';
  switch (unit) {
    case 'share':
      return `${Number((100 * value).toPrecision(3))} %`;
    case 'seconds':
      return secondsText(value);
    case 'bytes':
      return bytesText(value);
    case 'per second':
      return `${PLAIN.format(value)}/s`;
    case 'count':
      return value >= 10_000 ? COMPACT.format(value) : PLAIN.format(value);
    case 'number':
      return Math.abs(value) >= 10_000 ? COMPACT.format(value) : PLAIN.format(value);
  }
}

function secondsText(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0 s';
  if (size < 0.001) return `${PLAIN.format(value * 1e6)} µs`;
  if (size < 1) return `${PLAIN.format(value * 1000)} ms`;
  if (size < 120) return `${PLAIN.format(value)} s`;
  return size < 7200 ? `${PLAIN.format(value / 60)} min` : `${PLAIN.format(value / 3600)} h`;
}

function bytesText(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${Number((value / 1000 ** power).toPrecision(3))} ${units[power] ?? 'B'}`;
}
