import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { parseWith, ProblemError } from '../../platform/http/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { CancelImport } from './cancel-import.js';
import { ImportReads, mayImport, type PreviewRow } from './import-reads.js';
import type { ImportRecord } from './import-rows.js';
import { LookAtImport } from './look-at-import.js';
import { StartImport } from './start-import.js';
import { MAX_BYTES, TakeUpload } from './take-upload.js';

const uploadSchema = z.strictObject({ name: z.string().max(500).default('file') });
const MOST_ERRORS = 10_000;

/** Labelled data in: send the file, look at what would become of it, import it, read what did not fit. */
@Controller('v1/projects/:project/imports')
export class ImportsController {
  constructor(
    private readonly projects: ProjectDirectory,
    private readonly upload: TakeUpload,
    private readonly reads: ImportReads,
    private readonly begin: StartImport,
    private readonly cancelling: CancelImport,
    private readonly look: LookAtImport,
  ) {}

  /** The file is the body, `application/octet-stream`, streamed, at most 512 MB; what it is, is seen from itself. */
  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Post()
  async send(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Query() query: unknown,
    @Headers('content-length') length: string | undefined,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id } = await this.projects.get(slug);
    mayImport(actor, id);
    const { name } = parseWith(uploadSchema, query);
    if (!(body instanceof Readable))
      throw new ProblemError('unsupported-media-type', 'Send the file itself, as application/octet-stream.');
    if (Number(length ?? 0) > MAX_BYTES) throw new ProblemError('too-large', 'A file has at most 512 MB.');
    const record = await this.upload.run(actor, id, { name, body });
    await reply.status(201).header('location', `/v1/projects/${slug}/imports/${record.id}`).send(toView(record));
  }

  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Get()
  async list(@CurrentActor() actor: Actor, @Param('project') slug: string): Promise<{ imports: unknown[] }> {
    const { id } = await this.projects.get(slug);
    return { imports: (await this.reads.list(actor, id)).map(toView) };
  }

  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Get(':id')
  async read(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('id') importId: string,
  ): Promise<unknown> {
    const { id } = await this.projects.get(slug);
    return toView(await this.reads.get(actor, id, importId));
  }

  /** The first 50 rows as they would be stored with these settings, or what is wrong with them. */
  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Idempotent('nature')
  @Post(':id/preview')
  @HttpCode(200)
  async preview(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('id') importId: string,
    @Body() settings: unknown,
  ): Promise<{ rows: PreviewRow[] }> {
    const { id } = await this.projects.get(slug);
    return { rows: await this.reads.preview(actor, id, { importId, settings }) };
  }

  /** Looks at the file again, read as is said. */
  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Idempotent('nature')
  @Post(':id/look')
  @HttpCode(200)
  async lookAgain(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('id') importId: string,
    @Body() reading: unknown,
  ): Promise<unknown> {
    const { id } = await this.projects.get(slug);
    return toView(await this.look.again(actor, id, { importId, reading }));
  }

  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Post(':id/start')
  @HttpCode(202)
  async start(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('id') importId: string,
    @Body() settings: unknown,
  ): Promise<unknown> {
    const { id } = await this.projects.get(slug);
    return toView(await this.begin.run(actor, id, { importId, settings }));
  }

  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Idempotent('nature')
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('id') importId: string,
  ): Promise<unknown> {
    const { id } = await this.projects.get(slug);
    return toView(await this.cancelling.cancel(actor, id, importId));
  }

  /** Out of the list; the rows that it stored stay. */
  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Delete(':id')
  @HttpCode(204)
  async remove(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('id') importId: string,
  ): Promise<void> {
    const { id } = await this.projects.get(slug);
    await this.cancelling.remove(actor, id, importId);
  }

  /** One JSON object a line: row, column (null: the row as a whole), detail; the first 10,000. */
  @Allow({ scope: 'labels:write', permission: 'labels:import' })
  @Get(':id/errors')
  async errors(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Param('id') importId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { id } = await this.projects.get(slug);
    const errors = await this.reads.errors(actor, id, { importId, first: MOST_ERRORS });
    const lines = errors.map(({ row_number: row, column_name: column, detail }) =>
      JSON.stringify({ row, column, detail }),
    );
    await reply
      .header('content-type', 'application/x-ndjson; charset=utf-8')
      .send(lines.map((line) => `${line}\n`).join(''));
  }
}

/** An import as REST shows it; times are ISO 8601 in UTC. */
function toView(row: ImportRecord): Record<string, unknown> {
  return {
    id: row.id,
    name: row.file_name,
    state: row.state,
    format: row.format,
    bytes: Number(row.byte_count),
    columns: row.columns,
    proposal: row.proposal,
    settings: row.settings,
    rowsDone: row.rows_done,
    rowsStored: row.rows_stored,
    rowsBad: row.rows_bad,
    rowsNew: row.rows_stored - row.rows_updated,
    rowsUpdated: row.rows_updated,
    rowsUnchanged: row.rows_unchanged,
    rowsApart: row.rows_apart,
    rowsConflicting: row.rows_conflicting,
    shareDone: row.share_done,
    failure: row.failure,
    notes: row.notes,
    sameAs: row.same_as && { ...row.same_as, at: new Date(row.same_as.at).toISOString() },
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
