import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type Session } from '../support/handrail.js';
import { claim, createWorld, decide, submit, type Claimed, type World } from '../support/world.js';

/** What a second answer to a case does, and what becomes of a case that people leave to each other. */
let world: World;
let third: Session;
beforeAll(async () => {
  world = await createWorld();
  await world.admin.run('mutation ($input: CreatePersonInput!) { createPerson(input: $input) { id } }', {
    input: { name: 'third', email: 'third@t.example', password: PASSWORD },
  });
  await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId: world.projectId, email: 'third@t.example', roles: ['REVIEWER'] },
  });
  third = await world.handrail.signIn('third@t.example');
});
afterAll(() => world.handrail.stop());

const only = ([review, ...more]: Claimed[]): Claimed => {
  if (!review || more.length > 0) throw new Error(`${more.length + (review ? 1 : 0)} reviews, not one`);
  return review;
};
const bring = async (text: string): Promise<string> => (await decide(world, { input: { text } })).body.id;
const answer = async (session: Session, value: string): Promise<void> =>
  void (await submit(session, only(await claim(world, session)), value));
const askReviewers = (caseId: string) =>
  world.scientist.run('mutation ($input: AskReviewersInput!) { askReviewers(input: $input) { opened } }', {
    input: { projectId: world.projectId, caseIds: [caseId] },
  });
async function decisionsOf(caseId: string): Promise<unknown[]> {
  const { rows } = await world.handrail.database.query<{ value: unknown }>(
    'select value from decision where case_id = $1 order by sequence',
    [caseId],
  );
  return rows.map(({ value }) => value);
}

describe('a second answer to what a person decided', () => {
  let caseId: string;
  it('that differs does not supersede by being later: the first stands, and a third person is asked', async () => {
    caseId = await bring('two people differ');
    await answer(world.reviewer, 'spam');
    await askReviewers(caseId);
    await answer(world.other, 'ham');
    expect(await decisionsOf(caseId)).toEqual(['spam']);
    expect(await claim(world, world.reviewer)).toEqual([]);
    expect(await claim(world, world.other)).toEqual([]);
  });

  it('stands once more people say so', async () => {
    await answer(third, 'ham');
    expect(await decisionsOf(caseId)).toEqual(['spam', 'ham']);
  });

  it('that is the same confirms, and nobody else is asked', async () => {
    const same = await bring('two people agree');
    await answer(world.reviewer, 'spam');
    await askReviewers(same);
    await answer(world.other, 'spam');
    expect(await decisionsOf(same)).toEqual(['spam']);
    expect(await claim(world, third)).toEqual([]);
  });
});

describe('a case that everybody skips', () => {
  const QUERY = `query ($id: ID!) { skippedReviews(projectId: $id) { nobodyLeft stuck { caseId reasons } reasons { reason count } } }`;
  type Skipped = { skippedReviews: { nobodyLeft: number; stuck: { caseId: string; reasons: (string | null)[] }[] } };
  const skipped = async () => (await world.scientist.run<Skipped>(QUERY, { id: world.projectId })).skippedReviews;
  const skip = async (session: Session, reason?: string): Promise<Claimed> => {
    const review = only(await claim(world, session));
    await session.run('mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }', {
      input: { reviewId: review.id, leaseToken: review.leaseToken, ...(reason !== undefined && { reason }) },
    });
    return review;
  };

  it('is listed with the reasons, counted, and told in its story, until somebody takes it after all', async () => {
    const caseId = await bring('nobody wants it');
    const review = await skip(world.reviewer, 'not readable');
    await skip(world.other, 'not readable');
    expect(await skipped()).toMatchObject({ nobodyLeft: 0, stuck: [] });
    await skip(third);
    expect(await skipped()).toEqual({
      nobodyLeft: 1,
      stuck: [{ caseId, reasons: ['not readable', 'not readable', null] }],
      reasons: [
        { reason: 'not readable', count: 2 },
        { reason: null, count: 1 },
      ],
    });
    type Story = { case: { reviews: { skips: { reason: string | null; reviewer: string }[] }[] } };
    const story = await world.scientist.run<Story>('query ($id: ID!) { case(id: $id) { reviews } }', { id: caseId });
    expect(story.case.reviews[0]?.skips).toEqual([
      expect.objectContaining({ reason: 'not readable', reviewer: expect.stringMatching(/^R-/) }),
      expect.objectContaining({ reason: 'not readable' }),
      expect.objectContaining({ reason: null }),
    ]);
    await world.reviewer.run('mutation ($id: ID!) { undoSkip(reviewId: $id) { reviews { __typename } } }', {
      id: review.id,
    });
    expect((await skipped()).nobodyLeft).toBe(0);
  });

  it('is nobody’s to read who only reviews', async () => {
    const { errors } = await world.reviewer.send(QUERY, { id: world.projectId });
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
  });
});

it('the line that says why tells what was so when the case was routed', async () => {
  const held = await claim(world, world.reviewer);
  expect(held.map(({ explanation }) => explanation)).toEqual([
    'When this case came, people decided every case of this project.',
  ]);
});
