import type { TrainingOptions } from '@handrail/shared/deciders';
import type { Database, Tx } from '../../platform/database/index.js';

export type ScheduleRow = {
  readonly project_id: string;
  readonly name: string;
  readonly every_labels: number;
  readonly options: unknown;
  /** Labels given after this are new. */
  readonly counted_from: Date;
  readonly updated_by: string;
  readonly updated_at: Date;
};

const COLUMNS = 'project_id, name, every_labels, options, counted_from, updated_by, updated_at';

export async function findSchedule(
  database: Pick<Database, 'query'> | Tx,
  projectId: string,
  name: string,
): Promise<ScheduleRow | undefined> {
  const [row] = await database.query<ScheduleRow>(
    `select ${COLUMNS} from training_schedule where project_id = $1 and name = $2`,
    [projectId, name],
  );
  return row;
}

/** Names of the deciders that have one; of one project or of all. */
export function listScheduled(
  database: Database,
  projectId: string | null,
): Promise<{ project_id: string; name: string }[]> {
  return database.query('select project_id, name from training_schedule where $1::uuid is null or project_id = $1', [
    projectId,
  ]);
}

/** Locks a schedule, so that of many processes one counts at a time; undefined when there is none (any more). */
export async function lockSchedule(tx: Tx, projectId: string, name: string): Promise<ScheduleRow | undefined> {
  const [row] = await tx.query<ScheduleRow>(
    `select ${COLUMNS} from training_schedule where project_id = $1 and name = $2 for update`,
    [projectId, name],
  );
  return row;
}

/** A new schedule counts from now; a changed one goes on counting. */
export async function upsertSchedule(
  tx: Tx,
  given: {
    readonly projectId: string;
    readonly name: string;
    readonly everyLabels: number;
    readonly options: TrainingOptions;
    readonly by: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into training_schedule (project_id, name, every_labels, options, counted_from, updated_by, updated_at)
     values ($1, $2, $3, $4, $5, $6, $5)
     on conflict (project_id, name) do update
       set every_labels = excluded.every_labels, options = excluded.options, updated_by = excluded.updated_by, updated_at = excluded.updated_at`,
    [given.projectId, given.name, given.everyLabels, JSON.stringify(given.options), given.now, given.by],
  );
}

export async function deleteSchedule(tx: Tx, projectId: string, name: string): Promise<void> {
  await tx.query('delete from training_schedule where project_id = $1 and name = $2', [projectId, name]);
}
