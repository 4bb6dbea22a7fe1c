import { Injectable } from '@nestjs/common';
import type { Arm } from '@handrail/shared/ladder';
import { policySettingsSchema } from '@handrail/shared/ladder';
import {
  commonLabelRates,
  countedAnswers,
  labelRates,
  NO_COUNTS,
  NO_EVIDENCE,
  NO_PAIRS,
  type ArmCounts,
  type EarlierStep,
  type PairCounts,
  type RolloutEvidence,
} from '@handrail/shared/rollouts';
import { Database } from '../platform/database/index.js';
import {
  countCases,
  countFeedback,
  countLabels,
  type EvidenceQuery,
  type FeedbackRow,
  type LabelledRow,
} from './evidence.sql.js';
import { planOf, type RolloutRow } from './rollout-rows.js';
import type { Stage } from './rollout.sql.js';

/** A label can carry a time before the rollout's own when the clocks of processes differ: no more than this is believed. */
const CLOCK_SKEW_MS = 60 * 60_000;
/** Of a rollout's policies only so many can have their own label rates. */
const MAX_POLICIES = 1000;

type PolicyInRollout = { version: number; settings: unknown; salt: string };
type Said = { readonly labels: readonly LabelledRow[]; readonly feedback: readonly FeedbackRow[] };
/** What to ask of the database, and what its answers mean. */
type Counting = {
  readonly query: EvidenceQuery;
  /** How much likelier a blind label is in the challenger's arm, by stage. */
  readonly ratios: readonly number[];
  /** Whether the policies of all stages are known. */
  readonly isComplete: boolean;
};

/** What a rollout is judged by, counted in the database: the share in force, and what was said late of those before. */
@Injectable()
export class ReadEvidence {
  constructor(private readonly database: Database) {}

  /** `stages`: the shares that the rollout has had, oldest first; at least one. */
  async run(row: RolloutRow, stages: readonly Stage[]): Promise<RolloutEvidence> {
    const { query, ratios, isComplete } = await this.planFor(row, stages);
    const [{ arms, compared, nulls: missing, automated }, labels, feedback] = await Promise.all([
      countCases(this.database, query),
      countLabels(this.database, query),
      countFeedback(this.database, query),
    ]);
    const present = stages.length - 1;
    const said = { labels, feedback };
    const of = (arm: Arm): ArmCounts => {
      const counts = arms.find((one) => one.arm === arm);
      const { cases = 0, subjects = 0, null: nulls = 0, latency = 0, automated: decided = 0 } = counts ?? {};
      return { ...saidOf(said, present, arm), cases, subjects, null: nulls, latency, automated: decided };
    };
    return {
      ...NO_EVIDENCE,
      challenger: of('challenger'),
      incumbent: of('incumbent'),
      hasBaseline: query.baseline !== null,
      labelRateRatio: ratios[present] ?? 1,
      pairs: { error: pairsOf(said, present), null: missing, automated },
      compared,
      earlier: isComplete ? earlierSteps(stages, said, ratios) : [],
    };
  }

  private async planFor(row: RolloutRow, stages: readonly Stage[]): Promise<Counting> {
    const { challenger, incumbent } = planOf(row);
    const policies = await this.database.query<PolicyInRollout>(
      `select version, settings, salt from policy where project_id = $1 and version >= $2 order by version desc limit $3`,
      [row.project_id, stages[0]?.sinceVersion ?? 0, MAX_POLICIES],
    );
    const settings = policies.map((policy) => policySettingsSchema.parse(policy.settings));
    const stageOf = (version: number): number => stages.findLastIndex(({ sinceVersion }) => sinceVersion <= version);
    const known = policies.map(({ version }, index) => ({
      version,
      stage: stageOf(version),
      settings: settings[index],
    }));
    const ofStages = stages.map((_, stage) => {
      const own = known.filter((policy) => policy.stage === stage);
      const common = commonLabelRates(own.flatMap((policy) => (policy.settings ? [labelRates(policy.settings)] : [])));
      return { ...common, versions: own.map(({ version }) => version) };
    });
    const [inForce] = settings;
    const query: EvidenceQuery = {
      rolloutId: row.id,
      projectId: row.project_id,
      sinceVersion: stages.at(-1)?.sinceVersion ?? 0,
      challenger,
      baseline: incumbent ?? inForce?.previousSystem ?? null,
      latencyLimitMs: row.latency_limit_ms,
      latencyBudgetMs: inForce?.latencyBudgetMs ?? 0,
      labelsSince: new Date(row.created_at.getTime() - CLOCK_SKEW_MS),
      salt: policies[0]?.salt ?? '',
      counted: known.flatMap(({ version, settings: one }) =>
        one === undefined
          ? []
          : [
              {
                version,
                thresholds: one.thresholds,
                challenger: countedAnswers(one, 'challenger'),
                incumbent: countedAnswers(one, 'incumbent'),
              },
            ],
      ),
      rates: ofStages.flatMap(({ rates, versions }, stage) =>
        rates.flatMap((rate, index) =>
          (['challenger', 'incumbent'] as const).map((arm) => ({
            version: versions[index] ?? 0,
            stage,
            arm,
            rate: rate[arm],
          })),
        ),
      ),
    };
    return { query, ratios: ofStages.map(({ ratio }) => ratio), isComplete: policies.length < MAX_POLICIES };
  }
}

/** The steps of a canary before the present one. Blue/green has one step, whose evidence begins anew with each switch. */
function earlierSteps(stages: readonly Stage[], said: Said, ratios: readonly number[]): EarlierStep[] {
  return stages.slice(0, stages.at(-1)?.step ?? 0).map(({ share }, stage) => ({
    share,
    challenger: saidOf(said, stage, 'challenger'),
    incumbent: saidOf(said, stage, 'incumbent'),
    labelRateRatio: ratios[stage] ?? 1,
    pairs: { error: pairsOf(said, stage) },
  }));
}

function saidOf(said: Said, stage: number, arm: Arm): ArmCounts {
  const isOf = (one: { readonly stage: number; readonly arm: Arm }): boolean => one.stage === stage && one.arm === arm;
  const { labels = 0, error = 0 } = said.labels.find(isOf) ?? {};
  const { override = 0, refusal = 0 } = said.feedback.find(isOf) ?? {};
  return { ...NO_COUNTS, labels, error, override, refusal };
}

function pairsOf({ labels }: Said, stage: number): PairCounts {
  return labels
    .filter((one) => one.stage === stage)
    .reduce(
      (sum, { challengerOnly, incumbentOnly, both }) => ({
        challengerOnly: sum.challengerOnly + challengerOnly,
        incumbentOnly: sum.incumbentOnly + incumbentOnly,
        both: sum.both + both,
      }),
      NO_PAIRS,
    );
}
