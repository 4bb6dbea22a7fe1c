import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { CORRECTION_MINUTES, HAND_PICKED_REASONS, levelRank } from '@handrail/shared/ladder';
import type { AnswerSeen } from '@handrail/shared/monitoring';
import { outputSchemaSchema, validateOutput, type OutputValue } from '@handrail/shared/schema';
import { recordHumanDecision } from '../decisions/index.js';
import { assertMay, mayIn, requirePerson } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { OncePerKey, type KeyedRequest } from '../platform/idempotency/index.js';
import { LivePath, Telemetry } from '../platform/telemetry/index.js';
import { shownId } from '../platform/ids/index.js';
import { announceDecision } from './announce-decision.js';
import { evenly } from './even-pace.js';
import { askAnother, effectOf, keepUnsettled } from './second-answer.sql.js';
import { leaseLost, type LeaseLoss } from './lease-lost.js';
import { answeredCase, lockReview, type AnsweredCase, type LeasedReview } from './review-queue.sql.js';

export type Answer = {
  reviewId: string;
  leaseToken: string;
  value: unknown;
  note?: string | undefined;
  /** Null or absent: its reviewer answered before all of the case was there. */
  leadTimeMs?: number | null | undefined;
  /** What comes again under one key is stored once and gets the first answer. */
  idempotencyKey?: string | undefined;
};
export type Correction = {
  labelId: string;
  value: unknown;
  note?: string | undefined;
  idempotencyKey?: string | undefined;
};
export type SubmitOutcome =
  | { readonly kind: 'stored'; readonly labelId: string; readonly caseId: string }
  | LeaseLoss
  | { readonly kind: 'refused'; readonly message: string };

type Person = Extract<Actor, { kind: 'person' }>;
/** What is told beside the answer, once, after the commit. */
type Stored = { readonly project: string; readonly seen: AnswerSeen | null; readonly isVeiled: boolean };
type Told = { stored?: Stored };
type Work = Told & { readonly outcome: SubmitOutcome };
type OldLabel = { review_id: string; person_id: string; created_at: Date; lead_time_ms: number | null };
type NewLabel = { value: OutputValue; note: string | null; leadTimeMs: number | null; correctsId: string | null };
const SEEING = ['decisions:read', 'labels:read'] as const;
const MAX_LEAD_MS = 24 * 3_600_000;
const MAX_NOTE = 5000;

