import { z } from 'zod';

/** A share of `n` labels, in [0, 1], with its 95 % interval (Wilson); `share` is null of nothing. */
const shareSchema = z.object({
  share: z.number().nullable(),
  lower: z.number(),
  upper: z.number(),
  /** Labels that it rests on; where labels are weighted, the effective number. */
  n: z.number(),
});

const heldOutSchema = z.object({
  cases: z.int(),
  accuracy: shareSchema,
  /** What always answering the commonest label would have got. */
  majorityShare: z.number().nullable(),
  /** Mean negative log-likelihood in nats; null of nothing. */
  logLoss: z.number().nullable(),
  /** Expected calibration error of the confidence over ten bins; biased upwards for few cases. */
  ece: z.number().nullable(),
  reliability: z.array(z.object({ count: z.int(), confidence: z.number(), accuracy: z.number() })),
  perClass: z.array(
    z.object({ label: z.string(), cases: z.int(), predicted: z.int(), precision: shareSchema, recall: shareSchema }),
  ),
  /** Counts, `confusion[i][j]`: cases of label i that were answered with label j. */
  confusion: z.array(z.array(z.int())),
  /**
   * Where an answer is several labels: F1 over all labels of all cases (micro), and the mean of the labels' own (macro);
   * null where nothing was said nor right. `accuracy` is then the share of answers that are right as a whole, `logLoss` the
   * mean over cases and labels, `majorityShare` of the commonest set, and there is no confusion matrix.
   */
  several: z.object({ microF1: z.number().nullable(), macroF1: z.number().nullable() }).nullable().default(null),
  /**
   * Where an answer is a number; null: it is none. `accuracy` is then the share within the project's tolerance of the truth,
   * `majorityShare` what always answering the median would have got; there are no classes and no log loss.
   */
  number: z
    .object({
      /** Mean of |answer − truth|, in the project's unit. */
      meanError: z.number().nullable(),
      /** The share of truths that the stated interval is to hold, the share that it held, and half its median width. */
      level: z.number(),
      coverage: shareSchema,
      halfWidth: z.number().nullable(),
    })
    .nullable()
    .default(null),
});

const againstChampionSchema = z.object({
  /** `name@version`. */
  champion: z.string(),
  /** Held-out cases that the champion answered too, and who had them right. */
  cases: z.int(),
  bothRight: z.int(),
  onlyThis: z.int(),
  onlyChampion: z.int(),
  bothWrong: z.int(),
  /** McNemar's exact test, mid-p, for one look. */
  midP: z.number(),
  /** Log of the e-value of the disagreements against 1/2. */
  logE: z.number(),
  verdict: z.enum(['better', 'worse', 'not_known_yet']),
  sentence: z.string(),
  /** False where the champion may have learned from some of these cases, which flatters it. */
  isClean: z.boolean(),
});

/**
 * What the product's own trainer says of a version: what it was made from, and how it did on cases that it never saw.
 * Numbers are of exactly the model that was stored.
 */
export const trainedModelCardSchema = z.object({
  kind: z.literal('trained'),
  learner: z.enum(['text', 'table', 'table-pairs']),
  /** Every way that was tried, with its log loss on cases left out while it was fitted. */
  tried: z.array(z.object({ learner: z.string(), logLoss: z.number().nullable() })),
  trainedOn: z.object({
    /** Labels that were read, of which `training` taught and `heldOut` measured. */
    examples: z.int(),
    training: z.int(),
    heldOut: z.int(),
    /** When the first and the last of them were given, ISO 8601. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    filters: z.object({
      blindOnly: z.boolean(),
      since: z.string().nullable(),
      until: z.string().nullable(),
      /** Labels of these levels only; null: of every level. */
      levels: z.array(z.string()).nullable(),
    }),
    /** By which propensity labels were weighted; null: each counts the same. */
    weightedBy: z.enum(['blindPropensity', 'propensity']).nullable(),
    /** Kish's effective number of the weighted training labels. */
    effective: z.number(),
    balance: z.array(z.object({ label: z.string(), count: z.int() })),
    policyVersions: z.array(z.int()),
    /** Labels that were left out because they do not fit the project's schema as it is now. */
    unfit: z.int(),
    seed: z.int(),
  }),
  calibration: z.object({
    /** `platt`: of each of several labels, and then of the whole answer; its `temperature` is 1. `conformal`: of numbers. */
    method: z.enum(['temperature', 'platt', 'conformal']),
    temperature: z.number(),
    /** Where the confidences came from that it was set on: 4 folds of the training part, or one slice of it. */
    on: z.enum(['folds', 'slice']),
    cases: z.int(),
  }),
  heldOut: heldOutSchema,
  againstChampion: againstChampionSchema.nullable(),
  durationMs: z.number(),
  library: z.string(),
});

export type TrainedModelCard = z.output<typeof trainedModelCardSchema>;
export type HeldOut = z.output<typeof heldOutSchema>;
export type AgainstChampion = z.output<typeof againstChampionSchema>;
export type ShareOf = z.output<typeof shareSchema>;
