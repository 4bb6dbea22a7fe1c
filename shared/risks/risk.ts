import { z } from 'zod';
import { DRIFT_METRICS } from '../alarms/drift-metrics.js';
import { METRICS, metricsFor } from '../monitoring/metric.js';
import type { InputSchema } from '../schema/index.js';

/** Risks that one project may have at a time. */
export const MAX_RISKS = 200;

export type Watchable = { readonly id: string; readonly title: string };

const named = ({ id, title }: Watchable): Watchable => ({ id, title });
/** The metrics that a risk can name: every one that Handrail keeps, in the order of the catalogue, then those of drift. */
export const WATCHABLE: readonly Watchable[] = [...METRICS, ...DRIFT_METRICS].map(named);

/** Those that a project with this input has. */
export function watchableIn(input: InputSchema): readonly Watchable[] {
  return [...metricsFor(input), ...DRIFT_METRICS].map(named);
}

const KNOWN = new Set(WATCHABLE.map(({ id }) => id));
const metricId = z
  .string()
  .refine((id) => KNOWN.has(id), 'is no metric that Handrail keeps; see `riskRegister.metrics`');

/** One line of the register. Likelihood and impact go from 1 (rare, slight) to 5 (expected, severe). */
export const riskSchema = z.strictObject({
  title: z.string().trim().min(1).max(300),
  likelihood: z.int().min(1).max(5),
  impact: z.int().min(1).max(5),
  /** A person who may see the register; null: nobody yet. */
  ownerId: z.uuid().nullable().default(null),
  metrics: z
    .array(metricId)
    .max(20)
    .refine((ids) => new Set(ids).size === ids.length, 'names a metric twice')
    .default([]),
});
export type RiskContent = z.output<typeof riskSchema>;

export const retirementSchema = z.strictObject({ metric: metricId, reason: z.string().trim().max(500).default('') });
