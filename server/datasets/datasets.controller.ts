import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { Idempotent } from '../platform/idempotency/index.js';
import { notFound, ProblemError } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { CancelDataset } from './cancel-dataset.js';
import { DatasetReads } from './dataset-reads.js';
import { erasuresOf, type VersionRow } from './dataset-rows.js';
import { choiceOf } from './exports/export-choice.js';
import { ExportFiles } from './exports/export-files.js';
import { contentTypeOf, fileNameOf, sendFile } from './exports/send-file.js';
import { FreezeDataset } from './freeze-dataset.js';
import { RecordExport, type Export } from './record-export.js';

const NUMBER = /^[1-9]\d{0,8}$/;

/** Datasets for keys with `labels:read`; `/v1/datasets/3` is the third of the key's own project. */
@Controller('v1')
export class DatasetsController {
  constructor(
    private readonly reads: DatasetReads,
    private readonly freeze: FreezeDataset,
    private readonly files: ExportFiles,
    private readonly projects: ProjectDirectory,
    private readonly exports: RecordExport,
    private readonly cancelling: CancelDataset,
  ) {}

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Get('projects/:project/datasets')
  async list(@CurrentActor() actor: Actor, @Param('project') slug: string): Promise<{ datasets: unknown[] }> {
    const { id } = await this.projects.get(slug);
    const rows = await this.reads.list(actor, id);
    return { datasets: await Promise.all(rows.map((row) => this.view(row))) };
  }

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Idempotent('key')
  @Post('projects/:project/datasets')
  async create(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id } = await this.projects.get(slug);
    if (actor.kind === 'apiKey' && actor.projectId !== id) throw notFound('project');
    const version = await this.freeze.run(actor, id, { input: body, key: key ?? null });
    await reply
      .status(202)
      .header('location', `/v1/datasets/${version.number}`)
      .send(await this.view(version));
  }

  @Allow({ scope: 'labels:read' })
  @Get('datasets/:number')
  async read(@CurrentActor() actor: Actor, @Param('number') number: string): Promise<unknown> {
    return this.view(await this.version(actor, number));
  }

  @Allow({ scope: 'labels:read' })
  @Idempotent('nature')
  @Post('datasets/:number/cancel')
  @HttpCode(200)
  async cancel(@CurrentActor() actor: Actor, @Param('number') number: string): Promise<unknown> {
    const { project_id: projectId, number: at } = await this.version(actor, number);
    return this.view(await this.cancelling.cancel(actor, { projectId, number: at }));
  }

  /** Only what never became ready. */
  @Allow({ scope: 'labels:read' })
  @Delete('datasets/:number')
  @HttpCode(204)
  async remove(@CurrentActor() actor: Actor, @Param('number') number: string): Promise<void> {
    const { project_id: projectId, number: at } = await this.version(actor, number);
    await this.cancelling.remove(actor, { projectId, number: at });
  }

  @Allow({ scope: 'labels:read' })
  @Get('datasets/:number/:file')
  async download(
    @CurrentActor() actor: Actor,
    @Param('number') number: string,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.send(await this.version(actor, number), file, { actor, request, reply });
  }

  /** The same for the link that a signed-in data scientist follows. */
  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Get('projects/:project/datasets/:number/:file')
  async downloadOf(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('number') number: string,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id } = await this.projects.get(slug);
    if (!NUMBER.test(number)) throw notFound('dataset');
    await this.send(await this.reads.get(actor, id, Number(number)), file, { actor, request, reply });
  }

  private async send(
    version: VersionRow,
    name: string,
    { actor, request, reply }: { actor: Actor; request: FastifyRequest; reply: FastifyReply },
  ): Promise<void> {
    const choice = choiceOf(name, this.reads.contextOf(version));
    if (version.state !== 'ready')
      throw new ProblemError('conflict', `Dataset ${version.number} is ${version.state}; it has no files yet.`);
    await this.reads.assertMayTake(actor, version);
    const file = await this.files.get(version, choice);
    const onTake = (isPart: boolean): Promise<void> => this.exports.run(actor, exportOf(version, name), isPart);
    const [contentType, fileName] = [contentTypeOf(choice), fileNameOf(version, name)];
    await sendFile(this.files, file, { request, reply, contentType, fileName, onTake });
  }

  private async view(row: VersionRow): Promise<Record<string, unknown>> {
    return { ...toView(row), barePersonal: await this.reads.barePersonal(row) };
  }

  private version(actor: Actor, number: string): Promise<VersionRow> {
    if (actor.kind !== 'apiKey' || !NUMBER.test(number)) throw notFound('dataset');
    return this.reads.get(actor, actor.projectId, Number(number));
  }
}

/** As the audit log has it. */
export function exportOf(version: VersionRow, file: string): Export {
  const { project_id: projectId, number, row_count: rows, sha256 } = version;
  return { projectId, subject: `dataset ${number}`, detail: { file, rows, sha256 } };
}

/** A version as REST shows it; times are ISO 8601 in UTC. */
function toView(row: VersionRow): Record<string, unknown> {
  return {
    number: row.number,
    name: row.name,
    state: row.state,
    definition: row.definition,
    rows: row.row_count,
    rowsDone: row.rows_done,
    rowsExpected: row.rows_expected,
    bytes: row.byte_count === null ? null : Number(row.byte_count),
    sha256: row.sha256,
    changes: row.changes,
    drift: row.drift,
    card: row.card,
    failure: row.failure,
    reproducible: row.erased_rows === 0,
    erasedRows: row.erased_rows,
    erasures: erasuresOf(row),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    readyAt: row.ready_at?.toISOString() ?? null,
    everyMinutes: row.every_minutes,
    nextAt: row.next_at?.toISOString() ?? null,
  };
}
