import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STUCK_COUNT } from '../../server/dist/reviews/index.js';
import { PASSWORD, type Session } from '../support/handrail.js';
import { claim, createWorld, decide, moveTo, submit, type Claimed, type World } from '../support/world.js';

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

const setRoles = (name: string, roles: string[]) =>
  world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId: world.projectId, email: `${name}@t.example`, roles },
  });
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

  it('is told to neither of them by what they see of the queue', async () => {
    const seen = { available: 0, heldByOthers: 0, heldByMe: 0, total: 0, oldestOpenAt: null };
    const look = async (session: Session) =>
      (
        await session.run<{ queue: Record<string, unknown> }>(
          'query ($id: ID!) { queue(projectId: $id) { available heldByOthers heldByMe total oldestOpenAt } }',
          { id: world.projectId },
        )
      ).queue;
    expect(await Promise.all([world.reviewer, world.other].map(look))).toEqual([seen, seen]);
    expect(await look(third)).toMatchObject({ available: 1, total: 1 });
    await claim(world, third);
    expect(await Promise.all([world.reviewer, world.other].map(look))).toEqual([seen, seen]);
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

  it('that is corrected leaves what others confirmed: a third person is asked', async () => {
    const confirmed = await bring('confirmed, then corrected');
    const review = only(await claim(world, world.reviewer));
    const { labelId } = await submit(world.reviewer, review, 'spam');
    await askReviewers(confirmed);
    await answer(world.other, 'spam');
    await world.reviewer.run(
      'mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename ... on SubmitLabelSuccess { labelId } } }',
      { input: { labelId, value: 'ham' } },
    );
    expect(await decisionsOf(confirmed)).toEqual(['spam']);
    await answer(third, 'ham');
    expect(await decisionsOf(confirmed)).toEqual(['spam', 'ham']);
  });
});

const QUERY = `query ($id: ID!) { skippedReviews(projectId: $id) { nobodyLeft stuck { reviewId caseId input skips { reviewer name reason } }
  unsettled differing { caseId canAsk answers { value people stands } } reasons { reason count } } }`;
type Skipped = {
  skippedReviews: {
    nobodyLeft: number;
    stuck: { reviewId: string; caseId: string; skips: { reviewer: string; name: string; reason: string | null }[] }[];
    unsettled: number;
    differing: { caseId: string; canAsk: boolean }[];
    reasons: { reason: string | null; count: number }[];
  };
};
const skipped = async () => (await world.scientist.run<Skipped>(QUERY, { id: world.projectId })).skippedReviews;
/** As the gauge that rules watch counts them. */
async function counted(): Promise<number> {
  const { rows } = await world.handrail.database.query<{ stuck: number }>(
    `select ${STUCK_COUNT('p.id')} as stuck from project p where id = $1`,
    [world.projectId],
  );
  return rows[0]?.stuck ?? NaN;
}
const settle = (caseId: string, value: string, session = world.admin) =>
  session.send<unknown>('mutation ($input: SettleCaseInput!) { settleCase(input: $input) { unsettled } }', {
    input: { projectId: world.projectId, caseId, value },
  });
async function labelsOf(caseId: string): Promise<unknown[]> {
  const { rows } = await world.handrail.database.query(
    'select l.value, l.blind, p.name from label l join person p on p.id = l.person_id where case_id = $1 order by l.created_at',
    [caseId],
  );
  return rows;
}

describe('a case that people differ on, with nobody left to ask', () => {
  let caseId: string;
  it('is listed with what they say; where more say the same than otherwise it is not', async () => {
    expect((await skipped()).unsettled).toBe(0);
    caseId = await bring('two against none left');
    await answer(world.reviewer, 'spam');
    await setRoles('third', []);
    await askReviewers(caseId);
    await answer(world.other, 'ham');
    expect(await decisionsOf(caseId)).toEqual(['spam']);
    const answers = [
      { value: 'spam', people: 1, stands: true },
      { value: 'ham', people: 1, stands: false },
    ];
    expect(await skipped()).toMatchObject({ unsettled: 1, differing: [{ caseId, answers, canAsk: false }] });
    expect(await counted()).toBe(1);
    await setRoles('third', ['REVIEWER']);
    expect((await skipped()).differing[0]).toMatchObject({ caseId, canAsk: true });
  });

  it('is an admin’s to decide, whose answer stands against later ones', async () => {
    const forbidden = await settle(caseId, 'ham', world.scientist);
    expect(forbidden.errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
    expect((await settle(caseId, 'spam')).errors).toBeUndefined();
    expect([(await skipped()).unsettled, await counted()]).toEqual([0, 0]);
    expect(await decisionsOf(caseId)).toEqual(['spam', 'spam']);
    expect(await labelsOf(caseId)).toContainEqual({ value: 'spam', blind: false, name: 'Ada' });
    await askReviewers(caseId);
    await answer(third, 'ham');
    // Two to two, and no longer a question.
    expect(await decisionsOf(caseId)).toEqual(['spam', 'spam']);
    expect((await skipped()).unsettled).toBe(0);
    expect((await settle(caseId, 'ham')).errors?.[0]?.extensions?.problem?.type).toBe('/problems/conflict');
  });
});

describe('what a machine decided', () => {
  it('and a person confirmed is not overturned by one who comes later: a third is asked', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { auditRate: 1 });
    const { body } = await decide(world, {
      input: { text: 'confirmed' },
      predictions: [{ model: 'm@1', value: 'spam', confidence: 0.95 }],
    });
    await answer(world.reviewer, 'spam');
    await askReviewers(body.id);
    await answer(world.other, 'ham');
    expect(await decisionsOf(body.id)).toEqual(['spam']);
    await answer(third, 'ham');
    expect(await decisionsOf(body.id)).toEqual(['spam', 'ham']);
    expect((await skipped()).unsettled).toBe(0);
    await moveTo(world, 'HUMAN_ONLY');
  });
});

