import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { ProblemError } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import { DatasetReads } from './dataset-reads.js';
import type { VersionRow } from './dataset-rows.js';

type Named = { readonly projectId: string; readonly number: number };

/** Stops the freezing of a version, and removes one that never became ready. */
@Injectable()
export class CancelDataset {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly reads: DatasetReads,
  ) {}

  /** Its build stops at its next step, and nothing of it is kept. What has ended stays as it is. */
  async cancel(actor: Actor, { projectId, number }: Named): Promise<VersionRow> {
    const { id } = await this.reads.get(actor, projectId, number);
    const who = actor.kind === 'person' ? actor.name : 'an API key';
    await this.unitOfWork.run(async (tx) => {
      const ended = await tx.query(
        `update dataset_version set state = 'cancelled', failure = $2 where id = $1 and state = 'building' returning 1`,
        [id, `Cancelled by ${who}.`],
      );
      if (ended.length === 0) return;
      await tx.query('delete from dataset_block where version_id = $1', [id]);
      await tx.query('delete from dataset_row where version_id = $1', [id]);
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
    return this.reads.get(actor, projectId, number);
  }

  /** @throws ProblemError `conflict` for one that is being frozen, or is frozen: others may rely on it for ever. */
  async remove(actor: Actor, { projectId, number }: Named): Promise<void> {
    const { id, name, state } = await this.reads.get(actor, projectId, number);
    if (state === 'building') throw new ProblemError('conflict', `Dataset ${number} is being frozen. Cancel it first.`);
    await this.unitOfWork.run(async (tx) => {
      const removed = await tx.query(
        `delete from dataset_version where id = $1 and state in ('failed', 'cancelled') returning 1`,
        [id],
      );
      if (removed.length === 0)
        throw new ProblemError(
          'conflict',
          `Dataset ${number} is frozen; what was made of it may be checked against it.`,
        );
      const now = this.clock.now();
      await recordAudit(tx, {
        projectId,
        actor,
        action: 'dataset.removed',
        subject: `dataset ${number}`,
        detail: { name },
        now,
      });
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }
}
