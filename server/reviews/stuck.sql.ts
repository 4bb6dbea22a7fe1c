import type { Tx } from '../platform/database/index.js';
import { mayBeGiven } from './review-queue.sql.js';

/** Looked at, oldest first: a project in which so many reviews were skipped has more to mend than a list tells. */
const LOOKED_THROUGH = 2000;

/** Open reviews of a project that may have nobody left: somebody skipped them, or they were picked among answered cases. */
export const SKIPPED_OR_PICKED = (project: string): string => `
  select r.* from review r where r.project_id = ${project} and r.state = 'open'
     and (exists (select 1 from review_skip s where s.review_id = r.id and s.taken_back_at is null) or r.reason = 'disagreement')
   order by r.created_at limit ${LOOKED_THROUGH}`;

/** Whether no reviewer of the project can be given the review `r`. */
export const isStuck = `not exists (select 1 from membership m join person p on p.id = m.person_id and p.disabled_at is null
  where m.project_id = r.project_id and m.role = 'REVIEWER' and ${mayBeGiven('m.person_id')})`;

/** How many cases of a project wait that nobody is left to answer, or that people do not agree on while nobody is asked. */
export const STUCK_COUNT = (project: string): string => `(
  (select count(*) from (${SKIPPED_OR_PICKED(project)}) r where ${isStuck})
  + (select count(*) from unsettled_case u where u.project_id = ${project}
      and not exists (select 1 from review r where r.case_id = u.case_id and r.state = 'open')
      and not exists (select 1 from case_erasure e where e.case_id = u.case_id)))::int`;

export type SkipsOfStuck = {
  readonly cases: number;
  readonly latest: Date;
  /** The commonest; null: most gave none. */
  readonly reason: string | null;
};

/** What people said when they skipped the cases that nobody is left to answer; undefined: none of them was skipped. */
export async function skipsOfStuck(tx: Tx, projectId: string): Promise<SkipsOfStuck | undefined> {
  const [row] = await tx.query<{ cases: number; latest: Date | null; reason: string | null }>(
    `with skips as (select r.id, s.created_at, nullif(btrim(s.reason), '') as reason
                      from (${SKIPPED_OR_PICKED('$1')}) r join review_skip s on s.review_id = r.id and s.taken_back_at is null
                     where ${isStuck})
     select count(distinct id)::int as cases, max(created_at) as latest, mode() within group (order by coalesce(reason, '')) as reason from skips`,
    [projectId],
  );
  if (!row || row.latest === null) return undefined;
  return { cases: row.cases, latest: row.latest, reason: row.reason === '' ? null : row.reason };
}
