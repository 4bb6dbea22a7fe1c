import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  answerOpen,
  mails,
  moveRollout,
  policyInForce,
  reportOf,
  rolloutThat,
  sendAll,
  startRollout,
  storePast,
  train,
} from '../support/rollouts.js';
import { until } from '../support/until.js';
import { createWorld, moveTo, type World } from '../support/world.js';

const all = mails();
const truth = new Map(all.map(({ text, label }) => [text, label]));
const [first, second] = [all.slice(0, 400), all.slice(400, 700)];
const traffic = all.slice(700);

let world: World;
let champion: string;
let sent = 0;
const next = (count: number) => traffic.slice(sent, (sent += count));

beforeAll(async () => {
  world = await createWorld();
  await storePast(world, first);
  champion = await train(world, 'filter');
  await moveTo(world, 'FULL_AUTOMATION', { incumbent: champion, auditRate: 0.5 });
});
afterAll(() => world.handrail.stop());

/** Traffic and answers, some at a time, until the rollout has come so far. */
async function liveUntil(id: string, what: string, holds: Parameters<typeof rolloutThat>[3]) {
  return until(`a rollout that ${what}`, async () => {
    await sendAll(world, next(20), `t${sent}`);
    await answerOpen(world, truth);
    const { rollout } = await reportOf(world, id);
    return holds(rollout) && rollout;
  });
}

type Pair = { readonly projectId: string; readonly challenger: string; readonly champion: string };

/** The comparison once so many cases are scored behind, and what both differ on; false when people have all of it. */
async function seenBehind(pair: Pair, cases: number) {
  const comparison = await until('everything to be scored behind', async () => {
    const { compareMachines } = await world.scientist.run<{ compareMachines: Comparison }>(COMPARE, pair);
    return compareMachines.cases === cases && compareMachines;
  });
  const { differingCases } = await world.scientist.run<{ differingCases: { edges: { node: Differing }[] } }>(
    `query ($projectId: ID!, $challenger: String!, $champion: String!) { differingCases(projectId: $projectId, challenger: $challenger, champion: $champion)
      { edges { node { id strength challengerValue championValue isInReview } } } }`,
    pair,
  );
  const nodes = differingCases.edges.map(({ node }) => node);
  const picked = nodes.filter(({ isInReview }) => !isInReview).map(({ id }) => id);
  return picked.length > 0 && { comparison, nodes, picked, cases };
}

