import type { Database } from '../platform/database/index.js';
import { STUCK_COUNT } from '../reviews/index.js';

type Counted = {
  readonly id: string;
  readonly project: string;
  readonly firing: number;
  readonly acknowledged: number;
  readonly openReviews: number;
  readonly oldestReviewSeconds: number;
  readonly stuckCases: number;
};

const COUNTED_UP_TO = 10_000;

/** What stands open in each project, by their slugs, of at most so many projects; and how many are left out. */
export async function projectsInFigures(
  database: Database,
  { now, most }: { readonly now: Date; readonly most: number },
): Promise<{ projects: Counted[]; untold: number }> {
  const [projects, [all]] = await Promise.all([
    database.query<Counted>(
      `select p.id, p.slug as project, a.firing, a.acknowledged, r.depth as "openReviews",
              greatest(coalesce(extract(epoch from $1::timestamptz - r.oldest), 0), 0)::float8 as "oldestReviewSeconds",
              ${STUCK_COUNT('p.id')} as "stuckCases"
         from (select id, slug from project order by slug limit $2) p
        cross join lateral (select count(*) filter (where phase = 'FIRING')::int as firing, count(*) filter (where phase = 'ACKNOWLEDGED')::int as acknowledged
                              from alarm where project_id = p.id and phase <> 'RESOLVED') a
        cross join lateral (select count(*)::int as depth, min(created_at) as oldest
                              from (select created_at from review where project_id = p.id and state = 'open' order by created_at limit $3) o) r
        order by p.slug`,
      [now, most, COUNTED_UP_TO],
    ),
    database.query<{ projects: number }>('select count(*)::int as projects from project'),
  ]);
  return { projects, untold: Math.max(0, (all?.projects ?? 0) - projects.length) };
}
