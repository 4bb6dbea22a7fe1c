import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { importHintSchema } from '@handrail/shared/imports';
import { defaultPolicy, policySettingsSchema } from '@handrail/shared/ladder';
import { deploymentProfileSchema } from '@handrail/shared/projects';
import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import { personIdOf, PeopleCommands } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { parseWith, ProblemError } from '../platform/http/index.js';
import { newId } from '../platform/ids/index.js';
import { recordAudit } from './audit-log.sql.js';
import { insertPolicy } from './policy.sql.js';
import { settingsOf } from './policy-rows.js';
import { insertProfile } from './profile.sql.js';

/** What describes a project, as far as it may be changed later; null and absent leave it. */
export const projectTextsSchema = z.object({
  name: z.string().max(120).nullish(),
  description: z.string().max(2000).nullish(),
  guidelines: z.string().max(50_000).nullish(),
});
const newProjectSchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and -, at most 63'),
  name: z.string().trim().min(1).max(120),
  description: z.string().max(2000).default(''),
  guidelines: z.string().max(50_000).default(''),
  inputSchema: inputSchemaSchema,
  outputSchema: outputSchemaSchema,
  isDemo: z.boolean().default(false),
  /** What policy 1 says; without it Human only, 0.90, one in ten audited. */
  settings: policySettingsSchema.optional(),
  /** How it is deployed; without it nothing is declared. */
  profile: deploymentProfileSchema.optional(),
  /** What was said of a sample file; without it nothing. */
  importHint: importHintSchema.optional(),
  /** E-mail addresses of people who have an account. */
  reviewers: z.array(z.string().trim().min(1).max(254)).max(100).default([]),
});
export type NewProject = z.input<typeof newProjectSchema>;

/** Makes a project, with whoever makes it as its admin. */
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
    return this.unitOfWork.run((tx) => this.runIn(tx, actor, { input, at }));
  }

  /** The same as a part of something bigger. */
  async runIn(
    tx: Tx,
    actor: Actor,
    { input, at: now }: { readonly input: NewProject; readonly at: Date },
  ): Promise<{ id: string; slug: string }> {
    const given = parseWith(newProjectSchema, input);
    const id = newId();
    await insertProject(tx, { ...given, id, now });
    const policy = defaultPolicy({ salt: randomBytes(16).toString('hex'), outputSchema: given.outputSchema });
    const settings = given.settings ?? settingsOf(policy);
    const reason = 'The project was made.';
    await insertPolicy(tx, { projectId: id, policy, settings, reason, actor, now });
    if (given.profile)
      await insertProfile(tx, { projectId: id, version: 1, profile: given.profile, reason, actor, now });
    const personId = personIdOf(actor);
    if (personId !== null)
      await this.people.replaceRoles(tx, { projectId: id, personId, roles: ['ADMIN', 'DATA_SCIENTIST'] });
    await this.people.addReviewers(tx, { projectId: id, emails: given.reviewers });
    const detail = { level: settings.level, profile: given.profile ?? null };
    await recordAudit(tx, { projectId: id, actor, action: 'project.create', subject: given.slug, detail, now });
    return { id, slug: given.slug };
  }
}

type Checked = z.output<typeof newProjectSchema> & { readonly id: string; readonly now: Date };

async function insertProject(tx: Tx, given: Checked): Promise<void> {
  const inserted = await tx.query(
    `insert into project (id, slug, name, description, guidelines, input_schema, output_schema, is_demo, import_hint, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (slug) do nothing returning id`,
    [
      given.id,
      given.slug,
      given.name,
      given.description,
      given.guidelines,
      given.inputSchema,
      given.outputSchema,
      given.isDemo,
      given.importHint ?? null,
      given.now,
    ],
  );
  if (inserted.length === 0) throw new ProblemError('conflict', `The name ${given.slug} is taken; choose another.`);
}
