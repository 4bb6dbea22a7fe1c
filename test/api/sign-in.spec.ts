import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, Session } from '../support/handrail.js';
import { createWorld, type World } from '../support/world.js';

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }';
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

type Tried = { outcome: string; cookie: string };
async function tryIn(email: string, password: string, headers: Record<string, string> = {}): Promise<Tried> {
  const answer = await fetch(`${world.handrail.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-handrail-request': '1', ...headers },
    body: JSON.stringify({ query: SIGN_IN, variables: { input: { email, password } } }),
  });
  const { data, errors } = (await answer.json()) as {
    data: { signIn: { __typename: string } } | null;
    errors?: { extensions: { problem: { type: string } } }[];
  };
  const outcome = errors?.[0]?.extensions.problem.type ?? data?.signIn.__typename ?? '';
  return { outcome, cookie: answer.headers.getSetCookie()[0] ?? '' };
}
const from = (client: string): Record<string, string> => ({ 'x-forwarded-for': client });

describe('guessing', () => {
  it('is stopped after eight wrong passwords, also when all come at the same moment', async () => {
    const tries = await Promise.all(
      Array.from({ length: 40 }, (_, n) => tryIn('scientist@t.example', `wrong password ${n}`, from('203.0.113.1'))),
    );
    const refused = tries.filter(({ outcome }) => outcome === '/problems/too-many-requests');
    expect([tries.length - refused.length, refused.length]).toEqual([8, 32]);
    expect((await tryIn('scientist@t.example', PASSWORD, from('203.0.113.1'))).outcome).toMatch(/too-many/);
  });

  it('from somewhere else does not lock the owner of the address out', async () => {
    expect((await tryIn('scientist@t.example', PASSWORD, from('203.0.113.2'))).outcome).toBe('SignInSuccess');
  });

  it('at one password of many addresses is stopped by client', async () => {
    const tries = await Promise.all(
      Array.from({ length: 120 }, (_, n) => tryIn(`nobody${n}@t.example`, 'Summer2026!', from('203.0.113.3'))),
    );
    expect(tries.filter(({ outcome }) => outcome === '/problems/too-many-requests')).toHaveLength(20);
  });

  it('tells nothing by what it says of an address that nobody has', async () => {
    const [known, unknown] = await Promise.all([
      tryIn('other@t.example', 'wrong wrong wrong', from('203.0.113.4')),
      tryIn('nobody@t.example', 'wrong wrong wrong', from('203.0.113.4')),
    ]);
    expect(unknown).toEqual(known);
  });

  it('is not what right passwords are counted as', async () => {
    for (let round = 0; round < 12; round += 1)
      expect((await tryIn('other@t.example', PASSWORD, from('203.0.113.5'))).outcome).toBe('SignInSuccess');
  });
});

describe('a session', () => {
  it('is in a cookie that no script and no other site gets, and only over TLS where there is TLS', async () => {
    const plain = await tryIn('other@t.example', PASSWORD);
    expect(plain.cookie).toMatch(/^handrail_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    const behind = await tryIn('other@t.example', PASSWORD, { 'x-forwarded-proto': 'https' });
    expect(behind.cookie).toMatch(/; Secure$/);
  });

  it('is a new one at each sign-in, and the one before it ends', async () => {
    const session = await world.handrail.signIn('other@t.example');
    const before = session.cookie;
    await session.run(SIGN_IN, { input: { email: 'other@t.example', password: PASSWORD } });
    expect(session.cookie).not.toBe(before);
    const old = new Session(world.handrail.url);
    old.cookie = before;
    expect(await old.run('{ me { id } }')).toEqual({ me: null });
  });

  it('of a value that somebody planted is never taken over', async () => {
    const planted = `handrail_session=${'a'.repeat(43)}`;
    const { cookie } = await tryIn('other@t.example', PASSWORD, { cookie: planted });
    expect(cookie).not.toContain(planted);
  });

  it('ends when it is over, when it is signed out, and when the person is disabled', async () => {
    const { database } = world.handrail;
    const session = await world.handrail.signIn('other@t.example');
    const me = async () => (await session.run<{ me: unknown }>('{ me { name } }')).me;
    expect(await me()).toEqual({ name: 'other' });
    await database.query(`update person set disabled_at = now() where email = 'other@t.example'`);
    expect(await me()).toBeNull();
    await database.query(`update person set disabled_at = null where email = 'other@t.example'`);
    await database.query(`update session set expires_at = now() - interval '1 second'`);
    expect(await me()).toBeNull();
  });

  it('is kept as a hash, and so is the password: argon2id, 19 MiB, two passes', async () => {
    const session = await world.handrail.signIn('reviewer@t.example');
    const { rows } = await world.handrail.database.query<{ all: string; password_hash: string }>(
      `select (select json_agg(s)::text from session s) as all, password_hash from person where email = 'reviewer@t.example'`,
    );
    expect(rows[0]?.all).not.toContain(session.cookie.split('=')[1]);
    expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

describe('a password', () => {
  it.each([
    ['nine characters', 'a'.repeat(9)],
    ['more than two hundred', 'a'.repeat(201)],
    ['none', ''],
  ])('of %s is refused', async (_name, password) => {
    const admin = await world.handrail.signIn('admin@t.example');
    const { errors } = await admin.send(
      'mutation ($input: CreatePersonInput!) { createPerson(input: $input) { id } }',
      {
        input: { name: 'N', email: 'new@t.example', password },
      },
    );
    expect(errors?.[0]?.extensions?.problem).toMatchObject({
      type: '/problems/invalid',
      errors: [{ pointer: '/password' }],
    });
  });
});
