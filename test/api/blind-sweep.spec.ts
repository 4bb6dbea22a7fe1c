import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createKey } from '../support/access-world.js';
import type { Session } from '../support/handrail.js';
import { wholeOperation } from '../support/operation.js';
import { registerCaller } from '../support/rollouts.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

/**
 * Everything that can be asked, asked by somebody with every role while a blind review is open, and searched for what the
 * machine said: its confidence, scores and evidence are numbers that stand nowhere else.
 */
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const QUERIES = Object.values(schema.getQueryType()?.getFields() ?? {});
const MARKS = ['0.987654', '0.912345', '0.313131', '0.765432', '0.123456', '0.141414'];

let world: World;
let all: Session;
let caseIds: string[];
let given: Record<string, unknown>;
beforeAll(async () => {
  world = await createWorld();
  all = world.other;
  await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId: world.projectId, email: 'other@t.example', roles: ['REVIEWER', 'DATA_SCIENTIST', 'ADMIN'] },
  });
  const [challenger, champion] = [await registerCaller(world, 'first'), await registerCaller(world, 'second')];
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 1, blindControlRate: 1, incumbent: challenger });
  caseIds = [];
  for (const confidence of [0.987654, 0.123456]) {
    const text = `case ${confidence > 0.5 ? 'one' : 'two'}`;
    const predictions = [
      {
        model: challenger,
        value: 'spam',
        confidence,
        scores: { spam: 0.912345, ham: 0.087655 },
        evidence: [{ field: 'text', start: 0, end: 4, weight: 0.313131 }],
      },
      { model: champion, value: 'ham', confidence: confidence > 0.5 ? 0.765432 : 0.141414 },
    ];
    caseIds.push((await decide(world, { input: { text }, predictions })).body.id);
  }
  given = {
    projectId: world.projectId,
    slug: 'mail',
    name: 'first',
    reference: challenger,
    challenger,
    champion,
    number: 1,
    first: 50,
    lastCases: 100,
    definition: {},
    settings: { level: 'PARTIAL_AUTOMATION', globalThreshold: 0.5, auditRate: 0 },
  };
});
afterAll(() => world.handrail.stop());

/** Each query with every field that it has; which of them told a mark. */
async function tellers(session: Session): Promise<string[]> {
  const told = new Set<string>();
  for (const field of QUERIES) {
    for (const id of caseIds) {
      const answer = await session.send<unknown>(
        ...wholeOperation('query', field, { ...given, caseId: id, id, caseIds }),
      );
      const text = JSON.stringify(answer);
      expect(text, field.name).not.toMatch(/Cannot query|must not|too deep|Unknown/);
      if (MARKS.some((mark) => text.includes(mark))) told.add(field.name);
    }
  }
  return [...told];
}

async function restTellers(key: string): Promise<string[]> {
  const { paths } = (await (await fetch(`${world.handrail.url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const told = new Set<string>();
  for (const [path] of Object.entries(paths).filter(([, methods]) => 'get' in methods)) {
    for (const id of caseIds) {
      const filled = { id, project: 'mail', number: '1', file: 'data.jsonl', name: 'first' };
      const address = path.replaceAll(/\{(\w+)\}/g, (_match, name: keyof typeof filled) => filled[name]);
      const answer = await fetch(`${world.handrail.url}${address}`, { headers: { authorization: `Bearer ${key}` } });
      const text = await answer.text();
      if (MARKS.some((mark) => text.includes(mark))) told.add(path);
    }
  }
  return [...told];
}

it('finds what the machine said where somebody may see it', async () => {
  expect(await tellers(world.scientist)).toEqual(expect.arrayContaining(['case', 'decisions', 'differingCases']));
  const key = await createKey(world.scientist, world.projectId, ['decisions:read', 'labels:read', 'deciders:train']);
  expect(await restTellers(key)).toContain('/v1/decisions/{id}');
});

it('tells an audit and a blind control apart by nothing that is asked about a case', async () => {
  const aboutCase = QUERIES.filter(({ args }) => args.some(({ name }) => name === 'id' || name === 'caseId'));
  const seen = async (session: Session): Promise<string[][]> =>
    Promise.all(
      caseIds.map((id) =>
        Promise.all(
          aboutCase.map(async (field) => {
            const answer = await session.send<unknown>(...wholeOperation('query', field, { ...given, caseId: id, id }));
            return JSON.stringify(answer)
              .replaceAll(id, 'ID')
              .replaceAll(/case (one|two)/g, 'case')
              .replaceAll(/\d{4}-[\dT:.-]+Z/g, 'T');
          }),
        ),
      ),
    );
  const [audit, control] = await seen(all);
  expect(audit).toEqual(control);
  const [open, other] = await seen(world.scientist);
  expect(open).not.toEqual(other);
});

it('finds nothing for whoever may be given the review, nor for their key', async () => {
  expect(await tellers(all)).toEqual([]);
  const key = await createKey(all, world.projectId, ['decisions:read', 'labels:read', 'deciders:train']);
  expect(await restTellers(key)).toEqual([]);
});
