import { HAND_PICKED_REASONS, type ReviewReason } from '../ladder/index.js';
import { hajek, importanceWeights } from '../stats/index.js';
import { answerOrder, type ReviewStratum, type RowQueue, type WeightReason } from './answered.js';
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
  /** How many of the reviews like its own had an answer when the row was made; absent: all of them. */
  readonly queue?: RowQueue | undefined;
};

/** A probability with the reason why it is that, or why there is none. */
export type Selection = { readonly probability: number | null; readonly why: WeightReason };

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
 * The recorded value is already that of all chance mechanisms together (`combinePropensity` in `route`). Of reviews that
 * nobody has answered yet it knows nothing, so it is multiplied by the answered share of the reviews like the row's own,
 * where what was answered first is a random part of them. Where the least confident were answered first it is not: those
 * rows have no probability, and the blind controls beside them, which a hash has drawn and ordered, stand for all of those
 * cases: with the control's rate, as where blind labels alone are taken.
 */
export function selectionOf(facts: SelectionFacts): Selection {
  const { reasons, queue } = facts;
  if (reasons.length > 0 && reasons.every((reason) => BY_CHOICE.has(reason)))
    return { probability: null, why: 'picked' };
  const own = queue?.own ?? null;
  return own !== null && own.open > 0 && answerOrder(own) === 'confidence'
    ? { probability: null, why: 'order' }
    : chanceOf(facts, answeredShare(own));
}

function chanceOf({ propensity, blindPropensity, isBlindOnly, queue }: SelectionFacts, share: number): Selection {
  const standsIn = !isBlindOnly && (queue?.beside ?? []).some(({ open }) => open > 0);
  const recorded = isBlindOnly || standsIn ? blindPropensity : propensity;
  if (recorded <= 0 || share <= 0) return { probability: null, why: 'not_known' };
  return { probability: recorded * share, why: standsIn ? 'stands_in' : share < 1 ? 'answered_share' : 'recorded' };
}

/** The probability alone of `selectionOf`. */
export function selectionProbability(facts: SelectionFacts): number | null {
  return selectionOf(facts).probability;
}

/** An answer that was taken after the counting makes no share of more than all. */
function answeredShare(stratum: ReviewStratum | null): number {
  if (stratum === null || stratum.open === 0) return 1;
  return stratum.answered / (stratum.answered + stratum.open);
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
