import { random } from '@handrail/shared/stats/simulate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Session } from '../support/handrail.js';
import { connectSocket } from '../support/socket.js';
import { tells, type Sighting } from '../support/two-sample.js';
import { claim, createWorld, decide, moveTo, submit, whoWatchesAndAnswers, type World } from '../support/world.js';

/**
 * Two thousand blind reviews, half of them of cases that the machine decided and half of cases that it was not sure of:
 * whatever a reviewer's session is shown of them is tested for telling the two apart. Which is which, and when it came, is
 * seeded; ids are not, so the level is one at which chance never fails it (about 6 standard deviations for each thing seen),
 * while what told it, the distance of two ids, stood at 30.
 */
const [CASES, ALONE, ANSWERED, WATCHED, LEVEL, SEED] = [2000, 300, 450, 60, 1e-6, 20_261];
const ID_BITS = 128;

let world: World;
let both: Session;
const isSure = new Map<string, boolean>();
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 1, showLowConfidencePrediction: false });
});
afterAll(() => world.handrail.stop());

const ask = async (name: string, confidence: number): Promise<void> => {
  isSure.set(name, confidence >= 0.9);
  await decide(world, { input: { text: name }, predictions: [{ model: 'm@1', value: 'spam', confidence }] });
};

/** One after the other first, then several at once: each way ids are made in another order. */
async function bring(): Promise<void> {
  const draw = random(SEED);
  const cases = Array.from({ length: CASES }, (_, n) => ({
    name: `case ${String(n).padStart(4, '0')}`,
    confidence: draw() < 0.5 ? 0.95 : 0.55,
  }));
  for (const { name, confidence } of cases.slice(0, ALONE)) await ask(name, confidence);
  for (let from = ALONE; from < CASES; from += 50)
    await Promise.all(cases.slice(from, from + 50).map(({ name, confidence }) => ask(name, confidence)));
}

type Card = { id: string; caseId: string; leaseToken: string; waitingSince: string; input: { text: string } };
type Seen = { card: Card; place: number; labelId: string | null; size: number };
const CLAIM = `claimReviews(input: { projectId: $projectId, count: 3 }) { reviews { __typename
  ... on BlindReview { id caseId why explanation input segment leaseToken waitingSince }
  ... on AssistedReview { id caseId why explanation input segment leaseToken waitingSince suggestion { value confidence } } } }`;

/** Takes all that there is, as a page does it, and keeps what it was shown; the first are answered, the others put away. */
async function answerAll(session: Session): Promise<Seen[]> {
  const seen: Seen[] = [];
  let held: Card[] = [];
  do {
    const isAnswered = seen.length < ANSWERED;
    const answers = (isAnswered ? held : []).map(
      ({ id, leaseToken }, n) =>
        `a${n}: submitLabel(input: { reviewId: "${id}", leaseToken: "${leaseToken}", value: "ham", leadTimeMs: 900 }) { ... on SubmitLabelSuccess { labelId caseId } }`,
    );
    const data = await session.run<Record<string, unknown>>(
      `mutation ($projectId: ID!) { ${answers.join(' ')} ${CLAIM} }`,
      { projectId: world.projectId },
    );
    for (const [n, card] of held.entries()) {
      const answer = data[`a${n}`] as { labelId: string } | undefined;
      seen.push({ card, place: seen.length, labelId: answer?.labelId ?? null, size: JSON.stringify(card).length });
    }
    held = (data['claimReviews'] as { reviews: Card[] }).reviews;
    if (seen.length >= ANSWERED)
      await world.handrail.database.query(`update review set state = 'withdrawn' where leased_by is not null`);
  } while (held.length > 0);
  return seen;
}

const numberOf = (id: string): bigint => BigInt(`0x${id.replaceAll('-', '')}`);
/** The part of a UUID v7 that is a time, and the 32 bits behind it that the common library counts up. */
const millisecondOf = (id: string): number => Number(numberOf(id) >> 80n);
function countOf(id: string): number {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const at = (place: number): number => bytes[place] ?? 0;
  return (at(6) & 0x0f) * 2 ** 28 + at(7) * 2 ** 20 + (at(8) & 0x3f) * 2 ** 14 + at(9) * 2 ** 6 + (at(10) >> 2);
}
const bitsOf = (name: string, value: bigint): [string, number][] =>
  Array.from({ length: ID_BITS }, (_, bit) => [`bit ${bit} of ${name}`, Number((value >> BigInt(bit)) & 1n)]);

