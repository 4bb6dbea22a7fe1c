import type { RuleAction } from '@handrail/shared/alarms';
import type { Database, Tx } from '../platform/database/index.js';

export type ActionRow = {
  alarm_id: string;
  kind: Exclude<RuleAction, 'NONE'>;
  expected: { policyVersion: number; rolloutId: string | null };
  state: 'DUE' | 'DONE' | 'SKIPPED';
  result: string;
  created_at: Date;
  done_at: Date | null;
};
/** `title`: of the rule that asked for it, which need not be what opened the alarm. */
export type DueAction = ActionRow & { readonly project_id: string; readonly title: string };

/** An alarm does each thing once: a second rule of it changes nothing. */
export async function insertAction(
  tx: Tx,
  given: {
    alarmId: string;
    kind: Exclude<RuleAction, 'NONE'>;
    ruleId: string;
    expected: ActionRow['expected'];
    now: Date;
  },
): Promise<void> {
  await tx.query(
    `insert into alarm_action (alarm_id, kind, rule_id, expected, state, result, created_at) values ($1, $2, $3, $4, 'DUE', '', $5)
     on conflict do nothing`,
    [given.alarmId, given.kind, given.ruleId, JSON.stringify(given.expected), given.now],
  );
}

export async function dueActions(database: Database): Promise<DueAction[]> {
  return database.query<DueAction>(
    `select x.alarm_id, x.kind, x.expected, x.state, x.result, x.created_at, x.done_at, a.project_id,
            coalesce((select case when s.part in ('', s.settings ->> 'part') then s.settings ->> 'name' else s.settings ->> 'name' || ': ' || s.part end
                        from alarm_signal s where s.alarm_id = x.alarm_id and s.rule_id = x.rule_id order by s.opened_at, s.id limit 1), a.title) as title
       from alarm_action x join alarm a on a.id = x.alarm_id where x.state = 'DUE' order by x.created_at limit 100`,
  );
}

/** False where somebody else has ended it. */
export async function endAction(
  tx: Tx,
  { alarm_id: alarmId, kind }: Pick<ActionRow, 'alarm_id' | 'kind'>,
  { state, result, now }: { state: 'DONE' | 'SKIPPED'; result: string; now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `update alarm_action set state = $3, result = $4, done_at = $5 where alarm_id = $1 and kind = $2 and state = 'DUE' returning 1`,
    [alarmId, kind, state, result, now],
  );
  return rows.length > 0;
}

export async function actionsOf(database: Database, alarmIds: readonly string[]): Promise<ActionRow[]> {
  return database.query<ActionRow>(
    `select alarm_id, kind, expected, state, result, created_at, done_at from alarm_action
      where alarm_id = any($1::uuid[]) order by created_at, kind`,
    [alarmIds],
  );
}

/** The policy version that an alarm has put in force, where it has. */
export async function movedBy(database: Database, projectId: string, alarmId: string): Promise<number | undefined> {
  const [row] = await database.query<{ version: number }>(
    `select version from policy where project_id = $1 and evidence->>'alarmId' = $2 order by version limit 1`,
    [projectId, alarmId],
  );
  return row?.version;
}

/** Whether a rollout was rolled back with exactly this reason. */
export async function rolledBackFor(database: Database, rolloutId: string, reason: string): Promise<boolean> {
  const rows = await database.query(
    `select 1 from rollout_event where rollout_id = $1 and kind = 'rolled_back' and reason = $2`,
    [rolloutId, reason],
  );
  return rows.length > 0;
}
