import type { Tx } from '../platform/database/index.js';
import { ARRIVED_SQL } from './labels.sql.js';

/** Labels that became visible after one position and up to another: `after` < position ≤ `upTo`. */
export type LabelRange = { readonly after: number; readonly upTo: number };

/**
 * Numbers the labels that arrived since the last time, and gives the last number of the project; 0 where there is no label.
 *
 * One transaction at a time does it, and only labels that are committed have arrived: so whoever has read up to a number
 * has all labels up to it, however long a transaction took that brings labels of earlier times.
 */
export async function lastPosition(tx: Tx, projectId: string): Promise<number> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [projectId]);
  await tx.query(
    `with arrived as (delete from label_arrival where project_id = $1 returning label_id)
     insert into label_position (project_id, position, label_id)
     select $1, last.position + row_number() over (order by l.created_at, l.id), l.id
       from arrived join label l on l.id = arrived.label_id
       cross join (select coalesce(max(position), 0) as position from label_position where project_id = $1) last`,
    [projectId],
  );
  const [row] = await tx.query<{ position: string }>(
    'select coalesce(max(position), 0) as position from label_position where project_id = $1',
    [projectId],
  );
  return Number(row?.position ?? 0);
}

/** Which kinds of JSON the values of a range's labels are, field by field. */
export const KINDS_SQL = `
  select part, name, array_agg(distinct kind order by kind) as kinds from (${ARRIVED_SQL}) x
   cross join lateral (
     select 'input' as part, e.key as name, jsonb_typeof(e.value) as kind from jsonb_each(x.input) e
     union all select 'label', '', jsonb_typeof(x.label)
     union all select 'prediction', '', jsonb_typeof(x.prediction)) k
   where kind <> 'null' group by part, name`;
