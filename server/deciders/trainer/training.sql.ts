import type { TrainingOptions, TrainingProgress, TrainingStatus, TrainingTrigger } from '@handrail/shared/deciders';
import type { Database, Tx } from '../../platform/database/index.js';
import { newId } from '../../platform/ids/index.js';
import type { TrainingRow } from './training-rows.js';

const COLUMNS = `t.id, t.project_id, t.name, t.trigger, t.asked_by, t.options, t.as_of, t.only_version, t.status, t.progress, t.outcome,
  (select version from decider_version v where v.id = t.version_id) as version, t.created_at, t.started_at, t.ended_at`;
/** A training that nobody has touched for so long was lost with its process and its job. */
const LOST_AFTER = `interval '10 minutes'`;

export type NewTraining = {
  readonly projectId: string;
  readonly name: string;
  readonly trigger: TrainingTrigger;
  readonly askedBy: string;
  readonly options: TrainingOptions;
  readonly asOf: Date | null;
  readonly onlyVersion: number | null;
  readonly now: Date;
};

/** Gives the new training; undefined where one of this decider is under way. New labels are counted anew from here. */
export async function insertTraining(tx: Tx, given: NewTraining): Promise<TrainingRow | undefined> {
  const { projectId, name, now } = given;
  await tx.query(
    `update training set status = 'failed', ended_at = $3, outcome = 'It was lost with the process that it ran in. Train again.'
      where project_id = $1 and name = $2 and status = 'running' and touched_at < $3::timestamptz - ${LOST_AFTER}`,
    [projectId, name, now],
  );
  const [row] = await tx.query<TrainingRow>(
    `insert into training as t (id, project_id, name, trigger, asked_by, options, as_of, only_version, status, created_at, touched_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, $9)
     on conflict (project_id, name) where status in ('queued', 'running') do nothing returning ${COLUMNS}`,
    [
      newId(),
      projectId,
      name,
      given.trigger,
      given.askedBy,
      JSON.stringify(given.options),
      given.asOf,
      given.onlyVersion,
      now,
    ],
  );
  if (row)
    await tx.query('update training_schedule set counted_from = $3 where project_id = $1 and name = $2', [
      projectId,
      name,
      now,
    ]);
  return row;
}

export async function findUnderWay(tx: Tx, projectId: string, name: string): Promise<TrainingRow | undefined> {
  const [row] = await tx.query<TrainingRow>(
    `select ${COLUMNS} from training t where t.project_id = $1 and t.name = $2 and t.status in ('queued', 'running')`,
    [projectId, name],
  );
  return row;
}

export async function findTraining(database: Database, id: string): Promise<TrainingRow | undefined> {
  const [row] = await database.query<TrainingRow>(`select ${COLUMNS} from training t where t.id::text = $1`, [id]);
  return row;
}

/** Newest first. */
export function listTrainings(
  database: Database,
  { projectId, name, first }: { projectId: string; name: string | null; first: number },
): Promise<TrainingRow[]> {
  return database.query<TrainingRow>(
    `select ${COLUMNS} from training t where t.project_id = $1 and ($2::text is null or t.name = $2)
      order by t.created_at desc, t.id desc limit $3`,
    [projectId, name, first],
  );
}

/** Takes a training up, for the first time or again; undefined when it is over. */
export async function beginTraining(tx: Tx, id: string, now: Date): Promise<TrainingRow | undefined> {
  const [row] = await tx.query<TrainingRow>(
    `update training t set status = 'running', started_at = coalesce(t.started_at, $2), touched_at = $2, progress = null
      where t.id = $1 and t.status in ('queued', 'running') returning ${COLUMNS}`,
    [id, now],
  );
  return row;
}

/** False when it is no longer running: somebody has called it off. */
export async function reportProgress(
  tx: Tx,
  { id, progress, now }: { id: string; progress: TrainingProgress; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update training set progress = $2, touched_at = $3 where id = $1 and status = 'running' returning 1`,
    [id, JSON.stringify(progress), now],
  );
  return rows.length > 0;
}

/** Ends a training that is under way, or gives it back to the queue; false when it was over. */
export async function settleTraining(
  tx: Tx,
  given: {
    readonly id: string;
    readonly status: TrainingStatus;
    readonly outcome: string | null;
    readonly versionId?: string;
    readonly now: Date;
  },
): Promise<boolean> {
  const rows = await tx.query(
    `update training set status = $2, outcome = $3, version_id = $4, touched_at = $5,
            ended_at = case when $2 = 'queued' then null else $5::timestamptz end
      where id = $1 and status in ('queued', 'running') returning 1`,
    [given.id, given.status, given.outcome, given.versionId ?? null, given.now],
  );
  return rows.length > 0;
}

/** Trainings whose job may never have come to the queue. */
export async function forgottenTrainings(database: Database, before: Date): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select id from training where status = 'queued' and touched_at < $1 limit 100`,
    [before],
  );
  return rows.map(({ id }) => id);
}

/** Removes a training that is over; false where it is under way. */
export async function deleteTraining(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.query(
    `delete from training where id = $1 and status not in ('queued', 'running') returning 1`,
    [id],
  );
  return rows.length > 0;
}
