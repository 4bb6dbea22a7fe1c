import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { outputSchemaSchema, validateOutput, type OutputValue } from '@handrail/shared/schema';
import { recordHumanDecision } from '../decisions/index.js';
import { assertMay, requirePerson } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, ProblemError } from '../platform/http/index.js';
import { shownId } from '../platform/ids/index.js';
import { recordAudit } from '../projects/index.js';
import { announceDecision } from './announce-decision.js';
import { pseudonymOf } from './pseudonym.sql.js';
import { lockReview, type LeasedReview } from './review-queue.sql.js';
import { isStuck } from './stuck.sql.js';

export type Settlement = {
  readonly projectId: string;
  readonly caseId: string;
  readonly value: unknown;
  readonly note?: string | undefined;
};
/** `reviewer`: the code of who skipped; absent: everybody who did. */
export type AskAgain = {
  readonly projectId: string;
  readonly reviewId: string;
  readonly reviewer?: string | undefined;
};
type Found = { policy_version: number; output_schema: unknown; slug: string; is_unsettled: boolean; stuck: string[] };
type Person = Extract<Actor, { kind: 'person' }>;

const MOST_NOTE = 5000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a lead does with a case that people cannot settle among themselves: decides it, or asks those again who skipped it. */
@Injectable()
export class SettleCase {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /**
   * Decides a case that nobody is left to answer, or on which people differ. The answer is a label beside theirs, not blind;
   * later ones leave it as it is.
   *
   * @throws ProblemError `conflict` where somebody can still be asked or people agree, `invalid` for what is no answer.
   */
  async settle(actor: Actor, { projectId, caseId, value: given, note }: Settlement): Promise<void> {
    const person = requirePerson(actor);
    assertMay(actor, 'cases:settle', projectId);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const found = await findCase(tx, projectId, caseId);
      if (!found) throw notFound('case');
      if (!found.is_unsettled && found.stuck.length === 0)
        throw new ProblemError('conflict', 'People agree on this case, or somebody can still be asked about it.');
      const checked = validateOutput(outputSchemaSchema.parse(found.output_schema), given);
      if (!checked.ok)
        throw invalid(`The answer ${checked.errors[0]?.detail ?? 'does not fit'}.`, [
          { pointer: '/value', detail: checked.errors[0]?.detail ?? 'does not fit' },
        ]);
      const review = await this.reviewOf(tx, found, { projectId, caseId, now });
      await this.store(tx, review, { person, value: checked.value, note: noteOf(note), now });
      await recordAudit(tx, { projectId, actor, action: 'case.settle', subject: caseId, now });
      await this.feed.publish(tx, { type: 'decided', projectId, caseIds: [caseId] });
      await this.feed.publish(tx, { type: 'queue', projectId });
    });
  }

  /** Lets the case come again to people who skipped it; what they said of it stays. @throws ProblemError `conflict` where there is no such skip. */
  async askAgain(actor: Actor, { projectId, reviewId, reviewer }: AskAgain): Promise<void> {
    assertMay(actor, 'reviews:request', projectId);
    if (!UUID.test(reviewId)) throw notFound('review');
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const review = await lockReview(tx, reviewId);
      if (review?.project_id !== projectId) throw notFound('review');
      const taken = await tx.query(
        `update review_skip s set taken_back_at = $4 from review r
          where r.id = s.review_id and r.id = $1 and r.project_id = $2 and r.state = 'open' and s.taken_back_at is null
            and ($3::text is null or ${pseudonymOf('r.project_id', 's.person_id')} = $3) returning s.person_id`,
        [reviewId, projectId, reviewer ?? null, now],
      );
      if (taken.length === 0)
        throw new ProblemError(
          'conflict',
          'Nobody with that code has skipped this review, or it is not open any more.',
        );
      const detail = { reviewer: reviewer ?? 'everybody' };
      await recordAudit(tx, { projectId, actor, action: 'review.ask-again', subject: reviewId, detail, now });
      await this.feed.publish(tx, { type: 'queue', projectId });
    });
  }

  /** The review that it is an answer to: one that waits in vain, else one of its own. Others that wait in vain are withdrawn. */
  private async reviewOf(
    tx: Tx,
    found: Found,
    { projectId, caseId, now }: { projectId: string; caseId: string; now: Date },
  ): Promise<LeasedReview> {
    const [first, ...others] = found.stuck;
    const id = first ?? shownId(now);
    if (first === undefined) {
      await tx.query(
        `insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
         values ($1, $2, $3, $4, 'disagreement', false, true, 0, 'answered', $5, $5)`,
        [id, caseId, projectId, found.policy_version, now],
      );
    } else {
      await tx.query(
        `update review set state = case when id = $1 then 'answered' else 'withdrawn' end, closed_at = $3, leased_by = null, lease_expires_at = null
          where id = $1 or id = any($2::uuid[])`,
        [id, others, now],
      );
    }
    const review = await lockReview(tx, id);
    if (!review) throw new Error(`No review ${id}.`);
    return review;
  }

  private async store(
    tx: Tx,
    review: LeasedReview,
    { person, value, note, now }: { person: Person; value: OutputValue; note: string | null; now: Date },
  ): Promise<void> {
    // Who has answered it already corrects that: two answers are two people.
    await tx.query(
      `insert into label (id, review_id, case_id, project_id, person_id, value, note, lead_time_ms, blind, lease_token, corrects_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, null, false, $8,
               (select l.id from label l where l.case_id = $3 and l.person_id = $5
                   and not exists (select 1 from label later where later.corrects_id = l.id) order by l.created_at desc limit 1), $9)`,
      [
        shownId(now),
        review.id,
        review.case_id,
        review.project_id,
        person.personId,
        JSON.stringify(value),
        note,
        review.lease_token,
        now,
      ],
    );
    const { case_id: caseId, project_id: projectId, policy_version: policyVersion, reason } = review;
    const by = { personId: person.personId, personName: person.name };
    const isCorrection = await recordHumanDecision(tx, { caseId, projectId, value, ...by, policyVersion, reason, now });
    await announceDecision(tx, review, { value, isCorrection, now });
    await tx.query('delete from unsettled_case where case_id = $1', [caseId]);
    await tx.query(
      `insert into settled_case (case_id, project_id, person_id, settled_at) values ($1, $2, $3, $4)
       on conflict (case_id) do update set person_id = excluded.person_id, settled_at = excluded.settled_at`,
      [caseId, projectId, person.personId, now],
    );
  }
}

/** Locked, so that answers and settlements of one case follow each other. */
async function findCase(tx: Tx, projectId: string, caseId: string): Promise<Found | undefined> {
  if (!UUID.test(caseId)) return undefined;
  await tx.query('select 1 from intake_case where id = $1 for no key update', [caseId]);
  const [found] = await tx.query<Found>(
    `select c.policy_version, p.output_schema, project.slug, exists (select 1 from unsettled_case u where u.case_id = c.id)
              and not exists (select 1 from review r where r.case_id = c.id and r.state = 'open') as is_unsettled,
            coalesce((select array_agg(r.id::text order by r.decides desc, r.created_at) from review r
                       where r.case_id = c.id and r.state = 'open' and ${isStuck}), '{}') as stuck
       from intake_case c join policy p on p.project_id = c.project_id and p.version = c.policy_version
       join project on project.id = c.project_id
      where c.id = $1 and c.project_id = $2 and not exists (select 1 from case_erasure e where e.case_id = c.id)`,
    [caseId, projectId],
  );
  return found;
}

function noteOf(note: string | undefined): string | null {
  const text = (note ?? '').trim().replaceAll('\0', '').slice(0, MOST_NOTE);
  return text === '' ? null : text;
}
