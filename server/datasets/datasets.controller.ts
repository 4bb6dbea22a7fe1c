import { Readable } from 'node:stream';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { notFound } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { DatasetReads } from './dataset-reads.js';
import type { VersionRow } from './dataset-rows.js';
import { FORMATS, formatOf } from './formats/index.js';
import { FreezeDataset } from './freeze-dataset.js';

const NUMBER = /^[1-9]\d{0,8}$/;

/** Datasets for keys with `labels:read`; `/v1/datasets/3` is the third of the key's own project. */
@Controller('v1')
export class DatasetsController {
  constructor(
    private readonly reads: DatasetReads,
    private readonly freeze: FreezeDataset,
    private readonly projects: ProjectDirectory,
  ) {}

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Get('projects/:project/datasets')
  async list(@CurrentActor() actor: Actor, @Param('project') slug: string): Promise<{ datasets: unknown[] }> {
    const { id } = await this.projects.get(slug);
    return { datasets: (await this.reads.list(actor, id)).map(toView) };
  }

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Post('projects/:project/datasets')
  async create(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id } = await this.projects.get(slug);
    if (actor.kind === 'apiKey' && actor.projectId !== id) throw notFound('project');
    const version = await this.freeze.run(actor, id, body);
    await reply.status(202).header('location', `/v1/datasets/${version.number}`).send(toView(version));
  }

  @Allow({ scope: 'labels:read' })
  @Get('datasets/:number')
  async read(@CurrentActor() actor: Actor, @Param('number') number: string): Promise<unknown> {
    return toView(await this.version(actor, number));
  }

  @Allow({ scope: 'labels:read' })
  @Get('datasets/:number/:file')
  async download(
    @CurrentActor() actor: Actor,
    @Param('number') number: string,
    @Param('file') file: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const version = await this.version(actor, number);
    const format = file.startsWith('data.') ? formatOf(file.slice('data.'.length)) : undefined;
    if (!format) throw notFound(`file; there are ${FORMATS.map(({ extension }) => `data.${extension}`).join(', ')}`);
    const written = format.write(this.reads.rows(version), this.reads.contextOf(version));
    await reply
      .header('content-type', format.contentType)
      .header('content-disposition', `attachment; filename="${version.number}.${format.extension}"`)
      .send(Readable.from(written, { objectMode: false }));
  }

  private version(actor: Actor, number: string): Promise<VersionRow> {
    if (actor.kind !== 'apiKey' || !NUMBER.test(number)) throw notFound('dataset');
    return this.reads.get(actor, actor.projectId, Number(number));
  }
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
    bytes: row.byte_count === null ? null : Number(row.byte_count),
    sha256: row.sha256,
    changes: row.changes,
    card: row.card,
    failure: row.failure,
    reproducible: row.erased_rows === 0,
    erasedRows: row.erased_rows,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    readyAt: row.ready_at?.toISOString() ?? null,
  };
}
