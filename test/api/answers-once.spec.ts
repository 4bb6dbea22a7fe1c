import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ForgetAnswers } from '../../server/dist/platform/idempotency/index.js';
import type { Session } from '../support/handrail.js';
import { createWorld, decide, type Claimed, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

const FIELDS =
  '__typename ... on SubmitLabelSuccess { labelId } ... on LeaseLost { message state } ... on AnswerRefused { detail }';
type Result = { __typename: string; labelId?: string; message?: string; state?: string };

async function claim(session: Session, input: Record<string, unknown> = {}): Promise<Claimed[]> {
  const { claimReviews } = await session.run<{ claimReviews: { reviews: Claimed[] } }>(
    `mutation ($input: ClaimReviewsInput!) { claimReviews(input: $input) { reviews { ... on BlindReview { id leaseToken } ... on AssistedReview { id leaseToken } } } }`,
    { input: { projectId: world.projectId, count: 3, ...input } },
  );
  return claimReviews.reviews;
}
async function submit(session: Session, { id, leaseToken }: Claimed, rest: Record<string, unknown>): Promise<Result> {
  const { submitLabel } = await session.run<{ submitLabel: Result }>(
    `mutation ($input: SubmitLabelInput!) { submitLabel(input: $input) { ${FIELDS} } }`,
    { input: { reviewId: id, leaseToken, leadTimeMs: 10, ...rest } },
  );
  return submitLabel;
}
async function correct(session: Session, input: Record<string, unknown>): Promise<Result> {
  const { correctLabel } = await session.run<{ correctLabel: Result }>(
    `mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { ${FIELDS} } }`,
    { input },
  );
  return correctLabel;
}
async function skip(session: Session, { id, leaseToken }: Claimed, idempotencyKey: string): Promise<Result> {
  const { skipReview } = await session.run<{ skipReview: Result }>(
    'mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename ... on LeaseLost { message state } } }',
    { input: { reviewId: id, leaseToken, idempotencyKey } },
  );
  return skipReview;
}
const release = (session: Session, tabId?: string) =>
  session.run('mutation ($projectId: ID!, $tabId: ID) { releaseReviews(projectId: $projectId, tabId: $tabId) }', {
    projectId: world.projectId,
    tabId,
  });
const labels = async (reviewId = '') =>
  (await world.handrail.database.query('select value from label where review_id = $1 order by id', [reviewId])).rows;

async function one(text: string): Promise<Claimed> {
  await Promise.all([release(world.reviewer), release(world.other)]);
  await world.handrail.database.query(`update review set state = 'answered', closed_at = now() where state = 'open'`);
  await decide(world, { input: { text } });
  const [review] = await claim(world.reviewer);
  if (!review) throw new Error('nothing to claim');
  return review;
}

describe('an answer that comes again under its key', () => {
  it('is stored once and gets the first answer, also when both come at the same moment', async () => {
    const review = await one('twice');
    const answer = { value: 'ham', idempotencyKey: 'k-1' };
    const both = await Promise.all([submit(world.reviewer, review, answer), submit(world.reviewer, review, answer)]);
    const again = await submit(world.reviewer, review, answer);
    expect(new Set([...both, again].map((result) => JSON.stringify(result))).size).toBe(1);
    expect(again.__typename).toBe('SubmitLabelSuccess');
    expect(await labels(review.id)).toEqual([{ value: 'ham' }]);
  });

  it('is counted once', async () => {
    const before = (await (await fetch(`${world.handrail.url}/metrics`)).text()).match(
      /^handrail_labels_total.*$/m,
    )?.[0];
    const review = await one('counted');
    for (let time = 0; time < 3; time += 1)
      await submit(world.reviewer, review, { value: 'ham', idempotencyKey: 'k-counted' });
    const after = (await (await fetch(`${world.handrail.url}/metrics`)).text()).match(
      /^handrail_labels_total.*$/m,
    )?.[0];
    const numberOf = (line = '0'): number => Number(line.split(' ').at(-1));
    expect(numberOf(after) - numberOf(before)).toBe(1);
  });

  it('is refused where another answer comes under it, and stands apart from the keys of others', async () => {
    const review = await one('another body');
    await submit(world.reviewer, review, { value: 'ham', idempotencyKey: 'k-2' });
    const { errors } = await world.reviewer.send(
      `mutation ($input: SubmitLabelInput!) { submitLabel(input: $input) { ${FIELDS} } }`,
      {
        input: {
          reviewId: review.id,
          leaseToken: review.leaseToken,
          leadTimeMs: 10,
          value: 'spam',
          idempotencyKey: 'k-2',
        },
      },
    );
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/idempotency-conflict');
    await decide(world, { input: { text: 'of another' } });
    const [theirs] = await claim(world.other);
    if (!theirs) throw new Error('nothing to claim');
    expect((await submit(world.other, theirs, { value: 'spam', idempotencyKey: 'k-2' })).__typename).toBe(
      'SubmitLabelSuccess',
    );
  });

  it('so is a correction, and a skip that was taken back is not skipped again by its repetition', async () => {
    const review = await one('corrected');
    const { labelId } = await submit(world.reviewer, review, { value: 'ham', idempotencyKey: 'k-3' });
    const correction = { labelId, value: 'spam', idempotencyKey: 'c-3' };
    const [first, second] = [await correct(world.reviewer, correction), await correct(world.reviewer, correction)];
    expect([first.__typename, second]).toEqual(['SubmitLabelSuccess', first]);
    expect(await labels(review.id)).toEqual([{ value: 'ham' }, { value: 'spam' }]);

    const skipped = await one('skipped');
    expect((await skip(world.reviewer, skipped, 's-1')).__typename).toBe('SkipReviewSuccess');
    const undo = `mutation ($id: ID!) { undoSkip(reviewId: $id, idempotencyKey: "u-1") { queue { skippedByMe } reviews { ... on BlindReview { id } } } }`;
    await world.reviewer.run(undo, { id: skipped.id });
    expect((await skip(world.reviewer, skipped, 's-1')).__typename).toBe('SkipReviewSuccess');
    const { undoSkip } = await world.reviewer.run<{ undoSkip: { queue: unknown; reviews: unknown } }>(undo, {
      id: skipped.id,
    });
    expect(undoSkip).toMatchObject({ queue: { skippedByMe: 0 }, reviews: [{ id: skipped.id }] });
  });
});

describe('what is said of an answer that is not taken is true', () => {
  it('tells who answered: oneself, or somebody else', async () => {
    const review = await one('mine');
    await submit(world.reviewer, review, { value: 'ham' });
    const own = await submit(world.reviewer, review, { value: 'spam' });
    expect(own).toMatchObject({
      __typename: 'LeaseLost',
      state: 'answered',
      message: expect.stringContaining('You have answered'),
    });
    const theirs = await submit(world.other, review, { value: 'spam' });
    expect(theirs).toMatchObject({ state: 'answered', message: expect.stringContaining('Somebody else') });
  });

  it('tells a hold that was given back from one that ran out', async () => {
    const review = await one('given back');
    await release(world.reviewer);
    expect((await submit(world.reviewer, review, { value: 'ham' })).message).toContain('given back');
    const [again] = await claim(world.reviewer);
    if (!again) throw new Error('nothing to claim');
    expect((await submit(world.reviewer, review, { value: 'ham' })).message).toContain('another page');
  });
});

describe('two pages of one person', () => {
  it('have cases of their own; one that is closed gives back what it held and nothing else', async () => {
    await one('first');
    await release(world.reviewer);
    for (let index = 0; index < 5; index += 1) await decide(world, { input: { text: `tab ${index}` } });
    const [a, b] = await Promise.all([claim(world.reviewer, { tabId: 'a' }), claim(world.reviewer, { tabId: 'b' })]);
    const ids = [...a, ...b].map(({ id }) => id);
    expect([a.length, b.length, new Set(ids).size]).toEqual([3, 3, 6]);
    await release(world.reviewer, 'a');
    expect((await claim(world.other)).map(({ id }) => id).sort()).toEqual(a.map(({ id }) => id).sort());
    expect((await claim(world.reviewer, { tabId: 'b' })).map(({ id }) => id)).toEqual(b.map(({ id }) => id));
  });

  it('a page that was loaded anew goes on with the cases it held; what the old one still sends counts no more', async () => {
    const review = await one('loaded anew');
    await release(world.reviewer);
    const [held] = await claim(world.reviewer, { tabId: 'old' });
    const [again] = await claim(world.reviewer, { tabId: 'new', insteadOf: 'old' });
    expect([held?.id, again?.id]).toEqual([review.id, review.id]);
    await release(world.reviewer, 'old');
    if (!again) throw new Error('unreachable');
    expect((await submit(world.reviewer, again, { value: 'ham' })).__typename).toBe('SubmitLabelSuccess');
  });

  it('however many there are, one person holds at most thirty', async () => {
    await one('many');
    for (let index = 0; index < 40; index += 1) await decide(world, { input: { text: `many ${index}` } });
    for (let tab = 0; tab < 12; tab += 1) await claim(world.reviewer, { tabId: `many-${tab}` });
    const { rows } = await world.handrail.database.query(
      `select count(*)::int as held from review where state = 'open' and leased_by is not null`,
    );
    expect(rows).toEqual([{ held: 30 }]);
    await release(world.reviewer);
  });

  it('are named by what can name one', async () => {
    const { errors } = await world.reviewer.send(
      'mutation ($input: ClaimReviewsInput!) { claimReviews(input: $input) { queue { total } } }',
      { input: { projectId: world.projectId, count: 1, tabId: 'x'.repeat(65) } },
    );
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/invalid');
  });
});

it('an answer without a time is stored without one, not as if it had taken none', async () => {
  const untimed = await one('answered before the picture was there');
  await submit(world.reviewer, untimed, { value: 'ham', leadTimeMs: null });
  const timed = await one('answered after');
  await submit(world.reviewer, timed, { value: 'ham', leadTimeMs: 1200 });
  const { rows } = await world.handrail.database.query(
    'select lead_time_ms from label where review_id = any($1) order by created_at, id',
    [[untimed.id, timed.id]],
  );
  expect(rows).toEqual([{ lead_time_ms: null }, { lead_time_ms: 1200 }]);
});

it('what was answered under a key is forgotten after a week, however much it is, and nothing sooner', async () => {
  const { database, running } = world.handrail;
  const count = async (): Promise<unknown> =>
    (await database.query(`select count(*)::int as n from answered_request where operation = 'test'`)).rows[0];
  const insert = (many: number, age: string): Promise<unknown> =>
    database.query(
      `insert into answered_request (project_id, operation, key, request_hash, answer, created_at)
       select $1, 'test', $3 || n, 'h', '{}', now() - $3::interval from generate_series(1, $2::int) n`,
      [world.projectId, many, age],
    );
  await insert(12_001, '8 days');
  await insert(3, '6 days');
  let done: Promise<unknown> = Promise.resolve();
  const loop = ({ run }: { run: () => Promise<unknown> }) => ({ start: () => void (done = run()) });
  running.app.get(ForgetAnswers).start({ loop } as never);
  await done;
  expect(await count()).toEqual({ n: 3 });
});
