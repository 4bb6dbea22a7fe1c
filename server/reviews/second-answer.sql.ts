import { answerEffect, type AnswerEffect, type Standing } from '@handrail/shared/ladder';
import { agree, type Tx } from '../platform/database/index.js';
import { shownId } from '../platform/ids/index.js';
import { requestableCases } from './requestable-cases.sql.js';
import { insertReviews, type LeasedReview } from './review-queue.sql.js';

type Given = { readonly value: unknown; readonly personId: string; readonly correctsId: string | null };
type Row = { by: Standing['decidedBy']; is_own: boolean; agrees: boolean; standing: number; given: number };

/** What an answer that is stored already does to its case's decision. */
export async function effectOf(tx: Tx, review: LeasedReview, given: Given): Promise<AnswerEffect> {
  if (review.decides && given.correctsId === null) return 'supersedes';
  // Who corrects their own answer means the new one, however near it is.
  const same = given.correctsId === null ? agree('d.value', '$2::jsonb', 'd.project_id') : 'd.value = $2::jsonb';
  const votes = (value: string): string => `(select count(distinct coalesce(l.person_id, l.id))::int from label l
    where l.case_id = d.case_id and not exists (select 1 from label later where later.corrects_id = l.id)
      and ${agree('l.value', value, 'd.project_id')})`;
  const [row] = await tx.query<Row>(
    `select d.decided_by_kind as by, d.decided_by_id is not distinct from $3::uuid as is_own, ${same} as agrees,
            ${votes('d.value')} as standing, ${votes('$2::jsonb')} as given
       from decision d where d.case_id = $1 order by d.sequence desc limit 1`,
    [review.case_id, JSON.stringify(given.value), given.personId],
  );
  if (!row) return 'supersedes';
  const { by: decidedBy, is_own: isOwn, agrees, standing, given: forIt } = row;
  return answerEffect({ decidedBy, isOwn, agrees, votes: { standing, given: forIt } });
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