/** Stores a reviewer's answer, and the decision that it makes. */
@Injectable()
export class SubmitLabel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly telemetry: Telemetry,
    private readonly live: LivePath,
    private readonly once: OncePerKey,
  ) {}

  /** Only the lease that is still held answers: the token and the time are checked under the row's lock. */
  async run(actor: Actor, answer: Answer): Promise<SubmitOutcome> {
    const person = requirePerson(actor);
    const now = this.clock.now();
    return this.counted(async (tx, told) => {
      const review = await lockReview(tx, answer.reviewId);
      if (!review) throw notFound('review');
      assertMay(actor, 'reviews:answer', review.project_id);
      return this.once.run(tx, asked('submit', { answer, review, person, now }), async () => {
        const lost = await leaseLost(tx, review, { personId: person.personId, token: answer.leaseToken, now });
        if (lost) return lost;
        const value = validateOutput(outputSchemaSchema.parse(review.output_schema), answer.value);
        if (!value.ok) return refused(value.errors[0]?.detail);
        await tx.query(
          `update review set state = 'answered', closed_at = $2, leased_by = null, lease_expires_at = null where id = $1`,
          [review.id, now],
        );
        // A case that was picked stood in the log with what the machine said: who reads that gives no blind answer.
        const isPicked = HAND_PICKED_REASONS.some((reason) => reason === review.reason);
        const blind = review.blind && !(isPicked && reads(actor, review.project_id));
        const leadTimeMs = leadTimeOf(answer.leadTimeMs);
        const label = { value: value.value, note: noteOf(answer.note), leadTimeMs, correctsId: null };
        return this.store(tx, { review: { ...review, blind }, person, now, label, told });
      });
    });
  }

  /** Corrects one's own recent answer: a new label beside the old one, and a new decision unless others confirmed the old. */
  async correct(actor: Actor, correction: Correction): Promise<SubmitOutcome> {
    const person = requirePerson(actor);
    const now = this.clock.now();
    return this.counted(async (tx, told) => {
      const [old] = await tx.query<OldLabel>(
        'select review_id, person_id, created_at, lead_time_ms from label where id = $1',
        [correction.labelId],
      );
      const review = old && (await lockReview(tx, old.review_id));
      if (!old || !review || old.person_id !== person.personId) throw notFound('label');
      assertMay(actor, 'reviews:answer', review.project_id);
      return this.once.run(tx, asked('correct', { answer: correction, review, person, now }), async () => {
        // Asked under the lock: of two corrections at the same moment the second must see the first.
        const later = await tx.query('select 1 from label where corrects_id = $1', [correction.labelId]);
        if (later.length > 0) return refused('was corrected already; correct the newer one');
        if (now.getTime() - old.created_at.getTime() > CORRECTION_MINUTES * 60_000)
          return refused(`can be corrected for ${CORRECTION_MINUTES} minutes, which are over`);
        const value = validateOutput(outputSchemaSchema.parse(review.output_schema), correction.value);
        if (!value.ok) return refused(value.errors[0]?.detail);
        const [note, correctsId] = [noteOf(correction.note), correction.labelId];
        const label = { value: value.value, note, leadTimeMs: old.lead_time_ms, correctsId };
        // Who can look at decisions may have seen the machine's since they answered: what they correct now is not blind.
        const blind = review.blind && !reads(actor, review.project_id);
        return this.store(tx, { review: { ...review, blind }, person, now, label, told });
      });
    });
  }

  /** Counts after the commit: work that runs again after a deadlock is one answer, one that came again is none. */
  private async counted(work: (tx: Tx, told: Told) => Promise<SubmitOutcome>): Promise<SubmitOutcome> {
    const startedAt = performance.now();
    const { outcome, stored } = await this.unitOfWork.run(async (tx): Promise<Work> => {
      const told: Told = {};
      const given = await work(tx, told);
      return { outcome: given, ...told };
    });
    if (stored) {
      this.telemetry.labels.inc({ project: stored.project });
      if (stored.seen) this.live.tell('answer', stored.seen);
      if (stored.isVeiled) await evenly(startedAt);
    }
    return outcome;
  }

  private async store(
    tx: Tx,
    given: { review: LeasedReview; person: Person; now: Date; label: NewLabel; told: Told },
  ): Promise<SubmitOutcome> {
    const { person, now, label } = given;
    const labelId = shownId(now);
    const of = { caseId: given.review.case_id, value: label.value, personId: person.personId };
    // Answers of two reviews of one case follow each other: each sees the decision that the other made.
    const answered = await answeredCase(tx, of);
    // Who was given it blind and has looked it up meanwhile, by whatever role they had, answers no more blind than others.
    const review = { ...given.review, blind: given.review.blind && !answered.has_seen };
    await tx.query(
      `insert into label (id, review_id, case_id, project_id, person_id, value, note, lead_time_ms, shown_prediction_id, blind, lease_token, corrects_id, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        labelId,
        review.id,
        review.case_id,
        review.project_id,
        person.personId,
        JSON.stringify(label.value),
        label.note,
        label.leadTimeMs,
        review.prediction_id,
        review.blind,
        review.lease_token,
        label.correctsId,
        now,
      ],
    );
    // Of a machine that decides, an answer must not take longer on one side of the threshold than on the other.
    const isVeiled = given.review.blind && levelRank(answered.level) >= levelRank('PARTIAL_AUTOMATION');
    const effect = await effectOf(tx, review, { ...label, personId: person.personId, isVeiled });
    if (effect === 'supersedes') {
      const isCorrection = await recordHumanDecision(tx, {
        caseId: review.case_id,
        projectId: review.project_id,
        value: label.value,
        personId: person.personId,
        personName: person.name,
        policyVersion: review.policy_version,
        reason: review.reason,
        now,
      });
      await announceDecision(tx, review, { value: label.value, isCorrection, now });
    }
    // A first answer has nobody to differ from.
    const isFirst = review.decides && label.correctsId === null && !isVeiled;
    if (!isFirst && (await keepUnsettled(tx, review, now)) && effect === 'differs') await askAnother(tx, review, now);
    await this.feed.publish(tx, { type: 'decided', projectId: review.project_id, caseIds: [review.case_id] });
    await this.feed.publish(tx, { type: 'queue', projectId: review.project_id });
    // A correction was counted as an answer already.
    const seen = label.correctsId === null ? toSeen(review, label, { ...answered, at: now.getTime() }) : null;
    given.told.stored = { project: review.slug, seen, isVeiled };
    return { kind: 'stored', labelId, caseId: review.case_id };
  }
}

function leadTimeOf(given: number | null | undefined): number | null {
  return given == null ? null : Math.round(Math.min(MAX_LEAD_MS, Math.max(0, given)));
}

function reads(actor: Actor, projectId: string): boolean {
  return SEEING.some((permission) => mayIn(actor, permission, projectId));
}

function toSeen(review: LeasedReview, label: NewLabel, of: AnsweredCase & { at: number }): AnswerSeen {
  const isDrawn = !HAND_PICKED_REASONS.some((reason) => reason === review.reason);
  return {
    project: { id: review.project_id, outputSchema: outputSchemaSchema.parse(review.output_schema) },
    at: of.at,
    segment: of.segment,
    level: of.level,
    machine: of.machine ?? '',
    value: label.value,
    isSame: of.is_same,
    isBlind: review.blind,
    propensity: review.blind && isDrawn ? of.blind_propensity : null,
    leadTimeMs: label.leadTimeMs,
    decides: review.decides,
  };
}

/** The keys of each person and kind of answer are apart from all others. */
function asked(
  what: 'submit' | 'correct',
  given: { answer: Answer | Correction; review: LeasedReview; person: Person; now: Date },
): KeyedRequest {
  const { idempotencyKey, ...body } = given.answer;
  return {
    projectId: given.review.project_id,
    operation: `label.${what} ${given.person.personId}`,
    key: idempotencyKey ?? null,
    body,
    now: given.now,
  };
}

function refused(detail: string | undefined): SubmitOutcome {
  return { kind: 'refused', message: `The answer ${detail ?? 'does not fit'}.` };
}

function noteOf(note: string | undefined | null): string | null {
  const text = (note ?? '').trim().replaceAll('\0', '').slice(0, MAX_NOTE);
  return text === '' ? null : text;
}
