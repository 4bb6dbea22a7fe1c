import type { RolloutPlan, RolloutState } from '@handrail/shared/rollouts';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import {
  EVENT_COLUMNS,
  ROLLOUT_COLUMNS,
  type Judgement,
  type RolloutEventRow,
  type RolloutRow,
} from './rollout-rows.js';

/** Begins a rollout; undefined when another one is running in the project. */
export async function insertRollout(
  tx: Tx,
  given: {
    readonly id: string;
    readonly projectId: string;
    readonly plan: RolloutPlan;
    readonly state: RolloutState;
    readonly latencyLimitMs: number | null;
    readonly createdBy: string;
    readonly now: Date;
  },
): Promise<RolloutRow | undefined> {
  const [row] = await tx.query<RolloutRow>(
    `insert into rollout (id, project_id, plan, state, status, latency_limit_ms, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (project_id) where status = 'running' do nothing returning ${ROLLOUT_COLUMNS}`,
    [
      given.id,
      given.projectId,
      JSON.stringify(given.plan),
      JSON.stringify(given.state),
      given.state.status,
      given.latencyLimitMs,
      given.createdBy,
      given.now,
    ],
  );
  return row;
}

/** Locks a rollout: whoever moves it holds this lock until the move is committed. */
export async function lockRollout(tx: Tx, rolloutId: string): Promise<RolloutRow | undefined> {
  const [row] = await tx.query<RolloutRow>(`select ${ROLLOUT_COLUMNS} from rollout where id = $1 for update`, [
    rolloutId,
  ]);
  return row;
}

/** A share that was put in force: the step it was of, and the policy version since which cases were dealt by it. */
export type Stage = { readonly step: number; readonly share: number; readonly sinceVersion: number };
/** How long a rollout's timeline is, and the shares that it has had, oldest first; the last is in force. */
export type Place = { readonly sequence: number; readonly stages: readonly Stage[] };

const SEQUENCE = '(select max(sequence) from rollout_event e where e.rollout_id = r.id)';
const STAGES = `(select json_agg(json_build_object('step', (state->>'step')::int, 'share', (state->>'share')::float8, 'sinceVersion', policy_version)
    order by sequence) from rollout_event e where e.rollout_id = r.id and kind in ('started', 'advanced', 'switched'))`;

/** A rollout with its place, both of the same moment: a move between two statements would give the one without the other. */
export async function seeRollout(tx: Tx, rolloutId: string): Promise<{ row: RolloutRow; place: Place } | undefined> {
  const [found] = await tx.query<RolloutRow & { sequence: number | null; stages: Stage[] | null }>(
    `select ${ROLLOUT_COLUMNS}, ${SEQUENCE} as sequence, ${STAGES} as stages from rollout r where id = $1`,
    [rolloutId],
  );
  if (!found) return undefined;
  const { sequence, stages, ...row } = found;
  return sequence === null || stages === null ? undefined : { row, place: { sequence, stages } };
}

/** How long the timeline of a locked rollout is. */
export async function sequenceOf(tx: Tx, rolloutId: string): Promise<number | null> {
  const [row] = await tx.query<{ sequence: number | null }>(
    'select max(sequence) as sequence from rollout_event where rollout_id = $1',
    [rolloutId],
  );
  return row?.sequence ?? null;
}

/** Keeps what a judgement of a locked rollout found. */
export async function storeJudgement(tx: Tx, id: string, judgement: Judgement): Promise<void> {
  await tx.query('update rollout set judgement = $2 where id = $1', [id, JSON.stringify(judgement)]);
}

/** Stores the state that a locked rollout has come to; it is judged again at once. */
export async function updateRollout(
  tx: Tx,
  given: { readonly id: string; readonly state: RolloutState; readonly now: Date },
): Promise<RolloutRow> {
  const [row] = await tx.query<RolloutRow>(
    `update rollout set state = $2, status = $3, judge_after = null,
            judgement = case when $3 <> 'running' or ($2::jsonb->>'step' = state->>'step' and $2::jsonb->>'share' = state->>'share') then judgement end,
            ended_at = case when $3 = 'running' then null else $4::timestamptz end
      where id = $1 returning ${ROLLOUT_COLUMNS}`,
    [given.id, JSON.stringify(given.state), given.state.status, given.now],
  );
  if (!row) throw new Error('unreachable: the rollout is locked');
  return row;
}

/** Appends to the timeline of a locked rollout. */
export async function insertEvent(tx: Tx, event: Omit<RolloutEventRow, 'id' | 'sequence'>): Promise<RolloutEventRow> {
  const json = (value: unknown): string | null => (value == null ? null : JSON.stringify(value));
  const [row] = await tx.query<RolloutEventRow>(
    `insert into rollout_event (id, rollout_id, sequence, kind, actor, reason, state, evidence, verdicts, policy_version, created_at)
     select $1, $2, coalesce(max(sequence), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 from rollout_event where rollout_id = $2
     returning ${EVENT_COLUMNS}`,
    [
      newId(),
      event.rollout_id,
      event.kind,
      event.actor,
      event.reason,
      JSON.stringify(event.state),
      json(event.evidence),
      json(event.verdicts),
      event.policy_version,
      event.created_at,
    ],
  );
  if (!row) throw new Error('unreachable: an insert … select of an aggregate gives one row');
  return row;
}

/** The project's rollout that runs now. */
export async function runningRollout(tx: Tx, projectId: string): Promise<RolloutRow | undefined> {
  const [row] = await tx.query<RolloutRow>(
    `select ${ROLLOUT_COLUMNS} from rollout where project_id = $1 and status = 'running'`,
    [projectId],
  );
  return row;
}

/** The newest rollout of the project in which this version was rolled back or stopped. */
export async function earlierRollback(tx: Tx, projectId: string, challenger: string): Promise<RolloutRow | undefined> {
  const [row] = await tx.query<RolloutRow>(
    `select ${ROLLOUT_COLUMNS} from rollout
      where project_id = $1 and status in ('rolled_back', 'stopped') and plan->>'challenger' = $2
      order by created_at desc, id desc limit 1`,
    [projectId, challenger],
  );
  return row;
}

const LATENCY_CASES = 5000;

/** The incumbent's 95th percentile over its newest answers that somebody waited for; null where there are fewer than 20. */
export async function latencyOfIncumbent(tx: Tx, projectId: string, incumbent: string | null): Promise<number | null> {
  if (incumbent === null) return null;
  const [row] = await tx.query<{ p95: number | null; n: number }>(
    `select percentile_cont(0.95) within group (order by p.latency_ms) as p95, count(*)::int as n
       from (select id from intake_case where project_id = $1 order by created_at desc, id desc limit $3) c
       join prediction p on p.case_id = c.id and p.model = $2 and not p.behind and p.latency_ms is not null`,
    [projectId, incumbent, LATENCY_CASES],
  );
  return row && row.n >= 20 ? row.p95 : null;
}

export type KnownVersion = { readonly kind: 'model' | 'system'; readonly isRetired: boolean };

/** What the registry knows of a version; the row is kept from being retired until `tx` ends. */
export async function findVersion(
  tx: Tx,
  projectId: string,
  { name, version }: { readonly name: string; readonly version: number },
): Promise<KnownVersion | undefined> {
  const [row] = await tx.query<KnownVersion>(
    `select d.kind, exists (select 1 from decider_retirement r where r.version_id = v.id) as "isRetired"
       from decider_version v join decider d on d.id = v.decider_id
      where d.project_id = $1 and d.name = $2 and v.version = $3 for key share of v`,
    [projectId, name, version],
  );
  return row;
}
