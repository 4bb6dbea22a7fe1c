import type { AlarmListView, AlarmTally } from '@handrail/shared/alarms';
import type { Database } from '../platform/database/index.js';
import type { Position } from '../platform/graphql/index.js';
import { ALARM_COLUMNS, type AlarmRow } from './alarm.sql.js';

export type NamedAlarm = AlarmRow & { assignee_name: string | null };
export type EventRow = { id: string; alarm_id: string; kind: string; actor: string; detail: string; created_at: Date };
export type PersonRow = { id: string; name: string };

const NAMED = `${ALARM_COLUMNS.split(', ')
  .map((column) => `a.${column}`)
  .join(', ')}, p.name as assignee_name`;

export type AlarmQuestion = {
  readonly projectId: string;
  readonly view: AlarmListView;
  /** Who asks, for what is theirs. */
  readonly personId: string;
  readonly after: Position | null;
  readonly limit: number;
};
export type AlarmCounts = { open: number; acknowledged: number; resolved: number; mine: number };

const UNRESOLVED = `a.phase <> 'RESOLVED'`;
const IN_VIEW: Readonly<Record<AlarmListView, string>> = {
  UNRESOLVED,
  OPEN: `a.phase = 'FIRING'`,
  ACKNOWLEDGED: `a.phase = 'ACKNOWLEDGED'`,
  RESOLVED: `a.phase = 'RESOLVED'`,
  MINE: UNRESOLVED,
};
const ASSIGNED = '($2::uuid is null or a.assignee_id = $2)';
const COUNTED_UP_TO = 1000;

/** The newest first. */
export async function alarmsOf(database: Database, asked: AlarmQuestion): Promise<NamedAlarm[]> {
  const assignee = asked.view === 'MINE' ? asked.personId : null;
  return database.query<NamedAlarm>(
    `select ${NAMED} from alarm a left join person p on p.id = a.assignee_id
      where a.project_id = $1 and ${IN_VIEW[asked.view]} and ${ASSIGNED}
        and ($3::timestamptz is null or (a.opened_at, a.id) < ($3, $4::uuid))
      order by a.opened_at desc, a.id desc limit $5`,
    [asked.projectId, assignee, asked.after?.at ?? null, asked.after?.id ?? null, asked.limit],
  );
}

/** How many there are in each view, each counted up to 1,000. */
export async function alarmCountsOf(
  database: Database,
  { projectId, personId }: { projectId: string; personId: string },
): Promise<AlarmCounts> {
  const counted = (view: AlarmListView, and = ''): string =>
    `(select count(*)::int from (select 1 from alarm a where a.project_id = $1 and ${IN_VIEW[view]} ${and} limit ${COUNTED_UP_TO}) q)`;
  const [row] = await database.query<AlarmCounts>(
    `select ${counted('OPEN')} as open, ${counted('ACKNOWLEDGED')} as acknowledged, ${counted('RESOLVED')} as resolved,
            ${counted('MINE', 'and a.assignee_id = $2::uuid')} as mine`,
    [projectId, personId],
  );
  return row ?? { open: 0, acknowledged: 0, resolved: 0, mine: 0 };
}

/** Titles of what is not over, the newest first. */
export async function openTitles(database: Database, projectId: string): Promise<string[]> {
  const rows = await database.query<{ title: string }>(
    `select title from alarm a where a.project_id = $1 and ${UNRESOLVED} order by a.opened_at desc, a.id desc limit 100`,
    [projectId],
  );
  return rows.map(({ title }) => title);
}

export async function alarmById(database: Database, id: string): Promise<NamedAlarm | undefined> {
  const [row] = await database.query<NamedAlarm>(
    `select ${NAMED} from alarm a left join person p on p.id = a.assignee_id where a.id = $1`,
    [id],
  );
  return row;
}

export async function eventsOf(database: Database, alarmIds: readonly string[]): Promise<EventRow[]> {
  return database.query<EventRow>(
    `select id, alarm_id, kind, actor, detail, created_at from alarm_event where alarm_id = any($1::uuid[]) order by id`,
    [alarmIds],
  );
}

/** Who can be asked to see to an alarm. */
export async function handlersOf(database: Database, projectId: string): Promise<PersonRow[]> {
  return database.query<PersonRow>(
    `select p.id, p.name from person p
      where p.disabled_at is null
        and exists (select 1 from membership m where m.project_id = $1 and m.person_id = p.id and m.role in ('DATA_SCIENTIST', 'ADMIN'))
      order by p.name, p.id limit 500`,
    [projectId],
  );
}

/** An alarm counts once for each metric in it. */
export async function talliesOf(database: Database, projectId: string): Promise<AlarmTally[]> {
  return database.query<AlarmTally>(
    `select s.metric, count(distinct a.id)::int as alarms, (count(distinct a.id) filter (where a.useful))::int as useful,
            (count(distinct a.id) filter (where not a.useful))::int as useless
       from alarm a join alarm_signal s on s.alarm_id = a.id where a.project_id = $1 group by s.metric`,
    [projectId],
  );
}
