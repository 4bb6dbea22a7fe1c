import type { Tx } from '../platform/database/index.js';

export type RequestableCase = { readonly id: string; readonly policy_version: number };

/** Of these cases the decided ones that nobody is asked about and that were not erased; locked until the commit. */
export function requestableCases(
  tx: Tx,
  { projectId, ids, alsoLabelled }: { projectId: string; ids: readonly string[]; alsoLabelled: boolean },
): Promise<RequestableCase[]> {
  return tx.query<RequestableCase>(
    `select c.id, c.policy_version from intake_case c
      where c.project_id = $1 and c.id = any($2::uuid[]) and exists (select 1 from decision d where d.case_id = c.id)
        and ($3 or not exists (select 1 from label l where l.case_id = c.id))
        and not exists (select 1 from review r where r.case_id = c.id and r.state = 'open')
        and not exists (select 1 from case_erasure e where e.case_id = c.id)
      order by c.id for update of c`,
    [projectId, ids, alsoLabelled],
  );
}
