import {
  guardrailSentence,
  NO_COUNTS,
  NO_PAIRS,
  rolloutSentence,
  waitingSentence,
  type Guardrail,
  type GuardrailVerdict,
  type RolloutEvidence as Evidence,
  type Waiting,
} from '@handrail/shared/rollouts';
import { planOf, type Judgement, type RolloutEventRow, type RolloutRow } from './rollout-rows.js';
import type {
  GuardrailStanding,
  Rollout,
  RolloutEvent,
  RolloutEvidence,
  RolloutGuardrail,
  RolloutStanding,
  RolloutWaiting,
} from './rollouts.types.js';

/** Rows as screens and reports see them. */
export function toRollout(row: RolloutRow): Rollout {
  const plan = planOf(row);
  const { state, judgement } = row;
  const isRunning = row.status === 'running';
  return {
    id: row.id,
    projectId: row.project_id,
    plan: { ...plan, guardrails: plan.guardrails.map(toGuardrail) },
    status: row.status,
    step: state.step,
    share: state.share,
    stepStartedAt: new Date(state.stepStartedAt),
    isStepApproved: state.approvedStep === state.step,
    latencyLimitMs: row.latency_limit_ms,
    standing: judgement === null ? null : toStanding(judgement, plan.guardrails),
    sentence: rolloutSentence(plan, state, isRunning ? (judgement?.waiting ?? []) : []),
    createdBy: row.created_by,
    createdAt: row.created_at,
    endedAt: row.ended_at,
  };
}

export function toRolloutEvent(event: RolloutEventRow, guardrails: readonly Guardrail[]): RolloutEvent {
  const { evidence, verdicts } = event;
  return {
    id: event.id,
    sequence: event.sequence,
    kind: event.kind,
    actor: event.actor,
    reason: event.reason,
    step: event.state.step,
    share: event.state.share,
    evidence: evidence === null ? null : toEvidence(evidence),
    guardrails: (verdicts ?? []).map((verdict) => toGuardrailStanding(verdict, { guardrails, evidence })),
    policyVersion: event.policy_version,
    createdAt: event.created_at,
  };
}

function toGuardrail(guardrail: Guardrail): RolloutGuardrail {
  return guardrail.metric === 'disagreement'
    ? { ...guardrail, worseThan: null, atMost: null, withinMs: null }
    : { ...guardrail, limit: guardrail.limit ?? null, withinMs: guardrail.withinMs ?? null };
}

function toStanding(judgement: Judgement, guardrails: readonly Guardrail[]): RolloutStanding {
  const { evidence } = judgement;
  return {
    evidence: toEvidence(evidence),
    guardrails: judgement.verdicts.map((verdict) => toGuardrailStanding(verdict, { guardrails, evidence })),
    waiting: judgement.waiting.map(toWaiting),
    judgedAt: new Date(judgement.judgedAt),
  };
}

function toGuardrailStanding(
  verdict: GuardrailVerdict,
  { guardrails, evidence }: { readonly guardrails: readonly Guardrail[]; readonly evidence: Evidence | null },
): GuardrailStanding {
  const delta = guardrails.find(({ metric }) => metric === verdict.metric)?.delta ?? 0.05;
  const alarmLogE = Math.log(1 / delta);
  return {
    metric: verdict.metric,
    verdict: verdict.verdict,
    logE: verdict.logE,
    alarmLogE,
    alarmShare: Math.min(1, Math.max(0, verdict.logE / alarmLogE)),
    logEFine: verdict.logEFine,
    observed: verdict.observed,
    sentence: guardrailSentence(verdict, evidence ?? undefined),
  };
}

/** What was kept by an earlier version of Handrail lacks what was not counted then. */
type KeptEvidence = Omit<Evidence, 'pairs' | 'compared'> & {
  readonly pairs: Omit<Evidence['pairs'], 'automated'> & Partial<Evidence['pairs']>;
  readonly compared: Omit<Evidence['compared'], 'asked'> & Partial<Evidence['compared']>;
};

function toEvidence({ challenger, incumbent, labelRateRatio, pairs, compared }: KeptEvidence): RolloutEvidence {
  return {
    challenger: { ...NO_COUNTS, ...challenger },
    incumbent: { ...NO_COUNTS, ...incumbent },
    labelRateRatio,
    pairedErrors: pairs.error,
    pairedNulls: pairs.null,
    pairedAutomated: pairs.automated ?? NO_PAIRS,
    asked: compared.asked ?? 0,
    compared: compared.cases,
    differ: compared.differ,
  };
}

function toWaiting(waiting: Waiting): RolloutWaiting {
  const left = waiting.for === 'time' ? waiting.leftMs : 'left' in waiting ? waiting.left : null;
  const metric = waiting.for === 'guardrail' ? waiting.metric : null;
  return { kind: waiting.for, left, metric, sentence: waitingSentence(waiting) };
}
