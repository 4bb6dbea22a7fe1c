import type { QueuePartsFragment } from '../lib/generated/graphql';
import { count } from '../ui/format';

/** What becomes of the cases that a reviewer has skipped. */
export function skippedInWords({
  skippedByMe,
  leftToNobody,
}: Pick<QueuePartsFragment, 'skippedByMe' | 'leftToNobody'>): string {
  const [whole, others] = [`${count(skippedByMe)} you have skipped`, skippedByMe - leftToNobody];
  if (leftToNobody === 0) return `${whole}; others will see ${skippedByMe === 1 ? 'it' : 'them'}.`;
  const left = others === 0 ? (skippedByMe === 1 ? 'it' : 'them') : count(leftToNobody);
  const nobody = `nobody else is left to answer ${left}. An admin can ask you again, or decide.`;
  return others === 0 ? `${whole}, and ${nobody}` : `${whole}; others will see ${count(others)} of them, and ${nobody}`;
}
