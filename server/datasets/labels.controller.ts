import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { LEVELS, REVIEW_REASONS } from '@handrail/shared/ladder';
import { assertMay } from '../identity/index.js';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { notFound, parseWith } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { LabelReads } from './label-reads.js';
import { RecordExport } from './record-export.js';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
/** PostgreSQL's text holds no NUL character. */
const word = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !text.includes('\0'), 'holds a NUL character');
const querySchema = z.strictObject({
  format: z.enum(['jsonl', 'csv']).default('jsonl'),
  since: instant.optional(),
  until: instant.optional(),
  blind: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  level: z.enum(LEVELS).optional(),
  reason: z.enum(REVIEW_REASONS).optional(),
  value: word(200).optional(),
});
const TYPES = { jsonl: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8' } as const;

@Controller('v1/projects')
export class LabelsController {
  constructor(
    private readonly labels: LabelReads,
    private readonly projects: ProjectDirectory,
    private readonly exports: RecordExport,
  ) {}

  /** For keys with `labels:read`, and for the download link of a signed-in data scientist. */
  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Get(':project/labels')
  async download(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Query() query: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const project = await this.projects.get(slug);
    if (actor.kind === 'apiKey' && actor.projectId !== project.id) throw notFound('project');
    if (actor.kind !== 'apiKey') assertMay(actor, 'labels:read', project.id);
    const { format, since, until, ...rest } = parseWith(querySchema, query);
    const detail = {
      file: `labels.${format}`,
      since: since?.toISOString() ?? null,
      until: until?.toISOString() ?? null,
    };
    await this.exports.run(actor, { projectId: project.id, subject: 'labels', detail }, false);
    const lines = this.labels.lines(project.id, format, { ...rest, from: since, to: until });
    await reply
      .header('content-type', TYPES[format])
      .header('content-disposition', `attachment; filename="${project.slug}-labels.${format}"`)
      .send(Readable.from(lines, { objectMode: false }));
  }
}
