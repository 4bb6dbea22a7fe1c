import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { JsonScalar } from '../platform/graphql/index.js';
import { COMPRESSIONS } from './exports/compression.js';
import { CancelDataset } from './cancel-dataset.js';
import { DatasetReads } from './dataset-reads.js';
import {
  DatasetCount,
  DatasetDownload,
  DatasetFormat,
  DatasetVersion,
  EraseCaseInput,
  EraseCaseSuccess,
  FreezeDatasetInput,
  ScheduleDatasetInput,
  toDatasetVersion,
} from './datasets.types.js';
import { EraseCase } from './erase-case.js';
import { FORMATS } from './formats/index.js';
import { FreezeDataset } from './freeze-dataset.js';
import { RecordExport } from './record-export.js';
import { ScheduleDataset } from './schedule-dataset.js';

@Resolver()
export class DatasetsResolver {
  constructor(
    private readonly reads: DatasetReads,
    private readonly freeze: FreezeDataset,
    private readonly erase: EraseCase,
    private readonly schedule: ScheduleDataset,
    private readonly exports: RecordExport,
    private readonly cancelling: CancelDataset,
  ) {}

  @Allow({ permission: 'labels:read' })
  @Query(() => [DatasetVersion], { description: 'Newest first, at most 200.' })
  async datasetVersions(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<DatasetVersion[]> {
    return (await this.reads.list(actor, projectId)).map(toDatasetVersion);
  }

  @Allow({ permission: 'labels:read' })
  @Query(() => DatasetVersion)
  async datasetVersion(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<DatasetVersion> {
    return toDatasetVersion(await this.reads.get(actor, projectId, number));
  }

  @Allow({ permission: 'labels:read' })
  @Query(() => [DatasetFormat], { description: 'The ways to have any dataset, fewer than 30.' })
  datasetFormats(): DatasetFormat[] {
    return FORMATS.map(({ extension }) => ({ extension, compressions: [...COMPRESSIONS] }));
  }

  @Allow({ permission: 'labels:read' })
  @Query(() => [DatasetDownload], { description: 'Who took a dataset, newest first, at most 50.' })
  async datasetDownloads(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<DatasetDownload[]> {
    await this.reads.get(actor, projectId, number);
    return this.exports.list(projectId, `dataset ${number}`);
  }

  @Allow({ permission: 'labels:read' })
  @Query(() => DatasetCount)
  datasetCount(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('definition', { type: () => JsonScalar }) definition: unknown,
  ): Promise<DatasetCount> {
    return this.reads.count(actor, projectId, definition);
  }

  @Allow({ permission: 'labels:read' })
  @Query(() => [JsonScalar], { description: 'The first rows that a definition would give now, at most 50.' })
  datasetPreview(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('definition', { type: () => JsonScalar }) definition: unknown,
  ): Promise<unknown[]> {
    return this.reads.preview(actor, projectId, definition);
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => DatasetVersion, { description: 'Freezes the labels that are there now; built by a job.' })
  async freezeDataset(
    @CurrentActor() actor: Actor,
    @Args('input') { projectId, name, definition }: FreezeDatasetInput,
  ): Promise<DatasetVersion> {
    const given = { name, ...(definition == null ? {} : { definition }) };
    return toDatasetVersion(await this.freeze.run(actor, projectId, { input: given }));
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => DatasetVersion, { description: 'Stops a freezing; what is over stays as it is.' })
  async cancelDataset(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<DatasetVersion> {
    return toDatasetVersion(await this.cancelling.cancel(actor, { projectId, number }));
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => Boolean, { description: 'Removes a version that never became ready.' })
  async removeDataset(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<boolean> {
    await this.cancelling.remove(actor, { projectId, number });
    return true;
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => Boolean, { description: 'Sets how often new versions are frozen by themselves, where labels came.' })
  async scheduleDataset(
    @CurrentActor() actor: Actor,
    @Args('input') { projectId, name, everyMinutes }: ScheduleDatasetInput,
  ): Promise<boolean> {
    await this.schedule.run(actor, projectId, { name, everyMinutes: everyMinutes ?? null });
    return true;
  }

  @Allow({ permission: 'cases:erase' })
  @Mutation(() => EraseCaseSuccess, {
    description: 'Empties a case’s content for good, on request of whom it is about.',
  })
  async eraseCase(@CurrentActor() actor: Actor, @Args('input') input: EraseCaseInput): Promise<EraseCaseSuccess> {
    return { caseId: input.caseId, ...(await this.erase.run(actor, input)) };
  }
}
