import { z } from 'zod';
import { LEVELS } from '../ladder/level.js';
import { instantSchema } from '../schema/index.js';

/** How a training stands. `cancelled` by a person; `failed` says why. */
export const TRAINING_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type TrainingStatus = (typeof TRAINING_STATUSES)[number];

/** Who or what had it started. */
export const TRAINING_TRIGGERS = ['button', 'api', 'schedule', 'demo'] as const;
export type TrainingTrigger = (typeof TRAINING_TRIGGERS)[number];

/** Which labels are learned from, and how. */
export const trainingOptionsSchema = z.strictObject({
  /** Labels given while the machine's suggestion was in view lean towards it, so they are left out. */
  blindOnly: z.boolean().default(true),
  /** Count each label 1/(its probability of coming to be), so that the labels stand for all cases. */
  weighted: z.boolean().default(false),
  /** Labels given from this instant on (since), before that one (until); ISO 8601. */
  since: instantSchema.nullable().default(null),
  until: instantSchema.nullable().default(null),
  /** Labels of cases routed at these levels only; null: all. */
  levels: z.array(z.enum(LEVELS)).min(1).nullable().default(null),
  seed: z.int().min(0).max(2_147_483_647).default(1),
});
export type TrainingOptions = z.output<typeof trainingOptionsSchema>;

/** How far a training is. `done` of `total` in this phase; `total` null: not known. */
export const trainingProgressSchema = z.object({
  phase: z.enum(['reading', 'fitting', 'measuring']),
  done: z.int(),
  total: z.int().nullable(),
  /** In words: which learner, which pass. */
  detail: z.string(),
});
export type TrainingProgress = z.output<typeof trainingProgressSchema>;

/** The fewest labels that the trainer takes. */
export const FEWEST_LABELS = 20;
/** Of the challengers that training made, so many newest stay in shadow. */
export const KEPT_SHADOWS = 2;
