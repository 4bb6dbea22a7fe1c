import { machineOnDuty, type Policy } from '@handrail/shared/ladder';
import type { World } from './world.js';

/**
 * So many subjects, of which the policy in force deals exactly its share to the challenger: chance has no say in how many
 * it gets. `prefix` makes them others than those before.
 */
export async function dealtSubjects(world: World, prefix: string, count: number): Promise<string[]> {
  const { rows } = await world.handrail.database.query<{ policy: Policy }>(
    `select settings || jsonb_build_object('salt', salt) as policy from policy where project_id = $1 order by version desc limit 1`,
    [world.projectId],
  );
  const [row] = rows;
  if (!row) throw new Error('no policy');
  return subjectsOf(row.policy, prefix, count);
}

function subjectsOf(policy: Policy, prefix: string, count: number): string[] {
  const share = policy.rollout?.share ?? 0;
  let tried = 0;
  return Array.from({ length: count }, (_, index) => {
    const arm = Math.floor((index + 1) * share) > Math.floor(index * share) ? 'challenger' : 'incumbent';
    for (;;) {
      const subject = `${prefix}-${(tried += 1)}`;
      if ((machineOnDuty(policy, { key: subject, subject }).arm ?? 'incumbent') === arm) return subject;
    }
  });
}
