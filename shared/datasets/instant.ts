const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})$/i;
const [MICROS_A_MS, DIGITS] = [1000n, 6];
/** What every reader of the formats has: Python’s years are those from 1 to 9999. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const END = Date.parse('9999-12-31T23:59:59.999Z') + 1;

/**
 * Microseconds since 1970 of an ISO 8601 time with a zone, whatever its form; finer parts are cut off. Undefined: it is
 * none. Null: it is one outside the years 1 to 9999 (UTC), which files with typed columns cannot hold for all readers.
 */
export function microsOf(text: string): bigint | null | undefined {
  const [, date, minutes, seconds = '00', fraction = '', zone = ''] = INSTANT.exec(text) ?? [];
  if (date === undefined) return undefined;
  const ms = Date.parse(`${date}T${minutes}:${seconds}${zone.toUpperCase()}`);
  if (!Number.isFinite(ms)) return undefined;
  if (ms < FIRST || ms >= END) return null;
  return BigInt(ms) * MICROS_A_MS + BigInt(fraction.padEnd(DIGITS, '0').slice(0, DIGITS));
}

/** The same in the one form of all times in flat text: UTC, six digits after the second. */
export function instantText(micros: bigint): string {
  const rest = ((micros % MICROS_A_MS) + MICROS_A_MS) % MICROS_A_MS;
  const ms = new Date(Number((micros - rest) / MICROS_A_MS)).toISOString();
  return `${ms.slice(0, -1)}${String(rest).padStart(3, '0')}Z`;
}
