import { HAND_PICKED_REASONS, type Arm, type Thresholds } from '@handrail/shared/ladder';
import type { ArmCounts, CountedAnswers, PairCounts, RolloutEvidence } from '@handrail/shared/rollouts';
import { agree, type Database } from '../platform/database/index.js';

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
  /** No label or feedback is older than this. */
  readonly labelsSince: Date;
  readonly salt: string;
  /** What labels are thinned to, by policy version and arm; `stage`: the share that the version dealt by. */
  readonly rates: readonly {
    readonly version: number;
    readonly stage: number;
    readonly arm: Arm;
    readonly rate: number;
  }[];
  /** What counts of either machine's answers, by policy version (`countedAnswers`). */
  readonly counted: readonly {
    readonly version: number;
    readonly thresholds: Thresholds;
    readonly challenger: CountedAnswers;
    readonly incumbent: CountedAnswers;
  }[];
};

/** A usable answer of either machine, by the same rule whether somebody waited for it or not. */
const usable = (p: string, budget: string): string =>
  `(${p}.error is null and ${p}.value is not null and coalesce(${p}.latency_ms, 0) <= ${budget} and (${p}.kind = 'system' or ${p}.confidence between 0 and 1))`;

/** The policies of the rollout, from `EvidenceQuery.counted`. */
const policies = (parameter: string): string =>
  `policies as (select version, thresholds, (challenger->>'isBounded')::boolean as a_bounded, (challenger->>'decides')::boolean as a_decides,
                       (incumbent->>'isBounded')::boolean as b_bounded, (incumbent->>'decides')::boolean as b_decides
                  from jsonb_to_recordset(${parameter}::jsonb) as r(version integer, thresholds jsonb, challenger jsonb, incumbent jsonb))`;

/** `thresholdFor` of shared/ladder, in SQL: the most particular threshold for a predicted class and a segment. */
export const thresholdFor = (thresholds: string, { value, segment }: { value: string; segment: string }): string => {
  const label = `(case when jsonb_typeof(${value}) = 'string' then ${value} #>> '{}' end)`;
  const own = `${thresholds}->'perSegment'->${segment}`;
  return `coalesce((${own}->'perClass'->>${label})::float8, (${own}->>'global')::float8,
                   (${thresholds}->'perClass'->>${label})::float8, (${thresholds}->>'global')::float8)`;
};

/** Whether a usable answer counts for its machine: all of them, or those that reach the threshold. */
const isCounted = (p: 'a' | 'b', segment: string): string =>
  `(${p}.kind = 'system' or not policies.${p}_bounded or ${p}.confidence >= ${thresholdFor('policies.thresholds', { value: `${p}.value`, segment })})`;

export type ArmRow = Pick<ArmCounts, 'cases' | 'subjects' | 'null' | 'latency' | 'automated'> & { readonly arm: Arm };
export type CaseCounts = { readonly arms: readonly ArmRow[] } & {
  /** Cases that both were asked: where they differ (a subject's first case), and whose answer is missing. */
  readonly compared: RolloutEvidence['compared'];
  readonly nulls: PairCounts;
  /** Subjects on which only one machine, or both, would decide without a person. */
  readonly automated: PairCounts;
};

/**
 * What the step's cases show without labels, in one pass. Events count once a subject. At Human only no machine runs and
 * nothing is learned. A version predicts a case at most once, so the joins multiply nothing; rows are narrow, and only
 * the few with an event are sorted.
 */
