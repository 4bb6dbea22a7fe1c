import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../support/handrail.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
/** The case of each name. */
const ids: Record<string, string> = {};
let times: Record<'start' | 'middle', string>;

const LIST = `query ($projectId: ID!, $filter: DecisionFilterInput, $first: Int!, $after: String) {
  decisions(projectId: $projectId, filter: $filter, first: $first, after: $after) { edges { node { id } } pageInfo { endCursor hasNextPage } } }`;
type Page = { decisions: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
const page = async (
  filter: object,
  first = 100,
  after?: string,
  as: Session = world.scientist,
): Promise<Page['decisions']> =>
  (await as.run<Page>(LIST, { projectId: world.projectId, filter, first, after })).decisions;
const nameOf = (id: string): string => Object.entries(ids).find(([, other]) => other === id)?.[0] ?? id;
const names = async (filter: object): Promise<string[]> =>
  (await page(filter)).edges.map(({ node }) => nameOf(node.id));

async function take(
  name: string,
  [value, confidence, model]: [value: string, confidence: number, model: string],
  segment?: string,
): Promise<void> {
  const { body } = await decide(
    world,
    { input: { text: `the mail called ${name}` }, segment, predictions: [{ model, value, confidence }] },
    { 'idempotency-key': `key-${name}` },
  );
  ids[name] = body.id;
}

/** Everything that waits is answered `ham`. */
async function answerAll(): Promise<void> {
  for (const review of await claim(world, world.reviewer)) await submit(world.reviewer, review, 'ham');
}

beforeAll(async () => {
  world = await createWorld();
  const start = new Date().toISOString();
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, blindControlRate: 0 });
  await take('sure', ['spam', 0.95, 'm@1'], 'vip');
  await take('answered', ['spam', 0.5, 'm@1']);
  await answerAll();
  const middle = new Date().toISOString();
  times = { start, middle };
  await moveTo(world, 'FULL_AUTOMATION', { auditRate: 0 });
  await take('later', ['ham', 0.3, 'm@2'], 'vip');
  await decide(world, { input: { text: 'the mail called failed' } }, { 'idempotency-key': 'key-failed' }).then(
    ({ body }) => (ids['failed'] = body.id),
  );
});
afterAll(() => world.handrail.stop());

