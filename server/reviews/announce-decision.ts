import type { OutputValue } from '@handrail/shared/schema';
import type { Tx } from '../platform/database/index.js';
import { announce } from '../platform/outbox/index.js';
import type { LeasedReview } from './review-queue.sql.js';

/** Tells whoever waits for it that a person has decided. Who it was stays here. */
export async function announceDecision(
  tx: Tx,
  { case_id: id, project_id: projectId, policy_version: policyVersion }: LeasedReview,
  { value, isCorrection, now }: { value: OutputValue; isCorrection: boolean; now: Date },
): Promise<void> {
  const decision = {
    id,
    status: 'decided' as const,
    value: typeof value === 'object' ? [...value] : value,
    decidedBy: { kind: 'human' as const },
    isCorrection,
    policyVersion,
    decidedAt: now.toISOString(),
    path: `/v1/decisions/${id}`,
  };
  await announce(tx, { projectId, now, messages: [{ event: 'decision.made', data: { decision } }] });
}
