import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { missing, NOTHING_MISSING } from '../support/ledger.js';
import { claim, createWorld, decide, moveTo, submit, type Answer, type Claimed, type World } from '../support/world.js';

/** Whatever people and services do in whatever order: what always holds, looked at from outside. */
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

const LEVELS = ['HUMAN_ONLY', 'SHADOW', 'AI_ASSISTANCE', 'PARTIAL_AUTOMATION', 'FULL_AUTOMATION'] as const;
const SUBMITTED = 'SubmitLabelSuccess';
let runs = 0;

/** What the product has said yes to. */
type Model = {
  readonly prefix: string;
  readonly first: Map<string, { readonly body: string; readonly answer: Answer }>;
  readonly labels: { readonly id: string; readonly reviewId: string }[];
};
type Command = fc.AsyncCommand<Model, World>;
type Case = { readonly key: number; readonly text: string; readonly confidence: number };

const bodyOf = ({ text, confidence }: Case): string =>
  JSON.stringify({ input: { text }, predictions: [{ model: 'filter@1', value: 'spam', confidence }] });

/** Sends cases at the same moment; a key that came before gives its first answer, or is refused with another body. */
class Send implements Command {
  constructor(private readonly cases: readonly Case[]) {}
  check = (): boolean => true;

  async run(model: Model, real: World): Promise<void> {
    const sent = this.cases.map((one) => ({ key: `${model.prefix}-${one.key}`, body: bodyOf(one) }));
    const answers = await Promise.all(sent.map(({ key, body }) => decide(real, body, { 'idempotency-key': key })));
    // Of several with one new key any may have been the first: the one that was not refused.
    sent.forEach(({ key, body }, index) => {
      const answer = answers[index];
      if (answer && answer.status < 300 && !model.first.has(key)) model.first.set(key, { body, answer });
    });
    sent.forEach(({ key, body }, index) => {
      const answer = answers[index];
      const first = model.first.get(key);
      if (!answer || !first) throw new Error(`${key} was not taken: ${answer?.status}`);
      if (body !== first.body) expect(answer.status).toBe(409);
      else expectFirst(answer, first.answer);
    });
  }

  toString = (): string =>
    `send ${this.cases.map(({ key, text, confidence }) => `${key} ${text} ${confidence}`).join(', ')}`;
}

/** A machine's answer stays as it was; a promise stays one until a person has kept it. */
function expectFirst(answer: Answer, first: Answer): void {
  if (first.status === 200) expect([answer.status, answer.body]).toEqual([200, first.body]);
  else expect(answer.body).toMatchObject({ id: first.body.id, createdAt: first.body['createdAt'] });
}

class Move implements Command {
  constructor(
    private readonly level: (typeof LEVELS)[number],
    private readonly settings: { readonly globalThreshold: number; readonly auditRate: number },
  ) {}
  check = (): boolean => true;
  run = async (_model: Model, real: World): Promise<void> => void (await moveTo(real, this.level, this.settings));
  toString = (): string => `move to ${this.level} ${JSON.stringify(this.settings)}`;
}

/** Whatever was queued under whatever policy can be answered under the one in force now. */
class Answering implements Command {
  constructor(
    private readonly value: string,
    private readonly way: 'answer' | 'skip' | 'skip and undo' | 'twice' | 'correct',
  ) {}
  check = (): boolean => true;

  async run(model: Model, real: World): Promise<void> {
    const [review] = await claim(real, real.reviewer);
    if (!review) return;
    if (this.way.startsWith('skip')) await skip(real, review);
    if (this.way === 'skip') return;
    const held = this.way === 'skip and undo' ? await undo(real, review) : review;
    const outcomes = await Promise.all(
      Array.from({ length: this.way === 'twice' ? 2 : 1 }, () => submit(real.reviewer, held, this.value)),
    );
    expect(outcomes.filter(({ __typename }) => __typename === SUBMITTED)).toHaveLength(1);
    await nothingIsOverwritten();
    const { rows } = await real.handrail.database.query<{ id: string }>('select id from label where review_id = $1', [
      held.id,
    ]);
    model.labels.push({ id: rows[0]?.id ?? '', reviewId: held.id });
    if (this.way !== 'correct') return;
    const { correctLabel } = await real.reviewer.run<{ correctLabel: { __typename: string } }>(
      'mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename } }',
      { input: { labelId: rows[0]?.id, value: 'ham' } },
    );
    expect(correctLabel.__typename).toBe(SUBMITTED);
    await nothingIsOverwritten();
  }

  toString = (): string => `${this.way} ${this.value}`;
}

