import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { defaultPolicy } from '@handrail/shared/ladder';
import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { personIdOf, PeopleCommands } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { parseWith, ProblemError } from '../platform/http/index.js';
import { newId } from '../platform/ids/index.js';
import { recordAudit } from './audit-log.sql.js';
import { insertPolicy } from './policy.sql.js';
import { settingsOf } from './policy-rows.js';

const newProjectSchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and -, at most 63'),
  name: z.string().trim().min(1).max(120),
  description: z.string().max(2000).default(''),
  guidelines: z.string().max(50_000).default(''),
  inputSchema: inputSchemaSchema,
  outputSchema: outputSchemaSchema,
  isDemo: z.boolean().default(false),
});
export type NewProject = z.input<typeof newProjectSchema>;

/** Makes a project at Human only, with whoever makes it as its admin. */
@Injectable()
export class CreateProject {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly people: PeopleCommands,
  ) {}

  /**
   * `at`: since when it exists; a project that brings a past along is older than its first case.
   *
   * @throws ProblemError `invalid` naming each bad field, `conflict` when the slug is taken.
   */
  async run(actor: Actor, input: NewProject, at: Date = this.clock.now()): Promise<{ id: string; slug: string }> {
    const given = parseWith(newProjectSchema, input);
    const [id, now] = [newId(), at];
    const policy = defaultPolicy({ salt: randomBytes(16).toString('hex'), outputSchema: given.outputSchema });
    await this.unitOfWork.run(async (tx) => {
      const inserted = await tx.query(
        `insert into project (id, slug, name, description, guidelines, input_schema, output_schema, is_demo, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (slug) do nothing returning id`,
        [
          id,
          given.slug,
          given.name,
          given.description,
          given.guidelines,
          given.inputSchema,
          given.outputSchema,
          given.isDemo,
          now,
        ],
      );
      if (inserted.length === 0) throw new ProblemError('conflict', `The name ${given.slug} is taken; choose another.`);
      await insertPolicy(tx, {
        projectId: id,
        policy,
        settings: settingsOf(policy),
        reason: 'The project was made.',
        actor,
        now,
      });
      const personId = personIdOf(actor);
      if (personId !== null)
        await this.people.replaceRoles(tx, { projectId: id, personId, roles: ['ADMIN', 'DATA_SCIENTIST'] });
      await recordAudit(tx, { projectId: id, actor, action: 'project.create', subject: given.slug, now });
    });
    return { id, slug: given.slug };
  }
}
