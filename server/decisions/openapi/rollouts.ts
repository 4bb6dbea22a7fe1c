import { LEVELS } from '@handrail/shared/ladder';
import { ROLLOUT_METRICS, ROLLOUT_MODES, ROLLOUT_STATUSES } from '@handrail/shared/rollouts';
import { object, instant, integer, nullable, ref, text } from './parts.js';
import type { Json } from './parts.js';

const number: Json = { type: 'number' };
const boolean: Json = { type: 'boolean' };
const list = (items: Json): Json => ({ type: 'array', items });
const orNull = (schema: Json): Json => ({ anyOf: [schema, { type: 'null' }] });
const metric: Json = { enum: ROLLOUT_METRICS };

const counts = object({
  cases: integer,
  subjects: integer,
  labels: integer,
  error: integer,
  override: integer,
  refusal: integer,
  null: integer,
  latency: integer,
  automated: integer,
});
const pairs = object({ challengerOnly: integer, incumbentOnly: integer, both: integer });
const shareOfCases = object({
  cases: integer,
  decidedByMachine: integer,
  decidedByPeople: integer,
  decidedBySystem: integer,
  open: integer,
});

export const ROLLOUT_SCHEMAS: Json = {
  RolloutEvidence: object({
    challenger: counts,
    incumbent: counts,
    labelRateRatio: number,
    pairedErrors: pairs,
    pairedNulls: pairs,
    pairedAutomated: pairs,
    asked: integer,
    compared: integer,
    differ: integer,
  }),
  GuardrailStanding: object({
    metric,
    verdict: { enum: ['pass', 'fail', 'unknown'] },
    logE: { ...number, description: 'Natural log of the e-value that the challenger is worse.' },
    alarmLogE: number,
    alarmShare: number,
    logEFine: nullable(number),
    observed: integer,
    sentence: text,
  }),
  RolloutPlan: object({
    mode: { enum: ROLLOUT_MODES },
    challenger: { ...text, description: 'name@version' },
    incumbent: nullable(text),
    challengerLevel: { enum: [...LEVELS, null] },
    steps: list(
      object({
        share: number,
        minimumMinutes: integer,
        minimumCases: integer,
        minimumLabels: integer,
        approval: boolean,
      }),
    ),
    guardrails: list(
      object({
        metric,
        worseThan: nullable(number),
        atMost: nullable(number),
        limit: nullable(number),
        withinMs: nullable(number),
        delta: number,
      }),
    ),
  }),
  Rollout: object({
    id: text,
    projectId: text,
    plan: ref('RolloutPlan'),
    status: { enum: ROLLOUT_STATUSES },
    step: integer,
    share: { ...number, description: 'The challenger’s, in [0, 1].' },
    stepStartedAt: instant,
    isStepApproved: boolean,
    latencyLimitMs: nullable(number),
    standing: orNull(
      object({
        evidence: ref('RolloutEvidence'),
        guardrails: list(ref('GuardrailStanding')),
        waiting: list(
          object({ kind: text, left: nullable(number), metric: { enum: [...ROLLOUT_METRICS, null] }, sentence: text }),
        ),
        judgedAt: instant,
      }),
    ),
    sentence: text,
    createdBy: text,
    createdAt: instant,
    endedAt: nullable(instant),
  }),
  RolloutReport: object({
    id: text,
    rollout: ref('Rollout'),
    events: list(
      object({
        id: text,
        sequence: integer,
        kind: text,
        actor: text,
        reason: text,
        step: integer,
        share: number,
        evidence: orNull(ref('RolloutEvidence')),
        guardrails: list(ref('GuardrailStanding')),
        policyVersion: integer,
        createdAt: instant,
      }),
    ),
    challenger: shareOfCases,
    incumbent: shareOfCases,
    verdict: { ...text, description: 'In a sentence.' },
  }),
};
