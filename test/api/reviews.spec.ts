import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claim, CLAIM, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

describe('claiming', () => {
  it('never gives one case to two people, however many ask at once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => decide(world, { input: { text: `c${index}` } })));
    const claims = await Promise.all(
      Array.from({ length: 25 }, (_, index) => claim(world, index % 2 === 0 ? world.reviewer : world.other)),
    );
    const [mine, theirs] = [0, 1].map(
      (side) =>
        new Set(claims.filter((_, index) => index % 2 === side).flatMap((reviews) => reviews.map(({ id }) => id))),
    );
    expect([...(mine ?? [])].filter((id) => theirs?.has(id))).toEqual([]);
    expect(mine?.size).toBe(3);
  });

  it('refuses the answer of a lease that ran out, and says so', async () => {
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('no review');
    await world.handrail.database.query(
      `update review set lease_expires_at = now() - interval '1 second' where id = $1`,
      [review.id],
    );
    expect(await submit(world.reviewer, review, 'ham')).toMatchObject({
      __typename: 'LeaseLost',
      message: expect.stringContaining('ran out'),
    });
    const { rows } = await world.handrail.database.query('select count(*)::int as n from label where review_id = $1', [
      review.id,
    ]);
    expect(rows).toEqual([{ n: 0 }]);
    const again = await claim(world, world.other);
    expect(again.length).toBeGreaterThan(0);
  });

  it('takes an answer once, even when it is sent twice at the same time', async () => {
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('no review');
    const outcomes = await Promise.all([submit(world.reviewer, review, 'ham'), submit(world.reviewer, review, 'ham')]);
    expect(outcomes.map(({ __typename }) => __typename).sort()).toEqual(['LeaseLost', 'SubmitLabelSuccess']);
  });

  it('does not bring a skipped case back to who skipped it', async () => {
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('no review');
    await world.reviewer.run('mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }', {
      input: { reviewId: review.id, leaseToken: review.leaseToken, reason: 'unsure' },
    });
    for (let round = 0; round < 20; round += 1) {
      const reviews = await claim(world, world.reviewer);
      expect(reviews.map(({ id }) => id)).not.toContain(review.id);
      if (!reviews[0]) break;
      await submit(world.reviewer, reviews[0], 'ham');
    }
  });
});

describe('blind means blind', () => {
  it.each([
    ['HUMAN_ONLY', {}],
    ['SHADOW', {}],
    ['AI_ASSISTANCE', { blindControlRate: 1 }],
    ['FULL_AUTOMATION', { auditRate: 1 }],
  ])('under %s nothing that a reviewer can fetch holds the prediction', async (level, settings) => {
    await moveTo(world, level, settings);
    await decide(world, {
      input: { text: `secret ${level}` },
      predictions: [{ model: 'giveaway@7', value: 'spam', confidence: 0.987654 }],
    });
    const seen = [JSON.stringify(await world.other.send(CLAIM, { projectId: world.projectId }))];
    const { rows } = await world.handrail.database.query<{ id: string }>(
      'select id from intake_case order by id desc limit 1',
    );
    seen.push(
      JSON.stringify(
        await world.other.send('query ($id: ID!) { case(id: $id) { predictions decisions route } }', {
          id: rows[0]?.id,
        }),
      ),
    );
    seen.push(
      JSON.stringify(
        await world.other.send('query ($id: ID!) { decisions(projectId: $id) { edges { node { confidence } } } }', {
          id: world.projectId,
        }),
      ),
    );
    expect(seen.join()).not.toMatch(/giveaway|987654/);
    await world.other.run('mutation ($id: ID!) { releaseReviews(projectId: $id) }', { id: world.projectId });
  });

  it('in AI assistance shows the suggestion with its confidence', async () => {
    await moveTo(world, 'AI_ASSISTANCE', { blindControlRate: 0 });
    await decide(world, {
      input: { text: 'help me' },
      predictions: [{ model: 'filter@1', value: 'spam', confidence: 0.01 }],
    });
    const reviews = await claim(world, world.other);
    expect(reviews.find(({ suggestion }) => suggestion)).toMatchObject({
      suggestion: { value: 'spam', confidence: 0.01 },
    });
  });
});

describe('the slider', () => {
  it('refuses a move on top of a version that is not the newest, and undoes', async () => {
    const version = await moveTo(world, 'FULL_AUTOMATION');
    const move = {
      projectId: world.projectId,
      expectedVersion: version - 1,
      reason: 'late',
      settings: { level: 'SHADOW', globalThreshold: 0.5, auditRate: 0.1 },
    };
    expect(
      await world.admin.run('mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { __typename } }', {
        input: move,
      }),
    ).toEqual({ moveLadder: { __typename: 'PolicyChangedMeanwhile' } });
    const undo = { projectId: world.projectId, version, expectedVersion: version, reason: 'a mistake' };
    expect(
      await world.admin.run(
        'mutation ($input: UndoPolicyInput!) { undoPolicy(input: $input) { ... on MoveLadderSuccess { policy { level undoesVersion } } } }',
        { input: undo },
      ),
    ).toEqual({
      undoPolicy: { policy: { level: 'AI_ASSISTANCE', undoesVersion: version } },
    });
  });
});
