import { Injectable } from '@nestjs/common';
import type { Arm } from '@handrail/shared/ladder';
import { policySettingsSchema } from '@handrail/shared/ladder';
import {
  commonLabelRates,
  labelRates,
  NO_COUNTS,
  NO_EVIDENCE,
  NO_PAIRS,
  type ArmCounts,
  type PairCounts,
  type RolloutEvidence,
} from '@handrail/shared/rollouts';
import { Database } from '../platform/database/index.js';
import { countCases, countFeedback, countLabels, type EvidenceQuery } from './evidence.sql.js';
import { planOf, type RolloutRow } from './rollout-rows.js';

/** A label can carry a time before the rollout's own when the clocks of processes differ: no more than this is believed. */
const CLOCK_SKEW_MS = 60 * 60_000;
/** Of a step's policies only so many can have their own label rates. */
const MAX_POLICIES = 1000;

type PolicyInStep = { version: number; settings: unknown; salt: string };

/** What a rollout's present step is judged by, counted in the database. */
@Injectable()
export class ReadEvidence {
  constructor(private readonly database: Database) {}

  /** `sinceVersion`: the policy version that put the step in force. */
  async run(row: RolloutRow, sinceVersion: number): Promise<RolloutEvidence> {
    const { query, ratio } = await this.queryOf(row, sinceVersion);
    const [{ arms, compared, nulls: missing }, labels, feedback] = await Promise.all([
      countCases(this.database, query),
      countLabels(this.database, query),
      countFeedback(this.database, query),
    ]);
    const of = (arm: Arm): ArmCounts => {
      const { cases = 0, subjects = 0, null: nulls = 0, latency = 0 } = arms.find((one) => one.arm === arm) ?? {};
      const { labels: n = 0, error = 0 } = labels.find((one) => one.arm === arm) ?? {};
      const { override = 0, refusal = 0 } = feedback.find((one) => one.arm === arm) ?? {};
      return { ...NO_COUNTS, override, refusal, cases, subjects, null: nulls, latency, labels: n, error };
    };
    return {
      ...NO_EVIDENCE,
      challenger: of('challenger'),
      incumbent: of('incumbent'),
      hasBaseline: query.baseline !== null,
      labelRateRatio: ratio,
      pairs: { error: sumOf(labels), null: missing },
      compared,
    };
  }

  private async queryOf(row: RolloutRow, sinceVersion: number): Promise<{ query: EvidenceQuery; ratio: number }> {
    const { challenger, incumbent } = planOf(row);
    const policies = await this.database.query<PolicyInStep>(
      `select version, settings, salt from policy where project_id = $1 and version >= $2 order by version desc limit $3`,
      [row.project_id, sinceVersion, MAX_POLICIES],
    );
    const settings = policies.map((policy) => policySettingsSchema.parse(policy.settings));
    const { rates, ratio } = commonLabelRates(settings.map(labelRates));
    const [inForce] = settings;
    const query: EvidenceQuery = {
      rolloutId: row.id,
      projectId: row.project_id,
      sinceVersion,
      challenger,
      baseline: incumbent ?? inForce?.previousSystem ?? null,
      latencyLimitMs: row.latency_limit_ms,
      latencyBudgetMs: inForce?.latencyBudgetMs ?? 0,
      labelsSince: new Date(row.created_at.getTime() - CLOCK_SKEW_MS),
      salt: policies[0]?.salt ?? '',
      rates: policies.flatMap(({ version }, index) => {
        const rate = rates[index];
        return rate === undefined
          ? []
          : (['challenger', 'incumbent'] as const).map((arm) => ({ version, arm, rate: rate[arm] }));
      }),
    };
    return { query, ratio };
  }
}

function sumOf(counts: readonly PairCounts[]): PairCounts {
  return counts.reduce(
    (sum, { challengerOnly, incumbentOnly, both }) => ({
      challengerOnly: sum.challengerOnly + challengerOnly,
      incumbentOnly: sum.incumbentOnly + incumbentOnly,
      both: sum.both + both,
    }),
    NO_PAIRS,
  );
}
