import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf } from '../../tools/access-table.mjs';
import { whyUndescribed } from '../support/openapi.js';
import { createWorld, decide, type World } from '../support/world.js';

let world: World;
let document: { openapi: string; paths: Record<string, Record<string, { operationId: string }>> };
beforeAll(async () => {
  world = await createWorld();
  document = (await (await fetch(`${world.handrail.url}/openapi.json`)).json()) as typeof document;
});
afterAll(() => world.handrail.stop());

describe('/openapi.json', () => {
  it('is OpenAPI 3.1, by the official schema, and every reference leads somewhere', async () => {
    const validator = new Validator();
    expect(await validator.validate(document)).toEqual({ valid: true });
    expect([document.openapi, validator.version]).toEqual(['3.1.0', '3.1']);
    expect(() => validator.resolveRefs()).not.toThrow();
  });

  it('has every route under /v1 and no other', () => {
    const routes = operationsOf(world.handrail.running.app)
      .filter(({ kind, name }) => kind === 'route' && name.includes(' /v1/'))
      .map(({ name }) => name.replaceAll(/:(\w+)/g, '{$1}'));
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(routes.sort());
  });

  it('names each operation once', () => {
    const names = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the check that every test’s calls pass', () => {
  const asked = { method: 'GET', path: '/v1/decisions/x', status: 200, type: 'application/json; charset=utf-8' };

  it('takes what the server says and refuses what differs from the description', async () => {
    const { body } = await decide(world, { input: { text: 'a' } });
    const pending = { ...asked, status: 202 };
    expect(whyUndescribed({ ...pending, body })).toBeUndefined();
    expect(whyUndescribed({ ...pending, body: { ...body, secret: 1 } })).toContain('additional');
    expect(whyUndescribed({ ...pending, body: { ...body, createdAt: 'today' } })).toContain('date-time');
    expect(whyUndescribed({ ...pending, body: { ...body, id: undefined } })).toContain("'id'");
    expect(whyUndescribed({ ...asked, status: 201, body })).toContain('may not answer 201');
    expect(whyUndescribed({ ...asked, type: 'text/html', body })).toContain('text/html');
    expect(whyUndescribed({ ...asked, path: '/v1/nothing', body })).toContain('not in /openapi.json');
  });
});
