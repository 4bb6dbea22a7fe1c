import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { policySettingsSchema, type PolicySettings } from '@handrail/shared/ladder';
import { outputSchemaSchema, validateOutput } from '@handrail/shared/schema';
import { assertMay } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, parseWith } from '../platform/http/index.js';
import { recordAudit } from './audit-log.sql.js';
import { findPolicy, insertPolicy, latestPolicy } from './policy.sql.js';
import type { PolicyRow } from './policy-rows.js';
import { ProjectDirectory } from './project-directory.js';

export type Move = {
  readonly projectId: string;
  /** The version that whoever moves was looking at. */
  readonly expectedVersion: number;
  readonly settings: unknown;
  readonly reason: string;
  readonly evidence?: unknown;
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
    private readonly feed: ChangeFeed,
    private readonly directory: ProjectDirectory,
  ) {}

  async move(actor: Actor, move: Move): Promise<MoveOutcome> {
    assertMay(actor, 'policy:move', move.projectId);
    const settings = parseWith(policySettingsSchema, move.settings);
    return this.append(actor, move, () => Promise.resolve({ settings, undoesVersion: undefined }));
  }

  /** Goes back to the settings that were in force before `version`; itself a new version, so it can be undone too. */
  async undo(actor: Actor, undo: Undo): Promise<MoveOutcome> {
    assertMay(actor, 'policy:move', undo.projectId);
    return this.append(actor, undo, async (tx) => {
      const before = await findPolicy(tx, undo.projectId, undo.version - 1);
      if (!before) throw invalid('There is nothing before this version to go back to.');
      return { settings: policySettingsSchema.parse(before.settings), undoesVersion: undo.version };
    });
  }

  private async append(
    actor: Actor,
    given: {
      readonly projectId: string;
      readonly expectedVersion: number;
      readonly reason: string;
      readonly evidence?: unknown;
    },
    next: (tx: Tx) => Promise<{ settings: PolicySettings; undoesVersion: number | undefined }>,
  ): Promise<MoveOutcome> {
    const { projectId } = given;
    const reason = given.reason.trim();
    if (reason === '' || reason.length > MAX_REASON) {
      throw invalid('Say why, in at most 2,000 characters.', [{ pointer: '/reason', detail: 'is required' }]);
    }
    const now = this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<MoveOutcome> => {
      const current = await latestPolicy(tx, projectId);
      if (!current) throw notFound('project');
      if (current.version !== given.expectedVersion) return { kind: 'changed-meanwhile', current };
      const { settings, undoesVersion } = await next(tx);
      const outputSchema = outputSchemaSchema.parse(current.output_schema);
      refuseBadFallback(settings, outputSchema);
      const policy = { version: current.version + 1, salt: current.salt, outputSchema };
      const { evidence } = given;
      const row = await insertPolicy(tx, { projectId, policy, settings, reason, undoesVersion, evidence, actor, now });
      if (!row) return { kind: 'changed-meanwhile', current };
      const subject = `policy ${policy.version}`;
      const detail = { level: settings.level, reason, undoesVersion };
      await recordAudit(tx, {
        projectId,
        actor,
        action: undoesVersion === undefined ? 'policy.move' : 'policy.undo',
        subject,
        detail,
        now,
      });
      await this.feed.publish(tx, { type: 'project', projectId });
      return { kind: 'moved', policy: row };
    });
    if (outcome.kind === 'moved') this.directory.forget();
    return outcome;
  }
}

function refuseBadFallback(settings: PolicySettings, outputSchema: Parameters<typeof validateOutput>[0]): void {
  if (settings.fallback.kind !== 'default') return;
  const value = validateOutput(outputSchema, settings.fallback.value);
  if (!value.ok)
    throw invalid(
      'The fallback answer does not fit the output schema.',
      value.errors.map(({ pointer, detail }) => ({ pointer: `/fallback/value${pointer}`, detail })),
    );
}
