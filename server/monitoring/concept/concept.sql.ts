import type { ConceptState } from '@handrail/shared/monitoring';
import type { Database, Tx } from '../../platform/database/index.js';

/** Projects with labels that have arrived and are not counted here. */
export async function projectsBehind(database: Database, shape: number): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select p.id from project p left join concept_cursor c on c.project_id = p.id and c.shape = $1
      where exists (select 1 from label_arrival a where a.project_id = p.id)
         or exists (select 1 from label_position o where o.project_id = p.id and o.position > coalesce(c.position, 0))
      order by p.id`,
    [shape],
  );
  return rows.map(({ id }) => id);
}

/**
 * Locks a project's count until the transaction ends, and gives the position up to which labels are counted; undefined
 * while another process has it. States of another shape are dropped and counted again from the first label.
 */
export async function lockCursor(tx: Tx, projectId: string, shape: number): Promise<number | undefined> {
  await tx.query(
    'insert into concept_cursor (project_id, position, shape) values ($1, 0, $2) on conflict (project_id) do nothing',
    [projectId, shape],
  );
  const [row] = await tx.query<{ position: string; shape: number }>(
    'select position, shape from concept_cursor where project_id = $1 for update skip locked',
    [projectId],
  );
  if (!row) return undefined;
  if (row.shape === shape) return Number(row.position);
  await tx.query('delete from concept_state where project_id = $1', [projectId]);
  return 0;
}

export async function moveCursor(tx: Tx, projectId: string, to: { position: number; shape: number }): Promise<void> {
  await tx.query('update concept_cursor set position = $2, shape = $3 where project_id = $1', [
    projectId,
    to.position,
    to.shape,
  ]);
}

/** `settled`: what reviewers of blind cases may see, which is not the newest. */
export type ConceptRow = {
  machine: string;
  state: ConceptState;
  settled: ConceptState | null;
  settled_at: Date | null;
};

const COLUMNS = 'machine, state, settled, settled_at';

export async function findState(
  source: Tx | Database,
  projectId: string,
  machine: string,
): Promise<ConceptRow | undefined> {
  const [row] = await source.query<ConceptRow>(
    `select ${COLUMNS} from concept_state where project_id = $1 and machine = $2`,
    [projectId, machine],
  );
  return row;
}

/** Versions that labels measure, the one that was labelled last first. */
export async function machinesWithStates(database: Database, projectId: string): Promise<string[]> {
  const rows = await database.query<{ machine: string }>(
    'select machine from concept_state where project_id = $1 order by updated_at desc, machine limit 200',
    [projectId],
  );
  return rows.map(({ machine }) => machine);
}

export async function saveState(tx: Tx, projectId: string, row: ConceptRow & { readonly now: Date }): Promise<void> {
  await tx.query(
    `insert into concept_state (project_id, machine, state, settled, settled_at, updated_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (project_id, machine) do update set state = excluded.state, settled = excluded.settled,
       settled_at = excluded.settled_at, updated_at = excluded.updated_at`,
    [
      projectId,
      row.machine,
      JSON.stringify(row.state),
      row.settled === null ? null : JSON.stringify(row.settled),
      row.settled_at,
      row.now,
    ],
  );
}
