import type { ReviewReason } from '../ladder/index.js';

/**
 * In which order the reviews of a stratum are answered. `chance`: by a hash, so those answered so far are a random part;
 * `arrival`: as they came, which nothing in a case decides; `confidence`: the least confident first, so those answered so
 * far are another kind of case than those that wait.
 */
export const ANSWER_ORDERS = ['chance', 'arrival', 'confidence'] as const;
export type AnswerOrder = (typeof ANSWER_ORDERS)[number];

/** Cases that one policy sent to people for one reason, and how many of their reviews had an answer at an instant. */
export type ReviewStratum = {
  readonly policyVersion: number;
  readonly level: string;
  readonly reason: ReviewReason;
  readonly blind: boolean;
  readonly answered: number;
  /** Nobody has answered them yet. */
  readonly open: number;
};

/** What a stratum's open reviews mean for weights. */
export type OpenStratum = ReviewStratum & {
  readonly order: AnswerOrder;
  /** `share`: its answered rows count for them; `controls`: the blind controls beside it do; `nobody`: no row does. */
  readonly stoodForBy: 'share' | 'controls' | 'nobody';
};

/** Why a row's weight is what it is, or why it has none. */
export const WEIGHT_REASONS = [
  'recorded',
  'answered_share',
  'stands_in',
  'order',
  'picked',
  'not_known',
  'no_label',
] as const;
export type WeightReason = (typeof WEIGHT_REASONS)[number];

/** How far what a row stands for was answered; both are null where there is nothing to tell. */
export type RowQueue = {
  /** The stratum of the row's own review. */
  readonly own: ReviewStratum | null;
  /** For a blind control: the cases beside it that were answered with the suggestion in view. */
  readonly beside: readonly ReviewStratum[];
};

/** Of what `route` gives: audits, controls and other blind reviews are ordered by a hash, or stand level; others are not. */
export function answerOrder({ reason, blind }: Pick<ReviewStratum, 'reason' | 'blind'>): AnswerOrder {
  if (!blind) return 'confidence';
  return reason === 'level' || reason === 'fallback' ? 'arrival' : 'chance';
}

/** Strata found by what a row says of its review. */
export class ReviewStrata {
  private readonly strata: ReadonlyMap<string, ReviewStratum>;

  constructor(strata: readonly ReviewStratum[]) {
    this.strata = new Map(strata.map((stratum) => [keyOf(stratum), stratum]));
  }

  /** Of a case that this policy sent to people, which reviews of it the labels came from. */
  queueOf(
    { policyVersion, level }: Pick<ReviewStratum, 'policyVersion' | 'level'>,
    { reason, blind }: Pick<ReviewStratum, 'reason' | 'blind'>,
  ): RowQueue {
    const own = this.strata.get(keyOf({ policyVersion, level, reason, blind })) ?? null;
    return { own, beside: reason === 'blind_control' ? this.suggestedBeside({ policyVersion, level }) : [] };
  }

  /** Those with reviews that nobody has answered yet, the most of them first. */
  open(): OpenStratum[] {
    return [...this.strata.values()]
      .filter(({ open }) => open > 0)
      .sort((a, b) => b.open - a.open || (keyOf(a) < keyOf(b) ? -1 : 1))
      .map((stratum) => ({ ...stratum, order: answerOrder(stratum), stoodForBy: this.standIn(stratum) }));
  }

  private standIn(stratum: ReviewStratum): OpenStratum['stoodForBy'] {
    if (answerOrder(stratum) !== 'confidence') return stratum.answered > 0 ? 'share' : 'nobody';
    const controls = this.strata.get(keyOf({ ...stratum, reason: 'blind_control', blind: true }));
    return controls !== undefined && controls.answered > 0 ? 'controls' : 'nobody';
  }

  private suggestedBeside(at: Pick<ReviewStratum, 'policyVersion' | 'level'>): ReviewStratum[] {
    return (['level', 'low_confidence'] as const).flatMap((reason) => {
      const found = this.strata.get(keyOf({ ...at, reason, blind: false }));
      return found ? [found] : [];
    });
  }
}

function keyOf({ policyVersion, level, reason, blind }: Omit<ReviewStratum, 'answered' | 'open'>): string {
  return JSON.stringify([policyVersion, level, reason, blind]);
}
