import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '@handrail/shared/contracts';
import type { Level } from '@handrail/shared/ladder';
import { validateInput } from '@handrail/shared/schema';
import { AskDeciders, TRAIN_MODEL } from '../deciders/index.js';
import { DemoAccounts, PeopleCommands, type DemoAccount } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { JobQueue } from '../platform/queue/index.js';
import { CreateProject, MoveLadder, ProjectDirectory, type NewProject } from '../projects/index.js';
import { DEMO_PROJECT } from './demo-project.js';
import { PAST_MAILS, readMails, TRAINING_MAILS } from './mails.js';
import { insertPast } from './past.sql.js';

const PASSWORD = 'handrail-demo';
const PEOPLE: readonly (DemoAccount & { readonly name: string; readonly roles: readonly Role[] })[] = [
  {
    email: 'reviewer@handrail.example',
    password: PASSWORD,
    title: 'Reviewer',
    name: 'Robin Reviewer',
    roles: ['REVIEWER'],
  },
  { email: 'admin@handrail.example', password: PASSWORD, title: 'Admin', name: 'Ada Admin', roles: ['ADMIN'] },
  {
    email: 'scientist@handrail.example',
    password: PASSWORD,
    title: 'Data scientist',
    name: 'Dana Scientist',
    roles: ['DATA_SCIENTIST'],
  },
];
const MODEL = 'spam-filter';
const TRAINING_DEADLINE_MS = 60_000;
const MINUTES_APART = 2;
const DEMO: Actor = { kind: 'system', name: 'Demo' };

/** Makes the demo at the first start: accounts, project, a past labelled by people, a model trained on it. */
@Injectable()
export class SeedDemo {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly people: PeopleCommands,
    private readonly accounts: DemoAccounts,
    private readonly create: CreateProject,
    private readonly ladder: MoveLadder,
    private readonly queue: JobQueue,
    private readonly directory: ProjectDirectory,
    private readonly deciders: AskDeciders,
  ) {}

  /** Idempotent: a start that was cut off is taken up where it stopped. */
  async run(): Promise<readonly DemoAccount[]> {
    if (await this.isForeign()) return [];
    const ids = await this.seedPeople();
    const projectId = await this.seedProject(ids);
    await this.seedPast(projectId, ids[0] ?? '');
    await this.unitOfWork.run((tx) =>
      tx.query('insert into demo_state (project_id, next_mail) values ($1, $2) on conflict do nothing', [
        projectId,
        PAST_MAILS,
      ]),
    );
    await this.queue.enqueue(TRAIN_MODEL, { projectId, name: MODEL }, `demo-${projectId}`);
    const offered = PEOPLE.map(({ email, password, title }) => ({ email, password, title }));
    this.accounts.offer(offered);
    return offered;
  }

  /** Waits for the trained model, lets it watch some cases unseen, and then hands it the clear ones. */
  async handOver(): Promise<void> {
    const [project] = await this.database.query<{ id: string }>('select id from project where is_demo and slug = $1', [
      DEMO_PROJECT.slug,
    ]);
    if (!project || !(await this.modelIsTrained(project.id))) return;
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
      (await this.database.query('select 1 from model_version where project_id = $1 limit 1', [projectId])).length === 0
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
      PEOPLE[0]?.email,
    ]);
    const now = this.clock.now().getTime();
    const cases: Parameters<typeof insertPast>[1]['cases'][number][] = [];
    for (const [index, mail] of readMails().slice(TRAINING_MAILS, PAST_MAILS).entries()) {
      const input = validateInput(project.inputSchema, mail.input);
      if (input.ok)
        cases.push({ mail, at: new Date(now + index), answers: await this.deciders.run(project, input.value) });
    }
    await this.unitOfWork.run((tx) =>
      insertPast(tx, { projectId, personId: person?.id ?? '', policy: project.policy, cases }),
    );
  }

  /** Somebody else's people are here already: this is no empty installation to fill with samples. */
  private async isForeign(): Promise<boolean> {
    const rows = await this.database.query(
      'select 1 from person where lower(email) <> all($1::text[]) and not exists (select 1 from project where is_demo) limit 1',
      [PEOPLE.map(({ email }) => email)],
    );
    return rows.length > 0;
  }

  private async seedPeople(): Promise<string[]> {
    const ids: string[] = [];
    for (const person of PEOPLE) {
      const [known] = await this.database.query<{ id: string }>('select id from person where lower(email) = $1', [
        person.email,
      ]);
      ids.push(known?.id ?? (await this.people.create({ ...person, isOwner: person.roles.includes('ADMIN') })).id);
    }
    return ids;
  }

  private async seedProject(ids: readonly string[]): Promise<string> {
    const [known] = await this.database.query<{ id: string }>('select id from project where slug = $1', [
      DEMO_PROJECT.slug,
    ]);
    const projectId =
      known?.id ??
      (await this.create.run(DEMO, structuredClone(DEMO_PROJECT) as unknown as NewProject, this.firstDay())).id;
    if (known) return projectId;
    await this.unitOfWork.run(async (tx) => {
      for (const [index, person] of PEOPLE.entries())
        await this.people.replaceRoles(tx, { projectId, personId: ids[index] ?? '', roles: person.roles });
    });
    return projectId;
  }

  /** Just before the first of the mails that people labelled under Human only. */
  private firstDay(): Date {
    return new Date(this.clock.now().getTime() - (TRAINING_MAILS + 5) * MINUTES_APART * 60_000);
  }

  private async seedPast(projectId: string, personId: string): Promise<void> {
    const [any] = await this.database.query('select 1 from intake_case where project_id = $1 limit 1', [projectId]);
    if (any) return;
    const { policy } = await this.directory.get(projectId);
    const now = this.clock.now().getTime();
    const cases = readMails()
      .slice(0, TRAINING_MAILS)
      .map((mail, index) => ({
        mail,
        at: new Date(now - (TRAINING_MAILS - index) * MINUTES_APART * 60_000),
        answers: [],
      }));
    await this.unitOfWork.run((tx) => insertPast(tx, { projectId, personId, policy, cases }));
  }
}
