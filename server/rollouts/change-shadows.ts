import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { parseReference } from '@handrail/shared/deciders';
import { machinesOf, type PolicySettings } from '@handrail/shared/ladder';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { ProjectDirectory, WritePolicy } from '../projects/index.js';
import { reasonOf } from './reason-of.js';
import { findVersion } from './rollout.sql.js';

type Change = { readonly projectId: string; readonly machine: string; readonly reason: string };
export type ShadowOutcome =
  | { readonly kind: 'changed'; readonly policyVersion: number; readonly shadows: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string };
type Next = { readonly settings: PolicySettings } | { readonly refused: string };

const MAX_SHADOWS = 20;
const APPENDS = 20;

/** Lets a version predict unseen beside the machine on duty, or no longer. Any number may; nothing they say is used. */
@Injectable()
export class ChangeShadows {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly policies: WritePolicy,
    private readonly directory: ProjectDirectory,
  ) {}

  start(actor: Actor, change: Change): Promise<ShadowOutcome> {
    return this.append(actor, change, async (tx, settings) => {
      const { machine, projectId } = change;
      const reference = parseReference(machine);
      const version = reference && (await findVersion(tx, projectId, reference));
      if (!version || version.isRetired) return { refused: `${machine} is not a version that can be used here.` };
      if (machinesOf({ ...settings, level: 'SHADOW' }).includes(machine) || settings.previousSystem === machine)
        return { refused: `${machine} predicts already.` };
      if (settings.shadows.length >= MAX_SHADOWS)
        return { refused: `At most ${MAX_SHADOWS} versions watch at once; let one go first.` };
      return { settings: { ...settings, shadows: [...settings.shadows, machine] } };
    });
  }

  end(actor: Actor, change: Change): Promise<ShadowOutcome> {
    return this.append(actor, change, (_tx, settings) => {
      const shadows = settings.shadows.filter((machine) => machine !== change.machine);
      if (shadows.length === settings.shadows.length) return { refused: `${change.machine} is not in shadow.` };
      return { settings: { ...settings, shadows } };
    });
  }

  private async append(
    actor: Actor,
    { projectId, reason: given }: Change,
    next: (tx: Tx, settings: PolicySettings) => Next | Promise<Next>,
  ): Promise<ShadowOutcome> {
    assertMay(actor, 'rollouts:move', projectId);
    const reason = reasonOf(given);
    const now = this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<ShadowOutcome> => {
      for (let attempt = 0; attempt < APPENDS; attempt += 1) {
        const { row: current, settings } = await this.policies.current(tx, projectId);
        const decision = await next(tx, settings);
        if ('refused' in decision) return { kind: 'refused', message: decision.refused };
        const policy = await this.policies.append(tx, actor, { current, settings: decision.settings, reason, now });
        if (policy) return { kind: 'changed', policyVersion: policy.version, shadows: decision.settings.shadows };
      }
      return { kind: 'refused', message: 'The policy is being moved too quickly; try again.' };
    });
    if (outcome.kind === 'changed') this.directory.forget();
    return outcome;
  }
}
