import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { notFound } from '../../platform/http/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { DatasetReads } from '../dataset-reads.js';
import { PackMedia } from '../packs/pack-media.js';
import { RecordExport } from '../record-export.js';
import { choiceOf, withColumns } from './export-choice.js';
import { ExportFiles } from './export-files.js';
import { ExportReads } from './export-reads.js';
import type { ExportRow } from './export-rows.js';
import { progressOf } from './exports.types.js';
import { contentTypeOf, fileNameOf, sendFile } from './send-file.js';
import { StartExport } from './start-export.js';

const NUMBER = /^[1-9]\d{0,8}$/;

/** Exports as jobs: started, watched, taken, cancelled; by keys with `labels:read`, and by people. */
@Controller('v1')
export class ExportsController {
  constructor(
    private readonly start: StartExport,
    private readonly exports: ExportReads,
    private readonly files: ExportFiles,
    private readonly packs: PackMedia,
    private readonly versions: DatasetReads,
    private readonly projects: ProjectDirectory,
    private readonly record: RecordExport,
  ) {}

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Idempotent('key')
  @Post('projects/:project/datasets/:number/exports')
  async begin(
    @CurrentActor() actor: Actor,
    @Param() { project, number }: { project: string; number: string },
    @Body() body: unknown,
    @Headers('idempotency-key') key: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id: projectId } = await this.projects.get(project);
    if (!NUMBER.test(number)) throw notFound('dataset');
    const row = await this.start.run(actor, { projectId, number: Number(number), key: key ?? null }, body);
    await reply.status(202).header('location', `/v1/exports/${row.id}`).send(toView(row));
  }

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Get('exports/:id')
  async read(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<unknown> {
    return toView(await this.exports.get(actor, id));
  }

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Idempotent('nature')
  @Post('exports/:id/cancel')
  async cancel(@CurrentActor() actor: Actor, @Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await reply.status(200).send(toView(await this.exports.cancel(actor, id)));
  }

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Delete('exports/:id')
  @HttpCode(204)
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.exports.remove(actor, id);
  }

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Get('exports/:id/file')
  async download(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const row = await this.exports.get(actor, id);
    const version = await this.exports.taken(actor, row);
    const context = this.versions.contextOf(version);
    const choice = withColumns(choiceOf(row.file, context), row.columns, context);
    const file = row.media ? await this.packs.get(row, version, choice) : await this.files.get(version, choice);
    const { project_id: projectId, sha256 } = row;
    const detail = {
      file: row.media ? `${row.file} with media` : row.file,
      rows: version.row_count,
      sha256,
      export: row.id,
      ...(row.media && { media: row.media_tally }),
    };
    const onTake = (isPart: boolean): Promise<void> =>
      this.record.run(actor, { projectId, subject: `dataset ${version.number}`, detail }, isPart);
    const fileName = fileNameOf(version, row.media ? 'data-with-media.tar' : row.file);
    const contentType = row.media ? 'application/x-tar' : contentTypeOf(choice);
    await sendFile(this.files, file, { request, reply, contentType, fileName, onTake });
  }
}

/** As REST shows it; times are ISO 8601 in UTC. */
function toView(row: ExportRow): Record<string, unknown> {
  return {
    id: row.id,
    dataset: row.number,
    file: row.file,
    columns: row.columns,
    media: row.media,
    mediaTally: row.media_tally,
    state: row.state,
    progress: progressOf(row),
    bytes: row.byte_count === null ? null : Number(row.byte_count),
    sha256: row.sha256,
    failure: row.failure,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    keptUntil: row.kept_until?.toISOString() ?? null,
    download: row.state === 'ready' ? `/v1/exports/${row.id}/file` : null,
  };
}