describe('a case that everybody skips', () => {
  const skip = async (session: Session, reason?: string, of?: string): Promise<Claimed> => {
    const review = only((await claim(world, session)).filter(({ caseId }) => of === undefined || caseId === of));
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
    expect(await counted()).toBe(1);
    const reviewer = expect.stringMatching(/^R-[0-9a-f]{8}$/);
    const skips = [
      { reviewer, name: 'reviewer', reason: 'not readable' },
      { reviewer, name: 'other', reason: 'not readable' },
      { reviewer, name: 'third', reason: null },
    ];
    expect(await skipped()).toEqual({
      nobodyLeft: 1,
      stuck: [{ reviewId: review.id, caseId, input: { text: 'nobody wants it' }, skips }],
      unsettled: 0,
      differing: [],
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

  const given = async (session: Session, caseId: string): Promise<Claimed | undefined> =>
    (await claim(world, session)).find((one) => one.caseId === caseId);
  const stuckIn = async (caseId: string) => (await skipped()).stuck.find((one) => one.caseId === caseId);
  let again: string;
  const left = async (session: Session): Promise<number> => {
    const { queue } = await session.run<{ queue: { leftToNobody: number } }>(
      'query ($id: ID!) { queue(projectId: $id) { leftToNobody } }',
      { id: world.projectId },
    );
    return queue.leftToNobody;
  };
  const blurred = async () => (await skipped()).reasons.find(({ reason }) => reason === 'blurred')?.count;
  it('comes again to whom a lead asks again, and to nobody else; the reasons stay counted', async () => {
    again = await bring('still nobody wants it');
    for (const session of [world.reviewer, world.other]) await skip(session, 'blurred', again);
    expect(await left(world.other)).toBe(0);
    await skip(third, 'blurred', again);
    // Whoever skipped it is told that nobody else will see it.
    expect(await left(world.other)).toBe(1);
    expect(await left(third)).toBe(1);
    expect(await blurred()).toBe(3);
    const found = await stuckIn(again);
    expect(found?.skips).toHaveLength(3);
    const input = { projectId: world.projectId, reviewId: found?.reviewId, reviewer: found?.skips[1]?.reviewer };
    await world.scientist.run('mutation ($input: AskAgainInput!) { askAgain(input: $input) { nobodyLeft } }', {
      input,
    });
    expect(await stuckIn(again)).toBeUndefined();
    expect(await given(world.reviewer, again)).toBeUndefined();
    expect(await given(third, again)).toBeUndefined();
    expect(await given(world.other, again)).toBeDefined();
    expect(await blurred()).toBe(3);
    expect(await left(third)).toBe(0);
  });

  it('is an admin’s to decide once nobody is left, and not before', async () => {
    const typeOf = async (value: string) => (await settle(again, value)).errors?.[0]?.extensions?.problem?.type;
    expect(await typeOf('spam')).toBe('/problems/conflict');
    await skip(world.other, 'still blurred', again);
    expect((await skipped()).reasons).toContainEqual({ reason: 'still blurred', count: 1 });
    expect((await settle(again, 'eggs')).errors?.[0]?.message).toMatch(/must be one of "spam", "ham"/);
    expect(await typeOf('ham')).toBeUndefined();
    expect(await decisionsOf(again)).toEqual(['ham']);
    expect(await labelsOf(again)).toEqual([{ value: 'ham', blind: false, name: 'Ada' }]);
    const { rows } = await world.handrail.database.query('select state from review where case_id = $1', [again]);
    expect(rows).toEqual([{ state: 'answered' }]);
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
