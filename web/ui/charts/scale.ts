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
 * Times for the ticks of an axis, at round times of the zone, at most `most` of them and one.
 *
 * @param offset minutes that local time is behind UTC, as `Date.prototype.getTimezoneOffset` gives them.
 */
export function timeTicks(from: number, to: number, { most, offset }: { most: number; offset: number }): number[] {
  const shift = offset * MINUTE;
  const step = STEPS.find((each) => (to - from) / each <= most) ?? DAY * Math.ceil((to - from) / DAY / most);
  const ticks: number[] = [];
  for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** A tick of an axis that spans so many milliseconds: the day where days are told apart, else the time of day. */
export function tickText(at: number, span: number): string {
  const date = new Date(at);
  if (span > MONTH_LONG / 4) return date.toLocaleDateString('en', { day: 'numeric', month: 'short' });
  const clock = date.toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
  return span > DAY ? `${date.toLocaleDateString('en', { weekday: 'short' })} ${clock}` : clock;
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
