import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { givesMoreSay, policySettingsSchema, type Policy, type PolicySettings } from '@handrail/shared/ladder';
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
  /** Whoever moves knows that nobody knows what the machine would do, and moves all the same. */
  readonly withoutProof?: boolean;
  /** Since when it is in force, for a project that brings a past along; now otherwise. */
  readonly at?: Date;
};
/** Back to a version, or to what was in force before it. */
export type GoBack = Pick<Move, 'projectId' | 'expectedVersion' | 'withoutProof'> & {
  readonly version: number;
  /** Absent: that it is the undo or the restore of which version. */
  readonly reason?: string | undefined;
};
/** What every way to a new version is given. */
type Given = Omit<Move, 'settings' | 'reason'> & Pick<GoBack, 'reason'>;
type Next = {
  readonly settings: PolicySettings;
  readonly undoesVersion?: number | undefined;
  readonly restoresVersion?: number | undefined;
  readonly withoutProof?: string | undefined;
  /** Stands for a reason where nobody gave one. */
  readonly says?: string;
};
export type MoveOutcome =
  | { readonly kind: 'moved'; readonly policy: PolicyRow }
  | { readonly kind: 'changed-meanwhile'; readonly current: PolicyRow };

/** What is known of a policy that gives a machine more say. */
export type Proof = {
  /** What is not known, in words; null: enough is. */
  readonly lacks: string | null;
  /** Whether waiting would not help: who would be on duty cannot be asked. */
  readonly isOutOfReach: boolean;
};
/** Looks at what a policy would have done, for features to the right, which know what machines say. */
type Weigh = (projectId: string, next: Policy) => Promise<Proof>;

const MAX_REASON = 2000;

