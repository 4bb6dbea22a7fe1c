import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../../identity/index.js';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { invalid, notFound, parseWith, ProblemError } from '../../platform/http/index.js';
import { newId } from '../../platform/ids/index.js';
import { recordAudit } from '../../projects/index.js';
import { COMPRESSIONS } from '../exports/compression.js';
import { formatOf } from '../formats/index.js';
import { bucketOf, storeBucket } from './bucket-rows.js';
import { OpenBucket } from './open-bucket.js';
import { bucketSettingsSchema, type BucketSettings } from './bucket-settings.js';

const MOST_OF_SECRET = 500;

export type GivenBucket = {
  readonly projectId: string;
  /** Of the dataset. */
  readonly name: string;
  readonly settings: unknown;
  /** Absent: the one that is stored, for the same endpoint. */
  readonly secretAccessKey?: string | undefined;
};

/** Says where a dataset's versions are pushed to, and tries it. For who may edit the project, and keys of theirs. */
@Injectable()
export class SetBucket {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly buckets: OpenBucket,
  ) {}

  /** @throws ProblemError naming each bad value, or `not-found` where no version of this name was frozen yet. */
  async run(actor: Actor, given: GivenBucket): Promise<void> {
    const { settings, secret, datasetId } = await this.checked(actor, given);
    const { projectId, name } = given;
    const now = this.clock.now();
    const by = actor.kind === 'person' ? actor.name : 'an API key';
    await this.unitOfWork.run(async (tx) => {
      const sealed = this.buckets.seal(datasetId, secret);
      await storeBucket(tx, { dataset_id: datasetId, settings, secret: sealed, updated_by: by, updated_at: now });
      await recordAudit(tx, { projectId, actor, action: 'dataset.bucket', subject: name, detail: settings, now });
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }

  /** Stores an object and removes it again. Null: it works; else why it does not. */
  async test(actor: Actor, given: GivenBucket): Promise<string | null> {
    const { settings, secret } = await this.checked(actor, given);
    const client = this.buckets.with(settings, secret);
    const key = `${settings.prefix}handrail-test-${newId()}`;
    try {
      await client.put(key, Buffer.from('Handrail may write here.\n'), 'text/plain');
      await client.remove(key);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : 'It did not work.';
    } finally {
      await client.close();
    }
  }

  /** Does nothing where there is none. */
  async remove(actor: Actor, { projectId, name }: Pick<GivenBucket, 'projectId' | 'name'>): Promise<void> {
    assertMayStore(actor, projectId);
    const found = await bucketOf(this.database, projectId, name);
    if (!found) return;
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await tx.query('delete from dataset_bucket where dataset_id = $1', [found.dataset_id]);
      await recordAudit(tx, { projectId, actor, action: 'dataset.bucket', subject: name, detail: null, now });
      await this.feed.publish(tx, { type: 'datasets', projectId });
    });
  }

  private async checked(
    actor: Actor,
    { projectId, name, settings: input, secretAccessKey }: GivenBucket,
  ): Promise<{ settings: BucketSettings; secret: string; datasetId: string }> {
    assertMayStore(actor, projectId);
    const settings = parseWith(bucketSettingsSchema, input);
    const errors = settings.formats.flatMap((ending, at) =>
      isFormat(ending)
        ? []
        : [{ pointer: `/formats/${at}`, detail: 'is not a format; say parquet, jsonl.gz and so on' }],
    );
    if (errors.length > 0) throw invalid('There are formats that there are not.', errors);
    const [dataset] = await this.database.query<{ id: string }>(
      'select id from dataset where project_id = $1 and name = $2',
      [projectId, name],
    );
    if (!dataset) throw notFound('dataset of this name');
    const secret = secretAccessKey?.trim() || (await this.stored({ projectId, name }, settings));
    if (secret === undefined || secret.length > MOST_OF_SECRET)
      throw invalid('The secret access key is needed.', [{ pointer: '/secretAccessKey', detail: 'is required' }]);
    return { settings, secret, datasetId: dataset.id };
  }

  /** Only for where it was given: it is not sent to another address because somebody typed one in. */
  private async stored(
    { projectId, name }: { projectId: string; name: string },
    { endpoint, accessKeyId }: BucketSettings,
  ): Promise<string | undefined> {
    const row = await bucketOf(this.database, projectId, name);
    if (row?.settings.endpoint !== endpoint || row.settings.accessKeyId !== accessKeyId) return undefined;
    return this.buckets.secretOf(row);
  }
}

/** An admin, or a machine with a key that an admin gave the scope. @throws ProblemError. */
export function assertMayStore(actor: Actor, projectId: string): void {
  if (actor.kind !== 'apiKey') return assertMay(actor, 'project:edit', projectId);
  if (actor.projectId !== projectId) throw notFound('project');
  if (!actor.scopes.includes('storage:write'))
    throw new ProblemError('forbidden', 'The API key lacks the scope storage:write.');
}

function isFormat(ending: string): boolean {
  const packed = COMPRESSIONS.find((one) => ending.endsWith(`.${one}`));
  return formatOf(packed === undefined ? ending : ending.slice(0, -packed.length - 1)) !== undefined;
}
