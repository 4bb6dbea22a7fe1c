import { Injectable } from '@nestjs/common';
import type { Role } from '@handrail/shared/contracts';
import { DemoAccounts, PeopleCommands, type DemoAccount } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { CreateProject, type NewProject } from '../projects/index.js';
import { DEMO, DEMO_PROJECT, REVIEWER } from './demo-project.js';
import { firstDayBefore, labelledAt } from './demo-times.js';
import { PAST_MAILS, readMails, TRAINING_MAILS } from './mails.js';
import { StorePast } from './store-past.js';

const PASSWORD = 'handrail-demo';
const PEOPLE: readonly (DemoAccount & { readonly name: string; readonly roles: readonly Role[] })[] = [
  {
    email: REVIEWER,
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

type DemoProject = { readonly id: string; readonly firstDay: Date };

/** Makes the demo at the first start: accounts, project, a past labelled by people. */
@Injectable()
export class SeedDemo {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly people: PeopleCommands,
    private readonly accounts: DemoAccounts,
    private readonly create: CreateProject,
    private readonly past: StorePast,
  ) {}

  /** Idempotent: a start that was cut off is taken up where it stopped. */
  async run(): Promise<readonly DemoAccount[]> {
    if (await this.isForeign()) return [];
    const ids = await this.seedPeople();
    const project = await this.seedProject(ids);
    await this.seedPast(project, ids[0] ?? '');
    await this.unitOfWork.run((tx) =>
      tx.query('insert into demo_state (project_id, next_mail) values ($1, $2) on conflict do nothing', [
        project.id,
        PAST_MAILS,
      ]),
    );
    const offered = PEOPLE.map(({ email, password, title }) => ({ email, password, title }));
    this.accounts.offer(offered);
    return offered;
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

  private async seedProject(ids: readonly string[]): Promise<DemoProject> {
    const known = await this.findProject();
    if (!known) {
      const firstDay = firstDayBefore(this.clock.now());
      await this.create.run(DEMO, structuredClone(DEMO_PROJECT) as unknown as NewProject, firstDay);
    }
    const project = known ?? (await this.findProject());
    if (!project) throw new Error('The demo’s project was not stored.');
    await this.unitOfWork.run(async (tx) => {
      const members = await tx.query('select 1 from membership where project_id = $1 limit 1', [project.id]);
      // What an admin has made of the roles since stays.
      if (members.length > 0) return;
      for (const [index, person] of PEOPLE.entries())
        await this.people.replaceRoles(tx, { projectId: project.id, personId: ids[index] ?? '', roles: person.roles });
    });
    return project;
  }

  private async findProject(): Promise<DemoProject | undefined> {
    const [known] = await this.database.query<DemoProject>(
      'select id, created_at as "firstDay" from project where slug = $1',
      [DEMO_PROJECT.slug],
    );
    return known;
  }

  private async seedPast({ id: projectId, firstDay }: DemoProject, personId: string): Promise<void> {
    const [any] = await this.database.query('select 1 from intake_case where project_id = $1 limit 1', [projectId]);
    if (any) return;
    const cases = readMails()
      .slice(0, TRAINING_MAILS)
      .map((mail, index) => ({ mail, at: labelledAt(firstDay, index), answers: [] }));
    await this.past.run({ projectId, personId, cases });
  }
}
