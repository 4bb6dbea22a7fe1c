import { Readable } from 'node:stream';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { LEVELS, REVIEW_REASONS } from '@handrail/shared/ladder';
import { instantSchema } from '@handrail/shared/schema';
import { assertMay } from '../identity/index.js';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { invalid, notFound, parseWith } from '../platform/http/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { LABEL_FORMATS, LabelReads, type LabelFormat, type LabelsAsked } from './label-reads.js';
import type { LabelFilter } from './labels.sql.js';
import { RecordExport } from './record-export.js';

const instant = instantSchema.transform((text) => new Date(text));
/** PostgreSQL's text holds no NUL character. */
const word = (longest: number) =>
  z
    .string()
    .max(longest)
    .refine((text) => !text.includes('\0'), 'holds a NUL character');
/** How far a pipeline has read; `c0` is the beginning. */
const cursor = z
  .string()
  .regex(/^c\d{1,15}$/)
  .transform((text) => Number(text.slice(1)));
const querySchema = z.strictObject({
  format: z.enum(LABEL_FORMATS).default('jsonl'),
  since: z
    .union([cursor, instant], 'must be a time with a zone (ISO 8601), or a cursor as Handrail-Cursor gave it')
    .optional(),
  until: instant.optional(),
  blind: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
  level: z.enum(LEVELS).optional(),
  reason: z.enum(REVIEW_REASONS).optional(),
  value: word(200).optional(),
});
const TYPES = {
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
} as const satisfies Record<LabelFormat, string>;

@Controller('v1/projects')
export class LabelsController {
  constructor(
    private readonly labels: LabelReads,
    private readonly projects: ProjectDirectory,
    private readonly exports: RecordExport,
  ) {}

  /**
   * For keys with `labels:read`, and for the download link of a signed-in data scientist.
   *
   * `since=c…` reads on from where a poll ended: exactly the labels that became visible after it, in that order, whatever
   * their time and however late they were committed. The header `Handrail-Cursor` says where this answer ends.
   */
  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Get(':project/labels')
  async download(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Query() query: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const project = await this.projects.get(slug);
    if (actor.kind === 'apiKey' && actor.projectId !== project.id) throw notFound('project');
    if (actor.kind !== 'apiKey') assertMay(actor, 'labels:read', project.id);
    const asked = parseWith(querySchema, query);
    const { format, since, until } = asked;
    const isPoll = typeof since === 'number';
    const range = isPoll || format === 'parquet' ? await this.rangeAfter(project.id, isPoll ? since : 0) : undefined;
    void reply
      .header('content-type', TYPES[format])
      .header('content-disposition', `attachment; filename="${project.slug}-labels.${format}"`);
    if (range) void reply.header('handrail-cursor', `c${range.upTo}`);
    if (request.method === 'HEAD') return void (await reply.send(''));
    const detail = { file: `labels.${format}`, since: inWords(since), until: inWords(until) };
    await this.exports.run(actor, { projectId: project.id, subject: 'labels', detail }, isPoll);
    const file = this.labels.file(actor, project.id, { format, filter: filterOf(asked), range, isByArrival: isPoll });
    await reply.send(Readable.from(file, { objectMode: false }));
  }

  private async rangeAfter(projectId: string, after: number): Promise<NonNullable<LabelsAsked['range']>> {
    const upTo = await this.labels.newest(projectId);
    if (after > upTo)
      throw invalid(
        'This cursor is of another project, or from before a backup was restored. Begin again with since=c0.',
        [{ pointer: '/since', detail: `is after the newest label, c${upTo}` }],
      );
    return { after, upTo };
  }
}

function filterOf({ format: _format, since, until, ...rest }: z.output<typeof querySchema>): LabelFilter {
  return { ...rest, from: typeof since === 'number' ? undefined : since, to: until };
}

/** As the audit log has it. */
function inWords(bound: Date | number | undefined): string | null {
  if (bound === undefined) return null;
  return typeof bound === 'number' ? `c${bound}` : bound.toISOString();
}
