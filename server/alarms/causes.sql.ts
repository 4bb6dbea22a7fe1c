import type { Cause } from '@handrail/shared/alarms';
import type { Tx } from '../platform/database/index.js';
import { skipsOfStuck } from '../reviews/index.js';

const MOST = 50;

/**
 * What was done to a project in [from, to): policies (also where their output schema is a new one), moves of rollouts, and
 * versions that were registered; the latest first.
 */
export async function changesIn(
  tx: Tx,
  { projectId, from, to }: { projectId: string; from: Date; to: Date },
): Promise<Cause[]> {
  const rows = await tx.query<{ kind: Cause['kind']; id: string; at: Date; title: string; detail: string }>(
    `select p.id::text, case when p.output_schema is distinct from b.output_schema and b.id is not null then 'SCHEMA' else 'POLICY' end as kind,
            p.created_at as at, 'Policy ' || p.version || ': ' || lower(replace(p.level, '_', ' ')) as title, p.reason as detail
       from policy p left join policy b on b.project_id = p.project_id and b.version = p.version - 1
      where p.project_id = $1 and p.created_at >= $2 and p.created_at < $3
     union all
     select e.id::text, 'ROLLOUT', e.created_at, 'Rollout ' || replace(e.kind, '_', ' '), e.reason
       from rollout_event e join rollout r on r.id = e.rollout_id
      where r.project_id = $1 and e.created_at >= $2 and e.created_at < $3
     union all
     select v.id::text, 'VERSION', v.created_at, 'Version ' || v.version || ' of ' || d.name, ''
       from decider_version v join decider d on d.id = v.decider_id
      where v.project_id = $1 and v.created_at >= $2 and v.created_at < $3
      order by at desc limit $4`,
    [projectId, from, to, MOST],
  );
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** That people skipped what nobody is left to answer now; nothing where nobody did. */
export async function skipsIn(tx: Tx, projectId: string): Promise<Cause[]> {
  const skips = await skipsOfStuck(tx, projectId);
  if (!skips) return [];
  const title = skips.cases === 1 ? 'Reviewers skipped 1 case' : `Reviewers skipped ${skips.cases} cases`;
  const detail = skips.reason === null ? 'mostly without a reason' : `most often “${skips.reason}”`;
  return [{ kind: 'SKIPS', id: 'skipped', at: skips.latest.getTime(), title, detail }];
}

/** What a rule's own action must find unchanged. */
export async function standingOf(
  tx: Tx,
  projectId: string,
): Promise<{ policyVersion: number; rolloutId: string | null }> {
  const [row] = await tx.query<{ version: number; rollout: string | null }>(
    `select (select coalesce(max(version), 0)::int from policy where project_id = $1) as version,
            (select id::text from rollout where project_id = $1 and status = 'running' limit 1) as rollout`,
    [projectId],
  );
  return { policyVersion: row?.version ?? 0, rolloutId: row?.rollout ?? null };
}
