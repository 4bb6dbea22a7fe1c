import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  moveRollout,
  registerCaller,
  reportOf,
  rolloutThat,
  startRollout,
  type RolloutView,
} from '../support/rollouts.js';
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

type Said = { readonly value: string; readonly confidence: number; readonly latencyMs?: number };

/** So many cases; the old machine is always right and sure. */
async function send(count: number, said: Said, segment?: string): Promise<void> {
  const one = async (): Promise<void> => {
    const text = `case-${(sent += 1)}`;
    const predictions = [
      { model: OLD, value: 'ham', confidence: 0.99 },
      { model: NEW, ...said },
    ];
    const body = { input: { text }, predictions, ...(segment === undefined ? {} : { segment }) };
    const { status } = await decide(world, body, { 'idempotency-key': text });
    expect([200, 202]).toContain(status);
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
  let outcome = await startRollout(world, { challenger: NEW, ...plan });
  if (outcome.__typename === 'RolledBackBefore')
    outcome = await startRollout(world, { challenger: NEW, ...plan, acknowledgeRollback: outcome.rollout?.id });
  expect(outcome).toMatchObject({ __typename: 'RolloutMoved' });
  return outcome.rollout?.id ?? '';
}

const counted = (labels: number) => (rollout: RolloutView) =>
  rollout.status !== 'RUNNING' || (rollout.standing?.evidence.challenger.labels ?? 0) >= labels;

describe('a challenger', () => {
  it('is held to what it decides, by the threshold of its class and segment: not to what people decided', async () => {
    // A segment that no case has come with can have no threshold.
    await send(1, { value: 'ham', confidence: 0.95 }, 'strict');
    await moveTo(world, 'PARTIAL_AUTOMATION', {
      incumbent: OLD,
      auditRate: 1,
      showLowConfidencePrediction: false,
      segmentThresholds: { strict: { global: 0.995, perClass: {} } },
    });
    const id = await start({
      steps: [{ share: 1, minimumCases: 1_000_000 }],
      guardrails: [{ metric: 'ERROR', limit: 0.1 }],
    });
    await send(30, { value: 'ham', confidence: 0.95 });
    await send(30, { value: 'spam', confidence: 0.5 });
    await send(10, { value: 'spam', confidence: 0.99 }, 'strict');
    await answerAll();
    const { status, standing } = await rolloutThat(world, id, 'has counted 30 labels', counted(30));
    expect(status).toBe('RUNNING');
    expect(standing?.evidence.challenger).toMatchObject({ cases: 70, labels: 30, error: 0 });

    await send(30, { value: 'spam', confidence: 0.95 });
    await answerAll();
    await rolloutThat(world, id, 'is rolled back', (rollout) => rollout.status === 'ROLLED_BACK');
    expect((await reportOf(world, id)).events.at(-1)?.reason).toContain('wrong answers');
  });

  it('on a rung of its own is compared on the answers that would be decided', async () => {
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: OLD, auditRate: 1, blindControlRate: 1 });
    const id = await start({
      challengerLevel: 'AI_ASSISTANCE',
      steps: [{ share: 1, minimumCases: 1_000_000 }],
    });
    await send(20, { value: 'ham', confidence: 0.95 });
    await send(40, { value: 'spam', confidence: 0.5 });
    await answerAll();
    const { status, standing } = await rolloutThat(world, id, 'has counted 20 labels', counted(20));
    expect([status, standing?.evidence.challenger.labels, standing?.evidence.challenger.error]).toEqual([
      'RUNNING',
      20,
      0,
    ]);
  });

  it('is slow only beyond the latency budget, or beyond what the plan allows, however quick the incumbent was', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const limitOf = async (guardrail: Record<string, unknown>): Promise<number | null> => {
      const id = await start({ steps: [{ share: 0.5 }, { share: 1 }], guardrails: [guardrail] });
      const { rows } = await world.handrail.database.query<{ ms: number | null }>(
        'select latency_limit_ms as ms from rollout where id = $1',
        [id],
      );
      await moveRollout(world, 'rollBack', { rolloutId: id });
      return rows[0]?.ms ?? null;
    };
    expect(await limitOf({ metric: 'LATENCY' })).toBe(2000);
    expect(await limitOf({ metric: 'LATENCY', withinMs: 150 })).toBe(150);
  });

  it('that sends far more cases to people is told so before the switch, and taken out after it', async () => {
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const id = await start({ mode: 'BLUE_GREEN', steps: undefined });
    await send(40, { value: 'ham', confidence: 0.7 });
    await rolloutThat(world, id, 'has seen 40 cases', ({ standing }) => standing?.evidence.incumbent.cases === 40);
    const { rollout } = await world.scientist.run<{ rollout: unknown }>(
      `query ($id: ID!) { rollout: rolloutReport(id: $id) { rollout { status standing { evidence { asked pairedAutomated { challengerOnly incumbentOnly both } } } } } }`,
      { id },
    );
    expect(rollout).toMatchObject({
      rollout: {
        status: 'RUNNING',
        standing: { evidence: { asked: 40, pairedAutomated: { challengerOnly: 0, incumbentOnly: 40, both: 0 } } },
      },
    });
    await moveRollout(world, 'switchBlueGreen', { rolloutId: id, toGreen: true });
    await send(40, { value: 'ham', confidence: 0.7 });
    await rolloutThat(world, id, 'is rolled back', ({ status }) => status === 'ROLLED_BACK');
    const { events } = await reportOf(world, id);
    expect(events.at(-1)?.reason).toContain('more cases sent to people than the plan allows');
  });

  it('on a rung of its own cannot be held to the share sent to people', async () => {
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: OLD, auditRate: 0 });
    const asked = startRollout(world, {
      challenger: NEW,
      challengerLevel: 'SHADOW',
      steps: [{ share: 1 }],
      guardrails: [{ metric: 'HUMAN_SHARE' }],
    });
    await expect(asked).rejects.toThrow('One value does not fit');
  });
});
