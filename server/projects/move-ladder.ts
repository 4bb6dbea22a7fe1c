import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { policySettingsSchema, type PolicySettings } from '@handrail/shared/ladder';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, parseWith } from '../platform/http/index.js';
import { findPolicy, latestPolicy } from './policy.sql.js';
import type { PolicyRow } from './policy-rows.js';
import { ProjectDirectory } from './project-directory.js';
import { WritePolicy } from './write-policy.js';

export type Move = {
  readonly projectId: string;
  /** The version that whoever moves was looking at. */
  readonly expectedVersion: number;
  readonly settings: unknown;
  readonly reason: string;
  readonly evidence?: unknown;
  /** Since when it is in force, for a project that brings a past along; now otherwise. */
  readonly at?: Date;
};
export type Undo = {
  readonly projectId: string;
  readonly version: number;
  readonly expectedVersion: number;
  readonly reason: string;
};
export type MoveOutcome =
  | { readonly kind: 'moved'; readonly policy: PolicyRow }
  | { readonly kind: 'changed-meanwhile'; readonly current: PolicyRow };

const MAX_REASON = 2000;

/** Writes a new policy version: a move of the slider or of a threshold, or an undo. Open reviews stay as they are. */
@Injectable()
export class MoveLadder {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly writer: WritePolicy,
  ) {}

  async move(actor: Actor, move: Move): Promise<MoveOutcome> {
    assertMay(actor, 'policy:move', move.projectId);
    const settings = parseWith(policySettingsSchema, move.settings);
    return this.append(actor, move, (_tx, current) =>
      Promise.resolve({ settings: keepingRollout(settings, current), undoesVersion: undefined }),
    );
  }

  /** Goes back to the settings that were in force before `version`; itself a new version, so it can be undone too. */
  async undo(actor: Actor, undo: Undo): Promise<MoveOutcome> {
    assertMay(actor, 'policy:move', undo.projectId);
    return this.append(actor, undo, async (tx, current) => {
      const before = await findPolicy(tx, undo.projectId, undo.version - 1);
      if (!before) throw invalid('There is nothing before this version to go back to.');
      const settings = keepingRollout(policySettingsSchema.parse(before.settings), current);
      return { settings, undoesVersion: undo.version };
    });
  }

  private async append(
    actor: Actor,
    given: {
      readonly projectId: string;
      readonly expectedVersion: number;
      readonly reason: string;
      readonly evidence?: unknown;
      readonly at?: Date;
    },
    next: (tx: Tx, current: PolicySettings) => Promise<{ settings: PolicySettings; undoesVersion: number | undefined }>,
  ): Promise<MoveOutcome> {
    const { projectId } = given;
    const reason = given.reason.trim();
    if (reason === '' || reason.length > MAX_REASON) {
      throw invalid('Say why, in at most 2,000 characters.', [{ pointer: '/reason', detail: 'is required' }]);
    }
    const now = given.at ?? this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<MoveOutcome> => {
      const current = await latestPolicy(tx, projectId);
      if (!current) throw notFound('project');
      if (current.version !== given.expectedVersion) return { kind: 'changed-meanwhile', current };
      const { settings, undoesVersion } = await next(tx, policySettingsSchema.parse(current.settings));
      const { evidence } = given;
      const policy = await this.writer.append(tx, actor, { current, settings, reason, undoesVersion, evidence, now });
      return policy ? { kind: 'moved', policy } : { kind: 'changed-meanwhile', current };
    });
    if (outcome.kind === 'moved') this.directory.forget();
    return outcome;
  }
}

/**
 * Machines come and go by rollouts, not by the slider: a move or an undo keeps the rollout under way, who watches unseen,
 * and, while one machine is being replaced, the incumbent.
 */
function keepingRollout(settings: PolicySettings, { rollout, shadows, incumbent }: PolicySettings): PolicySettings {
  return { ...settings, rollout, shadows, ...(rollout === null ? {} : { incumbent }) };
}
