import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SessionStore } from '../../server/dist/identity/index.js';
import { Session } from '../support/handrail.js';
import { claim, createWorld, decide, submit, type Claimed, type World } from '../support/world.js';

const PEOPLE = 50;
const CASES = 90;

let world: World;
let reviewers: Session[];
beforeAll(async () => {
  world = await createWorld();
  reviewers = await hire();
});
afterAll(() => world.handrail.stop());

/** Fifty reviewers, each signed in. Made at once: fifty passwords would take longer than all that is tested here. */
async function hire(): Promise<Session[]> {
  const { rows } = await world.handrail.database.query<{ id: string }>(
    `with hired as (
       insert into person (id, email, name, password_hash, is_owner, created_at)
       select gen_random_uuid(), 'hired-' || i || '@t.example', 'hired ' || i, password_hash, false, now()
         from person, generate_series(1, $2) as i where email = 'reviewer@t.example' returning id)
     insert into membership (project_id, person_id, role, created_at) select $1, id, 'REVIEWER', now() from hired
     returning person_id as id`,
    [world.projectId, PEOPLE],
  );
  const sessions = world.handrail.running.app.get(SessionStore);
  return Promise.all(
    rows.map(async ({ id }) =>
      Object.assign(new Session(world.handrail.url), { cookie: `handrail_session=${await sessions.open(id)}` }),
    ),
  );
}

async function send(count: number, name: string): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, index) => decide(world, { input: { text: `${name} ${index}` } })),
  );
}

type Undone = { reviews: Claimed[]; queue: { skippedByMe: number } };
const undoSkip = (session: Session, reviewId: string) =>
  session.send<{ undoSkip: Undone }>(
    `mutation ($reviewId: ID!) { undoSkip(reviewId: $reviewId) { queue { skippedByMe } reviews {
       ... on BlindReview { id caseId leaseToken input } ... on AssistedReview { id caseId leaseToken input } } } }`,
    { reviewId },
  );
const skip = (session: Session, { id, leaseToken }: Claimed) =>
  session.run('mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }', {
    input: { reviewId: id, leaseToken },
  });
const release = (session: Session) =>
  session.run('mutation ($id: ID!) { releaseReviews(projectId: $id) }', { id: world.projectId });

describe('fifty people at the same moment', () => {
  it('never share a review, and together hold all that there are', async () => {
    await send(CASES, 'shared');
    const held = await Promise.all(reviewers.map((reviewer) => claim(world, reviewer)));
    const ids = held.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // Rows that another was just taking were passed over; who asks again gets what is left.
    const more = await Promise.all(reviewers.map((reviewer) => claim(world, reviewer)));
    const all = more.flat().map(({ id }) => id);
    expect([all.length, new Set(all).size]).toEqual([CASES, CASES]);
    expect(Math.max(...more.map(({ length }) => length))).toBe(3);
  });

  it('answer at the same moment what they hold: each review has one label, by who held it', async () => {
    const held = await Promise.all(reviewers.map((reviewer) => claim(world, reviewer)));
    const answers = held.flatMap((reviews, index) =>
      reviews.map((review) => {
        const [reviewer, thief] = [reviewers[index], reviewers[(index + 1) % PEOPLE]];
        if (!reviewer || !thief) throw new Error('unreachable');
        return Promise.all([submit(thief, review, 'spam'), submit(reviewer, review, 'ham')]);
      }),
    );
    for (const [stolen, own] of await Promise.all(answers)) {
      expect([stolen.__typename, own.__typename]).toEqual(['LeaseLost', 'SubmitLabelSuccess']);
    }
    const { rows } = await world.handrail.database.query(
      `select count(*)::int as labels, count(distinct review_id)::int as reviews, min(value::text) as least, max(value::text) as most from label`,
    );
    expect(rows).toEqual([{ labels: CASES, reviews: CASES, least: '"ham"', most: '"ham"' }]);
  });
});

describe('a skip that is taken back', () => {
  async function answerAll(reviewer = reviewers[0] ?? world.other): Promise<void> {
    for (let held = await claim(world, reviewer); held.length > 0; held = await claim(world, reviewer)) {
      for (const one of held) await submit(reviewer, one, 'ham');
    }
  }

  /** The only case that is open, skipped. */
  async function skipped(): Promise<Claimed> {
    await Promise.all([world.reviewer, world.other].map(release));
    await answerAll();
    await send(1, 'skipped');
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('nothing to claim');
    await skip(world.reviewer, review);
    return review;
  }

  it('brings the case back first, under a new claim: the old one answers no more', async () => {
    const review = await skipped();
    await send(2, 'beside');
    const { data } = await undoSkip(world.reviewer, review.id);
    const [again] = data.undoSkip.reviews;
    expect([again?.id, data.undoSkip.reviews.length, data.undoSkip.queue.skippedByMe]).toEqual([review.id, 3, 0]);
    expect(again?.leaseToken).not.toBe(review.leaseToken);
    expect((await submit(world.reviewer, review, 'ham')).__typename).toBe('LeaseLost');
    if (!again) throw new Error('unreachable');
    expect((await submit(world.reviewer, again, 'ham')).__typename).toBe('SubmitLabelSuccess');
  });

  it('takes it from nobody who has it meanwhile; once they give it back it comes again', async () => {
    const review = await skipped();
    const [held] = await claim(world, world.other);
    expect(held?.id).toBe(review.id);
    const { data } = await undoSkip(world.reviewer, review.id);
    expect(data.undoSkip.reviews).toEqual([]);
    if (!held) throw new Error('unreachable');
    await release(world.other);
    expect((await claim(world, world.reviewer)).map(({ id }) => id)).toEqual([review.id]);
    expect((await submit(world.other, held, 'ham')).__typename).toBe('LeaseLost');
  });

  it('of a case that was answered meanwhile changes nothing', async () => {
    const review = await skipped();
    await answerAll(world.other);
    const { data } = await undoSkip(world.reviewer, review.id);
    expect(data.undoSkip.reviews).toEqual([]);
    const { rows } = await world.handrail.database.query('select state from review where id = $1', [review.id]);
    expect(rows).toEqual([{ state: 'answered' }]);
  });

  it('twice, or of what was never skipped, or of nothing, is harmless', async () => {
    const review = await skipped();
    await undoSkip(world.reviewer, review.id);
    const { data } = await undoSkip(world.reviewer, review.id);
    expect(data.undoSkip.reviews.map(({ id }) => id)).toEqual([review.id]);
    // Somebody else's undo takes nothing away from who holds it.
    const other = await undoSkip(world.other, review.id);
    expect(other.data.undoSkip.reviews).toEqual([]);
    const { errors } = await undoSkip(world.reviewer, '00000000-0000-7000-8000-000000000000');
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/not-found');
  });
});
