const OFFSET = /([+-])(\d{2}):?(\d{2})$/;
/** What PostgreSQL takes; no place on earth is further from UTC than 14 hours. */
const MOST_OFFSET_MINUTES = 15 * 60 + 59;
const EARLIEST = '0001-01-01T00:00:00.000Z';
const LATEST = '9999-12-31T23:59:59.999Z';
/** Before 1, `Date` writes years with a sign, and after 9999 too. */
const PLAIN_YEAR = /^\d{4}-/;

/**
 * Why nobody else could read a date-time that has the form of one: Python, PostgreSQL and files know the years 1 to 9999, in
 * UTC, and offsets of less than 16 hours. Undefined: all is well.
 */
export function instantError(text: string): string | undefined {
  const [, , hours, minutes] = OFFSET.exec(text.slice(10)) ?? [];
  if (Number(minutes ?? 0) > 59 || Number(hours ?? 0) * 60 + Number(minutes ?? 0) > MOST_OFFSET_MINUTES)
    return 'has an offset from UTC of more than 15:59';
  const at = Date.parse(text);
  if (!Number.isFinite(at)) return 'is no date-time';
  const inUtc = new Date(at).toISOString();
  if (PLAIN_YEAR.test(inUtc) && inUtc >= EARLIEST && inUtc <= LATEST) return undefined;
  return 'lies outside of the years 1 to 9999 in UTC';
}
