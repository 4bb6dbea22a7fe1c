import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { registerCaller, moveRollout, reportOf, rolloutThat, startRollout } from '../support/rollouts.js';
import { retire } from '../support/deciders.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

const [OLD, NEW] = ['old@1', 'new@1'] as const;
let world: World;
let sent = 0;

beforeAll(async () => {
  world = await createWorld();
  await registerCaller(world, 'old');
  await registerCaller(world, 'new');
});
afterAll(() => world.handrail.stop());
/** One that failed half-way must not fail the others. */
afterEach(async () => {
  const { rows } = await world.handrail.database.query<{ id: string }>(
    `select id from rollout where status = 'running'`,
  );
  for (const { id } of rows) await moveRollout(world, 'rollBack', { rolloutId: id });
});

/** So many cases of which both machines say something. */
async function send(count: number, newSays: string): Promise<void> {
  const one = async (): Promise<void> => {
    const text = `case-${(sent += 1)}`;
    const predictions = [
      { model: OLD, value: 'ham', confidence: 0.99 },
      { model: NEW, value: newSays, confidence: 0.99 },
    ];
    const { status } = await decide(world, { input: { text }, predictions }, { 'idempotency-key': text });
    expect(status).toBe(200);
  };
  await Promise.all(Array.from({ length: count }, one));
}

/** A reviewer who says `ham` to whatever is open. */
async function answerAll(): Promise<void> {
  for (
    let reviews = await claim(world, world.reviewer);
    reviews.length > 0;
    reviews = await claim(world, world.reviewer)
  )
    for (const review of reviews) await submit(world.reviewer, review, 'ham');
}

async function start(plan: Record<string, unknown>): Promise<string> {
  const given = { challenger: NEW, guardrails: [], ...plan };
  let outcome = await startRollout(world, given);
  if (outcome.__typename === 'RolledBackBefore')
    outcome = await startRollout(world, { ...given, acknowledgeRollback: outcome.rollout?.id });
  expect(outcome).toMatchObject({ __typename: 'RolloutMoved' });
  return outcome.rollout?.id ?? '';
}

describe('labels that come when their step is over', () => {
  it('count against the challenger with the step that their cases were of, and roll it back', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 1 });
    const id = await start({
      steps: [
        { share: 0.5, minimumCases: 5, minimumLabels: 1, approval: true },
        { share: 0.6, minimumCases: 1_000_000 },
        { share: 1 },
      ],
      guardrails: [{ metric: 'ERROR' }],
    });
    await send(20, 'ham');
    await answerAll();
    await send(60, 'spam');
    await moveRollout(world, 'approveStep', { rolloutId: id, step: 0 });
    await rolloutThat(world, id, 'is at its second step', ({ step, status }) => step === 1 && status === 'RUNNING');
    await answerAll();
    await rolloutThat(world, id, 'is rolled back', ({ status }) => status === 'ROLLED_BACK');
    const { events } = await reportOf(world, id);
    expect(events.map(({ kind }) => kind)).toEqual(['STARTED', 'APPROVED', 'ADVANCED', 'ROLLED_BACK']);
    expect(events.at(-1)?.reason).toContain('wrong answers');
    const { rows } = await world.handrail.database.query<{ labels: number }>(
      `select (evidence->'challenger'->>'labels')::int as labels from rollout_event where rollout_id = $1 and kind = 'rolled_back'`,
      [id],
    );
    // None of the step that was in force.
    expect(rows).toEqual([{ labels: 0 }]);
    const [guardrail] = events.at(-1)?.guardrails ?? [];
    expect(guardrail?.sentence).toMatch(
      /^More wrong answers than the plan allows: shown after [1-9]\d* labels \([1-9]/,
    );
  });
});

describe('two at the same instant', () => {
  it('begin one rollout; the others are refused and told which one runs', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    await registerCaller(world, 'third');
    const plan = { challenger: 'third@1', guardrails: [], steps: [{ share: 0.5, approval: true }, { share: 1 }] };
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => startRollout(world, plan)));
    const kinds = outcomes.map(({ __typename }) => __typename).sort();
    expect(kinds).toEqual(['RolloutMoved', ...Array<string>(4).fill('RolloutRunning')]);
    for (const { message } of outcomes.filter(({ __typename }) => __typename === 'RolloutRunning'))
      expect(message).toContain('One rollout at a time: third@1 is being brought in');
    const { rows } = await world.handrail.database.query(`select 1 from rollout where status = 'running'`);
    expect(rows).toHaveLength(1);
    expect(await retire(world, 'third@1')).toMatchObject({
      __typename: 'VersionInUse',
      places: ['the challenger of the rollout'],
    });
  });
});

describe('an approval', () => {
  it('is never lost while the rollout is judged, and can be taken back while its step waits', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const id = await start({ steps: [{ share: 0.5, minimumMinutes: 60, approval: true }, { share: 1 }] });
    let isOver = false;
    const judged = async (): Promise<number> => {
      const { rows } = await world.handrail.database.query<{ at: number }>(
        `select coalesce((judgement->>'judgedAt')::float8, 0) as at from rollout where id = $1`,
        [id],
      );
      return rows[0]?.at ?? 0;
    };
    // Judged as often as it can be, from the moment that it was judged last.
    const hurry = (async () => {
      while (!isOver) {
        await send(1, 'ham');
        await world.handrail.database.query('update rollout set judge_after = null where id = $1', [id]);
      }
    })();
    const first = await judged();
    const moves = { approveStep: true, withdrawApproval: false } as const;
    for (let round = 0; round < 6; round += 1)
      for (const [move, isApproved] of Object.entries(moves)) {
        const outcome = await moveRollout(world, move as keyof typeof moves, { rolloutId: id, step: 0 });
        expect(outcome).toMatchObject({ __typename: 'RolloutMoved', rollout: { isStepApproved: isApproved } });
        const judgedBefore = await judged();
        await until('another judgement', async () => (await judged()) > judgedBefore);
        expect((await reportOf(world, id)).rollout.isStepApproved).toBe(isApproved);
      }
    isOver = true;
    await hurry;
    expect(await judged()).toBeGreaterThan(first);
    expect((await moveRollout(world, 'withdrawApproval', { rolloutId: id, step: 0 })).__typename).toBe(
      'RolloutChangedMeanwhile',
    );
    const { events, rollout } = await reportOf(world, id);
    expect(events.map(({ kind }) => kind)).toEqual([
      'STARTED',
      ...Array.from({ length: 6 }, () => ['APPROVED', 'APPROVAL_WITHDRAWN']).flat(),
    ]);
    expect(rollout).toMatchObject({ status: 'RUNNING', step: 0 });
    await rolloutThat(
      world,
      id,
      'waits for time and approval',
      ({ standing }) => standing?.waiting.map(({ kind }) => kind).join() === 'TIME,APPROVAL',
    );
  });
});
