import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Policy } from '@handrail/shared/ladder';
import { validateInput } from '@handrail/shared/schema';
import { AskDeciders, RequestTraining } from '../deciders/index.js';
import { type Background, type Loop } from '../platform/background/index.js';
import { Database } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { DEMO_PROJECT, REVIEWER } from './demo-project.js';
import { trainedAt, watchedAt } from './demo-times.js';
import { PAST_MAILS, readMails, TRAINING_MAILS } from './mails.js';
import { INCUMBENT, MODEL, MoveDemo } from './move-demo.js';
import type { PastCase } from './past.sql.js';
import { StorePast } from './store-past.js';
import { WatchDemo } from './watch-demo.js';

const RETRY_MS = 2000;
const POLL_MS = 100;
/** A job that has not come through in this time (its process was killed, its queue was lost) is given out again. */
const TRAINING_MS = 30_000;

type Project = { readonly id: string; readonly firstDay: Date };

/**
 * Hands the demo's clear cases to a model trained on its past, by way of Shadow. Each step looks at what is there, so a
 * start that was cut off anywhere is taken up there, and nothing happens twice.
 */
@Injectable()
export class HandOverDemo implements OnModuleDestroy {
  private loop: Loop | undefined;
  private isClosed = false;
  private isDone = false;

  constructor(
    private readonly database: Database,
    private readonly past: StorePast,
    private readonly moves: MoveDemo,
    private readonly training: RequestTraining,
    private readonly directory: ProjectDirectory,
    private readonly deciders: AskDeciders,
    private readonly watch: WatchDemo,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.isClosed = true;
    await this.loop?.stop();
  }

  /** Goes on until it is done, through failures of the database and the queue. */
  start(background: Background): void {
    this.loop = background.loop({
      ...{ name: 'hand-over-demo', title: 'Setting up of the demo', everyMs: RETRY_MS, expectMs: 2 * TRAINING_MS },
      run: async () => {
        while (!this.isClosed && !this.isDone) this.isDone = await this.step();
      },
    });
    this.loop.start({ isAtOnce: true });
  }

  /** Does what comes next; true when nothing does. Somebody who moves the slider meanwhile has the last word. */
  private async step(): Promise<boolean> {
    const [project] = await this.database.query<Project>(
      'select id, created_at as "firstDay" from project where is_demo and slug = $1',
      [DEMO_PROJECT.slug],
    );
    if (!project) return true;
    const { policy } = await this.directory.get(project.id);
    if (!isOurs(policy)) return true;
    if (!(await this.isTrained(project.id))) return this.train(project);
    if (policy.version === 1) {
      await this.watch.writeRisks(project.id);
      const reason = 'A model was trained on the first labels; it watches, unseen.';
      return this.moves.run(project, { version: 1, level: 'SHADOW', reason, at: trainedAt(project.firstDay) });
    }
    await this.seedShadow(project);
    await this.moves.hear(project.id, () => this.isClosed);
    const reason = 'In Shadow it agreed with people where it was sure; it decides those cases now.';
    return this.moves.run(project, { version: 2, level: 'PARTIAL_AUTOMATION', reason });
  }

  private async train({ id: projectId, firstDay }: Project): Promise<false> {
    await this.training.run({
      projectId,
      name: MODEL,
      trigger: 'demo',
      askedBy: 'Demo',
      asOf: trainedAt(firstDay),
      onlyVersion: 1,
    });
    const deadline = performance.now() + TRAINING_MS;
    while (!this.isClosed && performance.now() < deadline && !(await this.isTrained(projectId))) await pause(POLL_MS);
    return false;
  }

  private async isTrained(projectId: string): Promise<boolean> {
    const rows = await this.database.query(
      'select 1 from decider_version v join decider d on d.id = v.decider_id where d.project_id = $1 and d.name = $2 and v.version = 1',
      [projectId, MODEL],
    );
    return rows.length > 0;
  }

  /** The cases, their predictions and labels in one transaction: all of them or none. */
  private async seedShadow({ id: projectId, firstDay }: Project): Promise<void> {
    const mails = readMails().slice(TRAINING_MAILS, PAST_MAILS);
    const [known] = await this.database.query(
      'select 1 from intake_case where project_id = $1 and idempotency_key = $2',
      [projectId, `demo-${mails[0]?.key}`],
    );
    if (known) return;
    await this.watch.freezeReferences(projectId);
    const project = await this.directory.get(projectId);
    const [person] = await this.database.query<{ id: string }>('select id from person where lower(email) = $1', [
      REVIEWER,
    ]);
    const cases: PastCase[] = [];
    for (const [index, mail] of mails.entries()) {
      const input = validateInput(project.inputSchema, mail.input);
      if (!input.ok) continue;
      cases.push({
        mail,
        at: watchedAt(firstDay, index),
        answers: await this.deciders.run(project, { key: mail.key, input: input.value }),
      });
    }
    await this.past.run({ projectId, personId: person?.id ?? '', cases });
  }
}

/** Whether the demo itself made this policy: the first one, or Shadow under its own model. */
function isOurs({ version, level, incumbent }: Policy): boolean {
  return version === 1 || (version === 2 && level === 'SHADOW' && incumbent === INCUMBENT);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds).unref());
}
