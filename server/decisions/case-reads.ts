import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import {
  explainRoute,
  policySettingsSchema,
  previewPolicy,
  type Policy,
  type PolicyPreview,
  type PreviewCase,
  type Route,
} from '@handrail/shared/ladder';
import type { InputSchema } from '@handrail/shared/schema';
import { wilson } from '@handrail/shared/stats';
import { assertMay, mayIn } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { decodeCursor } from '../platform/graphql/index.js';
import { parseWith } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';

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
  isHidden: boolean;
  explanation: string | null;
};
export type DecisionFilter = { decidedBy?: string; reason?: string; search?: string; status?: string };

const COLUMNS = `c.id, c.input, (select input_schema from project where id = c.project_id) as input_schema, c.segment, c.source, c.route, c.policy_version, c.created_at, d.value, d.confidence, d.decided_by_kind,
  d.decided_by_name, d.created_at as decided_at,
  exists (select 1 from review r where r.case_id = c.id and r.state = 'open' and r.blind) as blind_open`;
const LATEST = `left join lateral (select * from decision where case_id = c.id order by sequence desc limit 1) d on true`;
const PREVIEW_LIMIT = 2000;

/** What screens read of cases. Whoever can review sees nothing of the machine while a blind review is open. */
@Injectable()
export class CaseReads {
  constructor(
    private readonly database: Database,
    private readonly directory: ProjectDirectory,
  ) {}

  async list(
    actor: Actor,
    projectId: string,
    page: { filter: DecisionFilter; first: number; after?: string | undefined },
  ): Promise<CaseSummaryRow[]> {
    assertMay(actor, 'decisions:read', projectId);
    const { filter } = page;
    const after = page.after === undefined ? null : decodeCursor(page.after);
    return this.database.query<CaseSummaryRow>(
      `select ${COLUMNS} from intake_case c ${LATEST}
        where c.project_id = $1
          and ($2::timestamptz is null or (c.created_at, c.id) < ($2, $3::uuid))
          and ($4::text is null or d.decided_by_kind = $4)
          and ($5::text is null or c.route->>'reason' = $5)
          and ($6::text is null or c.input::text ilike '%' || $6 || '%')
          and ($7::text is null or (d.id is not null) = ($7 = 'decided'))
        order by c.created_at desc, c.id desc limit $8`,
      [
        projectId,
        after?.at ?? null,
        after?.id ?? null,
        filter.decidedBy?.toLowerCase() ?? null,
        filter.reason ?? null,
        filter.search ?? null,
        filter.status ?? null,
        page.first,
      ],
    );
  }

  async story(actor: Actor, caseId: string): Promise<Story | undefined> {
    const [row] = await this.database.query<CaseSummaryRow & { project_id: string; metadata: unknown }>(
      `select ${COLUMNS}, c.project_id, c.metadata from intake_case c ${LATEST} where c.id = $1`,
      [caseId],
    );
    if (!row || !mayIn(actor, 'decisions:read', row.project_id)) return undefined;
    const isHidden = row.blind_open && mayIn(actor, 'reviews:answer', row.project_id);
    const [predictions, decisions, reviews, labels] = await Promise.all([
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
        'select id, reason, blind, decides, state, created_at, closed_at from review where case_id = $1 order by id',
        [caseId],
      ),
      isHidden
        ? []
        : this.database.query<Record<string, unknown>>(
            `select l.id, l.value, l.note, l.blind, l.lead_time_ms, l.created_at, l.corrects_id, 'R-' || left(encode(sha256((l.project_id::text || l.person_id::text)::bytea), 'hex'), 8) as reviewer
           from label l where l.case_id = $1 order by l.id`,
            [caseId],
          ),
    ]);
    return {
      row,
      metadata: row.metadata,
      predictions,
      decisions,
      reviews: isHidden ? [] : reviews,
      labels,
      isHidden,
      explanation: isHidden ? null : explainRoute(row.route, predictedOf(predictions)),
    };
  }

  /** What the proposed settings would have done to the last cases, beside what those in force would have. */
  async preview(
    actor: Actor,
    projectId: string,
    given: { settings: unknown; lastCases: number },
  ): Promise<{ current: PolicyPreview; proposed: PolicyPreview }> {
    assertMay(actor, 'policy:read', projectId);
    const proposed = parseWith(policySettingsSchema, given.settings);
    const { policy } = await this.directory.get(projectId);
    const cases = await this.previewCases(projectId, Math.max(1, Math.min(PREVIEW_LIMIT, given.lastCases)));
    const next: Policy = { ...policy, ...proposed };
    return { current: previewPolicy(policy, cases), proposed: previewPolicy(next, cases) };
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
    compared: number;
    agreed: number;
  }> {
    assertMay(actor, 'policy:read', projectId);
    const [row] = await this.database.query<{
      level: string;
      since: Date;
      cases: number;
      automated: number;
      queue: number;
      oldest: Date | null;
      compared: number;
      agreed: number;
    }>(
      `with now_in_force as (select level, version, created_at from policy where project_id = $1 order by version desc limit 1),
            recent as (select id, route from intake_case where project_id = $1 and policy_version = (select version from now_in_force) order by created_at desc limit 5000),
            judged as (select l.value = p.value as agrees from label l join lateral (select value from prediction where case_id = l.case_id and kind = 'model' and error is null order by id limit 1) p on true
                        where l.project_id = $1 and l.blind order by l.created_at desc limit 1000)
       select level, created_at as since, (select count(*)::int from recent) as cases,
              (select count(*)::int from recent where route->'decider'->>'kind' <> 'human') as automated,
              (select count(*)::int from (select 1 from review where project_id = $1 and state = 'open' limit 10000) q) as queue,
              (select min(created_at) from review where project_id = $1 and state = 'open') as oldest,
              (select count(*)::int from judged) as compared, (select count(*)::int from judged where agrees) as agreed
         from now_in_force`,
      [projectId],
    );
    if (!row) throw new Error('A project has a policy.');
    return { ...row, queueLength: row.queue, oldestOpenAt: row.oldest };
  }

  private async previewCases(projectId: string, limit: number): Promise<PreviewCase[]> {
    return this.database.query<PreviewCase>(
      `select c.id, c.case_key as key, c.segment, c.subject,
              coalesce((select jsonb_agg(jsonb_build_object('model', p.model, 'kind', p.kind, 'value', p.value, 'confidence', p.confidence, 'latencyMs', p.latency_ms, 'error', p.error, 'behind', p.behind) order by p.id) from prediction p where p.case_id = c.id), '[]') as predictions,
              (select l.value from label l where l.case_id = c.id and l.blind order by l.id desc limit 1) as "blindLabel"
         from intake_case c where c.project_id = $1 order by c.created_at desc, c.id desc limit $2`,
      [projectId, limit],
    );
  }
}

/** The model's answer that the case was routed by: the first that came without an error. */
function predictedOf(
  predictions: readonly Record<string, unknown>[],
): { value: unknown; confidence: number | null } | null {
  const answer = predictions.find(({ kind, error }) => kind === 'model' && error === null);
  return answer === undefined ? null : { value: answer['value'], confidence: answer['confidence'] as number | null };
}

export function withWilson(k: number, n: number): { lower: number; upper: number } {
  return wilson({ k, n });
}
