import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { machineOnDuty, policySchema, type Policy } from '@handrail/shared/ladder';
import { Clock } from '../../server/dist/platform/clock/index.js';
import {
  moveRollout,
  policyInForce,
  registerCaller,
  reportOf,
  rolloutThat,
  startRollout,
} from '../support/rollouts.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type Answer, type World } from '../support/world.js';

const [OLD, NEW, RULES] = ['old@1', 'new@1', 'rules@1'] as const;
let world: World;
let count = 0;

beforeAll(async () => {
  world = await createWorld();
  await registerCaller(world, 'old');
  await registerCaller(world, 'new');
  await registerCaller(world, 'rules', 'SYSTEM');
});
afterAll(() => world.handrail.stop());
/** One that failed half-way must not fail the others. */
afterEach(async () => {
  const { rows } = await world.handrail.database.query<{ id: string }>(
    `select id from rollout where status = 'running'`,
  );
  for (const { id } of rows) await moveRollout(world, 'rollBack', { rolloutId: id });
});

/** A case with what all three say of it. */
function send(key = `k${(count += 1)}`, more: Record<string, unknown> = {}): Promise<Answer> {
  const predictions = [
    { model: OLD, value: 'ham', confidence: 0.99 },
    { model: NEW, value: 'ham', confidence: 0.99 },
    { model: RULES, value: 'ham' },
  ];
  return decide(world, { input: { text: key }, predictions, ...more }, { 'idempotency-key': key });
}
const deciderOf = ({ status, body }: Answer): string => {
  if (status !== 200) throw new Error(`not decided: ${JSON.stringify(body)}`);
  const { name, version } = body['decidedBy'] as { name: string; version?: string };
  return version === undefined ? name : `${name}@${version}`;
};

/** A version that was rolled back by a test before is started again on purpose. */
async function start(input: Record<string, unknown>): Promise<string> {
  const plan = { challenger: NEW, guardrails: [], ...input };
  let outcome = await startRollout(world, plan);
  if (outcome.__typename === 'RolledBackBefore')
    outcome = await startRollout(world, { ...plan, acknowledgeRollback: outcome.rollout?.id });
  if (outcome.__typename !== 'RolloutMoved') throw new Error(`${outcome.__typename}: ${outcome.message ?? ''}`);
  return outcome.rollout?.id ?? '';
}
async function end(id: string): Promise<void> {
  expect((await moveRollout(world, 'rollBack', { rolloutId: id })).rollout?.status).toBe('ROLLED_BACK');
}

describe('blue/green', () => {
  it('goes there and back under load: no request fails, each decision is one version’s, in force within a second', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const id = await start({ mode: 'BLUE_GREEN' });
    const answers: { at: number; ended: number; by: string; status: number }[] = [];
    let isOver = false;
    const lane = async (): Promise<void> => {
      while (!isOver) {
        const at = performance.now();
        const answer = await send();
        answers.push({ at, ended: performance.now(), by: deciderOf(answer), status: answer.status });
      }
    };
    const lanes = Array.from({ length: 6 }, lane);
    const switches: { asked: number; done: number; to: string }[] = [];
    for (const toGreen of [true, false, true]) {
      const enough = answers.length + 40;
      await until('some load', () => answers.length >= enough);
      const asked = performance.now();
      const { rollout } = await moveRollout(world, 'switchBlueGreen', { rolloutId: id, toGreen });
      expect(rollout?.share).toBe(toGreen ? 1 : 0);
      switches.push({ asked, done: performance.now(), to: toGreen ? NEW : OLD });
    }
    const enough = answers.length + 40;
    await until('some load', () => answers.length >= enough);
    isOver = true;
    await Promise.all(lanes);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ by }) => by))).toEqual(new Set([OLD, NEW]));
    switches.forEach(({ done, to }, index) => {
      const settled = answers.filter(
        ({ at, ended }) => at > done + 1000 && ended < (switches[index + 1]?.asked ?? Infinity),
      );
      expect(new Set(settled.map(({ by }) => by)).size).toBeLessThanOrEqual(1);
      for (const { by } of settled) expect(by).toBe(to);
    });
    const { rows } = await world.handrail.database.query<{ n: number }>(
      `select count(*)::int as n from decision d join intake_case c on c.id = d.case_id
        where c.route->'rollout'->>'id' = $1 and (d.decided_by_name <> c.route->>'machine' or d.sequence > 1)`,
      [id],
    );
    expect(rows).toEqual([{ n: 0 }]);
    expect((await moveRollout(world, 'approveStep', { rolloutId: id, step: 0 })).__typename).toBe('RolloutRefused');
    const finished = await moveRollout(world, 'finishRollout', { rolloutId: id });
    expect(finished.rollout?.status).toBe('FINISHED');
    expect((await policyInForce(world)).settings).toMatchObject({ incumbent: NEW, rollout: null, shadows: [OLD] });
    expect((await moveRollout(world, 'rollBack', { rolloutId: id })).__typename).toBe('RolloutChangedMeanwhile');
  });

  it('goes between people with a previous system and a first model, with no gap in between', async () => {
    await moveTo(world, 'SHADOW', { incumbent: null, previousSystem: RULES, auditRate: 0 });
    expect(deciderOf(await send())).toBe(RULES);
    const id = await start({ mode: 'BLUE_GREEN', challengerLevel: 'FULL_AUTOMATION' });
    expect(deciderOf(await send())).toBe(RULES);
    await moveRollout(world, 'switchBlueGreen', { rolloutId: id, toGreen: true });
    expect(deciderOf(await send())).toBe(NEW);
    await moveRollout(world, 'switchBlueGreen', { rolloutId: id, toGreen: false });
    expect(deciderOf(await send())).toBe(RULES);
    await end(id);
    expect(deciderOf(await send())).toBe(RULES);
    expect((await policyInForce(world)).settings).toMatchObject({ level: 'SHADOW', incumbent: null });
  });
});

