import { z } from 'zod';
import { LEVELS } from '../ladder/index.js';

/** How a challenger comes in. Shadow needs no plan: it is a machine in the policy's `shadows`. */
export const ROLLOUT_MODES = ['canary', 'blue_green'] as const;
export type RolloutMode = (typeof ROLLOUT_MODES)[number];

/**
 * What a guardrail watches; each is an event that should be rare.
 *
 * - `error`: a blind human label differs from what the machine on duty decided; at rungs where it decides nothing, from
 *   what it predicted (see `countedAnswers`).
 * - `override`, `refusal`: what end users did with the decision (feedback).
 * - `null`: the machine gave no usable answer.
 * - `latency`: slower than the incumbent's 95th percentile, frozen when the rollout began, and than `withinMs`.
 * - `human_share`: a person has to decide. Held against the challenger as the share that is decided without one: where
 *   the incumbent automates 80 % and the challenger 40 %, the ratio is 2.
 * - `disagreement`: challenger and incumbent say different things of one case.
 */
export const ROLLOUT_METRICS = [
  'error',
  'override',
  'refusal',
  'null',
  'latency',
  'human_share',
  'disagreement',
] as const;
export type RolloutMetric = (typeof ROLLOUT_METRICS)[number];

const reference = z.string().min(1).max(200);

const stepSchema = z.strictObject({
  /** The challenger's share of subjects in this step, in (0, 1]. */
  share: z.number().gt(0).max(1),
  /** What has to be there before the next step; all of them. Cases and labels are the challenger's, in this step. */
  minimumMinutes: z
    .number()
    .min(0)
    .max(90 * 24 * 60)
    .default(0),
  minimumCases: z.int().min(0).max(10_000_000).default(0),
  minimumLabels: z.int().min(0).max(1_000_000).default(0),
  /** Whether a person has to say yes to leaving this step. */
  approval: z.boolean().default(false),
});

const ratioGuardrail = z.strictObject({
  metric: z.enum(['error', 'override', 'refusal', 'null', 'latency', 'human_share']),
  /** Fails when the challenger's rate is shown to exceed this many times the incumbent's. */
  worseThan: z.number().min(1).max(100).default(1),
  /** Passes at once when its rate is shown to be below this many times the incumbent's; else when the plan's sample is reached. */
  atMost: z.number().gt(1).max(100).default(1.5),
  /**
   * Errors and missing answers: fails too when the challenger's own rate is shown to exceed this share; the only thing
   * that can be held against it where people alone are the incumbent.
   */
  limit: z.number().gt(0).lt(1).optional(),
  /**
   * Latency: an answer within so many milliseconds is never slow, however quick the incumbent was; the project's latency
   * budget when the rollout begins, unless stated.
   */
  withinMs: z.number().min(0).max(600_000).optional(),
  /** Chance of a false alarm over the whole rollout, in (0, 0.5]. */
  delta: z.number().gt(0).max(0.5).default(0.05),
});

const limitGuardrail = z.strictObject({
  metric: z.literal('disagreement'),
  /** Fails when the share of cases on which the two differ is shown to exceed this. */
  limit: z.number().gt(0).lt(1),
  delta: z.number().gt(0).max(0.5).default(0.05),
});

export const guardrailSchema = z.discriminatedUnion('metric', [ratioGuardrail, limitGuardrail]);

/**
 * A rollout as it was decided: who replaces whom, in which steps, under which guardrails. Immutable; JSON.
 *
 * A canary's shares rise strictly and end at 1. Blue/green has no steps: it is one switch, made by a person.
 */