/** Writes a new policy version: a move of the slider or of a threshold, an undo, or a restore. Open reviews stay as they are. */
@Injectable()
export class MoveLadder {
  private weigh: Weigh | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: ProjectDirectory,
    private readonly writer: WritePolicy,
  ) {}

  /** From now on asked what is known before a machine gets more say. */
  weighBy(weigh: Weigh): void {
    this.weigh = weigh;
  }

  /** @throws ProblemError `invalid` where it cannot be known what a climb would do, and nobody said that they know that. */
  async move(actor: Actor, move: Move): Promise<MoveOutcome> {
    assertMay(actor, 'policy:move', move.projectId);
    const settings = parseWith(policySettingsSchema, move.settings);
    const withoutProof = await this.weighed(move, settings);
    return this.append(actor, move, (_tx, current) =>
      Promise.resolve({ settings: keepingRollout(settings, current), withoutProof }),
    );
  }

  /** What is not known of a move, in words. @throws ProblemError `invalid` where that needs saying and was not said. */
  private async weighed(move: Given, settings: PolicySettings): Promise<string | undefined> {
    const proof = await this.proofOf(move, settings);
    if (proof?.isOutOfReach === true && proof.lacks !== null && !saysSo(move))
      throw invalid(`${proof.lacks} To move all the same, say why, and that it is without proof.`, [
        { pointer: '/withoutProof', detail: 'must be true where it is not known what the machine would do' },
      ]);
    return proof?.lacks ?? undefined;
  }

  /** Undefined where a machine gets no more say: down needs no proof. A past that is brought along is not weighed. */
  private async proofOf({ projectId, at }: Given, settings: PolicySettings): Promise<Proof | undefined> {
    if (this.weigh === undefined || at !== undefined) return undefined;
    const { policy } = await this.directory.get(projectId);
    const next = { ...policy, ...keepingRollout(settings, policy) };
    return givesMoreSay(policy, next) ? this.weigh(projectId, next) : undefined;
  }

  /**
   * Goes back to the settings that were in force before `version`; itself a new version. Undoing an undo walks further
   * back, past what would change nothing: forwards there are moves.
   *
   * @throws ProblemError `invalid` where there is nothing before it.
   */
  async undo(actor: Actor, undo: GoBack): Promise<MoveOutcome> {
    return this.goBack(actor, undo, async (tx, current) => {
      for (let version = undo.version; ;) {
        const undone = await this.positionOf(tx, undo.projectId, version);
        const before = undone && (await findPolicy(tx, undo.projectId, undone.version - 1));
        if (!undone || !before) throw invalid('There is nothing before this version to go back to.');
        const settings = withoutChange(current, settingsOf(undone), settingsOf(before));
        if (!isDeepStrictEqual(settings, current)) {
          const { version: undoesVersion } = undone;
          return { settings, undoesVersion, says: `Undo of policy ${undoesVersion}` };
        }
        version = before.version;
      }
    });
  }

  /**
   * Brings back the settings of any earlier version, with who watches unseen; itself a new version. While a rollout runs,
   * the machines stay as they are.
   *
   * @throws ProblemError `invalid` where there is no such version, or nothing would change.
   */
  async restore(actor: Actor, restore: GoBack): Promise<MoveOutcome> {
    const { projectId, version } = restore;
    return this.goBack(actor, restore, async (tx, current) => {
      const row = await findPolicy(tx, projectId, version);
      if (!row)
        throw invalid(`There is no policy ${version} to restore.`, [{ pointer: '/version', detail: 'is not known' }]);
      const earlier = settingsOf(row);
      const restored = current.rollout === null ? { ...earlier, rollout: null } : keepingRollout(earlier, current);
      if (isDeepStrictEqual(restored, current))
        throw invalid(`What policy ${version} says is in force already: nothing would change.`);
      return { settings: restored, restoresVersion: version, says: `Restore of policy ${version}` };
    });
  }

  /** Looks where it leads first: upwards it is weighed as any move is. */
  private async goBack(
    actor: Actor,
    given: GoBack,
    find: (tx: Tx, current: PolicySettings) => Promise<Next>,
  ): Promise<MoveOutcome> {
    const { projectId, expectedVersion } = given;
    assertMay(actor, 'policy:move', projectId);
    const found = await this.unitOfWork.run(async (tx) => {
      const current = await latestPolicy(tx, projectId);
      if (!current) throw notFound('project');
      return current.version === expectedVersion ? find(tx, settingsOf(current)) : { changed: current };
    });
    if ('changed' in found) return { kind: 'changed-meanwhile', current: found.changed };
    const withoutProof = await this.weighed(given, found.settings);
    return this.append(actor, given, async (tx, current) => ({ ...(await find(tx, current)), withoutProof }));
  }

  /** The version whose settings a version brought: itself, or for an undo the one that it went back to. */
  private async positionOf(tx: Tx, projectId: string, version: number): Promise<PolicyRow | undefined> {
    let row = await findPolicy(tx, projectId, version);
    while (row && row.undoes_version !== null) row = await findPolicy(tx, projectId, row.undoes_version - 1);
    return row;
  }

  private async inForce(projectId: string): Promise<PolicyRow> {
    const row = await this.unitOfWork.run((tx) => latestPolicy(tx, projectId));
    if (!row) throw notFound('project');
    return row;
  }

  private async append(
    actor: Actor,
    given: Given,
    next: (tx: Tx, current: PolicySettings) => Promise<Next>,
  ): Promise<MoveOutcome> {
    const { projectId } = given;
    const now = given.at ?? this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<MoveOutcome | undefined> => {
      const current = await latestPolicy(tx, projectId);
      if (!current) throw notFound('project');
      if (current.version !== given.expectedVersion) return { kind: 'changed-meanwhile', current };
      const { evidence } = given;
      const made = await next(tx, policySettingsSchema.parse(current.settings));
      const reason = reasonOf(given.reason ?? made.says);
      const policy = await this.writer.append(tx, actor, { current, ...made, reason, evidence, now });
      // Somebody was quicker by a hair: theirs is in force.
      return policy ? { kind: 'moved', policy } : undefined;
    });
    if (outcome?.kind === 'moved') this.directory.forget();
    return outcome ?? { kind: 'changed-meanwhile', current: await this.inForce(projectId) };
  }
}

/** @throws ProblemError `invalid` */
function reasonOf(given: string | undefined): string {
  const reason = given?.trim() ?? '';
  if (reason === '' || reason.length > MAX_REASON)
    throw invalid('Say why, in at most 2,000 characters.', [{ pointer: '/reason', detail: 'is required' }]);
  return reason;
}

function settingsOf({ settings }: PolicyRow): PolicySettings {
  return policySettingsSchema.parse(settings);
}

/** The settings `before` a change, with the rollout as it is; of who watches unseen only those that the change added go. */
function withoutChange(current: PolicySettings, after: PolicySettings, before: PolicySettings): PolicySettings {
  const added = new Set(after.shadows.filter((shadow) => !before.shadows.includes(shadow)));
  const kept = keepingRollout(before, current);
  return { ...kept, shadows: kept.shadows.filter((shadow) => !added.has(shadow)) };
}

/** By the flag, or in the reason's own words. */
function saysSo({ withoutProof, reason = '' }: Given): boolean {
  return withoutProof === true || /without proof|not known/i.test(reason);
}

/**
 * Machines come and go by rollouts, not by the slider: a move or an undo keeps the rollout under way, who watches unseen,
 * and, while one machine is being replaced, the incumbent.
 */
export function keepingRollout(
  settings: PolicySettings,
  { rollout, shadows, incumbent }: Pick<PolicySettings, 'rollout' | 'shadows' | 'incumbent'>,
): PolicySettings {
  return { ...settings, rollout, shadows, ...(rollout === null ? {} : { incumbent }) };
}
