import type { Database } from '../platform/database/index.js';

/** Where to write to somebody; undefined where they are gone, or have no part in the project any more. */
export async function recipientOf(
  database: Database,
  { projectId, personId }: { projectId: string; personId: string | null },
): Promise<string | undefined> {
  const [row] = await database.query<{ email: string }>(
    `select p.email from person p where p.id = $2 and p.disabled_at is null
        and exists (select 1 from membership m where m.project_id = $1 and m.person_id = p.id)`,
    [projectId, personId],
  );
  return row?.email;
}