describe('a rollout beside the ladder', () => {
  it('gives the challenger’s cases to people with its suggestion while the champion automates', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0, blindControlRate: 0 });
    const id = await start({ challengerLevel: 'AI_ASSISTANCE', steps: [{ share: 0.5, approval: true }, { share: 1 }] });
    const answers = await Promise.all(Array.from({ length: 24 }, () => send()));
    const [decided, pending] = [
      answers.filter(({ status }) => status === 200),
      answers.filter(({ status }) => status === 202),
    ];
    expect(decided.length + pending.length).toBe(24);
    expect(new Set(decided.map(deciderOf))).toEqual(new Set([OLD]));
    for (const { body } of pending) expect(body['route']).toMatchObject({ level: 'AI_ASSISTANCE' });
    const claimed = await until('the challenger’s cases', async () => {
      const reviews = await claim(world, world.reviewer);
      return reviews.length > 0 && reviews;
    });
    expect(
      claimed.every((review) => review.__typename === 'AssistedReview' && review.suggestion?.value === 'ham'),
    ).toBe(true);
    for (const review of claimed) await submit(world.reviewer, review, 'ham');
    await moveRollout(world, 'approveStep', { rolloutId: id, step: 0 });
    await rolloutThat(world, id, 'is finished', ({ status }) => status === 'FINISHED');
    // What the last step gave to people, finishing does not automate.
    expect((await policyInForce(world)).settings).toMatchObject({ incumbent: NEW, level: 'AI_ASSISTANCE' });
  });

  it('stays while the slider is moved, and only waits at Human only', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const id = await start({ steps: [{ share: 0.3, minimumCases: 5 }, { share: 1 }] });
    await moveTo(world, 'HUMAN_ONLY');
    await rolloutThat(
      world,
      id,
      'waits for the level',
      ({ standing }) => standing?.waiting.some(({ kind }) => kind === 'LEVEL') ?? false,
    );
    const answers = await Promise.all(Array.from({ length: 10 }, () => send()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    const { rollout } = await reportOf(world, id);
    expect(rollout).toMatchObject({ status: 'RUNNING', step: 0 });
    expect(rollout.standing?.evidence.challenger.cases).toBe(0);
    await moveTo(world, 'FULL_AUTOMATION', { auditRate: 0 });
    await until('the next step', async () => {
      await send();
      return (
        (await reportOf(world, id)).rollout.step === 1 || (await reportOf(world, id)).rollout.status === 'FINISHED'
      );
    });
    const { events } = await reportOf(world, id);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
  });

  it('refuses what cannot be, with the reason', async () => {
    await moveTo(world, 'AI_ASSISTANCE', { incumbent: OLD });
    const steps = [{ share: 1 }];
    const outcomes = [
      await startRollout(world, { challenger: 'nobody@1', steps, guardrails: [] }),
      await startRollout(world, { challenger: RULES, steps, guardrails: [] }),
      await startRollout(world, { challenger: NEW, steps, guardrails: [], challengerLevel: 'FULL_AUTOMATION' }),
    ];
    expect(outcomes.map(({ __typename }) => __typename)).toEqual(Array(3).fill('RolloutRefused'));
    for (const plan of [
      { challenger: OLD, steps },
      { challenger: NEW, steps: [{ share: 1.1 }] },
      { challenger: NEW, steps: [{ share: 0.5 }, { share: 0.2 }, { share: 1 }] },
    ]) {
      await expect(startRollout(world, { ...plan, guardrails: [] })).rejects.toThrow('not fit');
    }
    await expect(startRollout(world, { challenger: NEW, steps }, world.scientist)).rejects.toThrow('role');
    await moveTo(world, 'HUMAN_ONLY', { incumbent: OLD });
    expect((await startRollout(world, { challenger: NEW, steps, guardrails: [] })).message).toContain('Human only');
    const { rows } = await world.handrail.database.query(`select 1 from rollout where status = 'running'`);
    expect(rows).toEqual([]);
  });
});

