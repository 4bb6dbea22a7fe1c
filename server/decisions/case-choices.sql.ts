import type { Tx } from '../platform/database/index.js';
import { DECIDER_NAME } from './case-ways.sql.js';

/** As many as a list to choose from can hold. */
export const MAX_CHOICES = 100;

/** Who has decided in project $1, people as one without a name: hops over the index from one to the next. */
export const DECIDERS = `with recursive k as (
    (select decided_by_kind as kind, (${DECIDER_NAME}) as name from decision where project_id = $1
      order by decided_by_kind, (${DECIDER_NAME}) limit 1)
    union all
    select n.kind, n.name from k cross join lateral (
      select decided_by_kind as kind, (${DECIDER_NAME}) as name from decision
       where project_id = $1 and (decided_by_kind, (${DECIDER_NAME})) > (k.kind, k.name)
       order by decided_by_kind, (${DECIDER_NAME}) limit 1) n)
  select kind, name from k limit ${MAX_CHOICES}`;

/** The segments of project $1's cases. */
export const SEGMENTS = `with recursive s as (
    (select segment from intake_case where project_id = $1 and segment is not null order by segment limit 1)
    union all
    select n.segment from s cross join lateral (
      select segment from intake_case where project_id = $1 and segment is not null and segment > s.segment
       order by segment limit 1) n)
  select segment from s limit ${MAX_CHOICES}`;

/** Which of these segments a case has come with: one step into the index each. */
export async function segmentsSeen(tx: Tx, projectId: string, segments: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ segment: string }>(
    `select segment from unnest($2::text[]) as asked (segment)
      where exists (select 1 from intake_case c where c.project_id = $1 and c.segment = asked.segment)`,
    [projectId, segments],
  );
  return new Set(rows.map(({ segment }) => segment));
}

export async function hasCases(tx: Tx, projectId: string): Promise<boolean> {
  const rows = await tx.query('select 1 from intake_case where project_id = $1 limit 1', [projectId]);
  return rows.length > 0;
}