describe('a model on real mail', { timeout: 120_000 }, () => {
  let better: string;

  it('watches in shadow, is compared, and its disagreements go to people without counting as random', async () => {
    await storePast(world, second);
    better = await train(world, 'filter');
    const shadow = async (move: 'startShadow' | 'endShadow') => {
      const data = await world.admin.run<Record<string, { shadows?: string[]; message?: string }>>(
        `mutation ($input: ShadowInput!) { ${move}(input: $input) { ... on ShadowsChanged { shadows } ... on RolloutRefused { message } } }`,
        { input: { projectId: world.projectId, machine: better, reason: 'watch it' } },
      );
      return data[move];
    };
    let given = 0;
    // Training has placed it there.
    expect((await shadow('startShadow'))?.message).toContain('predicts already');
    expect((await shadow('endShadow'))?.shadows).not.toContain(better);
    expect((await shadow('endShadow'))?.message).toContain('not in shadow');
    expect((await shadow('startShadow'))?.shadows).toContain(better);
    const pair = { projectId: world.projectId, challenger: better, champion };
    // Chance may have sent every case that they differ on to people already: then there is nothing to pick yet.
    const { comparison, nodes, picked, cases } = await until('a difference that nobody looks at', async () => {
      await sendAll(world, next(100), `shadow-${sent}`);
      await answerOpen(world, truth);
      return seenBehind(pair, (given += 100));
    });
    expect(comparison.matrix.reduce((total, cell) => total + cell.cases, 0)).toBe(cases);
    expect(comparison.matrix.filter((cell) => cell.challenger !== cell.champion).length).toBeGreaterThan(0);
    expect(comparison.errors.champion.labels).toBeGreaterThan(20);
    expect(comparison.errors.champion.lower).toBeLessThanOrEqual(comparison.errors.champion.estimate ?? -1);
    expect(comparison.verdict).toContain('differ');
    expect(nodes).toHaveLength(Math.min(20, comparison.differ));
    expect(nodes.every(({ challengerValue, championValue }) => challengerValue !== championValue)).toBe(true);
    const send = () =>
      world.scientist.run<{ sendToReview: unknown }>(
        'mutation ($input: SendToReviewInput!) { sendToReview(input: $input) { ... on SentToReview { opened skipped } } }',
        { input: { projectId: world.projectId, caseIds: picked } },
      );
    expect((await send()).sendToReview).toEqual({ opened: picked.length, skipped: 0 });
    expect((await send()).sendToReview).toEqual({ opened: 0, skipped: picked.length });
    expect(await answerOpen(world, truth)).toBe(picked.length);
    const after = await world.scientist.run<{ compareMachines: Comparison }>(COMPARE, pair);
    expect(after.compareMachines.errors.champion.labels).toBe(comparison.errors.champion.labels);
    const file = await fetch(`${world.handrail.url}/v1/projects/mail/labels?reason=disagreement`, {
      headers: { authorization: `Bearer ${world.key}` },
    });
    const lines = (await file.text()).trim().split('\n');
    expect(lines).toHaveLength(picked.length);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      propensity: null,
      blind_propensity: null,
      weight: null,
      blind: true,
    });
  });

  it('goes step by step in a canary, waits for its approval, and becomes the champion', async () => {
    const steps = [
      { share: 0.2, minimumCases: 15, minimumLabels: 5 },
      { share: 0.5, minimumCases: 20, minimumLabels: 5, approval: true },
      { share: 1, minimumCases: 20, minimumLabels: 5 },
    ];
    const outcome = await startRollout(world, { challenger: better, steps });
    expect(outcome.__typename).toBe('RolloutMoved');
    const id = outcome.rollout?.id ?? '';
    expect((await startRollout(world, { challenger: better, steps })).__typename).toBe('RolloutRunning');
    expect((await moveRollout(world, 'approveStep', { rolloutId: id, step: 1 })).__typename).toBe(
      'RolloutChangedMeanwhile',
    );
    await liveUntil(
      id,
      'waits for its approval',
      ({ step, standing }) => step === 1 && standing?.waiting.length === 1 && standing.waiting[0]?.kind === 'APPROVAL',
    );
    expect((await moveRollout(world, 'approveStep', { rolloutId: id, step: 1 })).__typename).toBe('RolloutMoved');
    await liveUntil(id, 'is finished', ({ status }) => status === 'FINISHED');
    const report = await reportOf(world, id);
    expect(report.events.map(({ kind, step, share }) => [kind, step, share])).toEqual([
      ['STARTED', 0, 0.2],
      ['ADVANCED', 1, 0.5],
      ['APPROVED', 1, 0.5],
      ['ADVANCED', 2, 1],
      ['FINISHED', 2, 1],
    ]);
    expect(report.events.map(({ actor }) => actor)).toEqual(['Ada', 'Handrail', 'Ada', 'Handrail', 'Handrail']);
    const { settings } = await policyInForce(world);
    expect(settings).toMatchObject({ incumbent: better, rollout: null, shadows: [champion] });
    expect(report.challenger.decidedByMachine).toBe(report.challenger.cases);
  });

  it('is caught when it was trained on corrupted labels, and rolled back with nobody touching it', async () => {
    const since = new Date().toISOString();
    await storePast(world, second, { isCorrupted: true });
    const corrupted = await train(world, 'corrupted', since);
    const steps = [{ share: 0.2, minimumCases: 5000 }, { share: 1 }];
    const { rollout } = await startRollout(world, { challenger: corrupted, steps, guardrails: [{ metric: 'ERROR' }] });
    const id = rollout?.id ?? '';
    await liveUntil(id, 'is rolled back', ({ status }) => status === 'ROLLED_BACK');
    const report = await reportOf(world, id);
    expect(report.events.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['STARTED', 'Ada'],
      ['ROLLED_BACK', 'Handrail'],
    ]);
    const { rows } = await world.handrail.database.query<{ n: number }>(
      `select count(*)::int as n from decision where decided_by_name = $1 and sequence = 1`,
      [corrupted],
    );
    expect(report.challenger.decidedByMachine).toBe(rows[0]?.n);
    expect(report.verdict).toContain(`decided ${rows[0]?.n} of them alone`);
    expect((await policyInForce(world)).settings).toMatchObject({ incumbent: better, rollout: null });
    expect((await policyInForce(world)).settings['shadows']).toContain(corrupted);
    const answers = await sendAll(world, next(20), 'after');
    expect(new Set(answers.map(({ body }) => JSON.stringify(body['decidedBy'])))).toEqual(
      new Set([JSON.stringify({ kind: 'model', name: 'filter', version: '2' })]),
    );
    const again = await startRollout(world, { challenger: corrupted, steps });
    expect(again.__typename).toBe('RolledBackBefore');
    const meant = await startRollout(world, { challenger: corrupted, steps, acknowledgeRollback: id });
    expect(meant.__typename).toBe('RolloutMoved');
    const back = await moveRollout(world, 'rollBack', { rolloutId: meant.rollout?.id, reason: 'no' });
    expect(back.rollout?.status).toBe('ROLLED_BACK');
    const shared = await fetch(`${world.handrail.url}/v1/projects/mail/rollouts/${id}`, {
      headers: { authorization: `Bearer ${world.key}` },
    });
    expect(await shared.json()).toMatchObject({ verdict: report.verdict, rollout: { id } });
  });

  it('asks nobody about a case that was erased', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: champion, auditRate: 0 });
    const [answer] = await sendAll(world, next(1), 'erased');
    const [kept] = await sendAll(world, next(1), 'kept');
    await world.admin.run('mutation ($input: EraseCaseInput!) { eraseCase(input: $input) { datasets } }', {
      input: { caseId: answer?.body.id, reason: 'The sender asked for it.' },
    });
    const caseIds = [answer?.body.id, kept?.body.id];
    const { sendToReview } = await world.scientist.run<{ sendToReview: unknown }>(
      'mutation ($input: SendToReviewInput!) { sendToReview(input: $input) { ... on SentToReview { opened skipped } } }',
      { input: { projectId: world.projectId, caseIds } },
    );
    expect(sendToReview).toEqual({ opened: 1, skipped: 1 });
  });
});

type Rate = { estimate: number | null; lower: number; upper: number; labels: number };
type Comparison = {
  cases: number;
  differ: number;
  verdict: string;
  matrix: { challenger: string; champion: string; cases: number }[];
  errors: { challenger: Rate; champion: Rate };
};
type Differing = { id: string; strength: number; challengerValue: string; championValue: string; isInReview: boolean };
const COMPARE = `query ($projectId: ID!, $challenger: String!, $champion: String!) {
  compareMachines(projectId: $projectId, challenger: $challenger, champion: $champion) { cases differ verdict matrix { challenger champion cases }
    errors { challenger { estimate lower upper labels } champion { estimate lower upper labels } }
    segments { segment cases differ challenger { estimate } } challengerLatency { p50 p95 p99 answers } championLatency { p50 } } }`;