describe('the decision log', () => {
  it('is found by everything that a decision has, newest first', async () => {
    const found: [object, string[]][] = [
      [{}, ['failed', 'later', 'answered', 'sure']],
      [{ id: ids['answered'] }, ['answered']],
      [{ id: '00000000-0000-7000-8000-000000000000' }, []],
      [{ key: 'key-later' }, ['later']],
      [{ key: 'key' }, []],
      [{ from: times.middle }, ['failed', 'later']],
      [{ from: times.start, to: times.middle }, ['answered', 'sure']],
      [{ value: 'spam' }, ['sure']],
      [{ value: 'ham' }, ['later', 'answered']],
      [{ decidedBy: 'HUMAN' }, ['answered']],
      [{ decidedBy: 'MODEL' }, ['later', 'sure']],
      [{ decidedBy: 'SYSTEM' }, []],
      [{ decider: 'm@1' }, ['sure']],
      [{ decider: 'm@3' }, []],
      [{ decidedBy: 'HUMAN', decider: 'm@1' }, []],
      [{ reason: 'low_confidence' }, ['answered']],
      [{ reason: 'fallback' }, ['failed']],
      [{ level: 'FULL_AUTOMATION' }, ['failed', 'later']],
      [{ level: 'FULL_AUTOMATION', reason: 'confident' }, []],
      [{ confidenceFrom: 0.3, confidenceTo: 0.5 }, ['later']],
      [{ confidenceTo: 0.29 }, []],
      [{ segment: 'vip' }, ['later', 'sure']],
      [{ field: 'text', fieldValue: 'the mail called later' }, ['later']],
      [{ field: 'text', fieldValue: 'later' }, []],
      [{ field: 'amount', fieldState: 'MISSING' }, ['failed', 'later', 'answered', 'sure']],
      [{ field: 'text', fieldState: 'MISSING' }, []],
      [{ field: 'constructor', fieldState: 'MISSING', segment: 'vip' }, ['later', 'sure']],
      [{ field: "it's", fieldValue: "'" }, []],
      // Nothing is frozen, so nobody can say what is new.
      [{ field: 'text', fieldState: 'NEW' }, []],
      [{ search: 'called LATER' }, ['later']],
      [{ search: '100%' }, []],
      [{ status: 'pending' }, ['failed']],
      [{ status: 'decided' }, ['later', 'answered', 'sure']],
      [{ value: 'ham', segment: 'vip' }, ['later']],
      [{ value: 'ham', decidedBy: 'HUMAN', from: times.start, to: times.middle, search: 'mail' }, ['answered']],
      [{ segment: 'vip', status: 'pending' }, []],
    ];
    for (const [filter, wanted] of found) expect([filter, await names(filter)]).toEqual([filter, wanted]);
  });

  it.each([
    ['all', {}, 4],
    ['what was decided', { status: 'decided' }, 3],
    ['one value', { value: 'ham' }, 2],
    ['one level', { level: 'FULL_AUTOMATION' }, 2],
    ['words', { search: 'the mail' }, 4],
  ])('gives %s page by page, each case once', async (_name, filter, count) => {
    const seen: string[] = [];
    for (let after: string | undefined, turns = 0; turns <= count; turns += 1) {
      const { edges, pageInfo } = await page(filter, 1, after);
      seen.push(...edges.map(({ node }) => node.id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(seen).toEqual((await page(filter)).edges.map(({ node }) => node.id));
    expect(seen).toHaveLength(count);
  });

  it.each([
    ['an id that is none', { id: 'abc' }, '/filter/id'],
    ['times the wrong way round', { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' }, '/filter/to'],
    ['confidences the wrong way round', { confidenceFrom: 0.9, confidenceTo: 0.1 }, '/filter/confidenceTo'],
    ['a value of no field', { fieldValue: 'x' }, '/filter/field'],
    ['a field of which nothing is said', { field: 'text' }, '/filter/fieldState'],
    ['too many words', { search: 'x'.repeat(1001) }, '/filter/search'],
  ])('refuses %s and names it', async (_name, filter, pointer) => {
    const { errors } = await world.scientist.send(LIST, { projectId: world.projectId, filter, first: 10 });
    expect(errors?.[0]?.extensions?.problem).toMatchObject({ type: '/problems/invalid', errors: [{ pointer }] });
  });

  it('says what can be chosen: the machines that decided and the segments that came, no people', async () => {
    const CHOICES = 'query ($projectId: ID!) { decisionChoices(projectId: $projectId) { deciders segments } }';
    expect(await world.scientist.run(CHOICES, { projectId: world.projectId })).toEqual({
      decisionChoices: { deciders: ['m@1', 'm@2'], segments: ['vip'] },
    });
    const { errors } = await world.reviewer.send(CHOICES, { projectId: world.projectId });
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
  });

  it('follows a correction: the case lies under the answer that stands, and under it alone', async () => {
    const { rows } = await world.handrail.database.query<{ id: string }>('select id from label where case_id = $1', [
      ids['answered'],
    ]);
    const CORRECT = 'mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename } }';
    for (const value of ['spam', 'ham', 'spam'])
      await world.reviewer.run(CORRECT, { input: { labelId: await lastLabel(rows[0]?.id), value } });
    expect(await names({ value: 'spam' })).toEqual(['answered', 'sure']);
    expect(await names({ value: 'ham' })).toEqual(['later']);
    expect(await names({ decidedBy: 'HUMAN' })).toEqual(['answered']);
  });
});

/** The newest label of the chain that begins with this one. */
async function lastLabel(first: string | undefined): Promise<string> {
  const { rows } = await world.handrail.database.query<{ id: string }>(
    `with recursive chain as (select id from label where id = $1 union all
       select l.id from label l join chain on l.corrects_id = chain.id)
     select id from chain c where not exists (select 1 from label where corrects_id = c.id)`,
    [first],
  );
  return rows[0]?.id ?? '';
}

describe('one case', () => {
  const REPLAY = `query ($id: ID!) { caseReplay(id: $id) {
    policyVersion storedPolicyVersion explanation differences { what was wouldBe } causes isFaithful } }`;

  it('tells everything: key, predictions, why in words with its numbers, review, answer', async () => {
    const STORY = `query ($id: ID!) { case(id: $id) { idempotencyKey explanation predictions decisions reviews labels feedback } }`;
    const { case: story } = await world.scientist.run<{ case: Record<string, unknown[]> }>(STORY, {
      id: ids['answered'],
    });
    expect(story).toMatchObject({
      idempotencyKey: 'key-answered',
      explanation: 'Sent to a person: 0.50 is below 0.90, the threshold for spam under policy 2.',
      predictions: [{ model: 'm@1', value: 'spam', confidence: 0.5 }],
      reviews: [{ reason: 'low_confidence', state: 'answered' }],
      feedback: [],
    });
    expect(story['decisions']?.length).toBeGreaterThan(1);
  });

  it('is replayed under the policy in force: what would be otherwise, and why', async () => {
    const { caseReplay } = await world.scientist.run<{ caseReplay: Record<string, unknown> }>(REPLAY, {
      id: ids['answered'],
    });
    expect(caseReplay).toEqual({
      policyVersion: 3,
      storedPolicyVersion: 2,
      isFaithful: true,
      explanation:
        'Decided by m@1, spam at 0.50: under policy 3 the machine decides every case. Not drawn for an audit (0 % are).',
      differences: [
        { what: 'Who decides', was: 'a person', wouldBe: 'm@1' },
        { what: 'Answer', was: 'the person’s', wouldBe: 'spam' },
        { what: 'Review', was: 'low confidence, with the suggestion in view', wouldBe: 'none' },
        { what: 'Reason', was: 'low confidence', wouldBe: 'level' },
      ],
      causes: expect.arrayContaining(['Level: partial automation then, full automation now']),
    });
    const same = await world.scientist.run<{ caseReplay: Record<string, unknown> }>(REPLAY, { id: ids['later'] });
    expect(same.caseReplay).toMatchObject({ differences: [], causes: [], isFaithful: true });
    expect(await world.reviewer.run(REPLAY, { id: ids['later'] }).catch(String)).toMatch(
      'does not include decisions:read',
    );
  });
});

it('finds the values that the reference never had', async () => {
  const { database } = world.handrail;
  const layout = { kind: 'categorical', categories: ['phone', 'mail'], rest: ['fax'] };
  await database.query(`insert into metric_layout (id, layout, created_at) values ('places', $1, now())`, [
    JSON.stringify(layout),
  ]);
  await database.query(
    `insert into metric_reference (project_id, decider, metric, part, segment, layout, source, first_at, last_at, count, missing, mean, m2, bins, frozen_at)
     values ($1, 'm@1', 'input.value', 'place', null, 'places', 'CASES', now(), now(), 1000, 0, 0, 0, '\\x', now())`,
    [world.projectId],
  );
  await database.query(
    `insert into intake_case (id, project_id, case_key, request_hash, segment, input, source, policy_version, route, created_at)
     select gen_random_uuid(), $1, 'place-' || coalesce(place, 'none'), '\\x00', 'places', jsonb_strip_nulls(jsonb_build_object('text', 'x', 'place', place)), 'api', 1,
            '{"level": "HUMAN_ONLY", "reason": "level"}', now()
       from unnest($2::text[]) place`,
    [world.projectId, ['phone', 'fax', 'chat', null]],
  );
  const { edges } = await page({ segment: 'places', field: 'place', fieldState: 'NEW' });
  const chat = await page({ segment: 'places', field: 'place', fieldValue: 'chat' });
  expect(edges).toHaveLength(1);
  expect(edges).toEqual(chat.edges);
  expect((await page({ segment: 'places', field: 'place', fieldState: 'MISSING' })).edges).toHaveLength(1);
});

it('looks further back page by page for words that no index knows, and ends', async () => {
  await world.handrail.database.query(
    `insert into intake_case (id, project_id, case_key, request_hash, segment, input, source, policy_version, route, created_at)
     select gen_random_uuid(), $1, 'bulk-' || i, '\\x00', 'bulk', jsonb_build_object('text', case when i = 20500 then 'a needle' else 'hay' end), 'api', 1,
            '{"level": "HUMAN_ONLY", "reason": "level"}', timestamptz '2026-01-01' - i * interval '1 second'
       from generate_series(1, 20500) i`,
    [world.projectId],
  );
  for (const filter of [{ search: 'needle' }, { search: 'needle', segment: 'bulk' }]) {
    const first = await page(filter);
    expect(first).toMatchObject({ edges: [], pageInfo: { hasNextPage: true } });
    const second = await page(filter, 100, first.pageInfo.endCursor);
    expect([second.edges.length, second.pageInfo.hasNextPage]).toEqual([1, false]);
  }
  const common = await page({ search: 'hay', level: 'HUMAN_ONLY' }, 100);
  expect([common.edges.length, common.pageInfo.hasNextPage]).toEqual([100, true]);
});
