import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

const sure = (value: string, confidence: number) => [{ model: 'filter@1', value, confidence }];

describe('the way of a case', () => {
  it('goes from REST to a reviewer and back to the waiting caller, then into the labels', async () => {
    const waiting = decide(world, { input: { text: 'free entry' } }, { prefer: 'wait=30' });
    let review;
    for (let tries = 0; !review && tries < 100; tries += 1) [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('nothing came to the queue');
    expect(review.__typename).toBe('BlindReview');
    expect((await submit(world.reviewer, review, 'spam')).__typename).toBe('SubmitLabelSuccess');
    const { status, body, headers } = await waiting;
    expect({ status, applied: headers.get('preference-applied'), value: body['value'], by: body['decidedBy'] }).toEqual(
      {
        status: 200,
        applied: 'wait=30',
        value: 'spam',
        by: { kind: 'human', name: 'reviewer' },
      },
    );
    const file = await fetch(`${world.handrail.url}/v1/projects/mail/labels`, {
      headers: { authorization: `Bearer ${world.key}` },
    });
    const row = JSON.parse((await file.text()).trim()) as Record<string, unknown>;
    expect(row).toMatchObject({
      case_id: body.id,
      input: { text: 'free entry' },
      label: 'spam',
      decided_by: 'human',
      propensity: 1,
      blind: true,
      level: 'HUMAN_ONLY',
      policy_version: 1,
    });
  });

  it('answers at each of the five levels as the ladder says', async () => {
    const outcomes: unknown[] = [];
    for (const level of ['HUMAN_ONLY', 'SHADOW', 'AI_ASSISTANCE', 'PARTIAL_AUTOMATION', 'FULL_AUTOMATION']) {
      await moveTo(world, level, { auditRate: 0 });
      const [high, low] = [
        await decide(world, { input: { text: 'a' }, predictions: sure('spam', 0.9) }),
        await decide(world, { input: { text: 'b' }, predictions: sure('spam', 0.89) }),
      ];
      outcomes.push([level, high.status, low.status, (high.body['route'] as { level: string }).level]);
    }
    expect(outcomes).toEqual([
      ['HUMAN_ONLY', 202, 202, 'HUMAN_ONLY'],
      ['SHADOW', 202, 202, 'SHADOW'],
      ['AI_ASSISTANCE', 202, 202, 'AI_ASSISTANCE'],
      ['PARTIAL_AUTOMATION', 200, 202, 'PARTIAL_AUTOMATION'],
      ['FULL_AUTOMATION', 200, 200, 'FULL_AUTOMATION'],
    ]);
  });

  it('gives the same answer for the same key and refuses another body under it', async () => {
    const body = { input: { text: 'once' } };
    const [first, second] = await Promise.all([
      decide(world, body, { 'idempotency-key': 'k1' }),
      decide(world, body, { 'idempotency-key': 'k1' }),
    ]);
    expect(second.body).toEqual(first.body);
    expect((await decide(world, { input: { text: 'twice' } }, { 'idempotency-key': 'k1' })).status).toBe(409);
    const { rows } = await world.handrail.database.query(
      `select count(*)::int as n from intake_case where idempotency_key = 'k1'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('stores what arrives together without losing or doubling any', async () => {
    await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0.3 });
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        decide(
          world,
          { input: { text: `n${index}` }, predictions: sure('ham', (index % 100) / 100) },
          { 'idempotency-key': `g${index % 250}x` },
        ),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 202, 409]));
    const { rows } = await world.handrail.database.query(
      `select count(*)::int as n from intake_case c where (select count(*) from decision d where d.case_id = c.id and d.sequence = 1) + (select count(*) from review r where r.case_id = c.id and r.state = 'open' and r.decides) <> 1`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

describe('bad input', () => {
  const good = { input: { text: 'x' } };
  const cases: [string, unknown, number, Record<string, string>?][] = [
    ['broken JSON', '{"input":', 400],
    ['an empty body', '', 400],
    ['a list', [], 422],
    ['a missing field', { input: {} }, 422],
    ['an unknown field', { input: { text: 'x', nope: 1 } }, 422],
    ['a wrong type', { input: { text: 7 } }, 422],
    ['an unknown label', { ...good, predictions: sure('eggs', 0.5) }, 422],
    ['a confidence of 2', { ...good, predictions: sure('spam', 2) }, 422],
    ['a confidence in text', { ...good, predictions: [{ model: 'm', value: 'spam', confidence: '0.9' }] }, 422],
    [
      'a confidence of NaN',
      '{"input":{"text":"x"},"predictions":[{"model":"m","value":"spam","confidence":NaN}]}',
      400,
    ],
    ['a NUL character', { input: { text: 'a\0b' } }, 422],
    ['half a surrogate pair', '{"input":{"text":"\\ud800"}}', 422],
    ['deep nesting', `{"input":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400],
    ['ten megabytes', `{"input":{"text":"${'x'.repeat(10_000_000)}"}}`, 413],
    ['another content type', 'text=1', 415, { 'content-type': 'text/plain' }],
    ['a wrong key', good, 401, { authorization: 'Bearer nope' }],
    ['a key with a space', good, 422, { 'idempotency-key': 'a b' }],
  ];
  it.each(cases)('%s is a clear problem and writes nothing', async (_name, body, status, headers = {}) => {
    const count = async () => (await world.handrail.database.query('select count(*)::int as n from intake_case')).rows;
    const before = await count();
    const answer = await decide(world, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status,
      type: expect.stringMatching(/^\/problems\//),
      title: expect.any(String),
      detail: expect.any(String),
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at \w+ \(/);
    expect(await count()).toEqual(before);
  });
});
