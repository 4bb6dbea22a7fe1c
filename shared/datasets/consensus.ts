import type { OutputValue } from '../schema/index.js';
import { canonicalJson } from './canonical.js';
import type { ConsensusRule } from './definition.js';

/** One person's standing answer to a case; corrected ones are not given. */
export type SingleLabel = { readonly value: OutputValue; readonly labelledAt: string };

/** What the answers come to. `agreement`: share of the answers that equal `value`, in (0, 1]. */
export type Consensus = { readonly value: OutputValue; readonly agreement: number };

/** An answer that is known, with the share of the given ones that equal it. */
export function agreementWith(value: OutputValue, answers: readonly SingleLabel[]): Consensus {
  const alike = answers.filter((answer) => canonicalJson(answer.value) === canonicalJson(value));
  return { value, agreement: alike.length / answers.length };
}

/**
 * Makes one label of several answers, given oldest first.
 *
 * - `newest`: the last one stands.
 * - `majority`: the most frequent; among equally frequent ones that whose last answer is newest.
 * - `unanimous`: theirs if all are equal, else null.
 *
 * No answers give null. Text and several labels count as equal only when they are the same.
 */
export function consensusOf(rule: ConsensusRule, answers: readonly SingleLabel[]): Consensus | null {
  const newest = answers.at(-1);
  if (!newest) return null;
  const counts = new Map<string, number>();
  for (const { value } of answers) counts.set(canonicalJson(value), (counts.get(canonicalJson(value)) ?? 0) + 1);
  const shareOf = (value: OutputValue): number => (counts.get(canonicalJson(value)) ?? 0) / answers.length;
  if (rule === 'newest') return { value: newest.value, agreement: shareOf(newest.value) };
  if (rule === 'unanimous') return counts.size === 1 ? { value: newest.value, agreement: 1 } : null;
  const most = Math.max(...counts.values());
  const winner = answers.findLast(({ value }) => counts.get(canonicalJson(value)) === most) ?? newest;
  return { value: winner.value, agreement: shareOf(winner.value) };
}