export async function countCases(database: Database, query: EvidenceQuery): Promise<CaseCounts> {
  const [row] = await database.query<CaseCounts>(
    `with ${policies('$7')}, asked as materialized (
       select d.id, d.subject, d.unit, d.arm, coalesce(${usable('a', '$6')}, false) as a_ok, coalesce(${usable('b', '$6')}, false) as b_ok,
              a.id is not null and b.id is not null as is_pair, not ${agree('a.value', 'b.value', '$8')} as differ,
              d.failed or (d.machine is null and $4::text is not null and not coalesce(${usable('b', '$6')}, false)) as failed,
              case when d.arm = 'challenger' then not a.behind and a.latency_ms > $5 else not b.behind and b.latency_ms > $5 end as slow,
              d.is_automated, coalesce(policies.a_decides and ${usable('a', '$6')} and ${isCounted('a', 'd.segment')}, false) as a_decides,
              coalesce(policies.b_decides and ${usable('b', '$6')} and ${isCounted('b', 'd.segment')}, false) as b_decides
         from (select c.id, c.subject, c.segment, c.policy_version, c.route->'decider'->>'kind' <> 'human' as is_automated, coalesce(c.subject, c.case_key) as unit, c.route->'rollout'->>'arm' as arm,
                      c.route->>'machine' as machine, jsonb_typeof(c.route->'failure') = 'object' as failed
                 from intake_case c
                where c.route->'rollout'->>'id' = $1 and c.policy_version >= $2 and c.route->>'level' <> 'HUMAN_ONLY') d
         left join policies on policies.version = d.policy_version
         left join prediction a on a.case_id = d.id and a.model = $3
         left join prediction b on b.case_id = d.id and b.model = $4),
     cases as (select arm, count(*) as cases, count(*) filter (where subject is null) as alone from asked group by arm),
     subjects as (select arm, count(distinct subject) as n from asked where subject is not null group by arm),
     failed as (select arm, count(distinct unit) as n from asked where failed group by arm),
     automated as (select arm, count(distinct unit) as n from asked where is_automated group by arm),
     slow as (select arm, count(distinct unit) as n from asked where slow group by arm),
     compared as (
       select count(*) as cases, count(*) filter (where differ) as differ from (
         select differ from asked where a_ok and b_ok and subject is null
         union all
         select differ from (select distinct on (subject) subject, differ from asked
                              where a_ok and b_ok and subject is not null order by subject, id) s) firsts),
     nulls as (
       select count(*) filter (where a and not b) as a, count(*) filter (where b and not a) as b, count(*) filter (where a and b) as "both"
         from (select bool_or(not a_ok) as a, bool_or(not b_ok) as b from asked where is_pair and not (a_ok and b_ok) group by unit) bad),
     decided as (
       select count(*) as asked, count(*) filter (where a and not b) as a, count(*) filter (where b and not a) as b, count(*) filter (where a and b) as "both"
         from (select bool_or(a_decides) as a, bool_or(b_decides) as b from asked where is_pair group by unit) one)
     select coalesce((select json_agg(json_build_object('arm', arm, 'cases', c.cases, 'subjects', c.alone + coalesce(s.n, 0),
                                                        'null', coalesce(f.n, 0), 'latency', coalesce(w.n, 0),
                                                        'automated', coalesce(m.n, 0)))
                        from cases c left join subjects s using (arm) left join failed f using (arm) left join slow w using (arm)
                             left join automated m using (arm)), '[]') as arms,
            (select json_build_object('cases', cases, 'differ', differ, 'asked', (select asked from decided)) from compared) as compared,
            (select json_build_object('challengerOnly', a, 'incumbentOnly', b, 'both', "both") from decided) as automated,
            (select json_build_object('challengerOnly', a, 'incumbentOnly', b, 'both', "both") from nulls) as nulls`,
    [
      query.rolloutId,
      query.sinceVersion,
      query.challenger,
      query.baseline,
      query.latencyLimitMs,
      query.latencyBudgetMs,
      JSON.stringify(query.counted),
      query.projectId,
    ],
  );
  if (!row) throw new Error('unreachable: a select without a from gives one row');
  return row;
}

export type FeedbackRow = {
  readonly stage: number;
  readonly arm: Arm;
  readonly override: number;
  readonly refusal: number;
};