export const rolloutPlanSchema = z
  .strictObject({
    mode: z.enum(ROLLOUT_MODES),
    challenger: reference,
    /** Null: people and the previous system. */
    incumbent: reference.nullable(),
    /** The challenger's own rung; null: the project's. */
    challengerLevel: z.enum(LEVELS).nullable().default(null),
    steps: z.array(stepSchema).max(20).default([]),
    guardrails: z.array(guardrailSchema).max(ROLLOUT_METRICS.length).default([]),
  })
  .superRefine((plan, context) => {
    const complain = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    if (plan.challenger === plan.incumbent) complain(['challenger'], 'is the champion already; choose another version');
    plan.guardrails.forEach((guardrail, index) => {
      if (guardrail.limit === undefined || ['error', 'null', 'disagreement'].includes(guardrail.metric)) return;
      complain(
        ['guardrails', index, 'limit'],
        'only errors, missing answers and disagreement have a limit of their own',
      );
    });
    plan.guardrails.forEach((guardrail, index) => {
      if ('withinMs' in guardrail && guardrail.withinMs !== undefined && guardrail.metric !== 'latency')
        complain(['guardrails', index, 'withinMs'], 'only slow answers have a time of their own');
      if (!isFitting(guardrail, plan))
        complain(
          ['guardrails', index, 'metric'],
          'the share of cases sent to people can be compared only with a machine on the same rung; leave it out',
        );
    });
    const metrics = plan.guardrails.map(({ metric }) => metric);
    if (new Set(metrics).size < metrics.length) complain(['guardrails'], 'one guardrail a metric');
    if (plan.mode === 'blue_green') {
      if (plan.steps.length > 0) complain(['steps'], 'blue/green has no steps: it is one switch');
      return;
    }
    if (plan.steps.length === 0) complain(['steps'], 'a canary needs at least one step');
    plan.steps.forEach(({ share }, index) => {
      const before = plan.steps[index - 1]?.share ?? 0;
      if (share <= before) complain(['steps', index, 'share'], `must be above ${before}, the share of the step before`);
    });
    if (plan.steps.length > 0 && plan.steps.at(-1)?.share !== 1)
      complain(['steps', plan.steps.length - 1, 'share'], 'the last step gives the challenger everything: 1');
  });

export type RolloutPlan = z.output<typeof rolloutPlanSchema>;
export type RolloutStep = z.output<typeof stepSchema>;
export type Guardrail = z.output<typeof guardrailSchema>;

/**
 * Whether a guardrail can be judged in such a plan. People and a previous system automate nothing or everything by design,
 * and so does a challenger on a lower rung: there the share sent to people says nothing of the machine.
 */
export function isFitting(
  { metric }: { readonly metric: RolloutMetric },
  plan: Pick<z.output<typeof rolloutPlanSchema>, 'incumbent' | 'challengerLevel'>,
): boolean {
  return metric !== 'human_share' || (plan.incumbent !== null && plan.challengerLevel === null);
}

/** The guardrails that a plan starts with: errors, unusable answers, overrides, refusals, slowness, and fewer automated. */
export const DEFAULT_GUARDRAILS: readonly z.input<typeof guardrailSchema>[] = [
  { metric: 'error' },
  { metric: 'null' },
  { metric: 'override' },
  { metric: 'refusal' },
  { metric: 'latency', worseThan: 1.2, atMost: 2 },
  { metric: 'human_share', worseThan: 1.25, atMost: 1.5 },
];

/** Where people alone are the incumbent there is no machine to compare with: its own rates have to stay below a limit. */
export const GUARDRAILS_WITHOUT_BASELINE: readonly z.input<typeof guardrailSchema>[] = [
  { metric: 'error', limit: 0.1 },
  { metric: 'null', limit: 0.05 },
  { metric: 'override' },
  { metric: 'refusal' },
];

/** The shares that a canary takes unless told otherwise; a person says yes before everything is handed over. */
export const DEFAULT_STEPS: readonly z.input<typeof stepSchema>[] = [
  { share: 0.05, minimumMinutes: 60, minimumCases: 200, minimumLabels: 20 },
  { share: 0.1, minimumMinutes: 60, minimumCases: 200, minimumLabels: 20 },
  { share: 0.25, minimumMinutes: 60, minimumCases: 500, minimumLabels: 40 },
  { share: 0.5, minimumMinutes: 60, minimumCases: 500, minimumLabels: 40, approval: true },
  { share: 1, minimumMinutes: 24 * 60, minimumCases: 1000, minimumLabels: 50, approval: true },
];
