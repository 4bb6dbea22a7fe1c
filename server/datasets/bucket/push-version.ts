import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { ProblemError } from '../../platform/http/index.js';
import { newId } from '../../platform/ids/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { DatasetReads } from '../dataset-reads.js';
import { PUSH_VERSION } from './bucket-jobs.js';
import { insertPush, PUSHES, type PushRow } from './bucket-rows.js';

/** Has versions pushed to their dataset's bucket, and says how that went. */
@Injectable()
export class PushVersion {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly queue: JobQueue,
    private readonly versions: DatasetReads,
  ) {}

  /** Once more, because somebody asks. @throws ProblemError `conflict` where there is no bucket or no version yet. */
  async again(actor: Actor, projectId: string, number: number): Promise<void> {
    const version = await this.versions.get(actor, projectId, number);
    const by = actor.kind === 'person' ? actor.name : 'an API key';
    const id = newId();
    const push = { id, versionId: version.id, by, now: this.clock.now() };
    if (version.state !== 'ready' || !(await this.unitOfWork.run((tx) => insertPush(tx, push))))
      throw new ProblemError('conflict', 'It is not frozen yet, or its dataset has no bucket.');
    await this.enqueue(id);
  }

  /** Once the push is committed; again does nothing while it is waited for or worked on. */
  async enqueue(pushId: string): Promise<void> {
    await this.queue.enqueue(PUSH_VERSION, { pushId }, `push-${pushId}`);
  }

  /** Of a version, newest first, at most 20. */
  async list(actor: Actor, projectId: string, number: number): Promise<PushRow[]> {
    const { id } = await this.versions.get(actor, projectId, number);
    return this.database.query<PushRow>(`${PUSHES} where p.version_id = $1 order by p.created_at desc limit 20`, [id]);
  }
}
