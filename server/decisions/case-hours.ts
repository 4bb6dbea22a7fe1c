import { Injectable } from '@nestjs/common';
import { agree, Database } from '../platform/database/index.js';
import { withoutBlindOpen } from './case-list.sql.js';

/** What one screen may read, however busy the project is: the newest of the time shown. */
const MAX_CASES = 100_000;
const MAX_LABELS = 20_000;

/** One hour of a project; counts. */
export type HourRow = {
  hour: Date;
  cases: number;
  automated: number;
  opened: number;
  asked: number;
  failed: number;
  answered: number;
  compared: number;
  agreed: number;
};

/** Counts hours out of cases: for hours that no metric has counted. */
@Injectable()
export class CaseHours {
  constructor(private readonly database: Database) {}

  /** The hours from the one that begins at `first` to the one that begins at `last`; `veiled`: without cases whose blind review is open. */
  count(
    projectId: string,
    { first, last, veiled }: { readonly first: Date; readonly last: Date; readonly veiled: boolean },
  ): Promise<HourRow[]> {
    return this.database.query<HourRow>(
      `with cases as (
         select date_bin('1 hour', created_at, $2) as hour, count(*)::int as cases,
                count(*) filter (where route->'decider'->>'kind' <> 'human')::int as automated,
                count(*) filter (where jsonb_typeof(route->'review') = 'object')::int as opened,
                count(*) filter (where route->>'machine' is not null or route->'decider'->>'kind' = 'model'
                                      or jsonb_typeof(route->'failure') = 'object')::int as asked,
                count(*) filter (where jsonb_typeof(route->'failure') = 'object')::int as failed
           from (select created_at, route from intake_case c
                  where project_id = $1 and created_at >= $2 and created_at < $3::timestamptz + interval '1 hour' and source <> 'import' ${withoutBlindOpen('$6')}
                  order by created_at desc, id desc limit $4) c group by 1),
       answers as (
         select date_bin('1 hour', l.created_at, $2) as hour, count(*)::int as answered,
                count(p.value) filter (where l.blind)::int as compared,
                count(*) filter (where l.blind and ${agree('p.value', 'l.value', '$1')})::int as agreed
           from (select case_id, value, blind, created_at from label
                  where project_id = $1 and created_at >= $2 and created_at < $3::timestamptz + interval '1 hour'
                    and corrects_id is null and import_id is null order by created_at desc limit $5) l
           left join lateral (select value from prediction where case_id = l.case_id and kind = 'model' and error is null
                               order by id limit 1) p on l.blind
          group by 1)
       select hour, coalesce(cases, 0) as cases, coalesce(automated, 0) as automated, coalesce(opened, 0) as opened,
              coalesce(asked, 0) as asked, coalesce(failed, 0) as failed, coalesce(answered, 0) as answered, coalesce(compared, 0) as compared, coalesce(agreed, 0) as agreed
         from generate_series($2::timestamptz, $3::timestamptz, '1 hour') as hour
         left join cases using (hour) left join answers using (hour) order by hour`,
      [projectId, first, last, MAX_CASES, MAX_LABELS, veiled],
    );
  }
}
