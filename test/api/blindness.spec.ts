import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKey } from '../support/access-world.js';
import type { Session } from '../support/handrail.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

/** Somebody who reviews and also reads decisions: what they must not know of an open blind review no query may tell. */
let world: World;
let both: Session;
beforeAll(async () => {
  world = await createWorld();
  await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId: world.projectId, email: 'other@t.example', roles: ['REVIEWER', 'DATA_SCIENTIST'] },
  });
  both = world.other;
});
afterAll(() => world.handrail.stop());

type Node = { id: string; status: string; reason: string; value: unknown; decidedAt: unknown };
const LIST = `query ($projectId: ID!, $filter: DecisionFilterInput) { decisions(projectId: $projectId, filter: $filter, first: 100) {
  edges { node { id status reason value confidence threshold decidedByKind decidedByName decidedAt } } } }`;
const list = async (as: Session, filter: object = {}): Promise<Node[]> =>
  (
    await as.run<{ decisions: { edges: { node: Node }[] } }>(LIST, { projectId: world.projectId, filter })
  ).decisions.edges.map(({ node }) => node);
const ask = async (text: string, confidence: number): Promise<string> => {
  const predictions = [
    { model: 'giveaway@7', value: 'spam', confidence },
    { model: 'second@1', value: 'ham', confidence: 0.5 },
  ];
  return (await decide(world, { input: { text }, predictions })).body.id;
};
async function readWith(key: string, id: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${world.handrail.url}/v1/decisions/${id}`, {
    headers: { authorization: `Bearer ${key}`, ...headers },
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

describe('audits and blind controls', () => {
  let audit: string;
  let control: string;
  beforeAll(async () => {
    await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 1, blindControlRate: 1 });
    [audit, control] = [await ask('sure', 0.987654), await ask('unsure', 0.123456)];
  });

  it('look the same in a list, whoever may read decisions', async () => {
    const nodes = await list(both);
    const seen = [audit, control].map((id) => nodes.find((node) => node.id === id));
    expect(seen.map((node) => ({ ...node, id: '' }))).toEqual([
      expect.objectContaining({ status: 'pending', reason: 'hidden', value: null, decidedAt: null }),
      expect.objectContaining({ status: 'pending', reason: 'hidden', value: null, decidedAt: null }),
    ]);
    expect((await list(world.scientist)).find(({ id }) => id === audit)).toMatchObject({
      status: 'decided',
      value: 'spam',
    });
  });

  it.each([
    ['decided by a model', { decidedBy: 'MODEL' }],
    ['decided', { status: 'decided' }],
    ['pending', { status: 'pending' }],
    ['an audit', { reason: 'confident' }],
    ['a blind control', { reason: 'blind_control' }],
    ['spam', { value: 'spam' }],
    ['decided by one version', { decider: 'giveaway@7' }],
    ['sure', { confidenceFrom: 0.9 }],
    ['routed on its level and for its reason', { level: 'PARTIAL_AUTOMATION', reason: 'confident' }],
  ])('are not told apart by asking for what is %s', async (_name, filter) => {
    const ids = (await list(both, filter)).map(({ id }) => id);
    expect(ids).not.toContain(audit);
    expect(ids).not.toContain(control);
    const all = (await list(world.scientist, filter)).map(({ id }) => id);
    expect(all.filter((id) => id === audit || id === control)).toHaveLength(1);
  });

  it('are not replayed, which would tell what the machine said', async () => {
    const REPLAY = 'query ($id: ID!) { caseReplay(id: $id) { explanation } }';
    expect(await both.run(REPLAY, { id: audit })).toEqual({ caseReplay: null });
    expect(await world.scientist.run(REPLAY, { id: audit })).toEqual({
      caseReplay: { explanation: expect.stringContaining('0.98') },
    });
  });

  it('are found by the words of their input, which everybody may know', async () => {
    expect((await list(both, { search: 'unsure' })).map(({ id }) => id)).toEqual([control]);
    expect((await list(both, { search: '_nsure' })).map(({ id }) => id)).toEqual([]);
  });

  it('are not in the preview of a policy, which would tell the confidence by halving', async () => {
    const PREVIEW = `query ($id: ID!, $at: Float!) { policyPreview(projectId: $id, lastCases: 1, settings: { level: PARTIAL_AUTOMATION, globalThreshold: $at, auditRate: 0 }) {
      proposed { cases byModel } } errorCurve(projectId: $id) { threshold share } recentAtLevel(projectId: $id) { cases automated } projectHours(projectId: $id) { cases automated opened } }`;
    const [low, high] = await Promise.all(
      [0.1, 0.2].map((at) => both.run<object>(PREVIEW, { id: world.projectId, at })),
    );
    expect(low).toEqual(high);
    const mine = await world.scientist.run<{ policyPreview: { proposed: object } }>(PREVIEW, {
      id: world.projectId,
      at: 0.1,
    });
    expect(mine.policyPreview.proposed).toEqual({ cases: 1, byModel: 1 });
  });

  it('are not among the cases on which two machines differ', async () => {
    const DIFFERING = `query ($id: ID!) { differingCases(projectId: $id, challenger: "giveaway@7", champion: "second@1") { edges { node { id } } }
      compareMachines(projectId: $id, challenger: "giveaway@7", champion: "second@1") { cases differ matrix { cases challenger } } }`;
    type Found = { differingCases: { edges: { node: { id: string } }[] }; compareMachines: { cases: number } };
    const mine = await both.run<Found>(DIFFERING, { id: world.projectId });
    expect([mine.differingCases.edges, mine.compareMachines.cases]).toEqual([[], 0]);
    const theirs = await world.scientist.run<Found>(DIFFERING, { id: world.projectId });
    expect(theirs.differingCases.edges.map(({ node }) => node.id).sort()).toEqual([audit, control].sort());
  });

  it('look the same over REST to a key whose maker reviews, and as they are to a key of somebody who does not', async () => {
    const key = await createKey(both, world.projectId, ['decisions:read']);
    const answers = await Promise.all([audit, control].map((id) => readWith(key, id)));
    for (const { status, body } of answers) {
      expect(status).toBe(202);
      expect(body).toEqual({
        id: expect.any(String),
        status: 'pending',
        review: { id: expect.any(String), reason: 'hidden' },
        route: { level: 'PARTIAL_AUTOMATION', reason: 'hidden', policyVersion: expect.any(Number) },
        createdAt: expect.any(String),
      });
    }
    const other = await createKey(world.scientist, world.projectId, ['decisions:read']);
    expect((await readWith(other, audit)).body).toMatchObject({
      status: 'decided',
      value: 'spam',
      confidence: 0.987654,
    });
    expect((await readWith(other, control)).body).toMatchObject({
      status: 'pending',
      review: { reason: 'blind_control' },
    });
  });

  it('are hidden from a key as soon as its maker becomes a reviewer', async () => {
    const setRoles = (roles: string[]) =>
      world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
        input: { projectId: world.projectId, email: 'scientist@t.example', roles },
      });
    const key = await createKey(world.scientist, world.projectId, ['decisions:read']);
    expect((await readWith(key, audit)).status).toBe(200);
    await setRoles(['REVIEWER', 'DATA_SCIENTIST']);
    await until('the key to see no more', async () => (await readWith(key, audit)).status === 202);
    await setRoles(['DATA_SCIENTIST']);
    await until('the key to see again', async () => (await readWith(key, audit)).status === 200);
  });

  it('have the same story, the same words on the card, and no trace of the machine', async () => {
    const stories = await Promise.all(
      [audit, control].map((id) =>
        both.run<{ case: Record<string, unknown> }>(
          `query ($id: ID!) { case(id: $id) { explanation route predictions decisions reviews labels feedback hiddenWhileBlind
            case { status reason value confidence threshold decidedByKind decidedByName decidedAt policyVersion } } }`,
          { id },
        ),
      ),
    );
    expect(stories[0]).toEqual(stories[1]);
    expect(JSON.stringify(stories)).not.toMatch(/giveaway|0\.9876|0\.1234/);
    const cards = (await claim(world, both)).filter(({ caseId }) => [audit, control].includes(caseId));
    expect(cards).toHaveLength(2);
    expect(new Set(cards.map(({ __typename, why, explanation }) => `${__typename} ${why} ${explanation}`)).size).toBe(
      1,
    );
    const key = await createKey(both, world.projectId, ['decisions:read']);
    const waiting = readWith(key, audit, { prefer: 'wait=30' });
    for (const card of cards) await submit(both, card, 'ham');
    expect((await waiting).body).toMatchObject({ status: 'decided', value: 'ham', decidedBy: { kind: 'human' } });
  });

  it('are shown once they are answered; what such a person corrects then is not blind any more', async () => {
    expect((await list(both, { reason: 'confident' })).map(({ id }) => id)).toContain(audit);
    const { rows } = await world.handrail.database.query<{ id: string; blind: boolean }>(
      'select id, blind from label where case_id = $1',
      [audit],
    );
    expect(rows).toEqual([{ id: expect.any(String), blind: true }]);
    const CORRECT = 'mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename } }';
    const outcomes = await Promise.all(
      [1, 2, 3].map(() =>
        both.run<{ correctLabel: { __typename: string } }>(CORRECT, { input: { labelId: rows[0]?.id, value: 'spam' } }),
      ),
    );
    expect(outcomes.map(({ correctLabel }) => correctLabel.__typename).sort()).toEqual([
      'AnswerRefused',
      'AnswerRefused',
      'SubmitLabelSuccess',
    ]);
    const after = await world.handrail.database.query('select blind from label where case_id = $1 order by id', [
      audit,
    ]);
    expect(after.rows).toEqual([{ blind: true }, { blind: false }]);
  });
});

it('where no machine has a part, a reviewer’s key reads what every key reads', async () => {
  const key = await createKey(both, world.projectId, ['decisions:read']);
  await moveTo(world, 'HUMAN_ONLY');
  const { status, body } = await readWith(key, await ask('plain', 0.9));
  expect([status, body['review']]).toEqual([202, { id: expect.any(String), reason: 'level' }]);
});

it('low confidence that a policy hides looks like an audit, in words and in order', async () => {
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 1, showLowConfidencePrediction: false });
  const ids = [await ask('sure', 0.99), await ask('unsure', 0.01)];
  const cards = (await claim(world, world.reviewer)).filter(({ caseId }) => ids.includes(caseId));
  expect(cards.map(({ __typename, why }) => [__typename, why])).toEqual([
    ['BlindReview', 'BLIND_CHECK'],
    ['BlindReview', 'BLIND_CHECK'],
  ]);
});

it('a lease is not kept alive by who is no reviewer any more', async () => {
  const [card] = await claim(world, world.reviewer);
  const RENEW = 'mutation ($leases: [LeaseInput!]!) { renewLeases(leases: $leases) { reviewId } }';
  const leases = [{ reviewId: card?.id, leaseToken: card?.leaseToken }];
  expect(await world.reviewer.run(RENEW, { leases })).toEqual({ renewLeases: [{ reviewId: card?.id }] });
  await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId: world.projectId, email: 'reviewer@t.example', roles: [] },
  });
  const { data, errors } = await world.reviewer.send<{ renewLeases: unknown[] } | null>(RENEW, { leases });
  expect(data?.renewLeases ?? errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
});
