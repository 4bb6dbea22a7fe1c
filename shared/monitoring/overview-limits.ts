import { z } from 'zod';

const DAY_S = 86_400;
const share = z.number().min(0.0001).max(1);

/** From when on the overview of a project says that something is not all right. Shares are in (0, 1]. */
export const overviewLimitsSchema = z.strictObject({
  /** Of the 95th percentile, in milliseconds; null: the latency budget of the policy. */
  latencyMs: z.number().min(1).max(600_000).nullable(),
  errorRate: share,
  /** Of the oldest review, in seconds. */
  reviewAgeSeconds: z
    .number()
    .min(60)
    .max(365 * DAY_S),
  /** The cases are worth a look where fewer than this share of those of the time before came. */
  casesLeft: share,
  /** Moves of the automated share that are worth a look, in points of one. */
  automatedMoves: share,
  /** Falls of the agreement of blind answers that are not all right, in points of one. */
  agreementFalls: share,
});
export type OverviewLimits = z.output<typeof overviewLimitsSchema>;

/** Where nobody set any. */
export const DEFAULT_OVERVIEW_LIMITS: OverviewLimits = {
  latencyMs: null,
  errorRate: 0.01,
  reviewAgeSeconds: DAY_S,
  casesLeft: 0.5,
  automatedMoves: 0.1,
  agreementFalls: 0.05,
};
