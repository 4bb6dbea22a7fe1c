import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { explainRoute, type Predicted, type Route } from '@handrail/shared/ladder';
import type { InputSchema } from '@handrail/shared/schema';
import { assertMay, hidesBlind, mayIn } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { keepSuggestionSeen } from './suggestion-seen.sql.js';
import { CASE_COLUMNS, CASE_DETAILS, withoutBlindOpen } from './case-list.sql.js';

export type CaseSummaryRow = {
  id: string;
  input: Record<string, unknown>;
  input_schema: InputSchema;
  segment: string | null;
  source: string;
  route: Route;
  policy_version: number;
  created_at: Date;
  value: unknown;
  confidence: number | null;
  decided_by_kind: string | null;
  decided_by_name: string | null;
  decided_at: Date | null;
  blind_open: boolean;
};
export type Story = {
  row: CaseSummaryRow;
  metadata: unknown;
  predictions: Record<string, unknown>[];
  decisions: Record<string, unknown>[];
  reviews: Record<string, unknown>[];
  labels: Record<string, unknown>[];
  feedback: Record<string, unknown>[];
  erasure: { at: Date; by: string; reason: string } | null;
  idempotencyKey: string | null;
  subject: string | null;
  isHidden: boolean;
  explanation: string | null;
};

/** What screens read of cases. Whoever can review sees nothing of the machine while a blind review is open. */
@Injectable()
export class CaseReads {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async story(actor: Actor, caseId: string): Promise<Story | undefined> {
    const [row] = await this.database.query<
      CaseSummaryRow & {
        project_id: string;
        metadata: unknown;
        idempotency_key: string | null;
        subject: string | null;
      }
    >(
      `select ${CASE_COLUMNS}, c.project_id, c.metadata, c.idempotency_key, c.subject from intake_case c ${CASE_DETAILS} where c.id = $1`,
      [caseId],
    );
    if (!row || !mayIn(actor, 'decisions:read', row.project_id)) return undefined;
    const isHidden = row.blind_open && hidesBlind(actor, row.project_id);
    const told = await this.toldOf(caseId, isHidden);
    // Whoever reads here what the machine said gives no blind answer to the case any more, also if they review later only.
    if (actor.kind === 'person' && told.predictions.length > 0) {
      await keepSuggestionSeen(this.database, { caseIds: [caseId], personId: actor.personId, at: this.clock.now() });
    }
    return {
      row,
      metadata: row.metadata,
      ...told,
      idempotencyKey: row.idempotency_key,
      subject: row.subject,
      isHidden,
      explanation: isHidden ? null : explainRoute(row.route, predictedOf(row.route, told.predictions)),
    };
  }

  /** What happened to a case; while it is hidden nothing that tells of the machine. */
  private async toldOf(
    caseId: string,
    isHidden: boolean,
  ): Promise<Pick<Story, 'predictions' | 'decisions' | 'reviews' | 'labels' | 'feedback' | 'erasure'>> {
    const [predictions, decisions, reviews, labels, feedback, erasure] = await Promise.all([
      isHidden
        ? []
        : this.database.query<Record<string, unknown>>('select * from prediction where case_id = $1 order by id', [
            caseId,
          ]),
      isHidden
        ? []
        : this.database.query<Record<string, unknown>>('select * from decision where case_id = $1 order by sequence', [
            caseId,
          ]),
      this.database.query<Record<string, unknown>>(
        `select id, reason, blind, decides, state, created_at, closed_at, coalesce((
             select jsonb_agg(jsonb_build_object('reason', s.reason, 'created_at', s.created_at,
                      'reviewer', 'R-' || left(encode(sha256((r.project_id::text || s.person_id::text)::bytea), 'hex'), 8)) order by s.created_at)
               from review_skip s where s.review_id = r.id), '[]') as skips
           from review r where case_id = $1 order by created_at, id`,
        [caseId],
      ),
      isHidden
        ? []
        : this.database.query<Record<string, unknown>>(
            `select l.id, l.value, l.note, l.blind, l.lead_time_ms, l.created_at, l.corrects_id, coalesce('R-' || left(encode(sha256((l.project_id::text || l.person_id::text)::bytea), 'hex'), 8), 'imported') as reviewer
           from label l where l.case_id = $1 order by l.created_at, l.id`,
            [caseId],
          ),
      // A reaction tells what it was to.
      isHidden
        ? []
        : this.database.query<Record<string, unknown>>(
            'select id, decision_id, kind, value, comment, created_at from feedback where case_id = $1 order by id',
            [caseId],
          ),
      this.erasureOf(caseId),
    ]);
    return { predictions, decisions, reviews: isHidden ? [] : reviews, labels, feedback, erasure };
  }

  private async erasureOf(caseId: string): Promise<Story['erasure']> {
    const [row = null] = await this.database.query<{ at: Date; by: string; reason: string }>(
      'select erased_at as at, erased_by as by, reason from case_erasure where case_id = $1',
      [caseId],
    );
    return row;
  }

  async summary(
    actor: Actor,
    projectId: string,
  ): Promise<{
    level: string;
    since: Date;
    cases: number;
    automated: number;
    queueLength: number;
    oldestOpenAt: Date | null;
  }> {
    assertMay(actor, 'policy:read', projectId);
    const [row] = await this.database.query<{
      level: string;
      since: Date;
      cases: number;
      automated: number;
      queue: number;
      oldest: Date | null;
    }>(
      `with now_in_force as (select level, version, created_at from policy where project_id = $1 order by version desc limit 1),
            recent as (select id, route from intake_case c where project_id = $1 and source <> 'import' and created_at >= (select created_at from now_in_force)
                          and policy_version = (select version from now_in_force) ${withoutBlindOpen('$2')} order by created_at desc limit 5000)
       select level, created_at as since, (select count(*)::int from recent) as cases,
              (select count(*)::int from recent where route->'decider'->>'kind' <> 'human') as automated,
              (select count(*)::int from (select 1 from review where project_id = $1 and state = 'open' limit 10000) q) as queue,
              (select min(created_at) from review where project_id = $1 and state = 'open') as oldest
         from now_in_force`,
      [projectId, hidesBlind(actor, projectId)],
    );
    if (!row) throw new Error('A project has a policy.');
    return { ...row, queueLength: row.queue, oldestOpenAt: row.oldest };
  }
}

/** The answer that the case was routed by: of the machine on duty, where one was named, else the first that came. */
function predictedOf({ machine }: Route, predictions: readonly Record<string, unknown>[]): Predicted | null {
  const said = predictions.find(
    ({ kind, error, model, behind }) =>
      kind === 'model' && error === null && (machine == null ? behind !== true : model === machine),
  );
  return said === undefined ? null : { value: said['value'], confidence: said['confidence'] as number | null };
}
