import { answerEffect, type AnswerEffect, type Standing } from '@handrail/shared/ladder';
import { agree, type Tx } from '../platform/database/index.js';
import { shownId } from '../platform/ids/index.js';
import { requestableCases } from './requestable-cases.sql.js';
import { insertReviews, type LeasedReview } from './review-queue.sql.js';

type Given = { readonly value: unknown; readonly personId: string; readonly correctsId: string | null };
type Row = {
  by: Standing['decidedBy'];
  is_own: boolean;
  is_settled: boolean;
  agrees: boolean;
  standing: number;
  given: number;
  against: number;
};

/** Answers of a case that stand; `who`: whoever gave them, once however often they did. */
const STANDING = (
  caseId: string,
): string => `(select l.value, coalesce(l.person_id, l.id) as who, l.created_at from label l
  where l.case_id = ${caseId} and not exists (select 1 from label later where later.corrects_id = l.id))`;

/** How many people say so. */
const votes = (value: string, { caseId, project }: { caseId: string; project: string }): string =>
  `(select count(distinct s.who)::int from ${STANDING(caseId)} s where ${agree('s.value', value, project)})`;

/** What an answer that is stored already does to its case's decision. `isVeiled`: looked at also where it is plain. */
export async function effectOf(
  tx: Tx,
  review: LeasedReview,
  { isVeiled, ...given }: Given & { readonly isVeiled: boolean },
): Promise<AnswerEffect> {
  const isFirst = review.decides && given.correctsId === null;
  if (isFirst && !isVeiled) return 'supersedes';
  // Who corrects their own answer means the new one, however near it is.
  const same = given.correctsId === null ? agree('d.value', '$2::jsonb', 'd.project_id') : 'd.value = $2::jsonb';
  const of = { caseId: 'd.case_id', project: 'd.project_id' };
  const [row] = await tx.query<Row>(
    `select d.decided_by_kind as by, d.decided_by_id is not distinct from $3::uuid as is_own, ${same} as agrees,
            exists (select 1 from settled_case c where c.case_id = d.case_id and c.person_id <> $3::uuid) as is_settled,
            ${votes('d.value', of)} as standing, ${votes('$2::jsonb', of)} as given,
            (select count(distinct s.who)::int from ${STANDING('d.case_id')} s
              where ${agree('s.value', 'd.value', 'd.project_id')} and not ${agree('s.value', '$2::jsonb', 'd.project_id')}) as against
       from decision d where d.case_id = $1 order by d.sequence desc limit 1`,
    [review.case_id, JSON.stringify(given.value), given.personId],
  );
  if (!row || isFirst) return 'supersedes';
  const { by: decidedBy, is_own: isOwn, is_settled: isSettled, agrees, standing, given: forIt, against } = row;
  return answerEffect({ decidedBy, isOwn, isSettled, agrees, votes: { standing, given: forIt }, against });
}

/**
 * Keeps whether people differ on a case: as many say something else as say what stands. Gives whether they do. What a lead
 * has settled is settled.
 */
export async function keepUnsettled(tx: Tx, { case_id: caseId }: LeasedReview, now: Date): Promise<boolean> {
  const of = { caseId: 'd.case_id', project: 'd.project_id' };
  const rows = await tx.query(
    `with d as (select case_id, project_id, value from decision where case_id = $1 order by sequence desc limit 1),
          open as (select d.case_id, d.project_id from d
            where not exists (select 1 from settled_case c where c.case_id = d.case_id) and ${votes('d.value', of)} > 0
              and exists (select 1 from ${STANDING('d.case_id')} o
                           where not ${agree('o.value', 'd.value', 'd.project_id')} and ${votes('o.value', of)} >= ${votes('d.value', of)})),
          settled as (delete from unsettled_case where case_id = $1 and not exists (select 1 from open)),
          kept as (insert into unsettled_case (case_id, project_id, since) select case_id, project_id, $2 from open on conflict do nothing)
     select 1 from open`,
    [caseId, now],
  );
  return rows.length > 0;
}

/** Where people differ, somebody else is asked, if there is anybody who has neither answered the case nor seen it. */
export async function askAnother(
  tx: Tx,
  { case_id: caseId, project_id: projectId }: LeasedReview,
  now: Date,
): Promise<void> {
  const [open] = await requestableCases(tx, { projectId, ids: [caseId], alsoLabelled: true });
  if (open?.has_somebody !== true) return;
  await insertReviews(tx, [
    {
      id: shownId(now),
      caseId,
      projectId,
      policyVersion: open.policy_version,
      reason: 'disagreement',
      blind: true,
      decides: false,
      priority: 0.5,
      predictionId: null,
      createdAt: now,
    },
  ]);
}
