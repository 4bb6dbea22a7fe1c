import type { Tx } from '../platform/database/index.js';

export type RequestableCase = {
  readonly id: string;
  readonly policy_version: number;
  /** Whether somebody who reviews in the project can still give a blind answer of their own. */
  readonly has_somebody: boolean;
};

/** Whether a reviewer is left who has neither answered the case (alias `of`) nor seen it with the machine's answer. */
export const hasSomebody = (of: string): string => `exists (
          select 1 from membership m join person p on p.id = m.person_id and p.disabled_at is null
           where m.project_id = ${of}.project_id and m.role = 'REVIEWER'
             and not exists (select 1 from label l where l.case_id = ${of}.id and l.person_id = m.person_id)
             and not exists (select 1 from suggestion_seen s where s.case_id = ${of}.id and s.person_id = m.person_id))`;

/** Of these cases the decided ones that nobody is asked about and that were not erased; locked until the commit. */
export function requestableCases(
  tx: Tx,
  { projectId, ids, alsoLabelled }: { projectId: string; ids: readonly string[]; alsoLabelled: boolean },
): Promise<RequestableCase[]> {
  return tx.query<RequestableCase>(
    `select c.id, c.policy_version, ${hasSomebody('c')} as has_somebody
       from intake_case c
      where c.project_id = $1 and c.id = any($2::uuid[]) and exists (select 1 from decision d where d.case_id = c.id)
        and ($3 or not exists (select 1 from label l where l.case_id = c.id))
        and not exists (select 1 from review r where r.case_id = c.id and r.state = 'open')
        and not exists (select 1 from case_erasure e where e.case_id = c.id)
      order by c.id for update of c`,
    [projectId, ids, alsoLabelled],
  );
}
