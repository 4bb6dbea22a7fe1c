import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay, mayIn } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { notFound, parseWith } from '../platform/http/index.js';
import { projectTextsSchema } from './create-project.js';
import { POLICY_COLUMNS, type PolicyRow } from './policy-rows.js';
import { ProjectDirectory } from './project-directory.js';

export type ProjectRow = {
  id: string;
  slug: string;
  name: string;
  description: string;
  guidelines: string;
  input_schema: unknown;
  output_schema: unknown;
  is_demo: boolean;
  demo_paused: boolean;
  created_at: Date;
  level: string;
};

const COLUMNS = `p.id, p.slug, p.name, p.description, p.guidelines, p.input_schema, p.output_schema, p.is_demo, p.created_at,
  coalesce((select paused from demo_state where project_id = p.id), false) as demo_paused,
  (select level from policy where project_id = p.id order by version desc limit 1) as level`;

/** What screens read of projects and policies. */
@Injectable()
export class ProjectReads {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly feed: ChangeFeed,
    private readonly directory: ProjectDirectory,
  ) {}

  async list(actor: Actor): Promise<ProjectRow[]> {
    const ids = actor.kind === 'person' ? actor.grants.map(({ projectId }) => projectId) : [];
    return this.database.query<ProjectRow>(
      `select ${COLUMNS} from project p where p.id = any($1::uuid[]) order by p.name limit 200`,
      [ids],
    );
  }

  async find(actor: Actor, slug: string): Promise<ProjectRow | undefined> {
    const [row] = await this.database.query<ProjectRow>(`select ${COLUMNS} from project p where p.slug = $1`, [slug]);
    return row && mayIn(actor, 'project:read', row.id) ? row : undefined;
  }

  async get(actor: Actor, id: string): Promise<ProjectRow> {
    const [row] = await this.database.query<ProjectRow>(`select ${COLUMNS} from project p where p.id = $1`, [id]);
    if (!row || !mayIn(actor, 'project:read', row.id)) throw notFound('project');
    return row;
  }

  async policies(actor: Actor, projectId: string, before: number | null): Promise<PolicyRow[]> {
    assertMay(actor, 'policy:read', projectId);
    return this.database.query<PolicyRow>(
      `select ${POLICY_COLUMNS} from policy where project_id = $1 and ($2::integer is null or version < $2)
        order by version desc limit 200`,
      [projectId, before ?? null],
    );
  }

  async latestPolicy(projectId: string): Promise<PolicyRow> {
    const [row] = await this.database.query<PolicyRow>(
      `select ${POLICY_COLUMNS} from policy where project_id = $1 order by version desc limit 1`,
      [projectId],
    );
    if (!row) throw notFound('project');
    return row;
  }

  async describe(
    actor: Actor,
    input: { projectId: string; name?: string; description?: string; guidelines?: string },
  ): Promise<ProjectRow> {
    assertMay(actor, 'project:edit', input.projectId);
    parseWith(projectTextsSchema, input);
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `update project set name = coalesce(nullif(trim($2), ''), name), description = coalesce($3, description),
                guidelines = coalesce($4, guidelines) where id = $1`,
        [input.projectId, input.name ?? null, input.description ?? null, input.guidelines ?? null],
      );
      await this.feed.publish(tx, { type: 'project', projectId: input.projectId });
    });
    this.directory.forget();
    return this.get(actor, input.projectId);
  }
}
