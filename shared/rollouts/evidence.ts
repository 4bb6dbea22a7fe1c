import type { RolloutMetric } from './plan.js';

/** What was counted on one arm since the step began. Events are counted once a subject, the unit that was dealt. */
export type ArmCounts = {
  readonly cases: number;
  readonly subjects: number;
  /** Subjects with a blind human label that counts: each equally likely within the arm (see `labelRates`). */
  readonly labels: number;
  readonly error: number;
  readonly override: number;
  readonly refusal: number;
  readonly null: number;
  readonly latency: number;
  /** Subjects of which a case was decided without a person. */
  readonly automated: number;
};

/** Subjects on which both machines were asked, by whose answer was bad; neither's: not counted. */
export type PairCounts = { readonly challengerOnly: number; readonly incumbentOnly: number; readonly both: number };

/**
 * What people said of the cases of a step that was left, whenever they said it: labels (`labels`, `error`) and feedback
 * (`override`, `refusal`). Everything else was known when the step was left.
 */
export type EarlierStep = Pick<RolloutEvidence, 'challenger' | 'incumbent' | 'labelRateRatio'> & {
  /** The challenger's share in that step. */
  readonly share: number;
  readonly pairs: { readonly error: PairCounts };
};

/** What a rollout is judged by: counts since the present step began. JSON. */
export type RolloutEvidence = {
  readonly challenger: ArmCounts;
  readonly incumbent: ArmCounts;
  /** Whether the incumbent is a machine or a previous system, so that its errors and missing answers can be compared. */
  readonly hasBaseline: boolean;
  /** How much likelier a blind label is in the challenger's arm than in the incumbent's; > 0. */
  readonly labelRateRatio: number;
  /** `error`: of blindly labelled cases; `null`: of all; `automated`: whose answer would be decided without a person. */
  readonly pairs: { readonly error: PairCounts; readonly null: PairCounts; readonly automated: PairCounts };
  /**
   * Subjects that both machines were `asked` about; cases that both gave a usable answer to, and those on which the answers
   * differ.
   */
  readonly compared: { readonly cases: number; readonly differ: number; readonly asked: number };
  /** The steps of a canary before the present one, in order; fewer than there were: not known, and what they left counts. */
  readonly earlier?: readonly EarlierStep[];
};

export const NO_COUNTS: ArmCounts = {
  cases: 0,
  subjects: 0,
  labels: 0,
  error: 0,
  override: 0,
  refusal: 0,
  null: 0,
  latency: 0,
  automated: 0,
};

export const NO_PAIRS: PairCounts = { challengerOnly: 0, incumbentOnly: 0, both: 0 };

/** Nothing seen yet: never good news, never bad. */
export const NO_EVIDENCE: RolloutEvidence = {
  challenger: NO_COUNTS,
  incumbent: NO_COUNTS,
  hasBaseline: true,
  labelRateRatio: 1,
  pairs: { error: NO_PAIRS, null: NO_PAIRS, automated: NO_PAIRS },
  compared: { cases: 0, differ: 0, asked: 0 },
};

/** Log e-values that the steps before left behind, by metric; a step's own are added to them. */
export type CarriedEvidence = Readonly<Partial<Record<RolloutMetric, number>>>;
