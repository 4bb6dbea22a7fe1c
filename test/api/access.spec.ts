import { readFileSync } from 'node:fs';
import {
  buildSchema,
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../support/handrail.js';
import { createWorld, type World } from '../support/world.js';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const PUBLIC = new Set(['me', 'installation', 'signIn', 'signOut', 'createFirstAdmin']);
const ID = '00000000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

function valueOf(type: GraphQLInputType): unknown {
  if (type instanceof GraphQLNonNull) return valueOf(type.ofType);
  if (type instanceof GraphQLList) return [];
  if (type instanceof GraphQLEnumType) return type.getValues()[0]?.name;
  if (type instanceof GraphQLInputObjectType)
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter(({ type: field }) => field instanceof GraphQLNonNull)
        .map((field) => [field.name, valueOf(field.type)]),
    );
  return { ID, String: 'x', Int: 1, Float: 0.5, Boolean: true, JSON: {}, DateTime: '2026-01-01T00:00:00Z' }[type.name];
}

function selection(type: GraphQLOutputType): string {
  if (type instanceof GraphQLNonNull || type instanceof GraphQLList) return selection(type.ofType as GraphQLOutputType);
  return type instanceof GraphQLObjectType || type instanceof GraphQLUnionType ? '{ __typename }' : '';
}

function operation(
  kind: 'query' | 'mutation',
  field: GraphQLField<unknown, unknown>,
): [string, Record<string, unknown>] {
  const used = field.args.filter(({ type }) => type instanceof GraphQLNonNull);
  const declared = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const given = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const call = `${field.name}${given && `(${given})`} ${selection(field.type)}`;
  return [
    `${kind}${declared && ` (${declared})`} { ${call} }`,
    Object.fromEntries(used.map(({ name, type }) => [name, valueOf(type)])),
  ];
}

const all = (['query', 'mutation'] as const).flatMap((kind) =>
  Object.values((kind === 'query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).map(
    (field) => [kind, field.name, field] as const,
  ),
);

describe('every operation', () => {
  it.each(all.filter(([, name]) => !PUBLIC.has(name)))('%s %s is refused to a stranger', async (kind, _name, field) => {
    const { errors } = await new Session(world.handrail.url).send(...operation(kind, field));
    expect(errors?.map(({ extensions }) => extensions?.problem?.type)).toEqual(['/problems/unauthenticated']);
  });

  it.each(all.filter(([, name]) => !PUBLIC.has(name)))(
    '%s %s gives no reviewer anything of a project that is not theirs',
    async (kind, _name, field) => {
      const { data, errors } = await world.reviewer.send<Record<string, unknown>>(...operation(kind, field));
      const answered = Object.values(data ?? {}).some((value) => value !== null && JSON.stringify(value) !== '[]');
      if (errors) expect(errors[0]?.extensions?.problem?.type).toMatch(/forbidden|not-found|invalid/);
      else if (answered) expect(['projects']).toContain(field.name);
    },
  );

  it('refuses a request of another page: no header of ours', async () => {
    const answer = await fetch(`${world.handrail.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: world.admin.cookie },
      body: '{"query":"{ projects { id } }"}',
    });
    expect(await answer.text()).toContain('/problems/forbidden');
  });
});

it('every subscription is walked in pulse.spec.ts', () => {
  expect(Object.keys(schema.getSubscriptionType()?.getFields() ?? {})).toEqual(['projectPulse']);
});

describe('every route', () => {
  it.each([
    ['POST', '/v1/projects/mail/decisions'],
    ['GET', `/v1/decisions/${ID}`],
    ['GET', '/v1/projects/mail/labels'],
    ['POST', '/v1/projects/mail/deciders/x/versions'],
  ])('%s %s is refused without a key', async (method, path) => {
    const answer = await fetch(`${world.handrail.url}${path}`, {
      method,
      headers: { 'x-handrail-request': '1', 'content-type': 'application/json' },
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it.each(['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs'])('%s is there for everyone', async (path) => {
    expect((await fetch(`${world.handrail.url}${path}`)).status).toBe(200);
  });

  it('of a reviewer’s session does not hand out labels', async () => {
    const answer = await fetch(`${world.handrail.url}/v1/projects/mail/labels`, {
      headers: { cookie: world.reviewer.cookie },
    });
    expect(answer.status).toBe(403);
  });
});
