import { Injectable } from '@nestjs/common';
import type { DecisionView, RouteView } from '@handrail/shared/contracts';
import type { ReviewReason, Route } from '@handrail/shared/ladder';
import type { OutputValue } from '@handrail/shared/schema';
import { Database } from '../platform/database/index.js';
import { ProblemError } from '../platform/http/index.js';

type Row = {
  id: string;
  route: Route;
  created_at: Date;
  decision_value: OutputValue | null;
  decision_confidence: number | null;
  decision_kind: 'model' | 'human' | 'system' | null;
  decision_name: string | null;
  decision_at: Date | null;
  review_id: string | null;
  review_reason: ReviewReason | null;
  blind_review_id: string | null;
};
type Asked = {
  /** `first`: with the first answer that the case got, whatever has superseded that since. */
  readonly answer?: 'standing' | 'first';
  /** Whether what the machine said is hidden while a blind review is open. */
  readonly hidesBlind?: boolean;
};

/** What the caller of a new case is told, without asking the database for what has just been stored. */
export function viewOfNew(given: {
  readonly caseId: string;
  readonly reviewId: string | null;
  readonly route: Route;
  readonly now: Date;
}): DecisionView | undefined {
  const { route, reviewId } = given;
  const { decider } = route;
  const createdAt = given.now.toISOString();
  const common = { id: given.caseId, route: toRouteView(route), createdAt };
  if (decider.kind !== 'human') {
    const confidence = decider.kind === 'model' ? decider.confidence : null;
    return {
      ...common,
      status: 'decided',
      value: decider.value,
      confidence,
      decidedBy: decidedBy(decider.kind, decider.name),
      decidedAt: createdAt,
    };
  }
  return reviewId === null || !route.review
    ? undefined
    : { ...common, status: 'pending', review: { id: reviewId, reason: route.review.reason } };
}

/** A case as callers see it. */
@Injectable()
export class DecisionReads {
  constructor(private readonly database: Database) {}

  /** The case as it stands now; undefined when the project has none of this id. */
  async find(
    projectId: string,
    caseId: string,
    { answer = 'standing', hidesBlind = false }: Asked = {},
  ): Promise<DecisionView | undefined> {
    const [row] = await this.database.query<Row>(
      `select c.id, c.route, c.created_at, d.value as decision_value, d.confidence as decision_confidence, d.decided_by_kind as decision_kind,
              d.decided_by_name as decision_name, d.created_at as decision_at, r.id as review_id, r.reason as review_reason,
              case when $3::boolean then (select id from review where case_id = c.id and state = 'open' and blind limit 1) end as blind_review_id
         from intake_case c
         left join lateral (select * from decision where case_id = c.id order by sequence ${answer === 'first' ? 'asc' : 'desc'} limit 1) d on true
         left join review r on r.case_id = c.id and r.state = 'open' and r.decides
        where c.id = $2 and c.project_id = $1`,
      [projectId, caseId, hidesBlind],
    );
    return row && (toHidden(row) ?? toDecisionView(row));
  }
}

/** Undefined where nothing is to be hidden: without a blind review, and where no machine has a part in the case's way. */
function toHidden({ id, route, created_at, decision_kind, blind_review_id }: Row): DecisionView | undefined {
  if (blind_review_id === null || (decision_kind === null && route.reason === 'level')) return undefined;
  const { level, policyVersion } = route;
  return {
    id,
    status: 'pending',
    review: { id: blind_review_id, reason: 'hidden' },
    route: { level, reason: 'hidden', policyVersion },
    createdAt: created_at.toISOString(),
  };
}

function toDecisionView(row: Row): DecisionView {
  const common = { id: row.id, route: toRouteView(row.route), createdAt: row.created_at.toISOString() };
  if (
    row.decision_kind !== null &&
    row.decision_name !== null &&
    row.decision_at !== null &&
    row.decision_value !== null
  ) {
    return {
      ...common,
      status: 'decided',
      value: row.decision_value,
      confidence: row.decision_confidence,
      decidedBy: decidedBy(row.decision_kind, row.decision_name),
      decidedAt: row.decision_at.toISOString(),
    };
  }
  if (row.review_id === null || row.review_reason === null)
    throw new ProblemError('internal', `Case ${row.id} has no decision and no review.`);
  return { ...common, status: 'pending', review: { id: row.review_id, reason: row.review_reason } };
}

/** People are not named to callers. */
function decidedBy(
  kind: 'model' | 'human' | 'system',
  name: string,
): { kind: 'model' | 'human' | 'system'; name: string; version?: string } {
  if (kind === 'human') return { kind, name: 'reviewer' };
  const at = name.lastIndexOf('@');
  return at > 0 ? { kind, name: name.slice(0, at), version: name.slice(at + 1) } : { kind, name };
}

export function toRouteView(route: Route): RouteView {
  const { level, reason, policyVersion, threshold, propensity } = route;
  return { level, reason, policyVersion, propensity, ...(threshold === null ? {} : { threshold }) };
}
