import type { LabelRow } from '@handrail/shared/contracts';
import { HAND_PICKED_REASONS } from '@handrail/shared/ladder';
import { PSEUDONYM } from '../reviews/index.js';

/** Which labels; every bound is optional, times are half-open: from ≤ time < to. */
export type LabelFilter = {
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly blind?: boolean | undefined;
  readonly level?: string | undefined;
  readonly reason?: string | undefined;
  readonly value?: string | undefined;
};

const LABEL_WHERE = `l.project_id = $1 and ($2::timestamptz is null or l.created_at >= $2) and ($3::timestamptz is null or l.created_at < $3)
  and ($4::boolean is null or l.blind = $4) and ($7::text is null or l.value = to_jsonb($7::text) or l.value ? $7)`;
const WHERE = `${LABEL_WHERE} and ($5::text is null or c.route->>'level' = $5) and ($6::text is null or r.reason = $6)`;

/** Constants of ours, no input. */
const HAND_PICKED = `'{${HAND_PICKED_REASONS.join(',')}}'::text[]`;

const exported = (labels: string, where: string): string => `
  select l.id, l.case_id, c.case_key, c.created_at, l.created_at as labelled_at, c.input, c.segment, l.value as label, 'human' as decided_by,
         ${PSEUDONYM} as reviewer, l.lead_time_ms, l.note, r.reason,
         c.route->>'level' as level, c.policy_version, c.route->>'machine' as machine, c.route->'rollout'->>'id' as rollout, c.route->'rollout'->>'arm' as arm, (c.route->>'threshold')::float8 as threshold, chance.any_label as propensity,
         chance.blind_label as blind_propensity, 1 / nullif(chance.any_label, 0) as weight,
         case when l.blind then 1 / nullif(chance.blind_label, 0) end as blind_weight, l.blind,
         l.shown_prediction_id is not null as shown_prediction, p.model, p.value as prediction, p.confidence,
         d.decided_by_kind as decision_kind, case when d.decided_by_kind = 'human' then 'reviewer' else d.decided_by_name end as decision_name,
         l.corrects_id as corrects, exists (select 1 from label later where later.corrects_id = l.id) as is_corrected, c.metadata
  from ${labels} join intake_case c on c.id = l.case_id join review r on r.id = l.review_id
  cross join lateral (select case when r.reason = any(${HAND_PICKED}) then null else (c.route->>'propensity')::float8 end as any_label,
                             case when r.reason = any(${HAND_PICKED}) then null else (c.route->>'blindPropensity')::float8 end as blind_label) chance
  left join lateral (select model, value, confidence from prediction where case_id = l.case_id and kind = 'model'
                      order by (id = l.shown_prediction_id) desc nulls last, (model = c.route->>'machine') desc nulls last, behind, id limit 1) p on true
  left join lateral (select decided_by_kind, decided_by_name from decision where case_id = l.case_id order by sequence limit 1) d on true
  where ${where}`;

/** A label as it is exported: the newest of each review's answers and what it corrects both have their row. */
export const EXPORT_SQL = exported('label l', WHERE);

/** The same of labels that became visible after one position and up to another: $8 < position ≤ $9. */
export const ARRIVED_SQL = exported(
  'label_position o join label l on l.id = o.label_id',
  `${WHERE} and o.project_id = $1 and o.position > $8 and o.position <= $9`,
);

/** Counts labels; reads of cases and reviews only what a filter asks about, for they are many and wide. */
export function countSql({ level, reason }: LabelFilter): string {
  const joins = [
    level === undefined ? '' : 'join intake_case c on c.id = l.case_id',
    reason === undefined ? '' : 'join review r on r.id = l.review_id',
  ];
  const about = [
    level === undefined ? '$5::text is null' : "c.route->>'level' = $5",
    reason === undefined ? '$6::text is null' : 'r.reason = $6',
  ];
  return `select count(*)::int as count from label l ${joins.join(' ')} where ${LABEL_WHERE} and ${about.join(' and ')}`;
}

export function filterParameters(projectId: string, filter: LabelFilter): unknown[] {
  return [
    projectId,
    filter.from ?? null,
    filter.to ?? null,
    filter.blind ?? null,
    filter.level ?? null,
    filter.reason ?? null,
    filter.value ?? null,
  ];
}

export type ExportedRow = Omit<LabelRow, 'created_at' | 'labelled_at'> & {
  readonly created_at: Date;
  readonly labelled_at: Date;
};

export function toLabelRow(row: ExportedRow): LabelRow {
  return { ...row, created_at: row.created_at.toISOString(), labelled_at: row.labelled_at.toISOString() };
}
