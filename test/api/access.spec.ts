import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_SCOPES } from '../../shared/dist/contracts/index.js';
import { accessPage, letsIn, operationsOf, PEOPLE, scopeOf, type Operation } from '../../tools/access-table.mjs';
import { createAccessWorld, type AccessWorld } from '../support/access-world.js';
import { Session } from '../support/handrail.js';
import { operation } from '../support/operation.js';
import { connectSocket, firstOf } from '../support/socket.js';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const schema = buildSchema(read('schema.graphql'));
const ROOTS = {
  query: schema.getQueryType(),
  mutation: schema.getMutationType(),
  subscription: schema.getSubscriptionType(),
};
type Kind = keyof typeof ROOTS;
const namesOf = (root: GraphQLObjectType | null | undefined): string[] => Object.keys(root?.getFields() ?? {});
const CALLS = (['query', 'mutation'] as const).flatMap((kind) =>
  namesOf(ROOTS[kind])
    // Signing out would end the sessions that ask next; sign-in.spec.ts does it.
    .filter((name) => name !== 'signOut')
    // Last: the others ask about a claim that it gives back.
    .sort((one, other) => Number(one === 'releaseReviews') - Number(other === 'releaseReviews'))
    .map((name) => [kind, name] as const),
);
/** Every line of the matrix for REST, as it is committed. */
const ROUTES = [...read('docs/access.md').matchAll(/^\| `(GET|POST|DELETE) (\/\S*)` \|/gm)].map(
  ([, method, path]) => [method ?? '', path ?? ''] as const,
);
const KEPT_OUT = /\/problems\/(unauthenticated|forbidden|not-found)$/;
/** What says by null or by an empty list that somebody is kept out. */
const QUIET = new Set(['project', 'projects', 'case', 'caseReplay', 'rolloutReport', 'renewLeases']);

const PUT_BACK = {
  import: 'update label_import set removed_at = null where removed_at is not null',
  export: 'insert into dataset_export select * from kept.dataset_export on conflict do nothing',
  training: 'insert into training select * from kept.training on conflict do nothing',
} as const;
/** What removes something: each of those who ask, and whoever comes after, finds it there again. */
const REMOVES: Readonly<Record<string, string>> = {
  removeImport: PUT_BACK.import,
  removeDatasetExport: PUT_BACK.export,
  removeTraining: PUT_BACK.training,
  'DELETE /v1/projects/:project/imports/:id': PUT_BACK.import,
  'DELETE /v1/exports/:id': PUT_BACK.export,
  'DELETE /v1/trainings/:id': PUT_BACK.training,
};

let a: AccessWorld;
let operations: Operation[];
beforeAll(async () => {
  a = await createAccessWorld();
  const { database } = a.world.handrail;
  await database.query('create schema kept');
  for (const table of ['dataset_export', 'training'])
    await database.query(`create table kept.${table} as table public.${table}`);
  operations = operationsOf(a.world.handrail.running.app);
});
afterAll(() => a.world.handrail.stop());

function ruleOf(kind: Operation['kind'], name: string): Operation['rule'] {
  const found = operations.find((one) => one.kind === kind && one.name === name);
  if (!found) throw new Error(`${kind} ${name} is not in the matrix`);
  return found.rule;
}

function documentOf(kind: Kind, name: string): [string, Record<string, unknown>] {
  const field = ROOTS[kind]?.getFields()[name];
  if (!field) throw new Error(`${kind} ${name} is not in the schema`);
  return operation(kind, field, a.given);
}

async function putBack(name: string): Promise<void> {
  const statement = REMOVES[name];
  if (statement !== undefined) await a.world.handrail.database.query(statement);
}

/** The problem that keeps somebody out, or that they were let in, whatever came of it then. */
async function outcomeOf(session: Session, [kind, name]: readonly [Kind, string]): Promise<string> {
  const { data, errors } = await session.send<Record<string, unknown> | null>(...documentOf(kind, name));
  await putBack(name);
  const problem = errors?.map(({ extensions, message }) => extensions?.problem?.type ?? message)[0] ?? '';
  if (KEPT_OUT.test(problem)) return problem;
  expect(problem).not.toContain('/problems/internal');
  const isNothing = data?.[name] === null || JSON.stringify(data?.[name]) === '[]';
  return errors === undefined && isNothing && QUIET.has(name) ? 'nothing' : 'let in';
}

