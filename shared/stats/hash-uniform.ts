import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** What a draw is for. It is part of the hash, so that the mechanisms are independent of each other. */
export type SamplingPurpose =
  'audit' | 'blind' | 'canary' | 'thin' | 'uncertainty' | 'gold' | 'disagreement' | 'order' | 'split';

const HEX_DIGITS = 13;
const TWO_POW_52 = 2 ** 52;

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
  const digest = sha256(utf8ToBytes(`${salt}\0${purpose}\0${key}`));
  let hex = '';
  for (const byte of digest.subarray(0, Math.ceil(HEX_DIGITS / 2))) hex += byte.toString(16).padStart(2, '0');
  return Number.parseInt(hex.slice(0, HEX_DIGITS), 16) / TWO_POW_52;
}
