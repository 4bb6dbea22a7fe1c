import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/problem.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

let world: World;
let decided: string;
let pending: string;
beforeAll(async () => {
  world = await createWorld();
  pending = (await decide(world, { input: { text: 'later' } })).body.id;
  await moveTo(world, 'FULL_AUTOMATION', { auditRate: 0 });
  const said = { model: 'm@1', value: 'spam', confidence: 0.9 };
  decided = (await decide(world, { input: { text: 'now' }, predictions: [said] })).body.id;
});
afterAll(() => world.handrail.stop());

const give = (id: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${world.handrail.url}/v1/decisions/${id}/feedback`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const kept = async (): Promise<number> =>
  (await world.handrail.database.query<{ n: number }>('select count(*)::int as n from feedback')).rows[0]?.n ?? -1;

describe('feedback', () => {
  it('is kept beside the decision, shown in its story, and changes nothing', async () => {
    const answer = await give(decided, { kind: 'corrected', value: 'ham', comment: 'It was my bank.' });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({
      id: expect.any(String),
      decisionId: decided,
      kind: 'corrected',
      value: 'ham',
      comment: 'It was my bank.',
      createdAt: expect.stringMatching(/Z$/),
    });
    await give(decided, { kind: 'accepted' });
    const { case: story } = await world.scientist.run<{ case: { case: { value: string }; feedback: object[] } }>(
      'query ($id: ID!) { case(id: $id) { case { value } feedback } }',
      { id: decided },
    );
    expect(story.case.value).toBe('spam');
    expect(story.feedback).toMatchObject([
      { kind: 'corrected', value: 'ham' },
      { kind: 'accepted', value: null },
    ]);
  });

  it('under one key is taken once, also when it comes ten times at the same moment', async () => {
    const before = await kept();
    const key = { 'idempotency-key': 'once' };
    const bodies = await Promise.all(
      Array.from({ length: 10 }, async () => (await give(decided, { kind: 'refused' }, key)).text()),
    );
    expect(new Set(bodies).size).toBe(1);
    expect(await kept()).toBe(before + 1);
    await problemOf(await give(decided, { kind: 'accepted' }, key), 409);
  });

  it.each([
    ['of no kind', {}, 422],
    ['of an unknown kind', { kind: 'liked' }, 422],
    ['that corrects without a value', { kind: 'corrected' }, 422],
    ['that accepts with a value', { kind: 'accepted', value: 'ham' }, 422],
    ['with a value outside the schema', { kind: 'overridden', value: 'eggs' }, 422],
    ['with a value of another kind', { kind: 'corrected', value: 7 }, 422],
    ['with a comment without end', { kind: 'accepted', comment: 'x'.repeat(5001) }, 422],
    ['with more than it can have', { kind: 'accepted', more: 1 }, 422],
    ['that is a list', [], 422],
  ])('%s is refused and not kept', async (_name, body, status) => {
    const before = await kept();
    await problemOf(await give(decided, body), status);
    expect(await kept()).toBe(before);
  });

  it('on what nobody has decided, or nobody knows, is refused', async () => {
    expect((await problemOf(await give(pending, { kind: 'accepted' }), 409))['type']).toBe('/problems/undecided');
    await problemOf(await give('00000000-0000-7000-8000-000000000000', { kind: 'accepted' }), 404);
    await problemOf(await give('nope', { kind: 'accepted' }), 404);
    await problemOf(await give(decided, { kind: 'accepted' }, { authorization: 'Bearer nope' }), 401);
  });

  it('needs the scope to write decisions', async () => {
    const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
      'mutation ($id: ID!) { createApiKey(input: { projectId: $id, name: "r", scopes: [DECISIONS_READ] }) { secret } }',
      { id: world.projectId },
    );
    const answer = await give(decided, { kind: 'accepted' }, { authorization: `Bearer ${createApiKey.secret}` });
    await problemOf(answer, 403);
  });

  it('stays as it was given', async () => {
    await expect(world.handrail.database.query(`update feedback set kind = 'accepted'`)).rejects.toThrow('append-only');
    await expect(world.handrail.database.query('delete from feedback')).rejects.toThrow('append-only');
  });
});