/** Queries that say nothing of any project. */
const OF_THE_INSTALLATION = new Set(['datasetFormats', 'backgroundLoops', 'stoppedWork']);

/** Everything that is stored, but for what signing in and asking leaves, and for what every process keeps by itself each minute. */
async function stored(): Promise<ReadonlyMap<string, string | null>> {
  const { database } = a.world.handrail;
  const { rows } = await database.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
        and table_name not in ('session', 'api_key', 'throughput_bucket', 'alarm_look', 'alarm_watch', 'background_loop') and table_name not like 'metric\\_%'`,
  );
  const sums = rows.map(async ({ name }) => {
    const sum = `select md5(string_agg(t::text, ',' order by t::text)) as sum from ${name} t`;
    return [name, (await database.query<{ sum: string | null }>(sum)).rows[0]?.sum ?? null] as const;
  });
  return new Map(await Promise.all(sums));
}

/** The names of the tables that are not as they were. */
async function changedSince(before: ReadonlyMap<string, string | null>): Promise<string[]> {
  const after = await stored();
  return [...after].filter(([name, sum]) => before.get(name) !== sum).map(([name]) => name);
}

it('docs/access.md says what the code states', () => {
  expect(read('docs/access.md')).toBe(accessPage(operations));
  expect(ROUTES).toHaveLength(operations.filter(({ kind }) => kind === 'route').length);
});

describe('somebody with every role in another project', () => {
  it.each(CALLS)('gets nothing of this one by %s %s, and changes nothing', async (kind, name) => {
    const rule = ruleOf(kind, name);
    const before = await stored();
    const outcome = await outcomeOf(a.outsider, [kind, name]);
    if (OF_THE_INSTALLATION.has(name)) expect(outcome).toBe('let in');
    else if (name === 'projects')
      expect(JSON.stringify(await a.outsider.run('{ projects { slug } }'))).not.toContain('mail');
    else if (rule === 'public') expect(outcome).not.toMatch(KEPT_OUT);
    else expect(outcome).toMatch(/nothing|forbidden|not-found/);
    if (kind === 'mutation') expect(await changedSince(before)).toEqual([]);
  });
});

describe('everybody is let in where the matrix says so, and nowhere else', () => {
  it.each(CALLS)('%s %s', async (kind, name) => {
    const rule = ruleOf(kind, name);
    for (const who of PEOPLE) {
      const outcome = await outcomeOf(a.people[who], [kind, name]);
      const isQuiet = rule === 'session' && (who === 'signed in' || who === 'owner');
      const expected = letsIn(rule, who) ? (isQuiet ? /nothing|let in/ : /let in/) : KEPT_OUT;
      expect(outcome, who).toMatch(expected);
      if (who === 'stranger' && rule !== 'public') expect(outcome).toContain('unauthenticated');
    }
  });

  it.each(CALLS)('%s %s is not for API keys, whatever their scopes', async (kind, name) => {
    for (const key of a.keys.values()) {
      const session = new Session(a.world.handrail.url, { authorization: `Bearer ${key}` });
      const outcome = await outcomeOf(session, [kind, name]);
      expect(outcome).toMatch(ruleOf(kind, name) === 'public' ? /let in/ : /forbidden/);
    }
  });

  it.each(namesOf(ROOTS.subscription))('subscription %s', async (name) => {
    const rule = ruleOf('subscription', name);
    const { url } = a.world.handrail;
    const call = documentOf('subscription', name);
    for (const who of PEOPLE) {
      const first = await firstOf(connectSocket(url, { cookie: a.people[who].cookie }), ...call);
      expect(KEPT_OUT.test(JSON.stringify(first).replaceAll(/[\\"]/g, '')) || first.includes('/problems/'), who).toBe(
        !letsIn(rule, who),
      );
    }
    const more = { authorization: `Bearer ${a.keys.get('decisions:read')}` };
    const refused = [
      connectSocket(url, { cookie: a.outsider.cookie }),
      connectSocket(url, { cookie: '', more }),
      connectSocket(url, { cookie: a.people.ADMIN.cookie, origin: 'https://elsewhere.example' }),
    ];
    for (const client of refused) expect(await firstOf(client, ...call)).toMatch(/problems\/(forbidden|not-found)/);
  });
});

describe('every route', () => {
  const addressOf = (path: string): string => {
    const { trainingId, rolloutId, importId, exportId, caseId } = a.given;
    const [, id = caseId] =
      [
        ['trainings', trainingId] as const,
        ['rollouts', rolloutId] as const,
        ['imports', importId] as const,
        ['/exports/', exportId] as const,
      ].find(([part]) => path.includes(part)) ?? [];
    const filled = { project: 'mail', name: 'filter', number: '1', file: 'data.jsonl', id };
    return a.world.handrail.url + path.replaceAll(/:(\w+)/g, (_match, name: keyof typeof filled) => filled[name]);
  };
  const call = async ([method, path]: readonly [string, string], headers: Record<string, string>): Promise<number> => {
    const type = /(onnx|imports)$/.test(path) ? 'application/octet-stream' : 'application/json';
    const answer = await fetch(addressOf(path), {
      method,
      headers: { 'x-handrail-request': '1', 'content-type': type, ...headers },
      // Feedback fits this, everything else is refused for its body, once somebody is let in.
      ...(method === 'POST' ? { body: '{"kind":"accepted"}' } : {}),
    });
    await answer.text();
    await putBack(`${method} ${path}`);
    return answer.status;
  };

  it.each(ROUTES)('%s %s lets people in as the matrix says', async (method, path) => {
    const rule = ruleOf('route', `${method} ${path}`);
    for (const who of PEOPLE) {
      const status = await call([method, path], who === 'stranger' ? {} : { cookie: a.people[who].cookie });
      expect([status, [401, 403, 404].includes(status)], who).toEqual([status, !letsIn(rule, who)]);
    }
    const foreign = await call([method, path], { cookie: a.outsider.cookie });
    expect([401, 403, 404].includes(foreign)).toBe(rule !== 'public');
  });

  it.each(ROUTES)('%s %s lets keys in as the matrix says', async (method, path) => {
    const rule = ruleOf('route', `${method} ${path}`);
    const scope = scopeOf(rule);
    for (const one of API_SCOPES) {
      const status = await call([method, path], { authorization: `Bearer ${a.keys.get(one)}` });
      const isLetIn = scope === 'any' || scope === one;
      expect([status, [401, 403, 404].includes(status)], one).toEqual([status, !isLetIn]);
    }
    const foreign = await call([method, path], { authorization: `Bearer ${a.foreignKey}` });
    expect([foreign, [403, 404].includes(foreign)]).toEqual([foreign, rule !== 'public']);
    expect(await call([method, path], { authorization: 'Bearer hr_unknown' })).toBe(401);
  });
});

describe('the schema', () => {
  it.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Query") { name } }',
    '{ ...deep } fragment deep on Query { ... { s: __schema { queryType { name } } } }',
    'query A { installation { demo } s: __schema { queryType { name } } }',
  ])('is for people who are signed in: %s', async (query) => {
    const { url } = a.world.handrail;
    // More often than it takes to have it compiled.
    for (let time = 0; time < 3; time += 1) {
      for (const headers of [{}, { authorization: `Bearer ${a.keys.get('labels:read')}` }]) {
        const { data, errors } = await new Session(url, headers).send<unknown>(query);
        expect([data, errors?.[0]?.extensions?.problem?.type]).toEqual([null, '/problems/unauthenticated']);
      }
      expect(JSON.stringify(await a.people['signed in'].run(query))).toContain('"name"');
    }
    const get = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { 'x-handrail-request': '1' },
    });
    expect(await get.text()).toContain('/problems/unauthenticated');
  });

  it('does not come over a WebSocket', async () => {
    const { url } = a.world.handrail;
    for (const query of ['{ __schema { types { name } } }', 'subscription { __schema { types { name } } }']) {
      for (const cookie of ['', a.people.ADMIN.cookie])
        expect(await firstOf(connectSocket(url, { cookie }), query)).not.toContain('"types"');
    }
  });
});

it('a request of another page is refused: no header of ours', async () => {
  const answer = await fetch(`${a.world.handrail.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: a.people.ADMIN.cookie },
    body: '{"query":"{ projects { id } }"}',
  });
  expect(await answer.text()).toContain('/problems/forbidden');
});