/** What end users did with what the arms' cases came to, by stage: the newest feedback of each case, once a subject. */
export async function countFeedback(database: Database, query: EvidenceQuery): Promise<FeedbackRow[]> {
  return database.query<FeedbackRow>(
    `with stage as (select distinct version, stage from jsonb_to_recordset($2::jsonb) as r(version integer, stage integer)),
     newest as (
       select distinct on (f.case_id) f.case_id, f.kind from feedback f where f.project_id = $3 and f.created_at >= $4
        order by f.case_id, f.created_at desc, f.id desc)
     select stage.stage, c.route->'rollout'->>'arm' as arm,
            (count(distinct coalesce(c.subject, c.case_key)) filter (where n.kind in ('overridden', 'corrected')))::int as override,
            (count(distinct coalesce(c.subject, c.case_key)) filter (where n.kind = 'refused'))::int as refusal
       from newest n join intake_case c on c.id = n.case_id join stage on stage.version = c.policy_version
      where (c.route->'rollout'->>'id') || '' = $1 and c.route->>'level' <> 'HUMAN_ONLY' group by 1, 2`,
    [query.rolloutId, JSON.stringify(query.rates), query.projectId, query.labelsSince],
  );
}

export type LabelledRow = { stage: number; arm: Arm; labels: number; error: number } & PairCounts;

/**
 * Blind labels by stage and arm, and what they say of the answers that count of either machine; once a subject. Of each case the newest label that nobody
 * corrected, if it came by a known chance; labels that were likelier than the arm's rate are thinned down to it by hash.
 * Goes from labels to cases by their keys (`|| ''` keeps the planner from reading all cases of the step instead).
 */
export async function countLabels(database: Database, query: EvidenceQuery): Promise<LabelledRow[]> {
  return database.query<LabelledRow>(
    `with ${policies('$10')}, rate as (select * from jsonb_to_recordset($2::jsonb) as r(version integer, stage integer, arm text, rate float8)),
     recent as materialized (
       select l.* from label l where l.project_id = $4 and l.created_at >= $5 and l.blind
          and not exists (select 1 from label later where later.corrects_id = l.id)),
     labelled as (
       select distinct on (l.case_id) l.case_id, l.value, coalesce(c.subject, c.case_key) as unit, c.case_key, c.segment, c.policy_version,
              c.route->'rollout'->>'arm' as arm, (c.route->>'blindPropensity')::float8 as propensity, rate.rate, rate.stage
         from recent l
         join review r on r.id = l.review_id and r.reason <> all($3::text[])
         join intake_case c on c.id = l.case_id
         join rate on rate.version = c.policy_version and rate.arm = c.route->'rollout'->>'arm'
        where (c.route->'rollout'->>'id') || '' = $1 and c.route->>'level' <> 'HUMAN_ONLY'
        order by l.case_id, l.created_at desc, l.id desc),
     kept as (
       select * from labelled where rate > 0 and case when propensity <= rate then true else
         (('x' || left(encode(sha256(convert_to($6, 'utf8') || '\\x00'::bytea || 'thin'::bytea || '\\x00'::bytea || convert_to(case_key, 'utf8')), 'hex'), 13))::bit(52)::bigint
            / 4503599627370496::float8) < rate / propensity end),
     judged as (
       select k.stage, k.arm, k.unit, not ${agree('a.value', 'k.value', '$4')} as a, not ${agree('b.value', 'k.value', '$4')} as b
         from kept k join policies on policies.version = k.policy_version
         left join lateral (select * from prediction p where p.case_id = k.case_id and p.model = $7 and ${usable('p', '$9')} limit 1) a
           on ${isCounted('a', 'k.segment')}
         left join lateral (select * from prediction p where p.case_id = k.case_id and p.model = $8 and ${usable('p', '$9')} limit 1) b
           on ${isCounted('b', 'k.segment')}),
     units as (
       select stage, arm, bool_or(case arm when 'challenger' then a else b end) as duty, bool_or(a) filter (where b is not null) as a,
              bool_or(b) filter (where a is not null) as b
         from judged group by stage, arm, unit)
     select stage, arm, (count(*) filter (where duty is not null))::int as labels, (count(*) filter (where duty))::int as error,
            (count(*) filter (where a and not b))::int as "challengerOnly", (count(*) filter (where b and not a))::int as "incumbentOnly",
            (count(*) filter (where a and b))::int as "both"
       from units group by stage, arm`,
    [
      query.rolloutId,
      JSON.stringify(query.rates),
      HAND_PICKED_REASONS,
      query.projectId,
      query.labelsSince,
      query.salt,
      query.challenger,
      query.baseline,
      query.latencyBudgetMs,
      JSON.stringify(query.counted),
    ],
  );
}
