import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** What a draw is for. It is part of the hash, so that the mechanisms are independent of each other. */
export type SamplingPurpose =
  'audit' | 'blind' | 'canary' | 'thin' | 'uncertainty' | 'gold' | 'disagreement' | 'order' | 'split';

const TWO_POW_20 = 2 ** 20;
const TWO_POW_52 = 2 ** 52;
const MOST_PREFIXES = 64;

type Hash = ReturnType<typeof sha256.create>;
/** A hash that has taken in the beginning of a text, for `drawFrom`. */
export type Begun = { readonly state: Hash };
/** Hashes that have taken in a prefix: every case of a policy begins with the same. A memory of a pure function's results. */
const begun = new Map<string, Begun>();
const work = sha256.create();
const digest = new Uint8Array(32);
const digestView = new DataView(digest.buffer);
const ascii = new Uint8Array(256);

/**
 * Draws a number in [0, 1) that is always the same for the same salt, purpose and key.
 *
 * The first 13 hexadecimal digits of SHA-256(UTF-8 of salt + "\0" + purpose + "\0" + key), divided by 2^52; uniform over
 * keys, and independent between purposes. Keep `salt` secret: whoever knows it knows which cases are audited.
 *
 * @throws nothing: any strings give a number.
 * Source: SHA-256, FIPS 180-4; permanent random numbers, Ohlsson 1995.
 *
 * @example hashUniform({ salt: 's', purpose: 'audit', key: 'case-1' }) // 0.887913644939…
 */
export function hashUniform({
  salt,
  purpose,
  key,
}: {
  readonly salt: string;
  readonly purpose: SamplingPurpose | (string & {});
  readonly key: string;
}): number {
  return drawAfter(`${salt}\0${purpose}\0`, key);
}

/** The same draw for a text that begins with `prefix`, which is hashed once for all keys: about a third of the time. */
export function drawAfter(prefix: string, key: string): number {
  return drawFrom(begunAfter(prefix), key);
}

/** Takes in the beginning of a text: whoever keeps it spares each draw the search for it, half of what is left. */
export function beginDraw(prefix: string): Begun {
  return { state: sha256.create().update(utf8ToBytes(prefix)) };
}

/** The draw of the text that was begun and goes on with `key`. */
export function drawFrom({ state }: Begun, key: string): number {
  // Into one kept hash: a copy for each draw would cost more than the draw.
  state._cloneInto(work);
  work.update(bytesOf(key)).digestInto(digest);
  return (digestView.getUint32(0) * TWO_POW_20 + (digestView.getUint32(4) >>> 12)) / TWO_POW_52;
}

function begunAfter(prefix: string): Begun {
  const known = begun.get(prefix);
  if (known) return known;
  if (begun.size >= MOST_PREFIXES) begun.clear();
  const made = beginDraw(prefix);
  begun.set(prefix, made);
  return made;
}

/** Short plain keys, which nearly all are, without an encoder. */
function bytesOf(key: string): Uint8Array {
  if (key.length > ascii.length) return utf8ToBytes(key);
  for (let index = 0; index < key.length; index += 1) {
    const unit = key.charCodeAt(index);
    if (unit > 0x7f) return utf8ToBytes(key);
    ascii[index] = unit;
  }
  return ascii.subarray(0, key.length);
}
