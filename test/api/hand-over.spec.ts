import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type Session } from '../support/handrail.js';
import { claim, createWorld, decide, moveTo, submit, type Claimed, type World } from '../support/world.js';

/** A second look at a case is of somebody else, and a blind one of somebody who has not seen the machine's answer. */
let world: World;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'AI_ASSISTANCE', { auditRate: 0, blindControlRate: 0 });
});
afterAll(() => world.handrail.stop());

const bring = async (text: string): Promise<string> =>
  (await decide(world, { input: { text }, predictions: [{ model: 'm@1', value: 'spam', confidence: 0.6 }] })).body.id;
const askReviewers = async (caseIds: readonly string[]) =>
  (
    await world.scientist.run<{ askReviewers: { opened: number; skipped: number; nobodyLeft: number } }>(
      'mutation ($input: AskReviewersInput!) { askReviewers(input: $input) { opened skipped nobodyLeft } }',
      { input: { projectId: world.projectId, caseIds } },
    )
  ).askReviewers;
const release = (session: Session) =>
  session.run('mutation ($id: ID!) { releaseReviews(projectId: $id) }', { id: world.projectId });
const only = ([review, ...more]: Claimed[]): Claimed => {
  if (!review || more.length > 0) throw new Error(`${more.length + (review ? 1 : 0)} reviews, not one`);
  return review;
};
const available = async (session: Session): Promise<number> =>
  (
    await session.run<{ queue: { available: number } }>('query ($id: ID!) { queue(projectId: $id) { available } }', {
      id: world.projectId,
    })
  ).queue.available;
async function setRoles(name: string, roles: string[]): Promise<void> {
  await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId: world.projectId, email: `${name}@t.example`, roles },
  });
}

describe('a case that was answered with the suggestion in view', () => {
  let caseId: string;
  it('goes, when somebody asks for a second look, to another person than the first', async () => {
    caseId = await bring('answered by one');
    await submit(world.reviewer, only(await claim(world, world.reviewer)), 'spam');
    expect(await askReviewers([caseId])).toEqual({ opened: 1, skipped: 0, nobodyLeft: 0 });
    expect(await available(world.reviewer)).toBe(0);
    expect(await claim(world, world.reviewer)).toEqual([]);
    expect(await available(world.other)).toBe(1);
    const review = only(await claim(world, world.other));
    expect(review).toMatchObject({ __typename: 'BlindReview', caseId });
    await submit(world.other, review, 'ham');
  });

  it('is left out, and said so, once everybody who reviews has answered it', async () => {
    expect(await askReviewers([caseId])).toEqual({ opened: 0, skipped: 0, nobodyLeft: 1 });
  });

  it('has no two answers of one person', async () => {
    const { rows } = await world.handrail.database.query(
      'select person_id from label where corrects_id is null group by case_id, person_id having count(*) > 1',
    );
    expect(rows).toEqual([]);
  });
});

describe('whoever has held a case with its suggestion', () => {
  it.each([
    ['gave it back', async () => release(world.reviewer)],
    [
      'skipped it',
      async (review: Claimed) =>
        world.reviewer.run('mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }', {
          input: { reviewId: review.id, leaseToken: review.leaseToken, reason: 'too long' },
        }),
    ],
    [
      'let the time run out',
      async (review: Claimed) =>
        world.handrail.database.query(`update review set lease_expires_at = now() - interval '1 s' where id = $1`, [
          review.id,
        ]),
    ],
  ])('and %s is not asked for a blind answer to it', async (name, letGo) => {
    const caseId = await bring(`held by one who ${name}`);
    const held = only(await claim(world, world.reviewer));
    expect(held).toMatchObject({ __typename: 'AssistedReview' });
    await letGo(held);
    await submit(world.other, only(await claim(world, world.other)), 'spam');
    // Nobody else reviews: one has answered, the other has seen what the machine said.
    expect(await askReviewers([caseId])).toEqual({ opened: 0, skipped: 0, nobodyLeft: 1 });
    await world.admin.run('mutation ($input: CreatePersonInput!) { createPerson(input: $input) { id } }', {
      input: { name: 'third', email: `third-${name.length}@t.example`, password: PASSWORD },
    });
    await setRoles(`third-${name.length}`, ['REVIEWER']);
    expect((await askReviewers([caseId])).opened).toBe(1);
    expect(await claim(world, world.reviewer)).toEqual([]);
    expect(await claim(world, world.other)).toEqual([]);
    const third = await world.handrail.signIn(`third-${name.length}@t.example`);
    const review = only(await claim(world, third));
    expect(review).toMatchObject({ __typename: 'BlindReview', caseId });
    await submit(third, review, 'ham');
    await setRoles(`third-${name.length}`, []);
  });
});

describe('somebody who reviews and reads decisions', () => {
  beforeAll(() => setRoles('other', ['REVIEWER', 'DATA_SCIENTIST']));

  it('is not asked for a blind answer to a case whose story they have opened', async () => {
    const caseId = await bring('looked up');
    await submit(world.reviewer, only(await claim(world, world.reviewer)), 'spam');
    await world.other.run('query ($id: ID!) { case(id: $id) { predictions } }', { id: caseId });
    expect(await askReviewers([caseId])).toMatchObject({ opened: 0, nobodyLeft: 1 });
  });

  it('may be given one that was picked from the log, but what they answer is not called blind', async () => {
    const caseId = await bring('in the list');
    await submit(world.reviewer, only(await claim(world, world.reviewer)), 'spam');
    expect((await askReviewers([caseId])).opened).toBe(1);
    await submit(world.other, only(await claim(world, world.other)), 'ham');
    const { rows } = await world.handrail.database.query(
      'select l.blind, p.name from label l join person p on p.id = l.person_id where l.case_id = $1 order by l.created_at',
      [caseId],
    );
    expect(rows).toEqual([
      { blind: false, name: 'reviewer' },
      { blind: false, name: 'other' },
    ]);
  });
});
