import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { agree, Database } from '../platform/database/index.js';
import { pseudonymOf } from './pseudonym.sql.js';
import { isStuck, SKIPPED_OR_PICKED } from './stuck.sql.js';
import { hasSomebody } from './requestable-cases.sql.js';

const MOST_LISTED = 20;
const SKIPPED_DAYS = 30;

export type SkipReason = { readonly reason: string | null; readonly count: number };
export type Skip = { readonly reviewer: string; readonly name: string; readonly reason: string | null };
export type StuckReview = {
  readonly reviewId: string;
  readonly caseId: string;
  readonly input: unknown;
  readonly waitingSince: Date;
  readonly skips: readonly Skip[];
};
export type UnsettledCase = {
  readonly caseId: string;
  readonly input: unknown;
  readonly since: Date;
  /** What people say, and how many of them; what stands first. */
  readonly answers: readonly { readonly value: unknown; readonly people: number; readonly stands: boolean }[];
  /** Whether a reviewer is left who has neither answered nor seen it. */
  readonly canAsk: boolean;
};
export type SkippedReviews = {
  readonly nobodyLeft: number;
  readonly stuck: readonly StuckReview[];
  readonly unsettled: number;
  readonly differing: readonly UnsettledCase[];
  readonly reasons: readonly SkipReason[];
};

/** What was left to others and why, what nobody is left for, and what people do not agree on. */
@Injectable()
export class StuckReviews {
  constructor(private readonly database: Database) {}

  async read(actor: Actor, projectId: string): Promise<SkippedReviews> {
    assertMay(actor, 'decisions:read', projectId);
    const [stuck, differing, reasons] = await Promise.all([
      this.stuck(projectId),
      this.differing(projectId),
      this.database.query<SkipReason>(
        `select nullif(btrim(s.reason), '') as reason, count(*)::int as count from review_skip s join review r on r.id = s.review_id
          where r.project_id = $1 and s.created_at > now() - interval '${SKIPPED_DAYS} days'
          group by 1 order by 2 desc, 1 nulls last limit ${MOST_LISTED}`,
        [projectId],
      ),
    ]);
    return { nobodyLeft: stuck[0]?.total ?? 0, stuck, unsettled: differing[0]?.total ?? 0, differing, reasons };
  }

  private stuck(projectId: string): Promise<(StuckReview & { total: number })[]> {
    return this.database.query(
      `with skipped as materialized (${SKIPPED_OR_PICKED('$1')})
       select r.id as "reviewId", r.case_id as "caseId", c.input, r.created_at as "waitingSince", count(*) over ()::int as total,
              coalesce((select jsonb_agg(jsonb_build_object('reviewer', ${pseudonymOf('r.project_id', 's.person_id')}, 'name', p.name, 'reason', s.reason) order by s.created_at)
                          from review_skip s join person p on p.id = s.person_id where s.review_id = r.id and s.taken_back_at is null), '[]') as skips
         from skipped r join intake_case c on c.id = r.case_id where ${isStuck} order by r.created_at limit ${MOST_LISTED}`,
      [projectId],
    );
  }

  /** Without those that somebody is asked about now. */
  private differing(projectId: string): Promise<(UnsettledCase & { total: number })[]> {
    return this.database.query(
      `select c.id as "caseId", c.input, u.since, count(*) over ()::int as total, ${hasSomebody('c')} as "canAsk",
              (select jsonb_agg(jsonb_build_object('value', v.value, 'people', v.people, 'stands', v.stands) order by v.stands desc, v.people desc, v.value)
                 from (select l.value, count(distinct coalesce(l.person_id, l.id)) as people, ${agree('l.value', 'd.value', '$1')} as stands
                         from label l where l.case_id = c.id and not exists (select 1 from label later where later.corrects_id = l.id)
                        group by l.value, d.value) v) as answers
         from unsettled_case u join intake_case c on c.id = u.case_id
         join lateral (select value from decision where case_id = c.id order by sequence desc limit 1) d on true
        where u.project_id = $1 and not exists (select 1 from review r where r.case_id = c.id and r.state = 'open')
          and not exists (select 1 from case_erasure e where e.case_id = c.id)
        order by u.since limit ${MOST_LISTED}`,
      [projectId],
    );
  }
}
