import { readFileSync } from 'node:fs';
import {
  buildSchema,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  isCompositeType,
  isEnumType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectProblem } from '../support/problem.js';
import { claim, createWorld, decide, moveTo, type World } from '../support/world.js';

/**
 * Each scalar argument of each operation, one at a time, with every value of its type that a database may choke on, while
 * all others are what they should be: never a failure of ours.
 */
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
/** They would end what the others need. */
const NOT_OURS_TO_CALL = new Set(['createFirstAdmin', 'signOut', 'signIn', 'setMemberRoles']);
const OF_REVIEWERS = /review|lease|submit|skip|label/i;
const AT_ONCE = 8;

const UGLY: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['', 'x', '00000000-0000-7000-8000-00000000000g', '\u{1f642}', "'", '9'.repeat(40)],
  String: [
    '',
    'x'.repeat(3000),
    '\\',
    '%_',
    '9'.repeat(30),
    '-1',
    '1e999',
    'NaN',
    '0000-01-01',
    '2026-02-30T25:61:61Z',
    Buffer.from('99999999999999999999|x').toString('base64url'),
    '__proto__',
  ],
  Int: [2_147_483_647, -2_147_483_648, 0, -1],
  Float: [1e308, -1e308, 5e-324, 1e15],
  Boolean: [],
  DateTime: [
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2026-01-01T00:00:00+14:00',
    '-271821-04-20T00:00:00Z',
  ],
  JSON: [null, '', [], {}, 1e308, -1, [[]], { constructor: 1 }, '9'.repeat(30), 'x'.repeat(3000)],
};

const SCOPES = ['DECISIONS_WRITE', 'DECISIONS_READ', 'LABELS_READ', 'LABELS_WRITE', 'DECIDERS_TRAIN', 'PROFILE_WRITE'];

let world: World;
let ids: Readonly<Record<string, string>>;
beforeAll(async () => {
  world = await createWorld();
  const { body } = await decide(world, { input: { text: 'first' } });
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0.5 });
  const [review] = await claim(world, world.reviewer);
  ids = {
    projectId: world.projectId,
    caseId: String(body['id']),
    reviewId: review?.id ?? '',
    leaseToken: review?.leaseToken ?? '1',
    slug: 'mail',
  };
});
afterAll(() => world.handrail.stop());

type Ask = { readonly kind: 'query' | 'mutation'; readonly field: GraphQLField<unknown, unknown> };
const asks: readonly Ask[] = (['query', 'mutation'] as const).flatMap((kind) =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {})
    .filter(({ name }) => !NOT_OURS_TO_CALL.has(name))
    .map((field) => ({ kind, field })),
);

