import type { StartingRule } from '@handrail/shared/alarms';
import type { Database, Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import type { RuleRow } from './alarm.sql.js';

const COLUMNS = 'id, starting_key, settings, version, changed_by, changed_at';

export async function rulesOf(database: Database | Tx, projectId: string): Promise<RuleRow[]> {
  return database.query<RuleRow>(
    `select ${COLUMNS} from alarm_rule where project_id = $1 and removed_at is null order by settings->>'name', id`,
    [projectId],
  );
}

/** Writes the starting rules that the project never had; what it changed, turned off or removed stays as it is. */
export async function insertStarting(
  database: Database | Tx,
  { projectId, rules, now }: { projectId: string; rules: readonly StartingRule[]; now: Date },
): Promise<void> {
  await database.query(
    `insert into alarm_rule (id, project_id, starting_key, settings, version, changed_by, changed_at)
     select n.id, $1, n.key, n.settings::jsonb, 1, 'Handrail', $5 from unnest($2::uuid[], $3::text[], $4::text[]) as n (id, key, settings)
      where not exists (select 1 from alarm_rule r where r.project_id = $1 and r.starting_key = n.key)
     on conflict (project_id, starting_key) do nothing`,
    [
      projectId,
      rules.map(() => newId()),
      rules.map(({ key }) => key),
      rules.map(({ rule }) => JSON.stringify(rule)),
      now,
    ],
  );
}

export async function insertRule(
  tx: Tx,
  given: { projectId: string; settings: unknown; by: string; now: Date },
): Promise<void> {
  await tx.query(
    `insert into alarm_rule (id, project_id, settings, version, changed_by, changed_at) values ($1, $2, $3, 1, $4, $5)`,
    [newId(), given.projectId, JSON.stringify(given.settings), given.by, given.now],
  );
}

type Seen = { readonly projectId: string; readonly id: string; readonly expectedVersion: number };
type By = { readonly by: string; readonly now: Date };

/** False where it is not there any more or is not at the expected version. */
export async function updateRule(tx: Tx, seen: Seen, { settings, by, now }: By & { settings: unknown }) {
  const rows = await tx.query(
    `update alarm_rule set settings = $4, version = version + 1, changed_by = $5, changed_at = $6
      where id = $1 and project_id = $2 and version = $3 and removed_at is null returning 1`,
    [seen.id, seen.projectId, seen.expectedVersion, JSON.stringify(settings), by, now],
  );
  return rows.length > 0;
}

/** As `updateRule`. */
export async function removeRule(tx: Tx, seen: Seen, { by, now }: By): Promise<boolean> {
  const rows = await tx.query(
    `update alarm_rule set removed_at = $5, version = version + 1, changed_by = $4, changed_at = $5
      where id = $1 and project_id = $2 and version = $3 and removed_at is null returning 1`,
    [seen.id, seen.projectId, seen.expectedVersion, by, now],
  );
  return rows.length > 0;
}

/** Makes changes of one project's rules wait for each other; answers how many there are. */
export async function lockRules(tx: Tx, projectId: string): Promise<number> {
  await tx.query('select 1 from project where id = $1 for no key update', [projectId]);
  const [row] = await tx.query<{ n: number }>(
    'select count(*)::int as n from alarm_rule where project_id = $1 and removed_at is null',
    [projectId],
  );
  return row?.n ?? 0;
}

/** What a project no longer looks at. */
export async function retiredMetrics(database: Database, projectId: string): Promise<Set<string>> {
  const rows = await database.query<{ metric: string }>('select metric from retired_metric where project_id = $1', [
    projectId,
  ]);
  return new Set(rows.map(({ metric }) => metric));
}

export type MuteRow = {
  id: string;
  rule_id: string | null;
  from_at: Date;
  to_at: Date;
  reason: string;
  muted_by: string;
  ended_at: Date | null;
};

/** Mutes that last or are still to come at `now`, the next to end first. */
export async function mutesOf(database: Database | Tx, projectId: string, now: Date): Promise<MuteRow[]> {
  return database.query<MuteRow>(
    `select id, rule_id, from_at, to_at, reason, muted_by, ended_at from alarm_mute
      where project_id = $1 and to_at > $2 and ended_at is null order by to_at, id limit 100`,
    [projectId, now],
  );
}

export async function insertMute(
  tx: Tx,
  given: { projectId: string; ruleId: string | null; from: Date; to: Date; reason: string } & By,
): Promise<void> {
  await tx.query(
    `insert into alarm_mute (id, project_id, rule_id, from_at, to_at, reason, muted_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), given.projectId, given.ruleId, given.from, given.to, given.reason, given.by, given.now],
  );
}

export async function endMute(
  tx: Tx,
  { projectId, id, now }: { projectId: string; id: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    'update alarm_mute set ended_at = $3 where id = $1 and project_id = $2 and ended_at is null returning 1',
    [id, projectId, now],
  );
  return rows.length > 0;
}
