import type { Zone } from './column-reading.js';

const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(\s?(Z|UTC|[+-]\d{2}(:?\d{2})?))?)?$/i;
const ZONE = /(Z|[+-]\d{2}(:?\d{2})?)$/i;
/** 10 digits are seconds until the year 2286, 13 are milliseconds. */
const EPOCH = /^-?\d{9,13}(\.\d+)?$/;
const SECONDS_BELOW = 1e11;
const EARLIEST = Date.UTC(1900, 0, 1);

/**
 * The instant that a cell names: ISO 8601 (a date alone: its midnight), or seconds or milliseconds since 1970. `zone`: of
 * what names none. Null: the cell is empty. Undefined: it is no instant, or one before 1900.
 */
export function readInstant(cell: unknown, zone: Zone = 'Z'): Date | null | undefined {
  if (cell === undefined || cell === null || cell === '') return null;
  if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
  const text = String(cell).trim();
  if (text === '') return null;
  const ms = EPOCH.test(text) ? fromEpoch(Number(text)) : fromIso(text, zone);
  return Number.isFinite(ms) && ms >= EARLIEST ? new Date(ms) : undefined;
}

/** Whether a cell names an instant but for its zone, which is guessed then. */
export function isWithoutZone(cell: unknown): boolean {
  if (typeof cell !== 'string' || !(readInstant(cell) instanceof Date)) return false;
  const text = cell.trim();
  return !EPOCH.test(text) && !ZONE.test(text.replace(/\s?UTC$/i, 'Z').slice(10));
}

function fromEpoch(value: number): number {
  return Math.abs(value) < SECONDS_BELOW ? value * 1000 : value;
}

function fromIso(text: string, zone: Zone): number {
  const ms = ISO.test(text) ? Date.parse(standardInstant(text, zone)) : Number.NaN;
  // The 30th of February has the form of a date, and parsing makes March of it.
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number);
  const last = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return (day ?? 0) <= last ? ms : Number.NaN;
}

/** What has the form of an instant, with a T and a whole zone, and all the digits of its second. */
export function standardInstant(text: string, zone: Zone): string {
  const standard = text
    .replace(/\s?UTC$/i, 'Z')
    .replace(/^(\S+)\s(?=\d{2}:)/, '$1T')
    .replace(/\s/g, '');
  const timed = standard.length === 10 ? `${standard}T00:00` : standard;
  const zoned = ZONE.test(timed.slice(11)) ? timed : `${timed}${zone}`;
  return /[+-]\d{2}$/.test(zoned) ? `${zoned}:00` : zoned;
}
