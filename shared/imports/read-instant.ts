const ISO = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(\s?(Z|UTC|[+-]\d{2}(:?\d{2})?))?)?$/i;
const ZONE = /(Z|[+-]\d{2}(:?\d{2})?)$/i;
/** 10 digits are seconds until the year 2286, 13 are milliseconds. */
const EPOCH = /^-?\d{9,13}(\.\d+)?$/;
const SECONDS_BELOW = 1e11;
const EARLIEST = Date.UTC(1900, 0, 1);

/**
 * The instant that a cell names: ISO 8601 (without a zone: UTC; a date alone: its midnight), or seconds or milliseconds
 * since 1970. Null: the cell is empty. Undefined: it is no instant, or one before 1900.
 */
export function readInstant(cell: unknown): Date | null | undefined {
  if (cell === undefined || cell === null || cell === '') return null;
  if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
  const text = String(cell).trim();
  if (text === '') return null;
  const ms = EPOCH.test(text) ? fromEpoch(Number(text)) : fromIso(text);
  return Number.isFinite(ms) && ms >= EARLIEST ? new Date(ms) : undefined;
}

function fromEpoch(value: number): number {
  return Math.abs(value) < SECONDS_BELOW ? value * 1000 : value;
}

function fromIso(text: string): number {
  if (!ISO.test(text)) return Number.NaN;
  const standard = text
    .replace(/\s?UTC$/i, 'Z')
    .replace(/^(\S+)\s(?=\d{2}:)/, '$1T')
    .replace(/\s/g, '');
  const isDate = standard.length === 10;
  const zoned = isDate || ZONE.test(standard.slice(11)) ? standard : `${standard}Z`;
  const ms = Date.parse(/[+-]\d{2}$/.test(zoned) && !isDate ? `${zoned}:00` : zoned);
  // The 30th of February has the form of a date, and parsing makes March of it.
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number);
  const last = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
  return (day ?? 0) <= last ? ms : Number.NaN;
}