/** What an argument should be, as far as its name and type say so. */
function goodOf(name: string, type: GraphQLInputType): unknown {
  if (type instanceof GraphQLNonNull) return goodOf(name, type.ofType);
  if (type instanceof GraphQLList) return [goodOf(name.replace(/s$/, ''), type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (type instanceof GraphQLInputObjectType)
    return Object.fromEntries(Object.values(type.getFields()).map((one) => [one.name, goodOf(one.name, one.type)]));
  const scalars: Readonly<Record<string, unknown>> = {
    ID: ids[name] ?? ids['projectId'],
    String: ids[name] ?? 'mail',
    Int: 1,
    Float: 0.5,
    Boolean: false,
    DateTime: '2026-01-01T00:00:00Z',
    JSON: 'spam',
  };
  return scalars[String(type)];
}

type Leaf = { readonly path: readonly (string | number)[]; readonly type: string };
function leavesOf(path: readonly (string | number)[], type: GraphQLInputType): Leaf[] {
  if (type instanceof GraphQLNonNull) return leavesOf(path, type.ofType);
  if (type instanceof GraphQLList) return leavesOf([...path, 0], type.ofType);
  if (isEnumType(type)) return [];
  if (type instanceof GraphQLInputObjectType)
    return Object.values(type.getFields()).flatMap((one) => leavesOf([...path, one.name], one.type));
  return [{ path, type: String(type) }];
}

function withValue(root: unknown, [at, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (at === undefined) return value;
  if (Array.isArray(root)) return [withValue(root[0], rest, value)];
  const object = root as Record<string, unknown>;
  return { ...object, [at]: withValue(object[at], rest, value) };
}

function documentOf({ kind, field }: Ask): string {
  const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  return `${kind}${declared && ` (${declared})`} { ${field.name}${given && `(${given})`} ${selectionOf(field.type)} }`;
}

function selectionOf(type: GraphQLOutputType): string {
  if (type instanceof GraphQLNonNull || type instanceof GraphQLList)
    return selectionOf(type.ofType as GraphQLOutputType);
  return isCompositeType(type) ? '{ __typename }' : '';
}

type Said = { errors?: { message: string; extensions?: { problem?: { type: string } } }[] };

it('no scalar of any argument is a failure of ours', async () => {
  const requests = asks.flatMap((ask) => {
    const good = Object.fromEntries(ask.field.args.map(({ name, type }) => [name, goodOf(name, type)]));
    return ask.field.args
      .flatMap(({ name, type }) => leavesOf([name], type))
      .flatMap(({ path, type }) =>
        (UGLY[type] ?? []).map((value) => ({ ask, path, value, variables: withValue(good, path, value) })),
      );
  });
  expect(requests.length).toBeGreaterThan(1000);
  const failures: string[] = [];
  const next = requests.values();
  const work = async (): Promise<void> => {
    for (const { ask, path, value, variables } of next) {
      const { cookie } = world[OF_REVIEWERS.test(ask.field.name) ? 'reviewer' : 'admin'];
      const answer = await fetch(`${world.handrail.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-handrail-request': '1', cookie },
        body: JSON.stringify({ query: documentOf(ask), variables }),
      });
      const text = await answer.text();
      const { errors = [] } = answer.status === 200 ? (JSON.parse(text) as Said) : {};
      for (const { extensions } of errors) if (extensions?.problem) expectProblem(extensions.problem);
      const isOurs = errors.some(({ extensions }) => extensions?.problem?.type === '/problems/internal');
      if (answer.status >= 500 || isOurs)
        failures.push(`${ask.field.name} ${path.join('.')} = ${JSON.stringify(value)}: ${text.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(failures).toEqual([]);
}, 120_000);

type Parameter = { readonly name: string; readonly in: string };
type Operation = { readonly parameters?: readonly Parameter[]; readonly requestBody?: unknown };
const LINES: readonly string[] = [
  ...(UGLY['ID'] ?? []),
  ...(UGLY['String'] ?? []),
  ...(UGLY['DateTime'] ?? []),
  'constructor',
  '2147483648',
  '-2147483649',
  '00000000-0000-7000-8000-000000000000',
].map(String);

it('no parameter of any route of REST is a failure of ours', async () => {
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId: world.projectId, name: 'all', scopes: SCOPES } },
  );
  const authorization = `Bearer ${createApiKey.secret}`;
  const { paths } = (await (await fetch(`${world.handrail.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, Operation>>;
  };
  const requests = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      if (!/^(get|post|delete|put)$/.test(method)) return [];
      const given = [
        ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, in: 'path' })),
        ...(operation.parameters ?? []).filter((one) => one.in === 'query'),
      ];
      return given.flatMap((one) => LINES.map((value) => ({ path, method, one, value })));
    }),
  );
  expect(requests.length).toBeGreaterThan(500);
  const failures: string[] = [];
  const next = requests.values();
  const work = async (): Promise<void> => {
    for (const { path, method, one, value } of next) {
      const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
        encodeURIComponent(one.in === 'path' && name === one.name ? value : name === 'project' ? 'mail' : '1'),
      );
      const search = one.in === 'query' ? `?${one.name}=${encodeURIComponent(value)}` : '';
      const answer = await fetch(`${world.handrail.url}${filled}${search}`, {
        method: method.toUpperCase(),
        headers: { authorization, 'content-type': 'application/json' },
        ...(method === 'get' || method === 'delete' ? {} : { body: '{}' }),
      });
      const text = await answer.text();
      if (answer.status >= 500) failures.push(`${method} ${filled}${search}: ${answer.status} ${text.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  expect(failures).toEqual([]);
}, 120_000);