async function skip(real: World, { id, leaseToken }: Claimed): Promise<void> {
  const { skipReview } = await real.reviewer.run<{ skipReview: { __typename: string } }>(
    'mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }',
    { input: { reviewId: id, leaseToken } },
  );
  expect(skipReview.__typename).toBe('SkipReviewSuccess');
}

async function undo(real: World, { id }: Claimed): Promise<Claimed> {
  const { undoSkip } = await real.reviewer.run<{ undoSkip: { reviews: Claimed[] } }>(
    'mutation ($id: ID!) { undoSkip(reviewId: $id) { reviews { ... on BlindReview { id caseId leaseToken } ... on AssistedReview { id caseId leaseToken } } } }',
    { id },
  );
  const [first] = undoSkip.reviews;
  if (first?.id !== id) throw new Error('The skipped case is not the first again.');
  return first;
}

/** Rows that must never change, as they were when they were last looked at. */
let before: string[] = [];
async function nothingIsOverwritten(): Promise<void> {
  const parts = ['policy', 'intake_case', 'prediction', 'decision', 'label', 'audit_entry'].map(
    (table) => `select '${table} ' || md5(t::text) as row from ${table} t`,
  );
  const { rows } = await world.handrail.database.query<{ row: string }>(parts.join(' union all '));
  const now = new Set(rows.map(({ row }) => row));
  expect(
    before.filter((row) => !now.has(row)),
    '8',
  ).toEqual([]);
  before = [...now];
}

/** The queue is emptied by somebody who has skipped nothing; every review must be had and answered. */
async function answerAll(): Promise<string[]> {
  await world.reviewer.run('mutation ($id: ID!) { releaseReviews(projectId: $id) }', { id: world.projectId });
  const answered: string[] = [];
  for (let held = await claim(world, world.other); held.length > 0; held = await claim(world, world.other)) {
    for (const review of held) {
      expect((await submit(world.other, review, 'ham')).__typename).toBe(SUBMITTED);
      answered.push(review.id);
    }
  }
  return answered;
}

async function holds({ first, labels }: Model): Promise<void> {
  const { handrail } = world;
  const acknowledged = {
    cases: new Map([...first].map(([key, { answer }]) => [key, answer.body.id])),
    labels: labels.map(({ reviewId }) => reviewId),
    refused: new Map<number, number>(),
  };
  expect(await missing(handrail.databaseUrl, acknowledged), '1 and 2').toEqual(NOTHING_MISSING);
  const answered = await answerAll();
  const left = await handrail.database.query(`select id, policy_version from review where state = 'open'`);
  expect(left.rows, '9').toEqual([]);
  expect(await missing(handrail.databaseUrl, { ...acknowledged, labels: answered }), '9').toEqual(NOTHING_MISSING);
  const strangers = await handrail.database.query(
    `select d.id from decision d join intake_case c on c.id = d.case_id
      where d.policy_version <> c.policy_version or c.policy_version <> (c.route->>'policyVersion')::int`,
  );
  expect(strangers.rows, '9: answered under the policy that it was routed with').toEqual([]);
  const unsure = await handrail.database.query(
    `select d.id from decision d join intake_case c on c.id = d.case_id join policy p on p.project_id = c.project_id and p.version = c.policy_version
      where d.decided_by_kind = 'model' and p.level = 'PARTIAL_AUTOMATION' and not d.confidence >= (p.settings->>'globalThreshold')::float8`,
  );
  expect(unsure.rows, '5').toEqual([]);
  await nothingIsOverwritten();
}

const aCase = fc.record({
  key: fc.integer({ min: 0, max: 7 }),
  text: fc.constantFrom('one', 'two'),
  confidence: fc.constantFrom(0.2, 0.55, 0.7, 0.99),
});
const commands = fc.commands(
  [
    fc.array(aCase, { minLength: 1, maxLength: 6 }).map((cases) => new Send(cases)),
    fc
      .tuple(fc.constantFrom(...LEVELS), fc.constantFrom(0, 0.5, 1), fc.constantFrom(0.5, 0.6, 0.9))
      .map(([level, auditRate, globalThreshold]) => new Move(level, { globalThreshold, auditRate })),
    fc
      .tuple(fc.constantFrom('spam', 'ham'), fc.constantFrom('answer', 'skip', 'skip and undo', 'twice', 'correct'))
      .map(([value, way]) => new Answering(value, way)),
  ],
  { maxCommands: 25, size: 'max' },
);

it(
  '1, 2, 5, 8, 9, 10: whatever is sent, repeated, moved, answered, skipped and corrected in whatever order',
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (given) => {
        runs += 1;
        const model: Model = { prefix: `run${runs}`, first: new Map(), labels: [] };
        await fc.asyncModelRun(() => ({ model, real: world }), given);
        await holds(model);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  },
);
