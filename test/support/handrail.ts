import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import { startHandrail, type Running } from '../../server/dist/main.js';
import { MIGRATED } from './migrated.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const PASSWORD = 'a good long password';

/** What takes longer is lost: better said by the request than by the test's own time limit. */
export const ANSWER_WITHIN_MS = 40_000;

type Result<T> = { data: T; errors?: { message: string; extensions?: { problem?: { type: string } } }[] };

/** A real Handrail on a database of its own, and the ways in that its users have. */
export class TestHandrail {
  private constructor(
    readonly running: Running,
    readonly database: pg.Pool,
    readonly databaseUrl: string,
  ) {}

  static async start(more: Readonly<Record<string, string>> = {}): Promise<TestHandrail> {
    const name = `t_${randomBytes(6).toString('hex')}`;
    const maintenance = new pg.Client({ connectionString: inject('databaseUrl') });
    await maintenance.connect();
    await maintenance.query(`create database ${name} template ${MIGRATED}`);
    await maintenance.end();
    const url = new URL(inject('databaseUrl'));
    url.pathname = `/${name}`;
    return TestHandrail.at(url.href, more);
  }

  /** One more on a database that there is: it has nothing in common with the first but that and the secret. */
  static async at(databaseUrl: string, more: Readonly<Record<string, string>> = {}): Promise<TestHandrail> {
    const running = await startHandrail(
      { PORT: '0', DATABASE_URL: databaseUrl, HANDRAIL_SECRET: 'only for tests, long enough', ...more },
      ROOT,
    );
    const database = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    database.on('error', () => undefined);
    return new TestHandrail(running, database, databaseUrl);
  }

  get url(): string {
    return this.running.url;
  }

  async stop(): Promise<void> {
    await this.database.end();
    await this.running.close();
  }

  /** Somebody signed in: a function that runs GraphQL as them. */
  signIn(email: string, password = PASSWORD): Promise<Session> {
    return signInAt(this.url, email, password);
  }
}

export async function signInAt(url: string, email: string, password = PASSWORD): Promise<Session> {
  const session = new Session(url);
  const { signIn } = await session.run<{ signIn: { __typename: string } }>(
    'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }',
    { input: { email, password } },
  );
  if (signIn.__typename !== 'SignInSuccess') throw new Error(`${email} cannot sign in: ${signIn.__typename}`);
  return session;
}

export class Session {
  cookie = '';

  /** `headers` go with every request, for instance those of an API key. */
  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  async send<T>(query: string, variables: Record<string, unknown> = {}): Promise<Result<T>> {
    const answer = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-handrail-request': '1',
        cookie: this.cookie,
        ...this.headers,
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const [cookie] = answer.headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';')[0] ?? '';
    return (await answer.json()) as Result<T>;
  }

  async run<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const { data, errors } = await this.send<T>(query, variables);
    if (errors && errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    return data;
  }
}
