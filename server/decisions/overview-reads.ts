import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { errorCurve, HAND_PICKED_REASONS, type CurvePoint, type JudgedPrediction } from '@handrail/shared/ladder';
import { assertMay, hidesBlind } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { withoutBlindOpen } from './case-list.sql.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;
/** What one screen may read, however busy the project is: the newest of the time shown. */
const MAX_CASES = 100_000;
const MAX_LABELS = 20_000;
const CURVE_CASES = 2_000;
const CURVE_LABELS = 5_000;

export type HourRow = {
  hour: Date;
  cases: number;
  automated: number;
  opened: number;
  failed: number;
  answered: number;
  compared: number;
  agreed: number;
};

/** What the overview and the ladder's curve read. Every query is bounded by time or by count. */
@Injectable()
export class OverviewReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
    private readonly clock: Clock,
  ) {}

  /** The last 24 hours, hour by hour, oldest first; the last one is not over yet. */
  async hours(actor: Actor, projectId: string): Promise<HourRow[]> {
    assertMay(actor, 'policy:read', projectId);
    const now = this.clock.now();
    const last = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
    const first = new Date(last - (HOURS - 1) * HOUR_MS);
    return this.database.query<HourRow>(
      `with cases as (
         select date_bin('1 hour', created_at, $2) as hour, count(*)::int as cases,
                count(*) filter (where route->'decider'->>'kind' <> 'human')::int as automated,
                count(*) filter (where jsonb_typeof(route->'review') = 'object')::int as opened,
                count(*) filter (where jsonb_typeof(route->'failure') = 'object')::int as failed
           from (select created_at, route from intake_case c where project_id = $1 and created_at >= $2 and source <> 'import' ${withoutBlindOpen('$6')}
                  order by created_at desc, id desc limit $4) c group by 1),
       answers as (
         select date_bin('1 hour', l.created_at, $2) as hour, count(*)::int as answered,
                count(p.value) filter (where l.blind)::int as compared,
                count(*) filter (where l.blind and p.value = l.value)::int as agreed
           from (select case_id, value, blind, created_at from label
                  where project_id = $1 and created_at >= $2 and corrects_id is null and import_id is null order by created_at desc limit $5) l
           left join lateral (select value from prediction where case_id = l.case_id and kind = 'model' and error is null
                               order by id limit 1) p on l.blind
          group by 1)
       select hour, coalesce(cases, 0) as cases, coalesce(automated, 0) as automated, coalesce(opened, 0) as opened,
              coalesce(failed, 0) as failed, coalesce(answered, 0) as answered, coalesce(compared, 0) as compared, coalesce(agreed, 0) as agreed
         from generate_series($2::timestamptz, $3::timestamptz, '1 hour') as hour
         left join cases using (hour) left join answers using (hour) order by hour`,
      [projectId, first, new Date(last), MAX_CASES, MAX_LABELS, hidesBlind(actor, projectId)],
    );
  }

  /** Error against share automated at each threshold, for the model that is in force. */
  async curve(actor: Actor, projectId: string): Promise<CurvePoint[]> {
    assertMay(actor, 'policy:read', projectId);
    const { policy } = await this.directory.get(projectId);
    const chosen = `select confidence, value from prediction where case_id = c.id and kind = 'model' and error is null
      and confidence is not null and ($2::text is null or model = $2) order by id limit 1`;
    const [confidences, judged] = await Promise.all([
      this.database.query<{ confidence: number }>(
        `select p.confidence from (select id from intake_case c where project_id = $1 and source <> 'import' ${withoutBlindOpen('$4')} order by created_at desc, id desc limit $3) c
           join lateral (${chosen}) p on true`,
        [projectId, policy.incumbent, CURVE_CASES, hidesBlind(actor, projectId)],
      ),
      this.database.query<JudgedPrediction>(
        `select p.confidence, p.value <> l.value as "isWrong", (c.route->>'blindPropensity')::float8 as propensity
           from (select case_id, value from label l where project_id = $1 and blind and ${DRAWN}
                    -- The last blind answer counts; one that corrected it after a look at the machine does not replace it.
                    and not exists (select 1 from label later where later.corrects_id = l.id and later.blind)
                  order by created_at desc limit $3) l
           join intake_case c on c.id = l.case_id join lateral (${chosen}) p on true
          where (c.route->>'blindPropensity')::float8 > 0`,
        [projectId, policy.incumbent, CURVE_LABELS],
      ),
    ]);
    return errorCurve({ confidences: confidences.map(({ confidence }) => confidence), judged, grid: GRID });
  }
}

/** Labels of cases that were picked by hand measure nothing. Constants of ours, no input. */
const DRAWN = `not exists (select 1 from review r where r.id = l.review_id and r.reason = any('{${HAND_PICKED_REASONS.join(',')}}'))`;

/** Hundredths, and thousandths at the top, where confidences crowd. */
const GRID = [
  ...Array.from({ length: 51 }, (_, index) => (50 + index) / 100),
  ...Array.from({ length: 9 }, (_, index) => (991 + index) / 1000),
];
