import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { ExportReads } from './export-reads.js';
import { DatasetExport, StartDatasetExportInput, toDatasetExport } from './exports.types.js';
import { StartExport } from './start-export.js';

@Resolver()
export class ExportsResolver {
  constructor(
    private readonly start: StartExport,
    private readonly exports: ExportReads,
  ) {}

  @Allow({ permission: 'labels:read' })
  @Query(() => [DatasetExport], { description: 'Of a version, newest first, at most 50.' })
  async datasetExports(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('number', { type: () => Int }) number: number,
  ): Promise<DatasetExport[]> {
    return (await this.exports.list(actor, projectId, number)).map(toDatasetExport);
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => DatasetExport, { description: 'Starts the export of a version as a file, made by a job.' })
  async startDatasetExport(
    @CurrentActor() actor: Actor,
    @Args('input') { projectId, number, file, columns, media }: StartDatasetExportInput,
  ): Promise<DatasetExport> {
    const given = { file, media: media ?? false, ...(columns == null ? {} : { columns }) };
    return toDatasetExport(await this.start.run(actor, { projectId, number }, given));
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => DatasetExport, { description: 'Stops an export; one that has ended stays as it is.' })
  async cancelDatasetExport(
    @CurrentActor() actor: Actor,
    @Args('exportId', { type: () => ID }) exportId: string,
  ): Promise<DatasetExport> {
    return toDatasetExport(await this.exports.cancel(actor, exportId));
  }

  @Allow({ permission: 'labels:read' })
  @Mutation(() => Boolean, { description: 'Removes an export; one that is being made is stopped.' })
  async removeDatasetExport(
    @CurrentActor() actor: Actor,
    @Args('exportId', { type: () => ID }) exportId: string,
  ): Promise<boolean> {
    await this.exports.remove(actor, exportId);
    return true;
  }
}
