import { hashUniform, type SamplingPurpose } from '../stats/index.js';

/** What a random choice hangs on: the policy's secret salt and the case's key. */
export type SamplingKey = { readonly salt: string; readonly key: string };

/**
 * Whether a coin with this rate picks the case: always the same answer for the same salt, purpose and key, and a case
 * picked at a low rate stays picked at every higher one. Rate 0 never picks, rate 1 always does.
 */
export function isPicked(rate: number, purpose: SamplingPurpose, { salt, key }: SamplingKey): boolean {
  return hashUniform({ salt, purpose, key }) < rate;
}
