import type { Level } from '@handrail/shared/ladder';
import { keepSuggestionSeen, type NewReview } from '../decisions/index.js';
import { agree, type Tx } from '../platform/database/index.js';

/** A claimed review with its case; the suggestion only where the reviewer may see it. */
export type ClaimedRow = {
  id: string;
  case_id: string;
  reason: string;
  blind: boolean;
  input: unknown;
  segment: string | null;
  lease_token: string;
  lease_expires_at: Date;
  created_at: Date;
  threshold: number | null;
  policy_version: number;
  p_value: unknown;
  p_confidence: number | null;
  p_model: string | null;
  p_evidence: unknown;
};

export async function insertReviews(tx: Tx, reviews: readonly NewReview[]): Promise<void> {
  await tx.query(
    `insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, prediction_id, created_at)
     select "id", "caseId", "projectId", "policyVersion", "reason", "blind", "decides", "priority", "predictionId", "createdAt"
       from jsonb_to_recordset($1::jsonb) as r("id" uuid, "caseId" uuid, "projectId" uuid, "policyVersion" integer, "reason" text, "blind" boolean,
            "decides" boolean, "priority" double precision, "predictionId" uuid, "createdAt" timestamptz)`,
    [JSON.stringify(reviews)],
  );
}

/** Whether the person `person` has skipped the review `r` and was not asked again. */
export const hasSkipped = (person: string): string =>
  `exists (select 1 from review_skip s where s.review_id = r.id and s.person_id = ${person} and s.taken_back_at is null)`;

/**
 * Whether the person `person` may be given the review `r`: two answers to a case are two people, and a blind one is of
 * somebody who has not seen the suggestion. Who skipped it does not get it again.
 */
export const mayBeGiven = (person: string): string => `(
  not ${hasSkipped(person)}
  and not exists (select 1 from label l where l.case_id = r.case_id and l.person_id = ${person})
  and (not r.blind or not exists (select 1 from suggestion_seen s where s.case_id = r.case_id and s.person_id = ${person})))`;

/**
 * Gives up to `count` open reviews to one person. Locked rows are passed over, so two people who ask at the same moment
 * never get the same one; each claim raises the fencing token, so an earlier holder's answer is refused.
 */
export async function claimOpen(
  tx: Tx,
  given: { projectId: string; personId: string; tabId: string | null; count: number; now: Date; until: Date },
): Promise<void> {
  const taken = await tx.query<Taken>(
    `update review set leased_by = $2, lease_tab = $6, lease_token = lease_token + 1, lease_expires_at = $5
      where id in (
        select r.id from review r
         where r.project_id = $1 and r.state = 'open'
           and (r.leased_by is null or r.lease_expires_at <= $4)
           and ${mayBeGiven('$2')}
         order by r.priority desc, r.created_at, r.id
         limit $3 for update of r skip locked)
      returning case_id, prediction_id`,
    [given.projectId, given.personId, given.count, given.now, given.until, given.tabId],
  );
  await keepSeen(tx, taken, given);
}

/** Gives one particular open review to a person if nobody holds it, and whether they have it; raises the token as every claim does. */
export async function claimOne(
  tx: Tx,
  given: { projectId: string; personId: string; tabId: string | null; reviewId: string; now: Date; until: Date },
): Promise<boolean> {
  const taken = await tx.query<Taken>(
    `update review r set leased_by = $3, lease_tab = $6, lease_token = lease_token + 1, lease_expires_at = $5
      where id = $1 and project_id = $2 and state = 'open' and (leased_by is null or lease_expires_at <= $4)
        and ${mayBeGiven('$3')} returning case_id, prediction_id`,
    [given.reviewId, given.projectId, given.personId, given.now, given.until, given.tabId],
  );
  await keepSeen(tx, taken, given);
  return taken.length > 0;
}

type Taken = { case_id: string; prediction_id: string | null };

/** Who is given a review with the suggestion has seen it, whether they answer or not. */
async function keepSeen(
  tx: Tx,
  taken: readonly Taken[],
  { personId, now: at }: { personId: string; now: Date },
): Promise<void> {
  const caseIds = taken.flatMap((row) => (row.prediction_id === null ? [] : row.case_id));
  await keepSuggestionSeen(tx, { caseIds, personId, at });
}