/** How far each id is from the nearest one below and above it, of all that a reviewer was shown. */
function gapsOf(ids: readonly string[]): Map<string, { below: number; above: number }> {
  const sorted = [...new Set(ids)].map((id) => ({ id, at: numberOf(id) })).sort((a, b) => (a.at < b.at ? -1 : 1));
  const gap = (one: number, other: number): number => {
    const [a, b] = [sorted[one], sorted[other]];
    if (!a || !b) return 0;
    return (millisecondOf(b.id) - millisecondOf(a.id)) * 2 ** 32 + countOf(b.id) - countOf(a.id);
  };
  return new Map(sorted.map(({ id }, n) => [id, { below: gap(n - 1, n), above: gap(n, n + 1) }]));
}

function ofLabel(labelId: string, id: string, gaps: ReturnType<typeof gapsOf>): Record<string, number> {
  return {
    'count from review to label': countOf(labelId) - countOf(id),
    'label below': gaps.get(labelId)?.below ?? 0,
    ...Object.fromEntries(bitsOf('the label’s id', numberOf(labelId))),
  };
}

function toSighting(seen: Seen, gaps: ReturnType<typeof gapsOf>): Sighting {
  const { card, place, labelId, size } = seen;
  const { id, caseId, waitingSince } = card;
  const at = new Date(waitingSince).getTime();
  return {
    isOne: isSure.get(card.input.text) === true,
    seen: {
      place,
      size,
      'time of day': at % 86_400_000,
      'millisecond of the second': at % 1000,
      'millisecond of the review after the case': millisecondOf(id) - millisecondOf(caseId),
      'millisecond of the review after it came': millisecondOf(id) - at,
      'count from case to review': countOf(id) - countOf(caseId),
      ...(labelId === null ? {} : ofLabel(labelId, id, gaps)),
      'review below': gaps.get(id)?.below ?? 0,
      'review above': gaps.get(id)?.above ?? 0,
      'case below': gaps.get(caseId)?.below ?? 0,
      'case above': gaps.get(caseId)?.above ?? 0,
      ...Object.fromEntries([
        ...bitsOf('the review’s id', numberOf(id)),
        ...bitsOf('the case’s id', numberOf(caseId)),
        ...bitsOf('both ids', numberOf(id) ^ numberOf(caseId)),
      ]),
    },
  };
}

it('the test finds what tells: the distance of counted ids, and one size in ten that differs', () => {
  const draw = random(SEED);
  const sightings = Array.from({ length: CASES }, () => {
    const isOne = draw() < 0.5;
    const distance = (isOne ? 3 : 2) + Math.floor(draw() * 3);
    return { isOne, seen: { distance, size: 200 + (isOne && draw() < 0.1 ? 1 : 0), chance: draw() } };
  });
  expect(tells(sightings, LEVEL).map(({ what }) => what)).toEqual(['distance', 'size']);
});

it(
  'ids, order, times and sizes of two thousand blind cases tell nothing of what the machine thought',
  { timeout: 240_000 },
  async () => {
    await bring();
    const seen = await answerAll(world.reviewer);
    expect(seen).toHaveLength(CASES);
    const gaps = gapsOf(
      seen.flatMap(({ card, labelId }) => [card.id, card.caseId, ...(labelId === null ? [] : [labelId])]),
    );
    const sightings = seen.map((one) => toSighting(one, gaps));
    expect(sightings.filter(({ isOne }) => isOne).length).toBeGreaterThan(CASES * 0.45);
    expect(tells(sightings, LEVEL)).toEqual([]);
  },
);

