import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../../platform/access/index.js';
import { Idempotent } from '../../platform/idempotency/index.js';
import { Database } from '../../platform/database/index.js';
import { notFound, parseWith } from '../../platform/http/index.js';
import { ProjectDirectory } from '../../projects/index.js';
import { bucketOf, type BucketRow, type PushRow } from './bucket-rows.js';
import { PushVersion } from './push-version.js';
import { assertMayStore, SetBucket, type GivenBucket } from './set-bucket.js';

const NUMBER = /^[1-9]\d{0,8}$/;
const secretSchema = z.looseObject({ secretAccessKey: z.string().max(500).optional() });
type Named = { readonly project: string; readonly name: string };

/** Where a dataset's versions go, for keys with `storage:write`; how each went, for keys with `labels:read`. */
@Controller('v1/projects')
export class BucketController {
  constructor(
    private readonly database: Database,
    private readonly bucket: SetBucket,
    private readonly pushes: PushVersion,
    private readonly projects: ProjectDirectory,
  ) {}

  @Allow({ scope: 'storage:write', permission: 'project:edit' })
  @Get(':project/storage/:name')
  async read(@CurrentActor() actor: Actor, @Param() { project, name }: Named): Promise<unknown> {
    const { id: projectId } = await this.projects.get(project);
    assertMayStore(actor, projectId);
    return this.view(projectId, name);
  }

  /** All of it anew; without a secret the one that is stored stays, for the same endpoint and key. */
  @Allow({ scope: 'storage:write', permission: 'project:edit' })
  @Idempotent('nature')
  @Post(':project/storage/:name')
  @HttpCode(200)
  async set(@CurrentActor() actor: Actor, @Param() named: Named, @Body() body: unknown): Promise<unknown> {
    const given = await this.given(actor, named, body);
    await this.bucket.run(actor, given);
    return this.view(given.projectId, given.name);
  }

  @Allow({ scope: 'storage:write', permission: 'project:edit' })
  @Idempotent('nature')
  @Post(':project/storage/:name/test')
  @HttpCode(200)
  async test(@CurrentActor() actor: Actor, @Param() named: Named, @Body() body: unknown): Promise<unknown> {
    const failure = await this.bucket.test(actor, await this.given(actor, named, body));
    return { works: failure === null, failure };
  }

  @Allow({ scope: 'storage:write', permission: 'project:edit' })
  @Idempotent('nature')
  @Post(':project/storage/:name/remove')
  @HttpCode(204)
  async remove(@CurrentActor() actor: Actor, @Param() { project, name }: Named): Promise<void> {
    const { id: projectId } = await this.projects.get(project);
    await this.bucket.remove(actor, { projectId, name });
  }

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Get(':project/datasets/:number/pushes')
  async list(@CurrentActor() actor: Actor, @Param() numbered: Numbered): Promise<unknown> {
    const { projectId, number } = await this.version(numbered);
    return { pushes: (await this.pushes.list(actor, projectId, number)).map(pushView) };
  }

  @Allow({ scope: 'labels:read', permission: 'labels:read' })
  @Post(':project/datasets/:number/pushes')
  @HttpCode(202)
  async again(@CurrentActor() actor: Actor, @Param() numbered: Numbered): Promise<unknown> {
    const { projectId, number } = await this.version(numbered);
    await this.pushes.again(actor, projectId, number);
    return { pushes: (await this.pushes.list(actor, projectId, number)).map(pushView) };
  }

  private async given(actor: Actor, { project, name }: Named, body: unknown): Promise<GivenBucket> {
    const { id: projectId } = await this.projects.get(project);
    assertMayStore(actor, projectId);
    const { secretAccessKey, ...settings } = parseWith(secretSchema, body);
    return { projectId, name, settings, secretAccessKey };
  }

  private async view(projectId: string, name: string): Promise<unknown> {
    const row = await bucketOf(this.database, projectId, name);
    return { storage: row ? bucketView(row) : null };
  }

  private async version({ project, number }: Numbered): Promise<{ projectId: string; number: number }> {
    const { id: projectId } = await this.projects.get(project);
    if (!NUMBER.test(number)) throw notFound('dataset');
    return { projectId, number: Number(number) };
  }
}

type Numbered = { readonly project: string; readonly number: string };

/** Never with its secret. */
function bucketView({ settings, updated_by: updatedBy, updated_at: updatedAt }: BucketRow): Record<string, unknown> {
  return { ...settings, updatedBy, updatedAt: updatedAt.toISOString() };
}

function pushView(row: PushRow): Record<string, unknown> {
  return {
    id: row.id,
    state: row.state,
    tries: row.tries,
    target: row.target,
    objects: row.objects ?? [],
    failure: row.failure,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
