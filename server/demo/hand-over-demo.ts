import { Injectable } from '@nestjs/common';
import type { Level } from '@handrail/shared/ladder';
import { validateInput } from '@handrail/shared/schema';
import { AskDeciders, TRAIN_MODEL } from '../deciders/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { MoveLadder, ProjectDirectory } from '../projects/index.js';
import { DEMO, DEMO_PROJECT, REVIEWER } from './demo-project.js';
import { PAST_MAILS, readMails, TRAINING_MAILS } from './mails.js';
import { insertPast } from './past.sql.js';

const MODEL = 'spam-filter';
const TRAINING_DEADLINE_MS = 60_000;

/** Hands the demo's clear cases to a model trained on its past, by way of Shadow. Idempotent. */
@Injectable()
export class HandOverDemo {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ladder: MoveLadder,
    private readonly queue: JobQueue,
    private readonly directory: ProjectDirectory,
    private readonly deciders: AskDeciders,
  ) {}

  /** Has a model trained, waits for it, lets it watch some cases unseen, and then hands it the clear ones. */
  async run(): Promise<void> {
    const [project] = await this.database.query<{ id: string }>('select id from project where is_demo and slug = $1', [
      DEMO_PROJECT.slug,
    ]);
    if (!project) return;
    await this.queue.enqueue(TRAIN_MODEL, { projectId: project.id, name: MODEL }, `demo-${project.id}`);
    if (!(await this.modelIsTrained(project.id))) return;
    const incumbent = `${MODEL}@1`;
    const settings = { thresholds: { global: 0.9 }, auditRate: 0.1, incumbent };
    const move = (expectedVersion: number, level: Level, reason: string): Promise<unknown> =>
      this.ladder.move(DEMO, { projectId: project.id, expectedVersion, reason, settings: { ...settings, level } });
    const { policy } = await this.directory.get(project.id);
    if (policy.version === 1) await move(1, 'SHADOW', 'A model was trained on the first labels; it watches, unseen.');
    if (policy.version > 2) return;
    await this.seedShadow(project.id);
    await move(
      2,
      'PARTIAL_AUTOMATION',
      'In Shadow it agreed with people where it was sure; it decides those cases now.',
    );
  }

  private async modelIsTrained(projectId: string): Promise<boolean> {
    const deadline = performance.now() + TRAINING_DEADLINE_MS;
    while (
      (await this.database.query('select 1 from decider_version where project_id = $1 limit 1', [projectId])).length ===
      0
    ) {
      if (performance.now() > deadline) return false;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    return true;
  }

  private async seedShadow(projectId: string): Promise<void> {
    if (
      (
        await this.database.query('select 1 from intake_case where project_id = $1 and policy_version = 2 limit 1', [
          projectId,
        ])
      ).length > 0
    )
      return;
    const project = await this.directory.get(projectId);
    const [person] = await this.database.query<{ id: string }>('select id from person where lower(email) = $1', [
      REVIEWER,
    ]);
    const now = this.clock.now().getTime();
    const cases: Parameters<typeof insertPast>[1]['cases'][number][] = [];
    for (const [index, mail] of readMails().slice(TRAINING_MAILS, PAST_MAILS).entries()) {
      const input = validateInput(project.inputSchema, mail.input);
      if (input.ok)
        cases.push({
          mail,
          at: new Date(now + index),
          answers: await this.deciders.run(project, { key: mail.key, input: input.value }),
        });
    }
    await this.unitOfWork.run((tx) =>
      insertPast(tx, { projectId, personId: person?.id ?? '', policy: project.policy, cases }),
    );
  }
}
