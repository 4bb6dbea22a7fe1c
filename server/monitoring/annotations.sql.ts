import type { Database } from '../platform/database/index.js';

export type AnnotationRow = {
  id: string;
  kind: 'POLICY' | 'ROLLOUT' | 'ALARM';
  at: Date;
  title: string;
  detail: string;
  by: string;
  policy_version: number | null;
};

const MOST = 500;

/** What people and rollouts did to a project, and the alarms that were raised, in [from, to), oldest first; the latest 500. */
export async function annotationsIn(
  database: Database,
  { projectId, from, to }: { projectId: string; from: Date; to: Date },
): Promise<AnnotationRow[]> {
  return database.query<AnnotationRow>(
    `select * from (
       select id::text, 'POLICY' as kind, created_at as at, 'Policy ' || version || ': ' || lower(replace(level, '_', ' ')) as title,
              reason as detail, created_by as by, version as policy_version
         from policy where project_id = $1 and created_at >= $2 and created_at < $3
       union all
       select e.id::text, 'ROLLOUT', e.created_at, 'Rollout ' || replace(e.kind, '_', ' '), e.reason, e.actor, e.policy_version
         from rollout_event e join rollout r on r.id = e.rollout_id
        where r.project_id = $1 and e.created_at >= $2 and e.created_at < $3
       union all
       select a.id::text, 'ALARM', a.since, 'Alarm: ' || a.title,
              case when a.resolved_at is null then 'Still open' else 'Resolved ' || to_char(a.resolved_at at time zone 'utc', 'YYYY-MM-DD HH24:MI') || ' UTC' end,
              'Handrail', null
         from alarm a where a.project_id = $1 and a.since >= $2 and a.since < $3
       order by at desc, id desc limit $4) latest
     order by at, id`,
    [projectId, from, to, MOST],
  );
}
