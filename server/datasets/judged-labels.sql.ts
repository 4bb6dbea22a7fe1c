import { agree, type Tx } from '../platform/database/index.js';
import type { LabelRange } from './label-positions.sql.js';

export type JudgedRow = {
  created_at: Date;
  case_key: string;
  segment: string | null;
  machine: string;
  level: string;
  pi: number;
  /** The smaller of the policy's rates that is above 0; null: both are 0. */
  least: number | null;
  salt: string;
  predicted: unknown;
  confidence: number | null;
  is_label: boolean;
  is_error: boolean;
  /** Of the blind answer that this one corrects; null: a first one. */
  was_error: boolean | null;
  corrected_at: Date | null;
};

/**
 * Labels of a range, in order: blind, drawn by chance, of a machine that had answered; of each case those of one review.
 * Where no machine was named, the first that answered is the one on duty.
 */
export function judgedLabels(
  tx: Tx,
  { projectId, reasons, after, upTo }: LabelRange & { readonly projectId: string; readonly reasons: readonly string[] },
): Promise<JudgedRow[]> {
  return tx.query<JudgedRow>(
    `select l.created_at, c.case_key, c.segment, p.model as machine, c.route->>'level' as level,
            (c.route->>'blindPropensity')::float8 as pi, rate.least, rate.salt, p.value as predicted, p.confidence,
            coalesce(project.output_schema->>'kind' = 'label', false) as is_label,
            not ${agree('p.value', 'l.value', '$1')} as is_error, not ${agree('p.value', 'old.value', '$1')} as was_error, old.created_at as corrected_at
       from label_position o join label l on l.id = o.label_id
       join intake_case c on c.id = l.case_id
       join project on project.id = l.project_id
       join review r on r.id = l.review_id and r.reason <> all($4::text[])
       left join label old on old.id = l.corrects_id
       cross join lateral (select salt, least(nullif((settings->>'auditRate')::float8, 0),
                                              nullif(coalesce(settings->>'blindControlRate', settings->>'auditRate')::float8, 0)) as least
                             from policy where project_id = l.project_id and version = c.policy_version) rate
       cross join lateral (select model, value, confidence from prediction
                            where case_id = l.case_id and error is null and value is not null
                              and case when c.route->>'machine' is null then kind = 'model' and not behind else model = c.route->>'machine' end
                            order by id limit 1) p
      where o.project_id = $1 and o.position > $2 and o.position <= $3 and l.blind and coalesce(old.blind, true)
        and (c.route->>'blindPropensity')::float8 > 0 and (c.route->>'blindPropensity')::float8 <= 1
        and not exists (
          select 1 from label e join label_position eo on eo.label_id = e.id
            join review er on er.id = e.review_id and er.reason <> all($4::text[])
           where e.case_id = l.case_id and e.review_id <> l.review_id and e.blind and eo.position < o.position)
      order by o.position`,
    [projectId, after, upTo, reasons],
  );
}
