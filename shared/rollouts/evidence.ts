import type { RolloutMetric } from './plan.js';

/** What was counted on one arm since the step began. Events are counted once a subject, the unit that was dealt. */
export type ArmCounts = {
  readonly cases: number;
  readonly subjects: number;
  /** Blind human labels of its cases. */
  readonly labels: number;
  readonly error: number;
  readonly override: number;
  readonly refusal: number;
  readonly null: number;
  readonly latency: number;
};

/** What a rollout is judged by: counts since the present step began. JSON. */
export type RolloutEvidence = {
  readonly challenger: ArmCounts;
  readonly incumbent: ArmCounts;
  /** Blindly labelled cases, of either arm, that both machines predicted and exactly one had right. */
  readonly paired: { readonly challengerOnlyRight: number; readonly incumbentOnlyRight: number };
  /** Cases that both machines gave a usable answer to, and those on which the answers differ. */
  readonly compared: { readonly cases: number; readonly differ: number };
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
};

/** Nothing seen yet: never good news, never bad. */
export const NO_EVIDENCE: RolloutEvidence = {
  challenger: NO_COUNTS,
  incumbent: NO_COUNTS,
  paired: { challengerOnlyRight: 0, incumbentOnlyRight: 0 },
  compared: { cases: 0, differ: 0 },
};

/** Log e-values that the steps before left behind, by metric; a step's own are added to them. */
export type CarriedEvidence = Readonly<Partial<Record<RolloutMetric, number>>>;
