import { HAND_PICKED_REASONS, type Arm } from '@handrail/shared/ladder';
import type { ArmCounts, PairCounts } from '@handrail/shared/rollouts';
import type { Database } from '../platform/database/index.js';

/** Which cases, and what is held against them. */
export type EvidenceQuery = {
  readonly rolloutId: string;
  readonly projectId: string;
  /**
   * The step's policy version: what was routed under it or later belongs to the step, whatever the clocks of the
   * processes say, also while an old policy is still in the memory of one of them.
   */
  readonly sinceVersion: number;
  readonly challenger: string;
  /** What the challenger is compared with: the incumbent, or the previous system; null: people alone. */
  readonly baseline: string | null;
  readonly latencyLimitMs: number | null;
  readonly latencyBudgetMs: number;
  /** No label is older than this. */
  readonly labelsSince: Date;
  readonly salt: string;
  /** What labels are thinned to, by policy version and arm. */
  readonly rates: readonly { readonly version: number; readonly arm: Arm; readonly rate: number }[];
};

/** The cases of the step. At Human only no machine runs and nothing is learned. $1 rollout, $2 policy version. */
const DEALT = `dealt as (
  select c.id, c.subject, coalesce(c.subject, c.case_key) as unit, c.route->'rollout'->>'arm' as arm, c.route->>'machine' as machine,
         jsonb_typeof(c.route->'failure') = 'object' as failed
    from intake_case c
   where c.route->'rollout'->>'id' = $1 and c.policy_version >= $2 and c.route->>'level' <> 'HUMAN_ONLY')`;

/** A usable answer of either machine, by the same rule whether somebody waited for it or not. */
const usable = (p: string, budget: string): string =>
  `(${p}.error is null and ${p}.value is not null and coalesce(${p}.latency_ms, 0) <= ${budget} and (${p}.kind = 'system' or ${p}.confidence between 0 and 1))`;

export type ArmRow = Pick<ArmCounts, 'cases' | 'subjects' | 'null' | 'latency'> & { readonly arm: Arm };

/** Cases, subjects, missing and slow answers by arm. Events count once a subject. */
export async function countArms(database: Database, query: EvidenceQuery): Promise<ArmRow[]> {
  return database.query<ArmRow>(
    `with ${DEALT}
     select d.arm, count(*)::int as cases, (count(*) filter (where d.subject is null) + count(distinct d.subject))::int as subjects,
            (count(distinct d.unit) filter (where d.failed or (d.machine is null and $3::text is not null and p.id is null)))::int as "null",
            (count(distinct d.unit) filter (where p.latency_ms > $4))::int as latency
       from dealt d
       left join lateral (select p.id, p.latency_ms from prediction p
                           where p.case_id = d.id and p.model = coalesce(d.machine, $3) and not p.behind
                             and (d.machine is not null or ${usable('p', '$5')}) limit 1) p
              on d.machine is null or $4::float8 is not null
      group by d.arm`,
    [query.rolloutId, query.sinceVersion, query.baseline, query.latencyLimitMs, query.latencyBudgetMs],
  );
}

export type PairsRow = { cases: number; differ: number } & PairCounts;

/** Cases that both were asked: where they differ (a subject's first case), and whose answer is missing. */
export async function countPairs(database: Database, query: EvidenceQuery): Promise<PairsRow | undefined> {
  const [row] = await database.query<PairsRow>(
    `with ${DEALT},
     asked as materialized (
       select d.id, d.subject, d.unit, ${usable('a', '$5')} as a_ok, ${usable('b', '$5')} as b_ok, a.value <> b.value as differ
         from dealt d join prediction a on a.case_id = d.id and a.model = $3 join prediction b on b.case_id = d.id and b.model = $4),
     answered as (
       select differ from asked where a_ok and b_ok and subject is null
       union all
       select differ from (select distinct on (subject) subject, differ from asked
                            where a_ok and b_ok and subject is not null order by subject, id) s),
     bad as (select bool_or(not a_ok) as a, bool_or(not b_ok) as b from asked where not (a_ok and b_ok) group by unit)
     select (select count(*) from answered)::int as cases, (select count(*) from answered where differ)::int as differ,
            (count(*) filter (where a and not b))::int as "challengerOnly", (count(*) filter (where b and not a))::int as "incumbentOnly",
            (count(*) filter (where a and b))::int as "both"
       from bad`,
    [query.rolloutId, query.sinceVersion, query.challenger, query.baseline, query.latencyBudgetMs],
  );
  return row;
}

export type LabelledRow = { arm: Arm; labels: number; error: number } & PairCounts;

/**
 * Blind labels by arm, and what they say of either machine; once a subject. Of each case the newest label that nobody
 * corrected, if it came by a known chance; labels that were likelier than the arm's rate are thinned down to it by hash.
 */
export async function countLabels(database: Database, query: EvidenceQuery): Promise<LabelledRow[]> {
  return database.query<LabelledRow>(
    `with rate as (select * from jsonb_to_recordset($3::jsonb) as r(version integer, arm text, rate float8)),
     labelled as (
       select distinct on (l.case_id) l.case_id, l.value, coalesce(c.subject, c.case_key) as unit, c.case_key,
              c.route->'rollout'->>'arm' as arm, (c.route->>'blindPropensity')::float8 as propensity, rate.rate
         from label l
         join review r on r.id = l.review_id and r.reason <> all($4::text[])
         join intake_case c on c.id = l.case_id
         join rate on rate.version = c.policy_version and rate.arm = c.route->'rollout'->>'arm'
        where l.project_id = $5 and l.created_at >= $6 and l.blind
          and not exists (select 1 from label later where later.corrects_id = l.id)
          and c.route->'rollout'->>'id' = $1 and c.policy_version >= $2 and c.route->>'level' <> 'HUMAN_ONLY'
        order by l.case_id, l.created_at desc, l.id desc),
     kept as (
       select * from labelled where rate > 0 and case when propensity <= rate then true else
         (('x' || left(encode(sha256(convert_to($7, 'utf8') || '\\x00'::bytea || 'thin'::bytea || '\\x00'::bytea || convert_to(case_key, 'utf8')), 'hex'), 13))::bit(52)::bigint
            / 4503599627370496::float8) < rate / propensity end),
     judged as (
       select k.arm, k.unit, a.value <> k.value as a, b.value <> k.value as b
         from kept k
         left join lateral (select value from prediction p where p.case_id = k.case_id and p.model = $8 and ${usable('p', '$10')} limit 1) a on true
         left join lateral (select value from prediction p where p.case_id = k.case_id and p.model = $9 and ${usable('p', '$10')} limit 1) b on true),
     units as (
       select arm, bool_or(case arm when 'challenger' then a else b end) as duty, bool_or(a) filter (where b is not null) as a,
              bool_or(b) filter (where a is not null) as b
         from judged group by arm, unit)
     select arm, (count(*) filter (where duty is not null))::int as labels, (count(*) filter (where duty))::int as error,
            (count(*) filter (where a and not b))::int as "challengerOnly", (count(*) filter (where b and not a))::int as "incumbentOnly",
            (count(*) filter (where a and b))::int as "both"
       from units group by arm`,
    [
      query.rolloutId,
      query.sinceVersion,
      JSON.stringify(query.rates),
      HAND_PICKED_REASONS,
      query.projectId,
      query.labelsSince,
      query.salt,
      query.challenger,
      query.baseline,
      query.latencyBudgetMs,
    ],
  );
}
