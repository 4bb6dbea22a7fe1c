import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { JsonScalar } from '../../platform/graphql/index.js';
import { CancelImport } from './cancel-import.js';
import { ImportReads } from './import-reads.js';
import {
  ImportError,
  ImportPreviewRow,
  LabelImport,
  StartImportInput,
  toImportError,
  toLabelImport,
  toPreviewRow,
} from './imports.types.js';
import { LookAtImport } from './look-at-import.js';
import { StartImport } from './start-import.js';

const SHOWN_ERRORS = 200;

@Resolver()
export class ImportsResolver {
  constructor(
    private readonly reads: ImportReads,
    private readonly begin: StartImport,
    private readonly cancelling: CancelImport,
    private readonly look: LookAtImport,
  ) {}

  @Allow({ permission: 'labels:import' })
  @Query(() => [LabelImport], { description: 'Newest first, at most 100.' })
  async labelImports(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<LabelImport[]> {
    return (await this.reads.list(actor, projectId)).map(toLabelImport);
  }

  @Allow({ permission: 'labels:import' })
  @Query(() => LabelImport)
  async labelImport(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('importId', { type: () => ID }) importId: string,
  ): Promise<LabelImport> {
    return toLabelImport(await this.reads.get(actor, projectId, importId));
  }

  @Allow({ permission: 'labels:import' })
  @Query(() => [ImportError], { description: 'The first 200; REST has more.' })
  async importErrors(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('importId', { type: () => ID }) importId: string,
  ): Promise<ImportError[]> {
    return (await this.reads.errors(actor, projectId, { importId, first: SHOWN_ERRORS })).map(toImportError);
  }

  @Allow({ permission: 'labels:import' })
  @Query(() => [ImportPreviewRow], { description: 'The first 50 rows as these settings would store them.' })
  async importPreview(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('importId', { type: () => ID }) importId: string,
    @Args('settings', { type: () => JsonScalar }) settings: unknown,
  ): Promise<ImportPreviewRow[]> {
    return (await this.reads.preview(actor, projectId, { importId, settings })).map(toPreviewRow);
  }

  @Allow({ permission: 'labels:import' })
  @Mutation(() => LabelImport, {
    description: 'Looks at the file again, read as is said: encoding, separator, header.',
  })
  async lookAtImport(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('importId', { type: () => ID }) importId: string,
    @Args('reading', { type: () => JsonScalar }) reading: unknown,
  ): Promise<LabelImport> {
    return toLabelImport(await this.look.again(actor, projectId, { importId, reading }));
  }

  @Allow({ permission: 'labels:import' })
  @Mutation(() => LabelImport, { description: 'Imports a file that was sent; done by a job.' })
  async startImport(
    @CurrentActor() actor: Actor,
    @Args('input') { projectId, ...given }: StartImportInput,
  ): Promise<LabelImport> {
    return toLabelImport(await this.begin.run(actor, projectId, given));
  }

  @Allow({ permission: 'labels:import' })
  @Mutation(() => LabelImport, {
    description: 'Stops an import; the rows stored before stay. What is over stays as it is.',
  })
  async cancelImport(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('importId', { type: () => ID }) importId: string,
  ): Promise<LabelImport> {
    return toLabelImport(await this.cancelling.cancel(actor, projectId, importId));
  }

  @Allow({ permission: 'labels:import' })
  @Mutation(() => Boolean, { description: 'Takes an import out of the list; the rows that it stored stay.' })
  async removeImport(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('importId', { type: () => ID }) importId: string,
  ): Promise<boolean> {
    await this.cancelling.remove(actor, projectId, importId);
    return true;
  }
}
