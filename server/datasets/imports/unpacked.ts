import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BrokenFile } from '@handrail/shared/imports';
import { heardLater } from '../../platform/failures/index.js';

const GZIP = [0x1f, 0x8b] as const;

/** What is sent, unpacked where it is gzip. @throws BrokenFile where the packing is damaged or cut off. */
export async function* unpacked(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const parts = body[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < GZIP.length) {
    const next = await parts.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const all = withHead(head, parts);
  if (head[0] !== GZIP[0] || head[1] !== GZIP[1]) yield* all;
  else yield* gunzipped(all);
}

async function* gunzipped(packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // Whatever breaks either of them ends both, and is thrown to who reads.
  const ended = heardLater(pipeline(Readable.from(packed, { objectMode: false }), gunzip));
  try {
    yield* gunzip as AsyncIterable<Uint8Array>;
    await ended;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    throw new BrokenFile('It is packed with gzip and cannot be unpacked to its end: it is damaged, or was cut off.', {
      cause: error,
    });
  }
}

async function* withHead(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
