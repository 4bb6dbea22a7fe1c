import { Injectable } from '@nestjs/common';
import type { Actor, Role } from '@handrail/shared/contracts';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, notFound, ProblemError } from '../platform/http/index.js';
import { newId } from '../platform/ids/index.js';
import { assertMay, mayIn } from './may.js';
import { hashPassword, isPassword } from './password.js';

export type PersonRow = { id: string; name: string; email: string; is_owner: boolean; created_at: Date };
export type NewPerson = { name: string; email: string; password: string; isOwner?: boolean | undefined };

const PERSON = 'id, name, email, is_owner, created_at';
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const FIRST_ADMIN_LOCK = 7_268_242_002;

/** What can be done with people and their roles. */
@Injectable()
export class PeopleCommands {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /** The person with this e-mail and password; undefined when either is wrong, in about the same time. */
  async authenticate(email: string, password: string): Promise<PersonRow | undefined> {
    const [row] = await this.database.query<PersonRow & { password_hash: string }>(
      `select ${PERSON}, password_hash from person where lower(email) = lower($1) and disabled_at is null`,
      [email.trim()],
    );
    const matches = await isPassword(row?.password_hash ?? (await decoy()), password);
    return row && matches ? row : undefined;
  }

  async needsFirstAdmin(): Promise<boolean> {
    return (await this.database.query('select 1 from person limit 1')).length === 0;
  }

  /** Makes the installation's owner, once: two pages that race make one owner and one refusal. */
  async createFirstAdmin(person: NewPerson): Promise<PersonRow> {
    const ready = await prepared({ ...person, isOwner: true });
    return this.unitOfWork.run(async (tx) => {
      await tx.query('select pg_advisory_xact_lock($1)', [FIRST_ADMIN_LOCK]);
      if ((await tx.query('select 1 from person limit 1')).length > 0) {
        throw new ProblemError('conflict', 'The first admin exists already; sign in.');
      }
      return this.insert(tx, ready);
    });
  }

  async create(person: NewPerson): Promise<PersonRow> {
    const ready = await prepared(person);
    return this.unitOfWork.run((tx) => this.insert(tx, ready));
  }

  async list(): Promise<PersonRow[]> {
    return this.database.query<PersonRow>(
      `select ${PERSON} from person where disabled_at is null order by name limit 500`,
    );
  }

  async get(id: string): Promise<PersonRow> {
    const [row] = await this.database.query<PersonRow>(`select ${PERSON} from person where id = $1`, [id]);
    if (!row) throw notFound('person');
    return row;
  }

  async members(actor: Actor, projectId: string): Promise<{ person: PersonRow; roles: Role[] }[]> {
    if (!mayIn(actor, 'instance:people', projectId)) assertMay(actor, 'members:edit', projectId);
    const rows = await this.database.query<PersonRow & { roles: Role[] }>(
      `select p.id, p.name, p.email, p.is_owner, p.created_at, array_agg(m.role order by m.role) as roles
         from membership m join person p on p.id = m.person_id
        where m.project_id = $1 group by p.id order by p.name limit 500`,
      [projectId],
    );
    return rows.map(({ roles, ...person }) => ({ person, roles }));
  }

  /** Gives exactly these roles to the person; none takes them out of the project. A project keeps one admin. */
  async setRoles(actor: Actor, input: { projectId: string; email: string; roles: readonly Role[] }): Promise<void> {
    if (!mayIn(actor, 'instance:people', input.projectId)) assertMay(actor, 'members:edit', input.projectId);
    await this.unitOfWork.run(async (tx) => {
      const found = await tx.query('select 1 from project where id = $1 for share', [input.projectId]);
      if (found.length === 0) throw notFound('project');
      const [person] = await tx.query<{ id: string }>('select id from person where lower(email) = lower($1)', [
        input.email.trim(),
      ]);
      if (!person) throw invalid('Nobody has this e-mail address.', [{ pointer: '/email', detail: 'is not known' }]);
      await this.replaceRoles(tx, { projectId: input.projectId, personId: person.id, roles: input.roles });
      const admins = await tx.query(`select 1 from membership where project_id = $1 and role = 'ADMIN' limit 1`, [
        input.projectId,
      ]);
      if (admins.length === 0) throw new ProblemError('conflict', 'A project keeps at least one admin.');
      // Whose page is open learns at once what they may do now.
      await this.feed.publish(tx, { type: 'project', projectId: input.projectId });
    });
  }

  async replaceRoles(tx: Tx, given: { projectId: string; personId: string; roles: readonly Role[] }): Promise<void> {
    await tx.query('delete from membership where project_id = $1 and person_id = $2', [
      given.projectId,
      given.personId,
    ]);
    await tx.query(
      'insert into membership (project_id, person_id, role, created_at) select $1, $2, unnest($3::text[]), $4',
      [given.projectId, given.personId, [...new Set(given.roles)], this.clock.now()],
    );
  }

  /** Makes people reviewers beside what they are already. @throws ProblemError `invalid` naming each unknown address. */
  async addReviewers(tx: Tx, given: { projectId: string; emails: readonly string[] }): Promise<void> {
    if (given.emails.length === 0) return;
    const found = await tx.query<{ email: string }>(
      `with wanted as (select distinct lower(trim(email)) as email from unnest($2::text[]) as email),
            known as (select p.id, w.email from wanted w join person p on lower(p.email) = w.email and p.disabled_at is null),
            added as (insert into membership (project_id, person_id, role, created_at)
                      select $1, id, 'REVIEWER', $3 from known on conflict do nothing)
       select email from known`,
      [given.projectId, given.emails, this.clock.now()],
    );
    const known = new Set(found.map(({ email }) => email));
    const errors = given.emails.flatMap((email, index) =>
      known.has(email.trim().toLowerCase())
        ? []
        : [{ pointer: `/reviewers/${index}`, detail: `${email} has no account` }],
    );
    if (errors.length > 0)
      throw invalid(
        `${errors.map(({ detail }) => detail).join('; ')}. Leave them out and add them afterwards.`,
        errors,
      );
  }

  private async insert(tx: Tx, person: Prepared): Promise<PersonRow> {
    const [row] = await tx.query<PersonRow>(
      `insert into person (id, email, name, password_hash, is_owner, created_at) values ($1, $2, $3, $4, $5, $6)
       on conflict (lower(email)) do nothing returning ${PERSON}`,
      [newId(), person.email, person.name, person.passwordHash, person.isOwner, this.clock.now()],
    );
    if (!row) throw new ProblemError('conflict', 'Somebody with this e-mail address exists already.');
    return row;
  }
}

type Prepared = { name: string; email: string; passwordHash: string; isOwner: boolean };

async function prepared(person: NewPerson): Promise<Prepared> {
  const [name, email] = [person.name.trim(), person.email.trim()];
  if (name === '' || name.length > 200)
    throw invalid('A person has a name.', [{ pointer: '/name', detail: 'must have 1 to 200 characters' }]);
  if (!EMAIL.test(email) || email.length > 254)
    throw invalid('This is no e-mail address.', [{ pointer: '/email', detail: 'is not an address' }]);
  return { name, email, passwordHash: await hashPassword(person.password), isOwner: person.isOwner ?? false };
}

let decoyHash: Promise<string> | undefined;
/** Checked for unknown addresses, so that the time taken does not tell who has an account. */
function decoy(): Promise<string> {
  decoyHash ??= hashPassword('nobody has this one');
  return decoyHash;
}
