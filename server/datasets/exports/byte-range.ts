/** A part of a file; both ends included. */
export type ByteRange = { readonly start: number; readonly end: number };

const RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * What a Range header asks for of a file of this length: a part, undefined where the whole is to be sent (no header, or one
 * that is not understood, several parts included), null where there is no such part.
 *
 * Source: RFC 9110, 14.1.2 and 14.2.
 */
export function byteRange(header: string | undefined, length: number): ByteRange | undefined | null {
  const [, first = '', last = ''] = RANGE.exec(header?.trim() ?? '') ?? [];
  if (first === '') return last === '' ? undefined : suffix(Number(last), length);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= length) return null;
  return { start, end: last === '' ? length - 1 : Math.min(Number(last), length - 1) };
}

function suffix(wanted: number, length: number): ByteRange | null {
  const bytes = Math.min(wanted, length);
  return bytes === 0 ? null : { start: length - bytes, end: length - 1 };
}
