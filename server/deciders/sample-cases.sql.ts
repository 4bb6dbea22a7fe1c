import { HAND_PICKED_REASONS } from '@handrail/shared/ladder';
import type { Database } from '../platform/database/index.js';
import type { CaseInput } from '@handrail/shared/schema';

/**
 * `label`: what a person said of it last, null where nobody has. `drawn`: what a person said blind, of a case that came to
 * them by the known chance `propensity`; such labels alone measure a machine.
 */
export type SampleCase = {
  readonly id: string;
  readonly input: CaseInput;
  readonly label: unknown;
  readonly drawn: { readonly value: unknown; readonly propensity: number } | null;
};

/** The newest first. What was corrected does not count, nor what somebody picked by hand: it has no known chance. */
export function recentCases(database: Database, projectId: string, limit: number): Promise<SampleCase[]> {
  return database.query<SampleCase>(
    `select c.id, c.input, said.value as label,
            case when drawn.value is not null then jsonb_build_object('value', drawn.value, 'propensity', c.propensity) end as drawn
       from (select id, input, created_at, (route->>'blindPropensity')::float8 as propensity
               from intake_case where project_id = $1 order by created_at desc, id desc limit $2) c
       left join lateral (select value from label where case_id = c.id order by created_at desc, id desc limit 1) said on true
       left join lateral (
         select l.value from label l join review r on r.id = l.review_id
          where l.case_id = c.id and c.propensity > 0 and l.blind and r.reason <> all($3::text[])
            and not exists (select 1 from label later where later.corrects_id = l.id)
          order by l.created_at desc, l.id desc limit 1) drawn on true
      order by c.created_at desc, c.id desc`,
    [projectId, limit, HAND_PICKED_REASONS],
  );
}
