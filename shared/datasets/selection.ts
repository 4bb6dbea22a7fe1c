import type { ReviewReason } from '../ladder/index.js';
import { hajek, importanceWeights } from '../stats/index.js';

/** What a case's route said of its chances, and the reviews that its labels came from. */
export type SelectionFacts = {
  /** Recorded when it was routed, in [0, 1]. */
  readonly propensity: number;
  readonly blindPropensity: number;
  /** Reasons of the reviews whose labels are used. */
  readonly reasons: readonly ReviewReason[];
  readonly isBlind: boolean;
};

/** Reviews that somebody asked for, or a rule that looked at the content: no coin decided, so there is no probability. */
const BY_CHOICE: ReadonlySet<ReviewReason> = new Set(['disagreement', 'gold', 'appeal']);

/**
 * The probability with which a label like this came to be: of a blind label where only blind ones are used, else of any.
 * Null where the case came to a person by choice alone: such a row teaches, but no estimate may be weighted by it.
 *
 * The recorded value is already that of all chance mechanisms together (`combinePropensity` in `route`); it is never
 * estimated from data.
 */
export function selectionProbability({ propensity, blindPropensity, reasons, isBlind }: SelectionFacts): number | null {
  if (reasons.length > 0 && reasons.every((reason) => BY_CHOICE.has(reason))) return null;
  const probability = isBlind ? blindPropensity : propensity;
  return probability > 0 ? probability : null;
}

/** A labelled row as estimates take it. `isRight`: the machine's answer equals the blind label. */
export type JudgedRow = { readonly isRight: boolean; readonly selectionProbability: number | null };

/**
 * Accuracy of a machine over all cases, from labels that were chosen with known probabilities: Hájek's estimate, which is
 * what training and evaluation with `weight` amounts to. Rows without a probability are left out and counted.
 *
 * Unweighted, the same rows answer another question: how often it is right on the cases that people were shown.
 *
 * No usable rows give nulls.
 */
export function weightedAccuracy(rows: readonly JudgedRow[]): {
  readonly accuracy: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Kish's effective number of labels. */
  readonly effective: number | null;
  readonly leftOut: number;
} {
  const usable = rows.flatMap(({ isRight, selectionProbability: pi }) =>
    pi === null ? [] : [{ y: Number(isRight), pi }],
  );
  const pi = usable.map((row) => row.pi);
  const { mean, lower, upper } = hajek({ y: usable.map(({ y }) => y), pi });
  return {
    accuracy: mean,
    lower: lower === null ? null : Math.max(0, lower),
    upper: upper === null ? null : Math.min(1, upper),
    effective: usable.length === 0 ? null : importanceWeights({ pi }).ess,
    leftOut: rows.length - usable.length,
  };
}
