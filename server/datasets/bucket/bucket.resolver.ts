import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../../identity/index.js';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { Database } from '../../platform/database/index.js';
import { bucketOf } from './bucket-rows.js';
import {
  DatasetBucket,
  DatasetBucketInput,
  DatasetBucketTest,
  DatasetPush,
  toDatasetBucket,
  toDatasetPush,
} from './bucket.types.js';
import { PushVersion } from './push-version.js';
import { SetBucket, type GivenBucket } from './set-bucket.js';

@Resolver()
export class BucketResolver {
  constructor(
    private readonly database: Database,
    private readonly bucket: SetBucket,
    private readonly pushes: PushVersion,
  ) {}

  @Allow({ permission: 'labels:read' })
  @Query(() => DatasetBucket, { nullable: true, description: 'Null: its versions are pushed nowhere.' })
  async datasetBucket(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('name') name: string,
  ): Promise<DatasetBucket | null> {
    assertMay(actor, 'labels:read', projectId);
    const row = await bucketOf(this.database, projectId, name);
    return row ? toDatasetBucket(row) : null;
  }

  @Allow({ permission: 'labels:read' })
  @Query(() => [DatasetPush], { description: 'Of a version, newest first, at most 20.' })
  async datasetPushes(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<DatasetPush[]> {
    return (await this.pushes.list(actor, projectId, number)).map(toDatasetPush);
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => Boolean, { description: 'Every version of the dataset that is frozen from now on is pushed there.' })
  async setDatasetBucket(@CurrentActor() actor: Actor, @Args('input') input: DatasetBucketInput): Promise<boolean> {
    await this.bucket.run(actor, toGiven(input));
    return true;
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => DatasetBucketTest, { description: 'Stores an object there and removes it again.' })
  async testDatasetBucket(
    @CurrentActor() actor: Actor,
    @Args('input') input: DatasetBucketInput,
  ): Promise<DatasetBucketTest> {
    const failure = await this.bucket.test(actor, toGiven(input));
    return { works: failure === null, failure };
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => Boolean, { description: 'Its versions are pushed nowhere from now on; what is there stays.' })
  async removeDatasetBucket(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('name') name: string,
  ): Promise<boolean> {
    await this.bucket.remove(actor, { projectId, name });
    return true;
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => Boolean, { description: 'Pushes a version once more.' })
  async pushDataset(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<boolean> {
    await this.pushes.again(actor, projectId, number);
    return true;
  }
}

function toGiven({ projectId, name, secretAccessKey, ...settings }: DatasetBucketInput): GivenBucket {
  // The driver's inputs have a class of their own; the schema takes plain objects.
  return { projectId, name, settings: { ...settings }, secretAccessKey: secretAccessKey ?? undefined };
}
