import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.js';
import { policyVersion } from '../support/rollouts.js';
import { claim, createWorld, decide, moveTo, submit, type Claimed, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

const said = (model: string, value: string, confidence?: number) => ({ model, value, confidence });
const read = async (id: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${world.handrail.url}/v1/decisions/${id}`, { headers: { authorization: `Bearer ${world.key}`, ...headers } });

async function claimOf(caseId: string): Promise<Claimed> {
  return eventually(async () => {
    const held = await claim(world, world.reviewer);
    const found = held.find((review) => review.caseId === caseId);
    if (!found && held[0]) await submit(world.reviewer, held[0], 'ham');
    return found;
  });
}

describe('repeating a request with its key', () => {
  it('gives the machine’s first answer also after an audit has corrected it; reading gives what stands now', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { auditRate: 1 });
    const body = { input: { text: 'audited' }, predictions: [said('m@1', 'spam', 0.7)] };
    const first = await decide(world, body, { 'idempotency-key': 'audited' });
    expect([first.status, first.body['value']]).toEqual([200, 'spam']);
    await submit(world.reviewer, await claimOf(first.body.id), 'ham');
    expect((await decide(world, body, { 'idempotency-key': 'audited' })).body).toEqual(first.body);
    expect(await (await read(first.body.id)).json()).toMatchObject({ value: 'ham', decidedBy: { kind: 'human' } });
  });

  it('of a case that was pending gives the same promise, and once it is kept the answer', async () => {
    await moveTo(world, 'HUMAN_ONLY');
    const body = { input: { text: 'pending' } };
    const first = await decide(world, body, { 'idempotency-key': 'pending' });
    expect(first.headers.get('location')).toBe(`/v1/decisions/${first.body.id}`);
    const again = await decide(world, body, { 'idempotency-key': 'pending' });
    expect([again.status, again.body]).toEqual([first.status, first.body]);
    const waiting = decide(world, body, { 'idempotency-key': 'pending', prefer: 'wait=30' });
    await submit(world.reviewer, await claimOf(first.body.id), 'spam');
    expect(await waiting).toMatchObject({ status: 200, body: { id: first.body.id, value: 'spam' } });
  });

  it('in another order of its fields is the same request; in another project the key is another', async () => {
    const first = await decide(world, '{"input":{"text":"o","amount":1},"segment":"s"}', {
      'idempotency-key': 'order',
    });
    const again = await decide(world, '{"segment":"s","input":{"amount":1.0,"text":"o"}}', {
      'idempotency-key': 'order',
    });
    expect(again.body).toEqual(first.body);
  });

  it('fifty times at the same moment makes one case', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => decide(world, { input: { text: 'many' } }, { 'idempotency-key': 'fifty' })),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });
});

describe('waiting', () => {
  it.each(['wait=abc', 'wait=-1', 'wait=', 'respond-async', 'swait=5'])('is not asked for by %s', async (prefer) => {
    const { status, headers } = await decide(world, { input: { text: prefer } }, { prefer });
    expect([status, headers.get('preference-applied')]).toEqual([202, null]);
  });

  it('is capped at a minute, and says so', async () => {
    const { body } = await decide(world, { input: { text: 'long' } });
    const waiting = read(body.id, { prefer: 'respond-async, wait=3600' });
    await submit(world.reviewer, await claimOf(body.id), 'ham');
    const answer = await waiting;
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([200, 'wait=60']);
  });

  it('ends with the promise when nobody decides in time', async () => {
    const { body } = await decide(world, { input: { text: 'short' } });
    const answer = await read(body.id, { prefer: 'wait=1' });
    expect([answer.status, answer.headers.get('location')]).toEqual([202, `/v1/decisions/${body.id}`]);
  });
});

describe('the machines', () => {
  it('a caller sends what the previous system said under its name, and it decides in Shadow', async () => {
    await moveTo(world, 'SHADOW', { previousSystem: 'rules', auditRate: 0 });
    const predictions = [said('m@1', 'spam', 0.99), said('rules', 'ham')];
    const { status, body } = await decide(world, { input: { text: 'shadow' }, predictions });
    expect([status, body['value'], body['decidedBy']]).toEqual([200, 'ham', { kind: 'system', name: 'rules' }]);
  });

  it('a challenger never stands in for the incumbent', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: 'm@1', auditRate: 0 });
    const { status, body } = await decide(world, {
      input: { text: 'challenge' },
      predictions: [said('challenger@2', 'spam', 1)],
    });
    expect([status, (body['route'] as { reason: string }).reason]).toEqual([202, 'fallback']);
  });

  it('one that does not answer within the latency budget holds nobody up, and decides nothing', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: 'slow@1', latencyBudgetMs: 150, auditRate: 0 });
    const lock = new pg.Client({ connectionString: world.handrail.databaseUrl });
    await lock.connect();
    try {
      // The registry cannot read the model while somebody has the table to themselves.
      await lock.query('begin');
      await lock.query('lock table decider_version in access exclusive mode');
      const { status, body } = await decide(world, { input: { text: 'slow' } });
      expect([status, (body['route'] as { reason: string }).reason]).toEqual([202, 'fallback']);
      const { rows } = await lock.query<{ kind: string; latency: number }>(
        `select route->'failure'->>'kind' as kind, (select latency_ms from prediction where case_id = c.id) as latency from intake_case c where id = $1`,
        [body.id],
      );
      expect(rows[0]?.kind).toBe('timeout');
      expect(rows[0]?.latency).toBeGreaterThan(150);
    } finally {
      await lock.end();
    }
  });

  it('a threshold for a segment that no case has come with is refused, naming those that came', async () => {
    await decide(world, { input: { text: 'first of its segment' }, segment: 'eu' });
    const moved = moveTo(world, 'PARTIAL_AUTOMATION', {
      segmentThresholds: { eu: { global: 0.8, perClass: {} }, EU: { global: 0.8, perClass: {} } },
    });
    await expect(moved).rejects.toThrow('no case has come with');
    const { errors } = await world.admin.send<unknown>(
      'mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { __typename } }',
      {
        input: {
          projectId: world.projectId,
          expectedVersion: await policyVersion(world),
          reason: 'a slip of the pen',
          settings: {
            level: 'SHADOW',
            globalThreshold: 0.9,
            auditRate: 0.1,
            segmentThresholds: { toString: { global: 0.8, perClass: {} } },
          },
        },
      },
    );
    const [{ extensions } = {}] = (errors ?? []) as { extensions?: { problem?: unknown } }[];
    expect(extensions?.problem).toMatchObject({
      errors: [
        {
          pointer: '/thresholds/perSegment/toString',
          detail: 'no case has come with segment "toString"; those that came are "eu", "s"',
        },
      ],
    });
  });

  it('thresholds of class and segment decide, and the answer names the one in force', async () => {
    await moveTo(world, 'PARTIAL_AUTOMATION', {
      auditRate: 0,
      globalThreshold: 0.9,
      classThresholds: [{ name: 'ham', threshold: 0.6 }],
      segmentThresholds: { eu: { perClass: { spam: 0.99 } } },
    });
    const ask = async (value: string, confidence: number, segment: string | null) => {
      const { status, body } = await decide(world, {
        input: { text: 't' },
        segment,
        predictions: [said('m@1', value, confidence)],
      });
      return [status, (body['route'] as { threshold: number }).threshold];
    };
    expect([
      await ask('ham', 0.6, null),
      await ask('ham', 0.59, 'eu'),
      await ask('spam', 0.9, null),
      await ask('spam', 0.98, 'eu'),
    ]).toEqual([
      [200, 0.6],
      [202, 0.6],
      [200, 0.9],
      [202, 0.99],
    ]);
  });
});

it('no answer of all these left a case half written', async () => {
  const { rows } = await world.handrail.database.query(
    `select count(*)::int as n from intake_case c where (select count(*) from decision d where d.case_id = c.id and not exists (select 1 from decision l where l.supersedes_id = d.id))
        + (select count(*) from review r where r.case_id = c.id and r.state = 'open' and r.decides) <> 1`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});
