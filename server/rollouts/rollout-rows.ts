import {
  rolloutPlanSchema,
  type GuardrailVerdict,
  type RolloutEvidence,
  type RolloutPlan,
  type RolloutState,
  type RolloutStatus,
  type Waiting,
} from '@handrail/shared/rollouts';

/** What the last judgement found, kept so that screens need not count. `judgedAt`: UTC, milliseconds. */
export type Judgement = {
  readonly evidence: RolloutEvidence;
  readonly verdicts: readonly GuardrailVerdict[];
  readonly waiting: readonly Waiting[];
  readonly judgedAt: number;
};

export type RolloutRow = {
  id: string;
  project_id: string;
  plan: unknown;
  /** Written by `applyRolloutMove` only. */
  state: RolloutState;
  status: RolloutStatus;
  latency_limit_ms: number | null;
  /** Of the present step; null: not judged yet. */
  judgement: Judgement | null;
  created_by: string;
  created_at: Date;
  ended_at: Date | null;
};

export type RolloutEventKind =
  'started' | 'advanced' | 'approved' | 'approval_withdrawn' | 'switched' | 'finished' | 'rolled_back' | 'stopped';

export type RolloutEventRow = {
  id: string;
  rollout_id: string;
  sequence: number;
  kind: RolloutEventKind;
  actor: string;
  reason: string;
  state: RolloutState;
  evidence: RolloutEvidence | null;
  verdicts: GuardrailVerdict[] | null;
  policy_version: number;
  created_at: Date;
};

export const ROLLOUT_COLUMNS =
  'id, project_id, plan, state, status, latency_limit_ms, judgement, created_by, created_at, ended_at';
export const EVENT_COLUMNS =
  'id, rollout_id, sequence, kind, actor, reason, state, evidence, verdicts, policy_version, created_at';

/** The plan as it was decided; a default that was added to the schema since fills what an old plan lacks. */
export function planOf(row: RolloutRow): RolloutPlan {
  return rolloutPlanSchema.parse(row.plan);
}
