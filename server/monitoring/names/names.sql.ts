import type { Database, Tx } from '../../platform/database/index.js';
import { OTHER } from '../metric-buffer.js';

export type NameKind = 'segment' | 'decider' | 'part';
/** `metric`: of a part; empty for segments and deciders, which all metrics have in common. */
export type MetricName = {
  readonly projectId: string | null;
  readonly kind: NameKind;
  readonly metric: string;
  readonly name: string;
};
export type FullNames = { readonly kind: NameKind; readonly metric: string };

/** The project of what belongs to none. */
const NO_PROJECT = '00000000-0000-0000-0000-000000000000';
/** A name that did not come for so long makes room for another one. */
export const ROOM_AFTER_DAYS = 30;
const GIVEN = `unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::integer[]) with ordinality as g (project_id, kind, metric, name, most, place)`;
const SAME = 'm.project_id = g.project_id and m.kind = g.kind and m.metric = g.metric';

/**
 * Keeps these names apart as far as there is room, first come first served over all processes, and says of each whether it
 * is. One process at a time: two that ask at once never get more than there is.
 */
export async function admitNames(
  tx: Tx,
  names: readonly MetricName[],
  { most, now }: { most: Readonly<Record<NameKind, number>>; now: Date },
): Promise<boolean[]> {
  const given = [
    names.map(({ projectId }) => projectId ?? NO_PROJECT),
    names.map(({ kind }) => kind),
    names.map(({ metric }) => metric),
    names.map(({ name }) => name),
    names.map(({ kind }) => most[kind]),
  ];
  await tx.query(`select pg_advisory_xact_lock(hashtext('metric_name'))`);
  await tx.query(`delete from metric_name where seen_on < $1::date - $2::integer`, [now, ROOM_AFTER_DAYS]);
  await tx.query(
    `with fresh as (
       select g.*, row_number() over (partition by project_id, kind, metric order by place) as nth from ${GIVEN}
        where not exists (select 1 from metric_name m where ${SAME} and m.name = g.name)),
     counted as (
       select g.*, nth + (select count(*) from metric_name m where ${SAME} and m.name <> '${OTHER}') <= most as has_room
         from fresh g where name <> '${OTHER}')
     insert into metric_name (project_id, kind, metric, name, seen_on)
     select distinct project_id, kind, metric, case when has_room then name else '${OTHER}' end, $6::date from counted
      union select project_id, kind, metric, name, $6::date from fresh where name = '${OTHER}'
     on conflict on constraint metric_name_pk do update set seen_on = excluded.seen_on`,
    [...given, now],
  );
  const rows = await tx.query<{ place: number }>(
    `update metric_name m set seen_on = $6::date from ${GIVEN} where ${SAME} and m.name = g.name returning g.place::integer`,
    [...given, now],
  );
  const admitted = new Set(rows.map(({ place }) => place));
  return names.map((_name, index) => admitted.has(index + 1));
}

/** Of what more names came than are kept apart. */
export async function fullNames(database: Database, projectId: string): Promise<FullNames[]> {
  return database.query<FullNames>(
    `select distinct kind, metric from metric_name where project_id in ($1, '${NO_PROJECT}') and name = '${OTHER}' order by kind, metric`,
    [projectId],
  );
}
