import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { mayBeGiven } from './review-queue.sql.js';

const MOST_LISTED = 20;
/** Looked at, oldest first: a project in which so many reviews were skipped has more to mend than a list tells. */
const LOOKED_THROUGH = 2000;
const SKIPPED_DAYS = 30;

export type SkipReason = { readonly reason: string | null; readonly count: number };
export type StuckReview = {
  readonly caseId: string;
  readonly waitingSince: Date;
  readonly reasons: readonly (string | null)[];
};
export type SkippedReviews = {
  readonly nobodyLeft: number;
  readonly stuck: readonly StuckReview[];
  readonly reasons: readonly SkipReason[];
};

/** What was left to others, why, and what nobody is left for. */
@Injectable()
export class StuckReviews {
  constructor(private readonly database: Database) {}

  async read(actor: Actor, projectId: string): Promise<SkippedReviews> {
    assertMay(actor, 'decisions:read', projectId);
    const [stuck, reasons] = await Promise.all([
      this.database.query<StuckReview & { total: number }>(
        `with skipped as (
           select r.* from review r where r.project_id = $1 and r.state = 'open'
              and (exists (select 1 from review_skip s where s.review_id = r.id) or r.reason = 'disagreement')
            order by r.created_at limit ${LOOKED_THROUGH})
         select r.case_id as "caseId", r.created_at as "waitingSince", count(*) over ()::int as total,
                coalesce((select jsonb_agg(s.reason order by s.created_at) from review_skip s where s.review_id = r.id), '[]') as reasons
           from skipped r
          where not exists (select 1 from membership m join person p on p.id = m.person_id and p.disabled_at is null
                             where m.project_id = $1 and m.role = 'REVIEWER' and ${mayBeGiven('m.person_id')})
          order by r.created_at limit ${MOST_LISTED}`,
        [projectId],
      ),
      this.database.query<SkipReason>(
        `select nullif(btrim(s.reason), '') as reason, count(*)::int as count from review_skip s join review r on r.id = s.review_id
          where r.project_id = $1 and s.created_at > now() - interval '${SKIPPED_DAYS} days'
          group by 1 order by 2 desc, 1 nulls last limit ${MOST_LISTED}`,
        [projectId],
      ),
    ]);
    return { nobodyLeft: stuck[0]?.total ?? 0, stuck, reasons };
  }
}
