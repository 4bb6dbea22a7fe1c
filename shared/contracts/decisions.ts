import { z } from 'zod';
import type { Level, ReviewReason, RouteReason } from '../ladder/index.js';
import type { OutputValue } from '../schema/index.js';

const probability = z.number('must be a number in [0, 1]').min(0).max(1);
const outputValue = z.union([z.string().max(100_000), z.number(), z.array(z.string().max(200)).max(500)]);

/** A caller's own model's answer. Offsets of evidence count UTF-16 units in the named text field. */
export const predictionSchema = z.strictObject({
  model: z.string().min(1).max(200),
  value: outputValue,
  confidence: probability.nullish(),
  scores: z.record(z.string().max(200), z.number()).optional(),
  evidence: z
    .array(
      z.strictObject({
        field: z.string().max(64),
        start: z.int().min(0),
        end: z.int().min(0),
        weight: z.number(),
      }),
    )
    .max(500)
    .optional(),
});

/** The body of `POST /v1/projects/{project}/decisions`. The input is checked against the project's schema after. */
export const decisionRequestSchema = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  segment: z.string().min(1).max(200).nullish(),
  /** Customer, document or the like: all cases of one subject meet the same machine during a rollout. */
  subject: z.string().min(1).max(200).nullish(),
  predictions: z
    .array(predictionSchema)
    .max(20)
    .refine((given) => new Set(given.map(({ model }) => model)).size === given.length, 'one prediction a model')
    .optional(),
  metadata: z.record(z.string().max(200), z.unknown()).optional(),
});

/** What the end user can have done with a decision. */
export const FEEDBACK_KINDS = ['accepted', 'overridden', 'refused', 'corrected'] as const;

/**
 * The body of `POST /v1/decisions/{id}/feedback`. `value`: what they did instead; needed for `corrected`, possible for
 * `overridden`. It is kept beside the decision and does not change it.
 */
export const feedbackRequestSchema = z
  .strictObject({
    kind: z.enum(FEEDBACK_KINDS),
    value: outputValue.optional(),
    comment: z.string().max(5000).optional(),
  })
  .refine(({ kind, value }) => kind !== 'corrected' || value !== undefined, { path: ['value'], error: 'is required' })
  .refine(({ kind, value }) => value === undefined || kind === 'corrected' || kind === 'overridden', {
    path: ['value'],
    error: 'goes with corrected and overridden only',
  });

/** Feedback as it was taken. `decisionId` is the id of the case, as in every other answer. */
export type FeedbackView = {
  readonly id: string;
  readonly decisionId: string;
  readonly kind: (typeof FEEDBACK_KINDS)[number];
  readonly value?: OutputValue;
  readonly comment?: string;
  readonly createdAt: string;
};

export type GivenPrediction = z.output<typeof predictionSchema>;
export type DecisionRequest = z.output<typeof decisionRequestSchema>;

/** The part of a route that callers see. */
export type RouteView = {
  readonly level: Level;
  readonly reason: RouteReason;
  readonly policyVersion: number;
  readonly threshold?: number;
  readonly propensity: number;
};

/** A decision as REST answers it. Times are ISO 8601 in UTC. */
export type DecisionView =
  | {
      readonly id: string;
      readonly status: 'decided';
      readonly value: OutputValue;
      readonly confidence: number | null;
      readonly decidedBy: {
        readonly kind: 'model' | 'human' | 'system';
        readonly name: string;
        readonly version?: string;
      };
      readonly route: RouteView;
      readonly createdAt: string;
      readonly decidedAt: string;
    }
  | {
      readonly id: string;
      readonly status: 'pending';
      readonly review: { readonly id: string; readonly reason: ReviewReason };
      readonly route: RouteView;
      readonly createdAt: string;
    }
  | HiddenDecisionView;

/**
 * What a key reads whose maker reviews in the project, while a blind review of the case is open: the same whether the
 * machine has decided or a person will, and nothing that follows from what the machine said.
 */
export type HiddenDecisionView = {
  readonly id: string;
  readonly status: 'pending';
  readonly review: { readonly id: string; readonly reason: 'hidden' };
  readonly route: { readonly level: Level; readonly reason: 'hidden'; readonly policyVersion: number };
  readonly createdAt: string;
};
