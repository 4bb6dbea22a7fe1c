import { confidenceText } from '@handrail/shared/ladder';
import { minutesText, shareText } from '@handrail/shared/words';

export { rateText, thresholdText } from '@handrail/shared/ladder';

/** The one place where numbers, times and answers become text. */
const COUNT = new Intl.NumberFormat('en');
const TIME = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const EXACT = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long' });
const CLOCK = new Intl.DateTimeFormat('en', { timeStyle: 'short' });

export function count(value: number): string {
  return COUNT.format(value);
}

/** A confidence: two digits, or as many as the threshold beside it has; cut, so that 0.897 never reaches 0.90. */
export function two(value: number | null | undefined, against: number | null = null): string {
  return value == null ? '–' : confidenceText(value, against);
}

/** A share; never none or all where it is not. */
export function percent(share: number): string {
  return shareText(share);
}

/** An estimated share with its interval. */
export function withInterval(share: number, bounds: { lower: number; upper: number }): string {
  return `${percent(share)} (${(100 * bounds.lower).toFixed(1)}–${(100 * bounds.upper).toFixed(1)})`;
}

/** A share with its interval; nothing known yet is said so. */
export function shareWithInterval(k: number, n: number, bounds: { lower: number; upper: number }): string {
  if (n === 0) return 'not enough data yet';
  return withInterval(k / n, bounds);
}

export function time(iso: string): string {
  return TIME.format(new Date(iso));
}

/** With seconds and the zone. */
export function exactTime(iso: string): string {
  return EXACT.format(new Date(iso));
}

/** The time of day alone. */
export function clock(iso: string): string {
  return CLOCK.format(new Date(iso));
}

const LONG_MINUTES = 48 * 60;

/** How long it is since then. */
export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  // Of hours the minutes are said too, of days the hours: 1.5 h are not 2.
  const minutes = Math.round(seconds / 60);
  return minutesText(minutes < LONG_MINUTES ? minutes : 60 * Math.round(minutes / 60));
}

export function answer(value: unknown): string {
  if (value == null) return '–';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A reason or another word of the data as people write it. */
export function inWords(word: string): string {
  return word.replaceAll('_', ' ');
}

/** Bytes as people read them. */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(1)} ${units[power - 1] ?? 'kB'}`;
}
