import type { DatasetDefinition, RowFacts } from '@handrail/shared/datasets';
import { PSEUDONYM } from '../reviews/index.js';

/** What is read of a case for its row. */
export type FactsRow = RowFacts;

/** An instant as text, always alike: UTC with milliseconds. */
const instant = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const FACTS = `c.id, c.case_key, ${instant('c.created_at')} as created_at, c.segment, c.input, c.metadata, c.route->>'level' as level,
  c.policy_version, (c.route->>'threshold')::float8 as threshold, c.route->>'reason' as route_reason,
  (c.route->>'propensity')::float8 as propensity, (c.route->>'blindPropensity')::float8 as blind_propensity,
  c.route->>'machine' as machine, c.route->'rollout'->>'arm' as rollout_arm`;

const labels = (which: string): string => `
  left join lateral (
    select json_agg(json_build_object('value', l.value, 'reviewer', ${PSEUDONYM}, 'labelled_at', ${instant('l.created_at')},
             'seconds', l.lead_time_ms / 1000.0, 'blind', l.blind, 'shown_prediction', l.shown_prediction_id is not null, 'reason', r.reason,
             'source', case when l.import_id is null then 'reviewer' else 'import' end, 'note', l.note) order by l.created_at, l.id) as list,
           array_agg(l.shown_prediction_id) as shown
      from label l join review r on r.id = l.review_id where ${which}) ls on true`;

const predictions = (which: string): string => `
  left join lateral (
    select json_agg(json_build_object('model', p.model, 'value', p.value, 'confidence', p.confidence, 'confidence_raw', p.raw_confidence,
             'error', p.error, 'shown', coalesce(p.id = any(ls.shown), false)) order by p.id) as list
      from prediction p where ${which}) ps on true`;

const decision = (which: string): string => `
  left join lateral (
    select json_build_object('kind', d.decided_by_kind, 'name', d.decided_by_name, 'value', d.value, 'at', ${instant('d.created_at')}) as it
      from decision d where ${which}) ds on true`;

const SELECTED = `select ${FACTS}, coalesce(ls.list, '[]') as labels, coalesce(ps.list, '[]') as predictions, ds.it as decision`;

/** Answers that stand, of those that were there at $2. */
const STANDING = `l.created_at < $2 and not exists (select 1 from label later where later.corrects_id = l.id and later.created_at < $2)`;

/** The filter's part that single answers have to meet. */
export const ANSWERS = `${STANDING} and ($7::text[] is null or r.reason = any($7)) and ($8::text[] is null or ${PSEUDONYM} = any($8))
  and ($9::boolean is null or l.blind = $9) and ($10::boolean is null or (r.reason = 'gold') = $10)`;

/** The decision that stood at $2. */
const STOOD = `d.case_id = c.id and d.created_at < $2
  and not exists (select 1 from decision later where later.case_id = c.id and later.sequence > d.sequence and later.created_at < $2)`;

/** The filter's part that cases have to meet, but for who decided them. */
export const OF_CASES = `($5::text[] is null or c.segment = any($5)) and ($6::text[] is null or c.route->>'level' = any($6))
  and ($11::text[] is null or c.route->>'machine' = any($11)) and not exists (select 1 from case_erasure e where e.case_id = c.id)
  and ($13::text[] is null or exists (select 1 from prediction p where p.case_id = c.id and p.created_at < $2 and p.model = any($13)))`;

/** Whether one of those asked for has decided a case. */
export const DECIDED = `($14::text[] is null or exists (select 1 from decision d where ${STOOD}
         and case when d.decided_by_kind = 'human' then 'reviewer' else d.decided_by_name end = any($14)))`;

const CASES = `${OF_CASES} and ${DECIDED}`;

/** Cases that are labelled; `which`: a further condition on their answers. The last answer of each is in the time asked for. */
export const labelled = (which: string): string => `
    select l.case_id as id, max(l.created_at) as at from label l join review r on r.id = l.review_id join intake_case c on c.id = l.case_id
     where l.project_id = $1 and ($3::timestamptz is null or l.created_at >= $3) and ${ANSWERS} and ${CASES} and ${which}
     group by l.case_id having $4::timestamptz is null or max(l.created_at) < $4`;

/** Cases that a machine or system alone has decided; they pass no filter by what answers have. */
export const machineOnly = (which: string): string => `
    select c.id, c.created_at as at from intake_case c
     where c.project_id = $1 and c.created_at < $2 and $12 and $7::text[] is null and $8::text[] is null and $9::boolean is null
       and not coalesce($10::boolean, false) and $15::float8 is null
       and ($3::timestamptz is null or c.created_at >= $3) and ($4::timestamptz is null or c.created_at < $4) and ${CASES} and ${which}
       and not exists (select 1 from label l where l.case_id = c.id and l.created_at < $2)
       and exists (select 1 from decision d where ${STOOD} and d.decided_by_kind <> 'human' and ${isWanted('d.value')})`;

/** Whether an answer is one of those asked for, or one of several that it has is. */
export function isWanted(value: string): string {
  return `($16::text[] is null or case when jsonb_typeof(${value}) = 'array' then ${value} ?| $16 else ${value} #>> '{}' = any($16) end)`;
}

/** Ids of the cases that a definition may choose, each with the time of its last answer. */
export const CHOSEN = `${labelled('true')} union all ${machineOnly('true')}`;

/**
 * Cases that a definition may choose, with all that their rows take, in the order of every version: by the time of the
 * last answer, then by id. Consensus, agreement and final label are not decided here but by `datasetRow`.
 */
export const CANDIDATES = `
  with chosen as (${CHOSEN})
  ${SELECTED}
    from chosen join intake_case c on c.id = chosen.id
  ${labels(`l.case_id = c.id and ${ANSWERS}`)}
  ${predictions('p.case_id = c.id and p.created_at < $2')}
  ${decision('d.case_id = c.id and d.created_at < $2 order by d.sequence desc limit 1')}
   order by chosen.at, c.id`;

/** What a definition asks for, of the answers that a project had at an instant. */
export type Asked = Pick<DatasetDefinition, 'filter' | 'consensus' | 'includeMachineDecisions'> & {
  readonly projectId: string;
  readonly frozenAt: Date;
};

/** The parameters of `CANDIDATES`: project, the instant of freezing, then the filter. */
export function candidateParameters({ projectId, frozenAt, filter, includeMachineDecisions }: Asked): unknown[] {
  const parts = [
    filter.from,
    filter.to,
    filter.segments,
    filter.levels,
    filter.reasons,
    filter.reviewers,
    filter.blind,
    filter.gold,
    filter.deciders,
    includeMachineDecisions,
    filter.predictedBy,
    filter.decidedBy,
    filter.minimumAgreement,
    filter.labels,
  ];
  return [projectId, frozenAt, ...parts.map((part) => part ?? null)];
}