const CLAIMED = `select r.id, r.case_id, r.reason, r.blind, c.input, c.segment, r.lease_token::text, r.lease_expires_at, r.created_at, r.policy_version,
    (c.route->>'threshold')::float8 as threshold, p.value as p_value, p.confidence as p_confidence, p.model as p_model, p.evidence as p_evidence
  from review r join intake_case c on c.id = r.case_id
  left join prediction p on p.id = r.prediction_id and not r.blind`;

/** What one page of the person holds, in the order in which to answer. */
export async function listHeld(
  tx: Tx,
  given: { projectId: string; personId: string; tabId: string | null; now: Date },
): Promise<ClaimedRow[]> {
  return tx.query<ClaimedRow>(
    `${CLAIMED} where r.project_id = $1 and r.leased_by = $2 and r.state = 'open' and r.lease_expires_at > $3
       and r.lease_tab is not distinct from $4
     order by r.priority desc, r.created_at, r.id`,
    [given.projectId, given.personId, given.now, given.tabId],
  );
}

/** How many reviews all pages of the person hold together. */
export async function countHeld(tx: Tx, given: { projectId: string; personId: string; now: Date }): Promise<number> {
  const [row] = await tx.query<{ held: number }>(
    `select count(*)::int as held from review where project_id = $1 and leased_by = $2 and state = 'open' and lease_expires_at > $3`,
    [given.projectId, given.personId, given.now],
  );
  return row?.held ?? 0;
}

/** What a page held that was loaded anew goes over to the new one; under a new token, so nothing of the old one counts. */
export async function takeOver(
  tx: Tx,
  given: { projectId: string; personId: string; tabId: string; from: string; now: Date },
): Promise<void> {
  await tx.query(
    `update review set lease_tab = $3, lease_token = lease_token + 1
      where project_id = $1 and leased_by = $2 and lease_tab = $4 and state = 'open' and lease_expires_at > $5`,
    [given.projectId, given.personId, given.tabId, given.from, given.now],
  );
}

export type LeasedReview = {
  id: string;
  case_id: string;
  project_id: string;
  policy_version: number;
  reason: string;
  blind: boolean;
  decides: boolean;
  prediction_id: string | null;
  state: string;
  leased_by: string | null;
  lease_token: string;
  lease_expires_at: Date | null;
  output_schema: unknown;
  slug: string;
};

/** Locks the review for its answer. */
export async function lockReview(tx: Tx, reviewId: string): Promise<LeasedReview | undefined> {
  const [row] = await tx.query<LeasedReview>(
    `select r.id, r.case_id, r.project_id, r.policy_version, r.reason, r.blind, r.decides, r.prediction_id, r.state, r.leased_by,
            r.lease_token::text, r.lease_expires_at, p.output_schema, project.slug
       from review r join policy p on p.project_id = r.project_id and p.version = r.policy_version
       join project on project.id = r.project_id
      where r.id = $1 for update of r`,
    [reviewId],
  );
  return row;
}

/** What an answer is compared with: the answer of the machine on duty, where it gave one. */
export type AnsweredCase = {
  segment: string | null;
  level: Level;
  machine: string | null;
  blind_propensity: number | null;
  /** Null: there is no machine's answer. */
  is_same: boolean | null;
  /** Whether who answers has seen the machine's answer, by now. */
  has_seen: boolean;
};

/** Locks a case for the answers to it, and reads what the answer `value` is compared with. */
export async function answeredCase(
  tx: Tx,
  { caseId, value, personId }: { caseId: string; value: unknown; personId: string },
): Promise<AnsweredCase> {
  const [row] = await tx.query<AnsweredCase>(
    `select c.segment, c.route->>'level' as level, coalesce(c.route->>'machine', p.model) as machine,
            (c.route->>'blindPropensity')::float8 as blind_propensity, ${agree('p.value', '$2::jsonb', 'c.project_id')} as is_same,
            exists (select 1 from suggestion_seen s where s.case_id = c.id and s.person_id = $3) as has_seen
       from intake_case c
       left join lateral (select model, value from prediction where case_id = c.id and kind = 'model' and error is null
                             and (c.route->>'machine' is null or model = c.route->>'machine') order by id limit 1) p on true
      where c.id = $1 for no key update of c`,
    [caseId, JSON.stringify(value), personId],
  );
  if (!row) throw new Error(`No case ${caseId}.`);
  return row;
}
