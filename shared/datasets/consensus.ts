import { agrees, type OutputSchema, type OutputValue } from '../schema/index.js';
import type { ConsensusRule } from './definition.js';

/** One person's standing answer to a case; corrected ones are not given. */
export type SingleLabel = { readonly value: OutputValue; readonly labelledAt: string };

/** What the answers come to. `agreement`: share of the answers that agree with `value`, in (0, 1]. */
export type Consensus = { readonly value: OutputValue; readonly agreement: number };

/** An answer that is known, with the share of the given ones that agree with it. */
export function agreementWith(schema: OutputSchema, value: OutputValue, answers: readonly SingleLabel[]): Consensus {
  return { value, agreement: supportersOf(schema, value, answers) / answers.length };
}

/**
 * Makes one label of several answers, given oldest first; what agrees is decided by the schema (`agrees`), so numbers do
 * within its tolerance.
 *
 * - `newest`: the last one stands.
 * - `majority`: the one that most answers agree with; among several such the newest.
 * - `unanimous`: the last one if every two of them agree, else null.
 *
 * No answers give null. What comes out is always an answer that somebody gave.
 */
export function consensusOf(
  schema: OutputSchema,
  rule: ConsensusRule,
  answers: readonly SingleLabel[],
): Consensus | null {
  const newest = answers.at(-1);
  if (!newest) return null;
  if (rule === 'newest') return agreementWith(schema, newest.value, answers);
  const counted = answers.map(({ value }) => agreementWith(schema, value, answers));
  if (rule === 'unanimous') return counted.every(({ agreement }) => agreement === 1) ? (counted.at(-1) ?? null) : null;
  const most = Math.max(...counted.map(({ agreement }) => agreement));
  return counted.findLast(({ agreement }) => agreement === most) ?? null;
}

/** How many answers agree with a value. */
export function supportersOf(
  schema: OutputSchema,
  value: OutputValue,
  answers: readonly Pick<SingleLabel, 'value'>[],
): number {
  return answers.filter((answer) => agrees(schema, answer.value, value)).length;
}
