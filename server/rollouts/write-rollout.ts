import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import type { Level } from '@handrail/shared/ladder';
import {
  settingsOfRollout,
  type GuardrailVerdict,
  type RolloutEvidence,
  type RolloutState,
} from '@handrail/shared/rollouts';
import { ChangeFeed } from '../platform/change-feed/index.js';
import type { Tx } from '../platform/database/index.js';
import { ProblemError } from '../platform/http/index.js';
import { recordAudit, WritePolicy } from '../projects/index.js';
import { planOf, type RolloutEventKind, type RolloutRow } from './rollout-rows.js';
import { insertEvent, updateRollout } from './rollout.sql.js';

export type RolloutStepTaken = {
  readonly kind: RolloutEventKind;
  readonly state: RolloutState;
  readonly reason: string;
  readonly evidence?: RolloutEvidence | undefined;
  readonly verdicts?: readonly GuardrailVerdict[] | undefined;
  /** A rung that the project goes to by this very step. */
  readonly level?: Level | undefined;
  readonly now: Date;
};

const APPENDS = 20;

/**
 * Takes a locked rollout to its next state: state, event and policy version commit together or not at all. When the
 * slider is moved at the same moment the rollout's settings are put on top of what it wrote.
 */
@Injectable()
export class WriteRollout {
  constructor(
    private readonly policies: WritePolicy,
    private readonly feed: ChangeFeed,
  ) {}

  /** `row`: locked by `tx`. Gives the row as it stands then. */
  async take(tx: Tx, actor: Actor, step: RolloutStepTaken & { readonly row: RolloutRow }): Promise<RolloutRow> {
    const { row, kind, state, reason, now } = step;
    const isRouting = kind !== 'approved' && kind !== 'approval_withdrawn';
    const version = isRouting ? await this.putInForce(tx, actor, step) : await this.versionNow(tx, row);
    const updated = await updateRollout(tx, { id: row.id, state, now });
    await insertEvent(tx, {
      rollout_id: row.id,
      kind,
      actor: nameOf(actor),
      reason,
      state,
      evidence: step.evidence ?? null,
      verdicts: step.verdicts === undefined ? null : [...step.verdicts],
      policy_version: version,
      created_at: now,
    });
    await recordAudit(tx, {
      projectId: row.project_id,
      actor,
      action: `rollout.${kind}`,
      subject: `rollout ${row.id}`,
      detail: { reason, step: state.step, share: state.share, policyVersion: version },
      now,
    });
    await this.feed.publish(tx, { type: 'project', projectId: row.project_id });
    return updated;
  }

  private async versionNow(tx: Tx, row: RolloutRow): Promise<number> {
    return (await this.policies.current(tx, row.project_id)).row.version;
  }

  private async putInForce(
    tx: Tx,
    actor: Actor,
    step: RolloutStepTaken & { readonly row: RolloutRow },
  ): Promise<number> {
    const { row, state, reason, evidence, verdicts, now } = step;
    const rollout = { id: row.id, plan: planOf(row), state };
    const seen = evidence === undefined ? undefined : { rolloutId: row.id, evidence, verdicts };
    for (let attempt = 0; attempt < APPENDS; attempt += 1) {
      const current = await this.policies.current(tx, row.project_id);
      const level = step.level ?? current.settings.level;
      const settings = settingsOfRollout({ ...current.settings, level }, rollout);
      const next = { current: current.row, settings, reason, evidence: seen, now };
      const policy = await this.policies.append(tx, actor, next);
      if (policy) return policy.version;
    }
    throw new ProblemError('unavailable', 'The policy is being moved too quickly; try again.', { retryAfter: 1 });
  }
}

export function nameOf(actor: Actor): string {
  return actor.kind === 'apiKey' ? 'an API key' : actor.name;
}
