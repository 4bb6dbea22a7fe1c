import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place, registerDecider, registerVersion } from '../support/deciders.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

type Preview = {
  cases: number;
  byModel: number;
  toHuman: number;
  unknown: number;
  failed: number;
  share: number | null;
  automatedLabelled: number;
  error: number | null;
};
type Seen = { proposed: Preview; unheard: { machine: string; cases: number; canBeAsked: boolean }[] };
type Settings = Record<string, unknown> & { level: string };

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await registerDecider(world, 'sure');
  const config = {
    rows: [
      { when: [{ field: 'text', operator: 'contains', value: 'free' }], then: { value: 'spam', confidence: 0.97 } },
    ],
    otherwise: { value: 'ham', confidence: 0.7 },
  };
  await registerVersion(world, 'sure', { connector: 'RULES', config });
});
afterAll(() => world?.handrail.stop());

const settled = { globalThreshold: 0.9, auditRate: 0 };

async function preview(settings: Settings): Promise<Seen> {
  const { policyPreview } = await world.admin.run<{ policyPreview: Seen }>(
    `query ($id: ID!, $settings: PolicySettingsInput!) { policyPreview(projectId: $id, settings: $settings) {
       proposed { cases byModel toHuman unknown failed share automatedLabelled error } unheard { machine cases canBeAsked } } }`,
    { id: world.projectId, settings: { ...settled, ...settings } },
  );
  return policyPreview;
}

/** The preview when whoever can be asked has been. */
const told = (settings: Settings): Promise<Seen> =>
  until('everybody who can be asked has been', async () => {
    const seen = await preview(settings);
    return !seen.unheard.some(({ canBeAsked }) => canBeAsked) && seen;
  });

async function curveAt(settings: Settings): Promise<{ share: number; labelled: number; error: number | null }> {
  const { errorCurve } = await world.admin.run<{
    errorCurve: { threshold: number; share: number; labelled: number; error: number | null }[];
  }>(
    'query ($id: ID!, $settings: PolicySettingsInput) { errorCurve(projectId: $id, settings: $settings) { threshold share labelled error } }',
    { id: world.projectId, settings: { ...settled, ...settings } },
  );
  const point = errorCurve.find(({ threshold }) => threshold === 0.9);
  if (!point) throw new Error('The curve lacks the threshold of the draft.');
  return point;
}

const texts = (n: number): string[] => Array.from({ length: n }, (_, i) => (i % 3 === 0 ? `free ${i}` : `noon ${i}`));

async function sendAll(n: number): Promise<unknown[]> {
  const answers = [];
  for (const text of texts(n)) answers.push(await decide(world, { input: { text } }, { prefer: 'wait=1' }));
  return answers.map(({ body }) => (body['decidedBy'] as { kind: string } | undefined)?.kind ?? 'pending');
}

describe('the preview of a move', () => {
  it('asks the machine that is in force about what came while only people decided, and is what then happens', async () => {
    await moveTo(world, 'HUMAN_ONLY', { ...settled, incumbent: 'sure@1' });
    for (const text of texts(30)) await decide(world, { input: { text } });
    expect((await told({ level: 'PARTIAL_AUTOMATION', incumbent: 'sure@1' })).proposed).toMatchObject({
      cases: 30,
      byModel: 10,
      toHuman: 20,
      unknown: 0,
      failed: 0,
    });
    const full = await told({ level: 'FULL_AUTOMATION', incumbent: 'sure@1' });
    expect(full).toMatchObject({ proposed: { byModel: 30, toHuman: 0, failed: 0, unknown: 0 }, unheard: [] });
    await moveTo(world, 'FULL_AUTOMATION', { ...settled, incumbent: 'sure@1' });
    expect(await sendAll(30)).toEqual(Array.from({ length: 30 }, () => 'model'));
  });

  it('gives the share, the labels and the error that the curve gives', async () => {
    await moveTo(world, 'HUMAN_ONLY', { ...settled, incumbent: 'sure@1' });
    for (let answered = 0; answered < 12;) {
      const reviews = await claim(world, world.reviewer);
      for (const review of reviews) await submit(world.reviewer, review, 'spam');
      answered += reviews.length;
    }
    const settings = { level: 'PARTIAL_AUTOMATION', incumbent: 'sure@1' };
    const { proposed } = await told(settings);
    expect(proposed.automatedLabelled).toBeGreaterThan(0);
    expect(await curveAt(settings)).toMatchObject({
      share: proposed.share,
      labelled: proposed.automatedLabelled,
      error: proposed.error,
    });
  });

  it('lets nobody decide where a version is only in shadow, and the curve says so too', async () => {
    await moveTo(world, 'SHADOW', { ...settled, incumbent: null });
    await place(world, 'sure@1', { place: 'SHADOW' });
    const settings = { level: 'PARTIAL_AUTOMATION', incumbent: null };
    const { proposed } = await told(settings);
    expect(proposed).toMatchObject({ byModel: 0, unknown: 0, failed: proposed.cases, share: 0 });
    expect((await curveAt(settings)).share).toBe(0);
    await moveTo(world, 'PARTIAL_AUTOMATION', { ...settled, incumbent: null });
    expect(new Set(await sendAll(3))).toEqual(new Set(['pending']));
  });

  it('knows nothing of a machine that cannot be asked; a climb without knowing says so, and stays marked', async () => {
    await moveTo(world, 'HUMAN_ONLY', { ...settled, incumbent: 'callers@1' });
    const settings = { level: 'FULL_AUTOMATION', incumbent: 'callers@1' };
    const { proposed, unheard } = await preview(settings);
    expect(proposed).toMatchObject({ byModel: 0, toHuman: 0, failed: 0, unknown: proposed.cases, share: null });
    expect(unheard).toMatchObject([{ machine: 'callers@1', canBeAsked: false }]);
    const MOVE = `mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { ... on MoveLadderSuccess { policy { withoutProof } } } }`;
    const { project } = await world.admin.run<{ project: { policy: { version: number } } }>(
      '{ project(slug: "mail") { policy { version } } }',
    );
    const input = {
      projectId: world.projectId,
      expectedVersion: project.policy.version,
      settings: { ...settled, ...settings },
      reason: 'the callers answer for it',
    };
    const refused = await world.admin.send<unknown>(MOVE, { input });
    expect(refused.errors?.[0]?.extensions?.problem).toMatchObject({
      type: '/problems/invalid',
      errors: [{ pointer: '/withoutProof' }],
    });
    const { moveLadder } = await world.admin.run<{ moveLadder: { policy: { withoutProof: string } } }>(MOVE, {
      input: { ...input, withoutProof: true },
    });
    expect(moveLadder.policy.withoutProof).toContain('It is not known what callers@1 makes of');
  });

  it('down needs no proof', async () => {
    await moveTo(world, 'HUMAN_ONLY', { ...settled, incumbent: 'callers@1' });
    const { project } = await world.admin.run<{ project: { policy: { level: string; withoutProof: string | null } } }>(
      '{ project(slug: "mail") { policy { level withoutProof } } }',
    );
    expect(project.policy).toEqual({ level: 'HUMAN_ONLY', withoutProof: null });
  });
});
