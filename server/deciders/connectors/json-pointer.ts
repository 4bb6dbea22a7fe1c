import { isRecord } from './http-protocol.js';

/** The part of a value that an RFC 6901 pointer names ('' is all of it); undefined where there is none. */
export function atPointer(value: unknown, pointer: string): unknown {
  let at = value;
  for (const part of pointer.replace(/^\//, '').split('/')) {
    if (part === '' && pointer === '') return at;
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = /^\d+$/.test(key) ? at[Number(key)] : undefined;
    else at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}