/** One answer as it comes over the wire: how long it and its heads are, and how many heads. */
type Wire = { readonly bytes: number; readonly heads: number; readonly headBytes: number; readonly text: string };
async function wire(session: Session, query: string, variables: Record<string, unknown>): Promise<Wire> {
  const answer = await fetch(`${world.handrail.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-handrail-request': '1', cookie: session.cookie },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  const heads = [...answer.headers].map(([name, value]) => name.length + value.length);
  return { text, bytes: text.length, heads: heads.length, headBytes: heads.reduce((sum, one) => sum + one, 0) };
}

/** All that can be done with one case, one after the other, as a page does it and as somebody curious does. */
async function everyStep(session: Session): Promise<Record<string, Wire>> {
  const { projectId } = world;
  const PARTS = `reviews { ... on BlindReview { id caseId why explanation input segment leaseToken leaseExpiresAt waitingSince }
    ... on AssistedReview { id caseId why explanation input segment leaseToken leaseExpiresAt waitingSince suggestion { value confidence } } }
    queue { available heldByOthers heldByMe skippedByMe total oldestOpenAt }`;
  const SUBMIT = `mutation ($input: SubmitLabelInput!) { submitLabel(input: $input) { __typename
    ... on SubmitLabelSuccess { labelId caseId } ... on LeaseLost { message state } ... on AnswerRefused { detail } } }`;
  type Held = { reviews: Card[] };
  const heldIn = ({ text }: Wire, name: string): Card => {
    const { data } = JSON.parse(text) as { data: Record<string, Held> };
    const [card] = data[name]?.reviews ?? [];
    if (!card) throw new Error(`no case in ${text}`);
    return card;
  };
  const claimed = await wire(
    session,
    `mutation ($projectId: ID!) { claimReviews(input: { projectId: $projectId, count: 1 }) { ${PARTS} } }`,
    { projectId },
  );
  const { id: reviewId, leaseToken } = heldIn(claimed, 'claimReviews');
  const renewed = await wire(
    session,
    'mutation ($leases: [LeaseInput!]!) { renewLeases(leases: $leases) { reviewId leaseExpiresAt } }',
    { leases: [{ reviewId, leaseToken }] },
  );
  const skipped = await wire(
    session,
    'mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename ... on SkipReviewSuccess { reviewId } } }',
    { input: { reviewId, leaseToken, reason: 'a look' } },
  );
  const undone = await wire(session, `mutation ($id: ID!) { undoSkip(reviewId: $id) { ${PARTS} } }`, { id: reviewId });
  const { leaseToken: token } = heldIn(undone, 'undoSkip');
  const give = (value: string, leaseToken_: string) =>
    wire(session, SUBMIT, { input: { reviewId, leaseToken: leaseToken_, value, leadTimeMs: 900 } });
  const stale = await give('ham', leaseToken);
  const refused = await give('eggs', token);
  const stored = await give('ham', token);
  const again = await give('ham', token);
  const recent = await wire(
    session,
    'query ($projectId: ID!) { myRecentLabels(projectId: $projectId) { id reviewId caseId input value note createdAt correctableUntil } }',
    { projectId },
  );
  const { data } = JSON.parse(stored.text) as { data: { submitLabel: { labelId: string } } };
  const corrected = await wire(
    session,
    `mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename
      ... on SubmitLabelSuccess { labelId caseId } ... on LeaseLost { message state } ... on AnswerRefused { detail } } }`,
    { input: { labelId: data.submitLabel.labelId, value: 'spam' } },
  );
  const rest = await wire(
    session,
    'query ($projectId: ID!) { queue(projectId: $projectId) { available heldByOthers heldByMe skippedByMe total oldestOpenAt } me { person { name } } }',
    { projectId },
  );
  return { claimed, renewed, skipped, undone, stale, refused, stored, again, recent, corrected, rest };
}

it('whatever is done with a blind case, each answer has one length, one set of heads and one sentence on either side', async () => {
  const draw = random(SEED + 2);
  const sightings: Sighting[] = [];
  const sentences = new Map<string, Set<string>>([
    ['sure', new Set()],
    ['unsure', new Set()],
  ]);
  for (let n = 0; n < WATCHED; n += 1) {
    const name = `step ${1000 + n}`;
    await ask(name, draw() < 0.5 ? 0.95 : 0.55);
    const steps = await everyStep(world.reviewer);
    const isOne = isSure.get(name) === true;
    const seen = Object.entries(steps).flatMap(([step, { bytes, heads, headBytes }]) => [
      [`bytes of ${step}`, bytes],
      [`heads of ${step}`, heads],
      [`bytes of heads of ${step}`, headBytes],
    ]);
    sightings.push({ isOne, seen: Object.fromEntries(seen) });
    const said = sentences.get(isOne ? 'sure' : 'unsure');
    for (const [step, { text }] of Object.entries(steps))
      for (const [word] of text.matchAll(/"(message|state|detail|why|explanation|__typename)":"[^"]*"/g))
        said?.add(`${step} ${word}`);
  }
  expect(sightings.filter(({ isOne }) => isOne).length).toBeGreaterThan(WATCHED * 0.35);
  expect(tells(sightings, LEVEL)).toEqual([]);
  expect(sentences.get('sure')).toEqual(sentences.get('unsure'));
  expect([...(sentences.get('sure') ?? [])].filter((one) => one.startsWith('stale'))).not.toEqual([]);
});

it('what moves when a blind case comes and when it is answered is the same for both', async () => {
  type Pulse = Record<string, unknown> & { queueLength: number; queueMark: string };
  const client = connectSocket(world.handrail.url, { cookie: world.reviewer.cookie });
  const pulses = client.iterate<{ projectPulse: Pulse }>({
    query: `subscription ($projectId: ID!) { projectPulse(projectId: $projectId) {
      queueLength policyVersion queueMark decisionsMark projectMark datasetsMark alarmsMark deliveriesMark } }`,
    variables: { projectId: world.projectId },
  });
  const next = async (): Promise<Pulse> => {
    const pulse = ((await pulses.next()).value as { data?: { projectPulse: Pulse } }).data?.projectPulse;
    if (!pulse) throw new Error('no pulse');
    return pulse;
  };
  let last = await next();
  /** The names of what has moved by the time that so many are queued. */
  const movedUntil = async (queueLength: number): Promise<string[]> => {
    const before = last;
    do last = await next();
    while (last.queueLength !== queueLength);
    return Object.keys(last).filter((name) => JSON.stringify(last[name]) !== JSON.stringify(before[name]));
  };
  const ways: string[][][] = [];
  for (const confidence of [0.95, 0.55, 0.95, 0.55]) {
    const queued = last.queueLength;
    await ask(`pulse ${ways.length}   `, confidence);
    const came = await movedUntil(queued + 1);
    const [card] = (await claim(world, world.reviewer)).filter(
      ({ input }) => input?.['text'] === `pulse ${ways.length}   `,
    );
    if (!card) throw new Error('the case was not to be had');
    await submit(world.reviewer, card, 'spam');
    ways.push([came, await movedUntil(queued)]);
  }
  await client.dispose();
  const [sure, unsure] = ways;
  expect(sure).toEqual(unsure);
  expect(ways.slice(2)).toEqual(ways.slice(0, 2));
  expect(sure?.flat()).not.toContain('deliveriesMark');
});

it('the log, for somebody who also reads decisions, tells neither by its order nor by its sizes', async () => {
  both = await whoWatchesAndAnswers(world);
  const draw = random(SEED + 1);
  for (let n = 0; n < 400; n += 20)
    await Promise.all(Array.from({ length: 20 }, (_, k) => ask(`log  ${1000 + n + k}`, draw() < 0.5 ? 0.95 : 0.55)));
  type Page = {
    decisions: {
      edges: { node: { input?: unknown; summary: string }; cursor?: string }[];
      pageInfo: { endCursor: string | null };
    };
  };
  const nodes: { summary: string; size: number; place: number }[] = [];
  let after: string | null = null;
  for (let page = 0; page < 4; page += 1) {
    const { decisions }: Page = await both.run<Page>(
      `query ($projectId: ID!, $after: String) { decisions(projectId: $projectId, first: 100, after: $after) { pageInfo { endCursor }
        edges { node { id summary segment source status reason value confidence threshold decidedByKind decidedByName createdAt decidedAt policyVersion } } } }`,
      { projectId: world.projectId, after },
    );
    for (const { node } of decisions.edges)
      nodes.push({ summary: node.summary, size: JSON.stringify(node).length, place: nodes.length });
    after = decisions.pageInfo.endCursor;
  }
  expect(nodes).toHaveLength(400);
  const sightings = nodes.map(({ summary, size, place }) => ({
    isOne: isSure.get(summary) === true,
    seen: { size, place },
  }));
  expect(sightings.filter(({ isOne }) => isOne).length).toBeGreaterThan(150);
  expect(tells(sightings, LEVEL)).toEqual([]);
});
