import { z } from 'zod';
import { outputSchemaSchema, type OutputSchema, type OutputValue } from '../schema/index.js';
import { LEVELS } from './level.js';

const probability = z.number().min(0).max(1);
const labelThresholds = z.record(z.string().min(1).max(200), probability);

const thresholdsSchema = z.strictObject({
  /** Confidence from which the machine decides, where nothing more particular is set; ties are automated. */
  global: probability,
  perClass: labelThresholds.default({}),
  perSegment: z
    .record(
      z.string().min(1).max(200),
      z.strictObject({ global: probability.optional(), perClass: labelThresholds.default({}) }),
    )
    .default({}),
});

const fallbackSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('human') }),
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({ kind: z.literal('default'), value: z.union([z.string(), z.number(), z.array(z.string())]) }),
]);

/** A machine by name and version, `name@version`. */
const reference = z.string().min(1).max(200);

/**
 * One machine replacing another, as far as routing needs it: which share of subjects the challenger answers, and on which
 * rung of its own. `share` 0 is shadow or blue, 1 is green; in between a canary.
 */
const policyRolloutSchema = z.strictObject({
  /** Part of the hash that deals subjects to arms, so that no subject is always the first to meet what is new. */
  id: z.string().min(1).max(100),
  mode: z.enum(['canary', 'blue_green']),
  challenger: reference,
  share: probability,
  /** The challenger's own rung; null: the project's. A higher one than the project's counts as the project's. */
  challengerLevel: z.enum(LEVELS).nullable().default(null),
});

/**
 * What an admin sets. Rates are probabilities in [0, 1]. `blindControlRate` null means: the same as `auditRate`, so that
 * every blind label is equally likely.
 */
export const policySettingsSchema = z.strictObject({
  level: z.enum(LEVELS),
  thresholds: thresholdsSchema,
  auditRate: probability,
  blindControlRate: probability.nullable().default(null),
  /** Partial automation: whether a reviewer of a low-confidence case sees the prediction. */
  showLowConfidencePrediction: z.boolean().default(true),
  /** The decider in force, as `name@version`; null takes the first prediction that comes with the case. */
  incumbent: reference.nullable().default(null),
  /** Machine against machine; null where none is being replaced. */
  rollout: policyRolloutSchema.nullable().default(null),
  /** Further machines that predict unseen, behind the answer. */
  shadows: z.array(reference).max(20).default([]),
  /** The previous system's name where one is registered: it keeps deciding in Shadow. */
  previousSystem: z.string().min(1).max(200).nullable().default(null),
  /** Full automation: who decides when the machine fails. */
  fallback: fallbackSchema.default({ kind: 'human' }),
  /** A prediction that took longer, in milliseconds, is a failure. */
  latencyBudgetMs: z.int().min(1).max(600_000).default(2000),
});

/** A numbered, immutable snapshot of everything that routes a case. `salt` is secret: it fixes every random choice. */
export const policySchema = policySettingsSchema.extend({
  version: z.int().min(1),
  salt: z.string().min(1),
  outputSchema: outputSchemaSchema,
});

export type Thresholds = z.output<typeof thresholdsSchema>;
export type Fallback = { kind: 'human' } | { kind: 'system' } | { kind: 'default'; value: OutputValue };
export type PolicyRollout = z.output<typeof policyRolloutSchema>;
export type PolicySettings = z.output<typeof policySettingsSchema>;
export type Policy = z.output<typeof policySchema>;

/** The policy that a new project starts with: Human only, 0.90, one in ten automated cases audited. */
export function defaultPolicy(given: { readonly salt: string; readonly outputSchema: OutputSchema }): Policy {
  return {
    ...policySettingsSchema.parse({ level: 'HUMAN_ONLY', thresholds: { global: 0.9 }, auditRate: 0.1 }),
    version: 1,
    salt: given.salt,
    outputSchema: given.outputSchema,
  };
}
