import type { Actor } from '@handrail/shared/contracts';
import type { RiskContent, StartingRisk } from '@handrail/shared/risks';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';

export type RiskRow = {
  id: string;
  title: string;
  likelihood: number;
  impact: number;
  owner_id: string | null;
  owner_name: string | null;
  metrics: string[];
  version: number;
  changed_by: string;
  changed_at: Date;
};
export type RetiredRow = { metric: string; reason: string; retired_by: string; retired_at: Date };
export type OwnerRow = { id: string; name: string };
type By = { readonly projectId: string; readonly actor: Actor; readonly now: Date };

/** The worst first. */
export const RISKS = `
  select r.id, r.title, r.likelihood, r.impact, r.owner_id, p.name as owner_name, r.metrics, r.version, r.changed_by,
         r.changed_at
    from risk r left join person p on p.id = r.owner_id
   where r.project_id = $1 and r.removed_at is null
   order by r.likelihood * r.impact desc, r.title, r.id`;

/** Keys of the starting list that the project took, also of what it removed since. */
export const TAKEN_KEYS = `select starting_key from risk where project_id = $1 and starting_key is not null`;

export const RETIRED = `
  select metric, reason, retired_by, retired_at from retired_metric where project_id = $1 order by metric`;

/** Who can be asked to watch a risk: those who may see the register. */
export const OWNERS = `
  select p.id, p.name from person p
   where p.disabled_at is null
     and exists (select 1 from membership m
                  where m.project_id = $1 and m.person_id = p.id and m.role in ('DATA_SCIENTIST', 'ADMIN'))
   order by p.name, p.id limit 500`;

const COUNT = `select count(*)::int as n from risk where project_id = $1 and removed_at is null`;

/** Makes changes of one project's register wait for each other, so that its bounds hold; answers how many risks it has. */
export async function lockRegister(tx: Tx, projectId: string): Promise<number> {
  await tx.query('select 1 from project where id = $1 for no key update', [projectId]);
  const [row] = await tx.query<{ n: number }>(COUNT, [projectId]);
  return row?.n ?? 0;
}

export async function insertRisk(tx: Tx, by: By, risk: RiskContent): Promise<string> {
  const id = newId();
  await tx.query(
    `insert into risk (id, project_id, title, likelihood, impact, owner_id, metrics, version, changed_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)`,
    [id, by.projectId, ...valuesOf(risk), nameOf(by.actor), by.now],
  );
  return id;
}

/** Writes what the project has not taken yet; answers how many that were. */
export async function insertStarting(tx: Tx, by: By, risks: readonly StartingRisk[]): Promise<number> {
  const rows = risks.map((risk) => ({ id: newId(), ...risk }));
  const inserted = await tx.query(
    `insert into risk (id, project_id, starting_key, title, likelihood, impact, metrics, version, changed_by, changed_at)
     select g.id, $1, g.key, g.title, g.likelihood, g.impact, array(select jsonb_array_elements_text(g.metrics)), 1, $3, $4
       from jsonb_to_recordset($2::jsonb)
            as g(id uuid, key text, title text, likelihood smallint, impact smallint, metrics jsonb)
     on conflict (project_id, starting_key) do nothing returning id`,
    [by.projectId, JSON.stringify(rows), nameOf(by.actor), by.now],
  );
  return inserted.length;
}

type Seen = { readonly id: string; readonly expectedVersion: number };

/** False where it is not there any more or is not at the expected version. */
export async function updateRisk(tx: Tx, by: By, { id, expectedVersion, risk }: Seen & { risk: RiskContent }) {
  const updated = await tx.query(
    `update risk set title = $3, likelihood = $4, impact = $5, owner_id = $6, metrics = $7, version = version + 1,
            changed_by = $8, changed_at = $9
      where id = $1 and project_id = $2 and version = $10 and removed_at is null returning id`,
    [id, by.projectId, ...valuesOf(risk), nameOf(by.actor), by.now, expectedVersion],
  );
  return updated.length > 0;
}

/** As `updateRisk`. */
export async function removeRisk(tx: Tx, by: By, { id, expectedVersion }: Seen): Promise<boolean> {
  const removed = await tx.query(
    `update risk set removed_at = $3, version = version + 1, changed_by = $4, changed_at = $3
      where id = $1 and project_id = $2 and version = $5 and removed_at is null returning id`,
    [id, by.projectId, by.now, nameOf(by.actor), expectedVersion],
  );
  return removed.length > 0;
}

/** False where it is retired already. */
export async function insertRetired(tx: Tx, by: By, given: { metric: string; reason: string }): Promise<boolean> {
  const inserted = await tx.query(
    `insert into retired_metric (project_id, metric, reason, retired_by, retired_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning metric`,
    [by.projectId, given.metric, given.reason, nameOf(by.actor), by.now],
  );
  return inserted.length > 0;
}

/** False where it is not retired. */
export async function deleteRetired(tx: Tx, projectId: string, metric: string): Promise<boolean> {
  const sql = 'delete from retired_metric where project_id = $1 and metric = $2 returning metric';
  return (await tx.query(sql, [projectId, metric])).length > 0;
}

function valuesOf({ title, likelihood, impact, ownerId, metrics }: RiskContent): unknown[] {
  return [title, likelihood, impact, ownerId, metrics];
}

function nameOf(actor: Actor): string {
  return actor.kind === 'apiKey' ? 'an API key' : actor.name;
}
