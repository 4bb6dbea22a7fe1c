import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { parseReference, type DeciderKind, type VersionPlace } from '@handrail/shared/deciders';
import { levelRank, type PolicySettings } from '@handrail/shared/ladder';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { ProjectDirectory, WritePolicy, type PolicyRow } from '../projects/index.js';
import { findVersionId, lockDecider } from './decider.sql.js';
import { parseReason } from './parse-reason.js';

export type Placement = {
  readonly projectId: string;
  readonly reference: string;
  readonly place: VersionPlace;
  /** False takes it out of the place. */
  readonly isIn: boolean;
  readonly reason: string;
  /** The policy that whoever places it was looking at; absent: whichever is in force. */
  readonly expectedVersion?: number | undefined;
};
export type PlaceOutcome =
  | { readonly kind: 'placed'; readonly policy: PolicyRow }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'changed-meanwhile'; readonly current: PolicyRow };

/** Puts a version into shadow or, where no machine decides, directly in force; or takes it out. Writes a new policy. */
@Injectable()
export class PlaceVersion {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly policies: WritePolicy,
  ) {}

  async run(actor: Actor, placement: Placement): Promise<PlaceOutcome> {
    const { projectId, reference } = placement;
    assertMay(actor, 'deciders:edit', projectId);
    const reason = parseReason(placement.reason);
    const parsed = parseReference(reference);
    if (!parsed) throw notFound('version');
    const now = this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<PlaceOutcome> => {
      const decider = await lockDecider(tx, projectId, parsed.name);
      if (!decider || (await findVersionId(tx, decider.id, parsed.version)) === undefined) throw notFound('version');
      const { row: current, settings: before } = await this.policies.current(tx, projectId);
      const { expectedVersion = current.version } = placement;
      if (current.version !== expectedVersion) return { kind: 'changed-meanwhile', current };
      const message = whyNot(before, placement, decider.kind);
      if (message !== undefined) return { kind: 'refused', message };
      const settings = placed(before, placement);
      const policy = await this.policies.append(tx, actor, { current, settings, reason, now });
      return policy ? { kind: 'placed', policy } : { kind: 'changed-meanwhile', current };
    });
    if (outcome.kind === 'placed') this.directory.forget();
    return outcome;
  }
}

const MAX_SHADOWS = 20;

/** Why a placement is refused, in a sentence that says what to do instead; undefined: it is not. */
function whyNot(policy: PolicySettings, { reference, place, isIn }: Placement, kind: DeciderKind): string | undefined {
  if (place === 'shadow') return whyNotShadow(policy, { reference, isIn, kind });
  if (levelRank(policy.level) > levelRank('SHADOW'))
    return 'Machines decide or assist here: replace one by another in a rollout, or move the ladder to Shadow first.';
  if (place === 'previous_system') {
    if (isIn && kind !== 'system')
      return 'It is a model: only a decider that was registered as a previous system can be one.';
    return (policy.previousSystem === reference) === isIn ? alreadySo(isIn) : undefined;
  }
  if (isIn && kind === 'system')
    return 'It is a previous system: it has no confidence, so it cannot be the model in force.';
  if (policy.rollout) return 'A rollout is under way: finish it or roll it back first.';
  return (policy.incumbent === reference) === isIn ? alreadySo(isIn) : undefined;
}

function whyNotShadow(
  policy: PolicySettings,
  { reference, isIn, kind }: { reference: string; isIn: boolean; kind: DeciderKind },
): string | undefined {
  if (policy.shadows.includes(reference) === isIn) return alreadySo(isIn);
  if (!isIn) return undefined;
  if (kind === 'system') return 'It is a previous system: put it in force as one, and it is compared too.';
  if (policy.incumbent === reference || policy.rollout?.challenger === reference)
    return 'It predicts every case already: it is in force.';
  return policy.shadows.length >= MAX_SHADOWS ? `At most ${MAX_SHADOWS} versions watch at a time.` : undefined;
}

function alreadySo(isIn: boolean): string {
  return isIn ? 'It is there already.' : 'It is not there.';
}

function placed(policy: PolicySettings, { reference, place, isIn }: Placement): PolicySettings {
  const shadows = policy.shadows.filter((shadow) => shadow !== reference);
  switch (place) {
    case 'shadow':
      return { ...policy, shadows: isIn ? [...shadows, reference] : shadows };
    case 'incumbent':
      return { ...policy, shadows, incumbent: isIn ? reference : null };
    case 'previous_system':
      return { ...policy, previousSystem: isIn ? reference : null };
  }
}
