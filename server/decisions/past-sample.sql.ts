import { HAND_PICKED_REASONS, type JudgedCase, type PastCase } from '@handrail/shared/ladder';
import type { Database, Tx } from '../platform/database/index.js';
import { withoutBlindOpen } from './case-list.sql.js';

/** An answer that is an error is asked for again after so long: whoever failed may be back. */
const ERRORS_KEPT_MINUTES = 5;

/** What of the past a preview looks at; both parts newest first and bounded by count. */
export type SampleBounds = {
  readonly projectId: string;
  readonly cases: number;
  readonly labels: number;
  /** Without the cases on which a blind review is open: of one case a preview tells all. */
  readonly hidesBlind: boolean;
  readonly now: Date;
};

/** Labels of cases that were picked by hand measure nothing. Constants of ours, no input. */
const DRAWN = `not exists (select 1 from review r where r.id = l.review_id and r.reason = any('{${HAND_PICKED_REASONS.join(',')}}'))`;

/**
 * Said at the time, behind the answer, or since for a preview, in this order: what was said first is what counts. Only
 * what a caller sent came with the case; a version that the server asked then is asked now only where it is named.
 */
const PREDICTIONS = `coalesce((select jsonb_agg(jsonb_build_object('model', s.model, 'kind', s.kind, 'value', s.value, 'confidence', s.confidence,
    'latencyMs', s.latency_ms, 'error', s.error, 'behind', s.behind) order by s.since, s.id)
  from (select 0 as since, id, model, kind, value, confidence, latency_ms, error, behind or given_by = 'server' as behind from prediction where case_id = c.id
        union all
        select 1, case_id, model, kind, value, confidence, latency_ms, error, true from preview_prediction
         where case_id = c.id and (error is null or created_at > $4::timestamptz - interval '${ERRORS_KEPT_MINUTES} minutes')) s), '[]') as predictions`;
const FACTS = `c.id, c.case_key as key, c.segment, c.subject, ${PREDICTIONS}`;
const LIVE = `c.source <> 'import'`;

export async function recentCases(
  database: Database,
  { projectId, cases, hidesBlind, now }: SampleBounds,
): Promise<PastCase[]> {
  return database.query<PastCase>(
    `select ${FACTS} from intake_case c where c.project_id = $1 and ${LIVE} ${withoutBlindOpen('$3')}
      order by c.created_at desc, c.id desc limit $2`,
    [projectId, cases, hidesBlind, now],
  );
}

/** The last blind answer counts; one that corrected it after a look at the machine does not replace it. */
export async function judgedCases(
  database: Database,
  { projectId, labels, hidesBlind, now }: SampleBounds,
): Promise<JudgedCase[]> {
  return database.query<JudgedCase>(
    `select ${FACTS}, l.value as "blindLabel", (c.route->>'blindPropensity')::float8 as propensity
       from (select case_id, value from label l where project_id = $1 and blind and ${DRAWN}
                and not exists (select 1 from label later where later.corrects_id = l.id and later.blind)
              order by created_at desc limit $2) l
       join intake_case c on c.id = l.case_id
      where (c.route->>'blindPropensity')::float8 > 0 and ${LIVE} ${withoutBlindOpen('$3')}`,
    [projectId, labels, hidesBlind, now],
  );
}

type Said = {
  readonly caseId: string;
  readonly model: string;
  readonly kind: 'model' | 'system';
  readonly value: unknown;
  readonly confidence: number | null;
  readonly latencyMs: number | null;
  readonly error: string | null;
};

/** Stores what was said; an answer replaces an error, never another answer. */
export async function storeSaid(tx: Tx, rows: readonly Said[], now: Date): Promise<void> {
  await tx.query(
    `insert into preview_prediction as p (case_id, model, kind, value, confidence, latency_ms, error, created_at)
     select "caseId", model, kind, value, confidence, "latencyMs", error, $2
       from jsonb_to_recordset($1::jsonb) as r("caseId" uuid, model text, kind text, value jsonb, confidence float8, "latencyMs" float8, error text)
      order by "caseId", model
     on conflict (case_id, model) do update set kind = excluded.kind, value = excluded.value, confidence = excluded.confidence,
        latency_ms = excluded.latency_ms, error = excluded.error, created_at = excluded.created_at where p.error is not null`,
    [JSON.stringify(rows), now],
  );
}

/** Inputs of these cases, without those that were erased meanwhile. */
export async function inputsOf(database: Database, ids: readonly string[]): Promise<{ id: string; input: unknown }[]> {
  return database.query<{ id: string; input: unknown }>(
    `select c.id, c.input from intake_case c where c.id = any($1)
        and not exists (select 1 from case_erasure e where e.case_id = c.id)`,
    [ids],
  );
}

/** Claims a machine for so long, unless another process has it. */
export async function claimAsking(
  tx: Tx,
  { projectId, machine }: { readonly projectId: string; readonly machine: string },
  until: { readonly now: Date; readonly seconds: number },
): Promise<boolean> {
  const claimed = await tx.query(
    `insert into preview_asking as a (project_id, model, leased_until) values ($1, $2, $3::timestamptz + make_interval(secs => $4))
     on conflict (project_id, model) do update set leased_until = excluded.leased_until where a.leased_until < $3 returning model`,
    [projectId, machine, until.now, until.seconds],
  );
  return claimed.length > 0;
}

/** Whether somebody is at it. */
export async function isBeingAsked(
  database: Database,
  { projectId, machine }: { readonly projectId: string; readonly machine: string },
  now: Date,
): Promise<boolean> {
  const found = await database.query(
    'select 1 from preview_asking where project_id = $1 and model = $2 and leased_until >= $3',
    [projectId, machine, now],
  );
  return found.length > 0;
}

export async function renewAsking(
  tx: Tx,
  { projectId, machine }: { readonly projectId: string; readonly machine: string },
  until: { readonly now: Date; readonly seconds: number },
): Promise<void> {
  await tx.query(
    `update preview_asking set leased_until = $3::timestamptz + make_interval(secs => $4) where project_id = $1 and model = $2`,
    [projectId, machine, until.now, until.seconds],
  );
}
