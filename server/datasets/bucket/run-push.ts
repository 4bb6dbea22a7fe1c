import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { notFound } from '../../platform/http/index.js';
import type { JobRun } from '../../platform/queue/index.js';
import { DatasetReads } from '../dataset-reads.js';
import { VERSIONS, type VersionRow } from '../dataset-rows.js';
import { choiceOf } from '../exports/export-choice.js';
import { ExportFiles } from '../exports/export-files.js';
import { hashOfFile } from '../exports/hash-of-file.js';
import { OpenBucket } from './open-bucket.js';
import { bucketOf, PUSHES, type BucketRow, type PushedObject, type PushRow } from './bucket-rows.js';

/** No later try would end otherwise. */
class NotToPush extends Error {}

/** Puts a version's files into its dataset's bucket, one format after the other, then a manifest: who finds that finds all. */
@Injectable()
export class RunPush {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly versions: DatasetReads,
    private readonly files: ExportFiles,
    private readonly buckets: OpenBucket,
  ) {}

  /** A push that has ended is left alone; one that was cut off writes the same objects again. */
  async run(pushId: string, { signal, isLastTry }: JobRun): Promise<void> {
    const [push] = await this.database.query<PushRow>(`${PUSHES} where p.id = $1`, [pushId]);
    if (push?.state !== 'running') return;
    await this.database.query('update dataset_push set tries = tries + 1 where id = $1', [pushId]);
    try {
      const [version] = await this.database.query<VersionRow>(`${VERSIONS} where v.id = $1`, [push.version_id]);
      if (!version) throw notFound('dataset');
      const bucket = await bucketOf(this.database, version.project_id, version.name);
      if (!bucket) throw new Error('The dataset has no bucket any more.');
      const { endpoint, bucket: name, prefix } = bucket.settings;
      const objects = await this.push(version, bucket, signal);
      await this.end(push, { state: 'done', failure: null, objects, target: `${endpoint}/${name}/${prefix}` });
    } catch (error) {
      // This process stops; another one goes on.
      signal.throwIfAborted();
      const failure = error instanceof Error ? error.message.slice(0, 500) : 'failed';
      const isOver = isLastTry || error instanceof NotToPush;
      await this.end(push, { state: isOver ? 'failed' : 'running', failure, objects: null, target: null });
      if (!(error instanceof NotToPush)) throw error;
    }
  }

  /** Ends a push that no process gets to its end. */
  async setAside(pushId: string, failure: string): Promise<void> {
    const [push] = await this.database.query<PushRow>(`${PUSHES} where p.id = $1`, [pushId]);
    if (push) await this.end(push, { state: 'failed', failure, objects: null, target: null });
  }

  private async push(version: VersionRow, bucket: BucketRow, signal: AbortSignal): Promise<PushedObject[]> {
    const { settings } = bucket;
    // Nobody in person: nothing leaves that whoever reads the bucket might not be allowed to read.
    const bare = await this.versions.barePersonal(version);
    if (bare.length > 0)
      throw new NotToPush(
        `It has personal fields as they are (${bare.join(', ')}). Freeze it anew with them protected; that one is pushed.`,
      );
    const client = this.buckets.open(bucket);
    const folder = `${settings.prefix}${version.name.replaceAll(/[^A-Za-z0-9._-]+/g, '-')}/${version.number}/`;
    const objects: PushedObject[] = [];
    try {
      for (const ending of settings.formats) {
        signal.throwIfAborted();
        const choice = choiceOf(`data.${ending}`, this.versions.contextOf(version));
        const file = await this.files.get(version, choice);
        const sha256 = await hashOfFile(file.path);
        const key = `${folder}data.${ending}`;
        await client.putFile(key, file.path, { sha256, type: choice.format.contentType });
        objects.push({ key, bytes: file.bytes, sha256 });
      }
      const { name, number, row_count: rows, sha256, definition, card, drift } = version;
      const manifest = { name, number, rows, sha256, files: objects, definition, card, drift };
      await client.put(`${folder}manifest.json`, Buffer.from(JSON.stringify(manifest, null, 2)), 'application/json');
      return objects;
    } finally {
      await client.close();
    }
  }

  private async end(
    { id, project_id: projectId }: PushRow,
    end: Pick<PushRow, 'state' | 'failure' | 'objects' | 'target'>,
  ): Promise<void> {
    const endedAt = end.state === 'running' ? null : this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `update dataset_push set state = $2, failure = $3, objects = $4, target = $5, ended_at = $6 where id = $1 and state = 'running'`,
        [id, end.state, end.failure, end.objects && JSON.stringify(end.objects), end.target, endedAt],
      );
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }
}