describe('a rollout that cannot be believed, and a clock that jumps', () => {
  it('stops when one arm’s subjects do not arrive', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const id = await start({ steps: [{ share: 0.5, minimumCases: 1000 }, { share: 1 }] });
    const { rows } = await world.handrail.database.query<Policy & { settings: object; output_schema: unknown }>(
      'select * from policy where project_id = $1 order by version desc limit 1',
      [world.projectId],
    );
    const [row] = rows;
    const policy = policySchema.parse({
      ...row?.settings,
      version: row?.version,
      salt: row?.salt,
      outputSchema: row?.output_schema,
    });
    const keys = Array.from({ length: 200 }, (_, index) => `srm-${index}`);
    const lost = keys.filter((key) => machineOnDuty(policy, { key }).arm === 'challenger');
    await Promise.all(lost.slice(0, 40).map((key) => send(key)));
    await rolloutThat(world, id, 'is stopped', ({ status }) => status === 'STOPPED');
    expect(deciderOf(await send())).toBe(OLD);
  });

  it('is rolled back by what end users do with its answers', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const id = await start({
      steps: [{ share: 0.5, minimumCases: 1000 }, { share: 1 }],
      guardrails: [{ metric: 'OVERRIDE' }],
    });
    // Seven overrides are enough to be sure, and of sixty subjects dealt by halves it gets so many.
    const answers = await Promise.all(Array.from({ length: 60 }, () => send()));
    const headers = { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' };
    for (const { body } of answers.filter((answer) => deciderOf(answer) === NEW)) {
      const given = await fetch(`${world.handrail.url}/v1/decisions/${body.id}/feedback`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ kind: 'overridden', value: 'spam' }),
      });
      expect(given.ok).toBe(true);
    }
    await rolloutThat(world, id, 'is rolled back', ({ status }) => status === 'ROLLED_BACK');
    expect((await reportOf(world, id)).events.at(-1)?.reason).toContain('overrides');
  });

  it('counts a subject once, however many cases it has', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const id = await start({ steps: [{ share: 0.5, minimumCases: 1000 }, { share: 1 }] });
    for (let index = 0; index < 3; index += 1) {
      const answers = await Promise.all(
        Array.from({ length: 15 }, () => send(undefined, { subject: `customer-${index}` })),
      );
      expect(new Set(answers.map(deciderOf)).size).toBe(1);
    }
    const { standing } = await rolloutThat(world, id, 'has counted', ({ standing: found }) => {
      const { challenger, incumbent } = found?.evidence ?? {};
      return (challenger?.cases ?? 0) + (incumbent?.cases ?? 0) === 45;
    });
    expect((standing?.evidence.challenger.subjects ?? 0) + (standing?.evidence.incumbent.subjects ?? 0)).toBe(3);
    await end(id);
  });

  it('goes at most one step a jump and never past an approval', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const clock = world.handrail.running.app.get(Clock);
    let offset = 0;
    const original = clock.now.bind(clock);
    clock.now = () => new Date(Date.now() + offset);
    try {
      const minutes = { minimumMinutes: 60 };
      const id = await start({
        steps: [
          { share: 0.1, ...minutes },
          { share: 0.2, ...minutes, approval: true },
          { share: 0.5, ...minutes },
          { share: 1, ...minutes },
        ],
      });
      const settled = (step: number) =>
        rolloutThat(world, id, `stays at step ${step}`, ({ step: at, standing }) => at === step && standing !== null);
      await settled(0);
      offset += 5 * 3_600_000;
      await settled(1);
      offset += 5 * 3_600_000;
      await rolloutThat(
        world,
        id,
        'waits for approval alone',
        ({ standing }) => standing?.waiting.map(({ kind }) => kind).join() === 'APPROVAL',
      );
      offset -= 8 * 3_600_000;
      await rolloutThat(
        world,
        id,
        'waits for time again',
        ({ standing }) => standing?.waiting.some(({ kind }) => kind === 'TIME') ?? false,
      );
      offset += 8 * 3_600_000;
      await moveRollout(world, 'approveStep', { rolloutId: id, step: 1 });
      await settled(2);
      const { events } = await reportOf(world, id);
      expect(events.map(({ kind, step }) => `${kind} ${step}`)).toEqual([
        'STARTED 0',
        'ADVANCED 1',
        'APPROVED 1',
        'ADVANCED 2',
      ]);
      await end(id);
    } finally {
      clock.now = original;
    }
  });
});
