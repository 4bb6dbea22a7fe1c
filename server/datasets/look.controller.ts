import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import type { DatasetRow } from '@handrail/shared/datasets';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { Idempotent } from '../platform/idempotency/index.js';
import { ProjectDirectory } from '../projects/index.js';
import type { Counted } from './dataset-count.sql.js';
import { DatasetReads } from './dataset-reads.js';

/** What a dataset would be, before it is frozen. The body is its definition; nothing is stored. */
@Controller('v1/projects/:project/datasets')
export class LookController {
  constructor(
    private readonly reads: DatasetReads,
    private readonly projects: ProjectDirectory,
  ) {}

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Idempotent('nature')
  @Post('count')
  @HttpCode(200)
  async count(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Body() definition: unknown,
  ): Promise<Counted> {
    const { id } = await this.projects.get(slug);
    return this.reads.count(actor, id, definition ?? {});
  }

  /** The first 50 rows as whoever asks would get them. */
  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Idempotent('nature')
  @Post('preview')
  @HttpCode(200)
  async preview(
    @CurrentActor() actor: Actor,
    @Param('project') slug: string,
    @Body() definition: unknown,
  ): Promise<{ rows: DatasetRow[] }> {
    const { id } = await this.projects.get(slug);
    return { rows: await this.reads.preview(actor, id, definition ?? {}) };
  }
}
