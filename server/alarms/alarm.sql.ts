import type { AlarmPhase, AlarmRuleContent, AlarmState, Cause, Watch } from '@handrail/shared/alarms';
import type { Database, Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';

export type RuleRow = {
  id: string;
  starting_key: string | null;
  settings: AlarmRuleContent;
  version: number;
  changed_by: string;
  changed_at: Date;
};
export type WatchRow = {
  rule_id: string;
  part: string;
  phase: Watch['phase'];
  in_a_row: number;
  since: Date | null;
  looked_at: Date;
};
export type AlarmRow = {
  id: string;
  project_id: string;
  title: string;
  phase: AlarmPhase;
  cause_key: string;
  causes: Cause[];
  since: Date;
  opened_at: Date;
  last_signal_at: Date;
  acknowledged_by: string | null;
  assignee_id: string | null;
  resolved_by: string | null;
  resolved_at: Date | null;
  useful: boolean | null;
};
export const ALARM_COLUMNS =
  'id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at, acknowledged_by, assignee_id, resolved_by, resolved_at, useful';

/** Takes the look of a minute for whoever asks first; the others wait for that to end, and then get nothing. */
export async function takeLook(tx: Tx, projectId: string, minute: Date): Promise<boolean> {
  const rows = await tx.query(
    `insert into alarm_look as l (project_id, minute) values ($1, $2)
     on conflict (project_id) do update set minute = excluded.minute where l.minute < excluded.minute returning 1`,
    [projectId, minute],
  );
  return rows.length > 0;
}

export async function watchesOf(tx: Tx, ruleIds: readonly string[]): Promise<WatchRow[]> {
  return tx.query<WatchRow>(
    'select rule_id, part, phase, in_a_row, since, looked_at from alarm_watch where rule_id = any($1::uuid[]) for update',
    [ruleIds],
  );
}

export function toWatch({ phase, in_a_row: inARow, since, looked_at: lookedAt }: WatchRow): Watch {
  return { phase, inARow, since: since?.getTime() ?? null, lookedAt: lookedAt.getTime() };
}

export type NewWatchState = { readonly ruleId: string; readonly part: string; readonly watch: Watch };

export async function storeWatches(tx: Tx, watches: readonly NewWatchState[]): Promise<void> {
  if (watches.length === 0) return;
  const time = (at: number | null): Date | null => (at === null ? null : new Date(at));
  await tx.query(
    `insert into alarm_watch (rule_id, part, phase, in_a_row, since, looked_at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::timestamptz[])
     on conflict (rule_id, part) do update set phase = excluded.phase, in_a_row = excluded.in_a_row, since = excluded.since,
        looked_at = excluded.looked_at`,
    [
      watches.map(({ ruleId }) => ruleId),
      watches.map(({ part }) => part),
      watches.map(({ watch }) => watch.phase),
      watches.map(({ watch }) => watch.inARow),
      watches.map(({ watch }) => time(watch.since)),
      watches.map(({ watch }) => time(watch.lookedAt)),
    ],
  );
}

export async function openAlarms(tx: Tx, projectId: string): Promise<AlarmRow[]> {
  return tx.query<AlarmRow>(
    `select ${ALARM_COLUMNS} from alarm where project_id = $1 and phase <> 'RESOLVED' order by id for update`,
    [projectId],
  );
}

export async function lockAlarm(tx: Tx, id: string): Promise<AlarmRow | undefined> {
  const [row] = await tx.query<AlarmRow>(`select ${ALARM_COLUMNS} from alarm where id = $1 for update`, [id]);
  return row;
}

export async function insertAlarm(
  tx: Tx,
  given: Pick<AlarmRow, 'project_id' | 'title' | 'cause_key' | 'causes' | 'since' | 'opened_at'>,
): Promise<AlarmRow> {
  const [row] = await tx.query<AlarmRow>(
    `insert into alarm (id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at)
     values ($1, $2, $3, 'FIRING', $4, $5, $6, $7, $7) returning ${ALARM_COLUMNS}`,
    [
      newId(),
      given.project_id,
      given.title,
      given.cause_key,
      JSON.stringify(given.causes),
      given.since,
      given.opened_at,
    ],
  );
  if (!row) throw new Error('unreachable: the alarm was inserted');
  return row;
}

export async function joinAlarm(tx: Tx, id: string, { since, now }: { since: Date; now: Date }): Promise<void> {
  await tx.query('update alarm set last_signal_at = $2, since = least(since, $3) where id = $1', [id, now, since]);
}

export async function storeAlarmState(tx: Tx, id: string, state: AlarmState): Promise<void> {
  await tx.query(
    `update alarm set phase = $2, acknowledged_by = $3, assignee_id = $4, resolved_by = $5, resolved_at = $6, useful = $7 where id = $1`,
    [
      id,
      state.phase,
      state.acknowledgedBy,
      state.assigneeId,
      state.resolvedBy,
      state.resolvedAt === null ? null : new Date(state.resolvedAt),
      state.isUseful,
    ],
  );
}

export type SignalRow = {
  id: string;
  alarm_id: string;
  rule_id: string;
  part: string;
  metric: string;
  settings: AlarmRuleContent;
  reading: unknown;
  points: unknown;
  since: Date;
  opened_at: Date;
  closed_at: Date | null;
  /** The reading as it was told last, and when; null: of before that was kept. */
  told: unknown;
  told_at: Date | null;
};
const SIGNAL_COLUMNS =
  'id, alarm_id, rule_id, part, metric, settings, reading, points, since, opened_at, closed_at, told, told_at';

/** False where this part of the rule fires already. */
export async function insertSignal(
  tx: Tx,
  given: Omit<SignalRow, 'id' | 'closed_at' | 'told' | 'told_at'>,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into alarm_signal (id, alarm_id, rule_id, part, metric, settings, reading, points, since, opened_at, told, told_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $7, $10) on conflict (rule_id, part) where closed_at is null do nothing returning 1`,
    [
      newId(),
      given.alarm_id,
      given.rule_id,
      given.part,
      given.metric,
      JSON.stringify(given.settings),
      JSON.stringify(given.reading),
      JSON.stringify(given.points),
      given.since,
      given.opened_at,
    ],
  );
  return rows.length > 0;
}

/** What fires in a project now: the parts of rules, with what each was told with. */
export async function openSignals(database: Database | Tx, projectId: string): Promise<SignalRow[]> {
  return database.query<SignalRow>(
    `select ${SIGNAL_COLUMNS.split(', ')
      .map((column) => `s.${column}`)
      .join(', ')}
       from alarm_signal s join alarm a on a.id = s.alarm_id where a.project_id = $1 and s.closed_at is null order by s.id`,
    [projectId],
  );
}

type Followed = Pick<SignalRow, 'rule_id' | 'part' | 'settings' | 'reading' | 'points'>;

/** What fires is told with what was read last. */
export async function followSignals(tx: Tx, signals: readonly Followed[]): Promise<void> {
  if (signals.length === 0) return;
  await tx.query(
    `update alarm_signal s set settings = n.settings::jsonb, reading = n.reading::jsonb, points = n.points::jsonb
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as n (rule_id, part, settings, reading, points)
      where s.rule_id = n.rule_id and s.part = n.part and s.closed_at is null`,
    [
      signals.map(({ rule_id: ruleId }) => ruleId),
      signals.map(({ part }) => part),
      ...(['settings', 'reading', 'points'] as const).map((name) => signals.map((one) => JSON.stringify(one[name]))),
    ],
  );
}

/** What fires has been told as it was read last. */
export async function tellSignals(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  await tx.query('update alarm_signal set told = reading, told_at = $2 where id = any($1::uuid[])', [ids, now]);
}

/** Closes what a part of a rule said; gives the alarm, and how many of its signals are still open. */
export async function closeSignal(
  tx: Tx,
  { ruleId, part, now }: { ruleId: string; part: string; now: Date },
): Promise<{ alarmId: string; open: number } | undefined> {
  const [row] = await tx.query<{ alarm_id: string }>(
    'update alarm_signal set closed_at = $3 where rule_id = $1 and part = $2 and closed_at is null returning alarm_id',
    [ruleId, part, now],
  );
  if (!row) return undefined;
  const [left] = await tx.query<{ n: number }>(
    'select count(*)::int as n from alarm_signal where alarm_id = $1 and closed_at is null',
    [row.alarm_id],
  );
  return { alarmId: row.alarm_id, open: left?.n ?? 0 };
}

/** Closes all of an alarm's signals; gives the parts of rules that fired until now. */
export async function closeSignals(tx: Tx, alarmId: string, now: Date): Promise<{ rule_id: string; part: string }[]> {
  return tx.query(
    'update alarm_signal set closed_at = $2 where alarm_id = $1 and closed_at is null returning rule_id, part',
    [alarmId, now],
  );
}

export async function signalsOf(database: Database | Tx, alarmIds: readonly string[]): Promise<SignalRow[]> {
  return database.query<SignalRow>(
    `select ${SIGNAL_COLUMNS} from alarm_signal where alarm_id = any($1::uuid[]) order by opened_at, id`,
    [alarmIds],
  );
}
