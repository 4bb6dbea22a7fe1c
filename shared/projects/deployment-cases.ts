import { policySettingsSchema, type PolicySettings } from '../ladder/index.js';
import {
  DEFAULT_GUARDRAILS,
  DEFAULT_STEPS,
  type Guardrail,
  type RolloutMode,
  type RolloutStep,
} from '../rollouts/index.js';
import { guardrailSchema, rolloutPlanSchema } from '../rollouts/index.js';

/** What a project is for: nothing was there before, people did it, or a machine did it. */
export const DEPLOYMENT_CASES = ['NEW_PRODUCT', 'MANUAL_TASK', 'REPLACE_SYSTEM'] as const;
export type DeploymentCase = (typeof DEPLOYMENT_CASES)[number];

/** How one machine would replace another: a start for the form, not a decision. */
export type SuggestedRollout = {
  readonly mode: RolloutMode;
  readonly steps: readonly RolloutStep[];
  readonly guardrails: readonly Guardrail[];
};

type Template = {
  readonly settings: PolicySettings;
  readonly rollout: SuggestedRollout;
};

const CAREFUL_STEPS = [
  { share: 0.01, minimumMinutes: 60, minimumCases: 50, minimumLabels: 5 },
  ...DEFAULT_STEPS.map((step) => ({ ...step, approval: true })),
];

const TEMPLATES: Readonly<Record<DeploymentCase, Template>> = {
  NEW_PRODUCT: {
    settings: settings({ level: 'HUMAN_ONLY', threshold: 0.95, auditRate: 0.2 }),
    rollout: rollout('canary', CAREFUL_STEPS, DEFAULT_GUARDRAILS),
  },
  MANUAL_TASK: {
    settings: settings({ level: 'HUMAN_ONLY', threshold: 0.9, auditRate: 0.1 }),
    rollout: rollout('canary', DEFAULT_STEPS, DEFAULT_GUARDRAILS),
  },
  REPLACE_SYSTEM: {
    settings: settings({ level: 'SHADOW', threshold: 0.9, auditRate: 0.1 }),
    rollout: rollout('canary', DEFAULT_STEPS, DEFAULT_GUARDRAILS),
  },
};

/**
 * What a deployment case starts with: level, thresholds, audit rate.
 *
 * `previousSystem`: `name@version` of what decided so far; only a replacement has one.
 */
export function templateSettings(
  deploymentCase: DeploymentCase,
  { previousSystem = null, latencyBudgetMs }: { previousSystem?: string | null; latencyBudgetMs?: number } = {},
): PolicySettings {
  const { settings: base } = TEMPLATES[deploymentCase];
  return { ...base, previousSystem, ...(latencyBudgetMs === undefined ? {} : { latencyBudgetMs }) };
}

/** The rollout that fits the case; without one, that of a manual task. */
export function suggestedRollout(deploymentCase: DeploymentCase | null): SuggestedRollout {
  return TEMPLATES[deploymentCase ?? 'MANUAL_TASK'].rollout;
}

function settings(given: { level: PolicySettings['level']; threshold: number; auditRate: number }): PolicySettings {
  const { level, threshold, auditRate } = given;
  return policySettingsSchema.parse({ level, thresholds: { global: threshold }, auditRate });
}

function rollout(mode: RolloutMode, steps: readonly unknown[], guardrails: readonly unknown[]): SuggestedRollout {
  const plan = rolloutPlanSchema.parse({ mode, challenger: 'challenger@1', incumbent: null, steps });
  return { mode, steps: plan.steps, guardrails: guardrails.map((one) => guardrailSchema.parse(one)) };
}
