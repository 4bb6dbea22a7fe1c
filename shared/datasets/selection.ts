import { HAND_PICKED_REASONS, type ReviewReason } from '../ladder/index.js';
import { hajek, importanceWeights } from '../stats/index.js';
import type { DatasetFilter } from './definition.js';

/** What a case's route said of its chances, and the reviews that its labels came from. */
export type SelectionFacts = {
  /** Recorded when it was routed, in [0, 1]. */
  readonly propensity: number;
  readonly blindPropensity: number;
  /** Reasons of the reviews whose labels are used. */
  readonly reasons: readonly ReviewReason[];
  /** Whether the dataset takes blind labels alone. */
  readonly isBlindOnly: boolean;
};

/**
 * Reviews that somebody asked for, or a rule that looked at the content: no coin decided, so there is no probability. An
 * imported label is not among them: its file may say with which probability it came to be, and where it does not that is 0.
 */
const BY_CHOICE: ReadonlySet<ReviewReason> = new Set(HAND_PICKED_REASONS.filter((reason) => reason !== 'imported'));
/** Reviews that are always blind. */
const BLIND: ReadonlySet<ReviewReason> = new Set(['audit', 'blind_control']);

/**
 * The probability with which a case like this came into the dataset: of a blind label where the dataset takes only those,
 * else of any. It is one or the other for all its rows: a low-confidence case that was a blind control is there for sure
 * where all labels are taken, and by the control's rate where only blind ones are. Null where the case came to a person by choice alone: such a row teaches, but no estimate may be weighted by it.
 *
 * The recorded value is already that of all chance mechanisms together (`combinePropensity` in `route`); it is never
 * estimated from data.
 */
export function selectionProbability({
  propensity,
  blindPropensity,
  reasons,
  isBlindOnly,
}: SelectionFacts): number | null {
  if (reasons.length > 0 && reasons.every((reason) => BY_CHOICE.has(reason))) return null;
  const probability = isBlindOnly ? blindPropensity : propensity;
  return probability > 0 ? probability : null;
}

/** Whether a filter leaves blind labels alone, because it says so or by the reasons that it asks for. */
export function takesBlindOnly({ blind, reasons }: Pick<DatasetFilter, 'blind' | 'reasons'>): boolean {
  return blind === true || (reasons !== undefined && reasons.every((reason) => BLIND.has(reason)));
}

/** A labelled row as estimates take it. `isRight`: the machine's answer equals the blind label. */
export type JudgedRow = { readonly isRight: boolean; readonly selectionProbability: number | null };

/** A weighted estimate; nulls where there is nothing to tell it from. */
export type WeightedAccuracy = {
  readonly accuracy: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Kish's effective number of labels. */
  readonly effective: number | null;
  readonly leftOut: number;
};

/** So small that nothing of the finite traffic is left in the variance, and far from where numbers end. */
const SHARE_OF_ALL_TO_COME = 1e-9;

/**
 * Accuracy of a machine over all cases, from labels that were chosen with known probabilities: Hájek's estimate, which is
 * what training and evaluation with `weight` amounts to. Rows without a probability are left out and counted.
 *
 * `over`: `traffic`, the cases that were routed, of which those with probability 1 are known for sure; or `future`, cases
 * like them that are still to come, which is also what rows of one split are asked for. The interval (95 %) is wider then.
 *
 * Unweighted, the same rows answer another question: how often it is right on the cases that people were shown.
 *
 * No usable rows give nulls.
 */
export function weightedAccuracy(rows: readonly JudgedRow[], over: 'traffic' | 'future' = 'traffic'): WeightedAccuracy {
  const scale = over === 'future' ? SHARE_OF_ALL_TO_COME : 1;
  const usable = rows.flatMap(({ isRight, selectionProbability: pi }) =>
    pi === null ? [] : [{ y: Number(isRight), pi: pi * scale }],
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
