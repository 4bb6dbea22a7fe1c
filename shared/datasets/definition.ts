import { z } from 'zod';
import { LEVELS, REVIEW_REASONS } from '../ladder/index.js';
import { instantSchema } from '../schema/index.js';

/** How several people's answers to one case become its label. */
export const CONSENSUS_RULES = ['newest', 'majority', 'unanimous'] as const;
export type ConsensusRule = (typeof CONSENSUS_RULES)[number];

/** What happens to a field on its way out. `hash`: the same value gives the same code within a project, and no other. */
export const PROTECTIONS = ['keep', 'drop', 'hash', 'mask'] as const;
export type Protection = (typeof PROTECTIONS)[number];

const words = z.array(z.string().min(1).max(200)).max(200);
const probability = z.number().min(0).max(1);

/**
 * Which cases: every part is optional and all of them must hold; lists mean one of; times are half-open, from ≤ t < to.
 * A machine's decision has no reason, reviewer, blindness or agreement, and is no gold: a filter by those leaves it out.
 */
export const datasetFilterSchema = z.strictObject({
  /** When the last label came, ISO 8601 with a zone. */
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  segments: words.optional(),
  levels: z.array(z.enum(LEVELS)).max(LEVELS.length).optional(),
  reasons: z.array(z.enum(REVIEW_REASONS)).max(REVIEW_REASONS.length).optional(),
  /** Pseudonyms, as rows have them. */
  reviewers: words.optional(),
  /** `name@version` of machines of which any has predicted the case, used, shown, or only compared. */
  predictedBy: words.optional(),
  /** Who decided the case: `name@version`, `default`, or `reviewer` for people; as the column `decider` has it. */
  decidedBy: words.optional(),
  /** `name@version` of the machine on duty when the case was routed, whether or not it said anything. */
  deciders: words.optional(),
  /** Final labels; for several labels, one of them. */
  labels: words.optional(),
  /** Only labels given without the machine's answer in view. */
  blind: z.boolean().optional(),
  gold: z.boolean().optional(),
  /** Share of the answers that agree with the final label, at least. */
  minimumAgreement: probability.optional(),
});

const splitSchema = z
  .strictObject({
    /** `content`: equal inputs stay together. A field's name: equal values of it (customer, document) stay together. */
    by: z.string().min(1).max(64).default('content'),
    train: probability.default(0.8),
    validation: probability.default(0.1),
    test: probability.default(0.1),
    /** Other seeds give other splits; the same seed gives the same in every version. */
    seed: z.string().min(1).max(100).default('handrail'),
  })
  .refine(
    ({ train, validation, test }) => Math.abs(train + validation + test - 1) < 1e-9,
    'train, validation and test sum to 1',
  );

/** What whoever uses the rows has to know and no column says; part of the data card. */
export const datasetAboutSchema = z.strictObject({
  licence: z.string().trim().min(1).max(200).optional(),
  /** On which ground the people whom the cases are about agreed, or why none was needed. */
  consent: z.string().trim().min(1).max(2000).optional(),
  /** What the rows are no good for. */
  limits: z.string().trim().min(1).max(4000).optional(),
});

/** All that decides what is in a dataset's version, besides the labels that were there when it was frozen. JSON. */
export const datasetDefinitionSchema = z.strictObject({
  filter: datasetFilterSchema.default({}),
  consensus: z.enum(CONSENSUS_RULES).default('newest'),
  /** Cases that only a machine decided, marked as such; they are no labels. */
  includeMachineDecisions: z.boolean().default(false),
  split: splitSchema.prefault({}),
  /** By field; fields that are not named are kept. */
  protection: z.record(z.string().max(64), z.enum(PROTECTIONS)).default({}),
  /** Names of `DATASET_COLUMNS` that the files have; absent: all of them. */
  columns: z.array(z.string().min(1).max(64)).min(1).max(100).optional(),
  about: datasetAboutSchema.optional(),
});

export type DatasetAbout = z.output<typeof datasetAboutSchema>;
export type DatasetFilter = z.output<typeof datasetFilterSchema>;
export type DatasetSplit = z.output<typeof splitSchema>;
export type DatasetDefinition = z.output<typeof datasetDefinitionSchema>;
