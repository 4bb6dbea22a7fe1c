import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EraseExpired } from '../../server/dist/datasets/expiry/erase-expired.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
let version = 0;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

async function declare(personalDataDays: number | null): Promise<void> {
  const { declareProfile } = await world.admin.run<{ declareProfile: { profile: { version: number } } }>(
    'mutation ($input: DeclareProfileInput!) { declareProfile(input: $input) { ... on DeclareProfileSuccess { profile { version } } } }',
    { input: { projectId: world.projectId, expectedVersion: version, profile: { personalDataDays } } },
  );
  version = declareProfile.profile.version;
}

const expired = (days: number) =>
  world.admin
    .run<{ expiredCases: { cases: number; waiting: number; daysInForce: number | null } }>(
      'query ($projectId: ID!, $days: Int!) { expiredCases(projectId: $projectId, days: $days) { cases waiting daysInForce } }',
      { projectId: world.projectId, days },
    )
    .then(({ expiredCases }) => expiredCases);

const eraseNow = (): Promise<{ cases: number }> =>
  world.handrail.running.app.get(EraseExpired).run(world.projectId, new AbortController().signal);

const machine = (text: string) => ({
  input: { text },
  subject: 'ada',
  metadata: { order: 'A-17' },
  predictions: [
    { model: 'm@1', value: 'spam', confidence: 0.97, evidence: [{ field: 'text', start: 0, end: 3, weight: 1 }] },
  ],
});

/** Cases that came so many days ago: nobody waits that long in a test. */
async function age(ids: readonly string[], days: number): Promise<void> {
  const client = await world.handrail.database.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('handrail.erasing', 'on', true)`);
    await client.query(
      `update intake_case set created_at = created_at - make_interval(days => $2) where id = any($1)`,
      [ids, days],
    );
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function held(id: string): Promise<unknown> {
  const { rows } = await world.handrail.database.query(
    `select c.input, c.metadata, c.subject,
            (select jsonb_agg(p.evidence) from prediction p where p.case_id = c.id and p.evidence is not null) as evidence,
            (select jsonb_agg(f.comment) from feedback f where f.case_id = c.id and f.comment is not null) as comments
       from intake_case c where id = $1`,
    [id],
  );
  return rows[0];
}

const NOTHING = { input: {}, metadata: null, subject: null, evidence: null, comments: null };

describe('personal data that is older than the profile says', () => {
  it('is counted before anybody declares it, and kept while nobody has', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: 'm@1', auditRate: 0 });
    const old = await decide(world, machine('old'));
    const young = await decide(world, machine('young'));
    const commented = await fetch(`${world.handrail.url}/v1/decisions/${old.body.id}/feedback`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'accepted', comment: 'thanks, says Ada' }),
    });
    expect([old.status, young.status, commented.status]).toEqual([200, 200, 201]);
    await moveTo(world, 'HUMAN_ONLY');
    const waiting = await decide(world, { input: { text: 'waiting' } });
    await age([old.body.id, waiting.body.id], 10);
    expect(await expired(5)).toEqual({ cases: 2, waiting: 1, daysInForce: null });
    expect(await expired(11)).toMatchObject({ cases: 0, waiting: 0 });
    await expect(expired(0)).rejects.toThrow('not fit');
    expect(await eraseNow()).toEqual({ cases: 0 });
    // What was declared while the product said that it erases nothing by itself goes on meaning that.
    version = 1;
    await world.handrail.database.query(
      `insert into deployment_profile (id, project_id, version, profile, reason, created_by, created_at, erases)
       values (gen_random_uuid(), $1, 1, '{"personalDataDays": 5}', '', 'Ada', now(), false)`,
      [world.projectId],
    );
    expect([await eraseNow(), (await expired(5)).daysInForce]).toEqual([{ cases: 0 }, null]);

    const before = await held(old.body.id);
    expect(before).toMatchObject({ subject: 'ada', comments: ['thanks, says Ada'] });
    await declare(5);
    await until('the job has erased it', async () => (await expired(5)).cases === 1);
    expect(await held(old.body.id)).toEqual(NOTHING);
    expect(await held(waiting.body.id)).toMatchObject({ input: { text: 'waiting' } });
    expect(await held(young.body.id)).toMatchObject({ input: { text: 'young' }, subject: 'ada' });
    expect(await expired(5)).toEqual({ cases: 1, waiting: 1, daysInForce: 5 });

    const { case: story } = await world.scientist.run<{ case: Record<string, unknown> }>(
      'query ($id: ID!) { case(id: $id) { input decisions erasure { by reason } case { value decidedByName } } }',
      { id: old.body.id },
    );
    expect(story).toMatchObject({
      input: {},
      erasure: { by: 'Handrail', reason: 'Older than 5 days, as deployment profile 2 says.' },
      case: { value: 'spam', decidedByName: 'm@1' },
      decisions: [{ value: 'spam', confidence: 0.97 }],
    });
    const { rows } = await world.handrail.database.query(
      `select actor, subject, detail->>'reason' as reason from audit_entry where action = 'case.expire'`,
    );
    expect(rows).toEqual([
      { actor: 'Handrail', subject: '1 case', reason: 'Older than 5 days, as deployment profile 2 says.' },
    ]);
  });

  it('of what somebody had to answer first goes once it is answered', async () => {
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('There is no review.');
    await submit(world.reviewer, review, 'ham');
    expect(await eraseNow()).toEqual({ cases: 1 });
    expect(await held(review.caseId)).toEqual(NOTHING);
    const { rows } = await world.handrail.database.query('select value from label where case_id = $1', [review.caseId]);
    expect(rows).toEqual([{ value: 'ham' }]);
    expect(await eraseNow()).toEqual({ cases: 0 });
  });

  it('goes once, batch after batch, by two at a time beside traffic', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: 'm@1', auditRate: 0 });
    const many = await Promise.all(Array.from({ length: 230 }, (_, n) => decide(world, machine(`many ${n}`))));
    await age(
      many.map(({ body }) => body.id),
      6,
    );
    const [one, other, ...answers] = await Promise.all([
      eraseNow(),
      eraseNow(),
      ...Array.from({ length: 20 }, (_, n) => decide(world, machine(`beside ${n}`))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    // Each passes over what the other holds at that moment.
    expect(one.cases + other.cases + (await eraseNow()).cases).toBe(230);
    expect(await expired(5)).toMatchObject({ cases: 0 });
    const { rows } = await world.handrail.database.query<{ erased: number; said: number }>(
      `select (select count(*)::int from case_erasure) as erased,
              (select sum(split_part(subject, ' ', 1)::int)::int from audit_entry where action = 'case.expire') as said`,
    );
    expect(rows).toEqual([{ erased: 232, said: 232 }]);
  });

  it('is kept again from the moment that the profile says so', async () => {
    const { body } = await decide(world, machine('kept'));
    await declare(null);
    await age([body.id], 400);
    expect(await eraseNow()).toEqual({ cases: 0 });
    expect(await held(body.id)).toMatchObject({ input: { text: 'kept' } });
  });
});
