import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Actor } from '@handrail/shared/contracts';
import { deciderNameSchema, versionReference } from '@handrail/shared/deciders';
import { importHintSchema } from '@handrail/shared/imports';
import { DEPLOYMENT_CASES, templateSettings } from '@handrail/shared/projects';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, parseWith } from '../platform/http/index.js';
import { CreateProject, type NewProject } from '../projects/index.js';
import { insertDecider, insertVersion } from './decider.sql.js';

const templateSchema = z.object({
  deploymentCase: z.enum(DEPLOYMENT_CASES),
  previousSystem: deciderNameSchema.nullish(),
  latencyBudgetMs: z.int().min(1).max(600_000).optional(),
  profile: z.record(z.string(), z.unknown()).optional(),
  importHint: importHintSchema.nullish(),
});

/** A project's own fields, and those of its template. */
export type NewProjectOfTemplate = Omit<NewProject, 'settings' | 'profile' | 'isDemo' | 'importHint'> &
  z.input<typeof templateSchema>;

/**
 * Makes a project from one of the three deployment cases: the project, policy 1 as the template has it, the deployment
 * profile, and the previous system as a decider whose answers come with the case. All of it or nothing.
 */
@Injectable()
export class SetUpProject {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly create: CreateProject,
  ) {}

  /** @throws ProblemError `invalid` naming each bad field, `conflict` when the slug is taken. */
  async run(actor: Actor, input: NewProjectOfTemplate): Promise<{ id: string; slug: string }> {
    const now = this.clock.now();
    const template = parseWith(templateSchema, input);
    const { deploymentCase, latencyBudgetMs } = template;
    const name = template.previousSystem ?? null;
    if (name !== null && deploymentCase !== 'REPLACE_SYSTEM')
      throw invalid('Only a replacement has a previous system.', [
        { pointer: '/previousSystem', detail: 'belongs to REPLACE_SYSTEM' },
      ]);
    const system = name === null ? null : versionReference(name, 1);
    const settings = templateSettings(deploymentCase, {
      previousSystem: system,
      ...(latencyBudgetMs === undefined ? {} : { latencyBudgetMs }),
    });
    const { slug, name: title, description, guidelines, inputSchema, outputSchema, reviewers } = input;
    // The command checks every field.
    const project = { slug, name: title, description, guidelines, inputSchema, outputSchema, reviewers } as NewProject;
    // Whoever imports what that system decided finds its name.
    const importHint = { ...template.importHint, system: template.importHint?.system ?? system };
    const profile = { ...template.profile, deploymentCase } as NonNullable<NewProject['profile']>;
    return this.unitOfWork.run(async (tx) => {
      const made = await this.create.runIn(tx, actor, {
        input: { ...project, settings, profile, importHint },
        at: now,
      });
      if (name !== null) await registerPreviousSystem(tx, { projectId: made.id, name, actor, now });
      return made;
    });
  }
}

async function registerPreviousSystem(
  tx: Tx,
  { projectId, name, actor, now }: { projectId: string; name: string; actor: Actor; now: Date },
): Promise<void> {
  const createdBy = actor.kind === 'apiKey' ? 'an API key' : actor.name;
  const notes = 'What decided until now. Its answers come with each case.';
  const decider = await insertDecider(tx, { projectId, name, kind: 'system', owner: '', notes, createdBy, now });
  if (!decider) throw new Error('unreachable: a new project has no deciders');
  await insertVersion(tx, decider, { projectId, connector: 'caller', config: {}, modelCard: {}, createdBy, now });
}
