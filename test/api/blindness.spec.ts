import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../support/handrail.js';
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
const ask = async (text: string, confidence: number): Promise<string> =>
  (await decide(world, { input: { text }, predictions: [{ model: 'giveaway@7', value: 'spam', confidence }] })).body.id;

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
  ])('are not told apart by asking for what is %s', async (_name, filter) => {
    const ids = (await list(both, filter)).map(({ id }) => id);
    expect(ids).not.toContain(audit);
    expect(ids).not.toContain(control);
    const all = (await list(world.scientist, filter)).map(({ id }) => id);
    expect(all.filter((id) => id === audit || id === control)).toHaveLength(1);
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
    expect(JSON.stringify(stories)).not.toMatch(/giveaway|0\.98|0\.12/);
    const cards = (await claim(world, both)).filter(({ caseId }) => [audit, control].includes(caseId));
    expect(cards).toHaveLength(2);
    expect(new Set(cards.map(({ __typename, why, explanation }) => `${__typename} ${why} ${explanation}`)).size).toBe(
      1,
    );
    for (const card of cards) await submit(both, card, 'ham');
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
