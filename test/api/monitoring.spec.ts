import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claim, createWorld, decide, moveTo, submit, whoWatchesAndAnswers, type World } from '../support/world.js';
import { until } from '../support/until.js';

type Point = {
  at: string;
  count: number;
  missing: number;
  value: number | null;
  lower: number | null;
  upper: number | null;
  p50: number | null;
};
type Line = { part: string | null; split: string | null; category: string | null; total: Point; points: Point[] };
type Series = { resolution: string; bucketSeconds: number; lines: Line[] };

const POINT = 'at count missing value lower upper p50';
const SERIES = `query ($projectId: ID!, $metric: String!, $from: DateTime!, $to: DateTime!, $resolution: MetricResolution, $part: String, $by: MetricSplit, $segment: String) {
  metricSeries(projectId: $projectId, metric: $metric, from: $from, to: $to, resolution: $resolution, part: $part, by: $by, segment: $segment) {
    resolution bucketSeconds lines { part split category total { ${POINT} } points { ${POINT} } } } }`;

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

/** The last hour and what is left of this one. */
async function series(metric: string, more: Record<string, unknown> = {}): Promise<Series> {
  const now = Date.now();
  const { metricSeries } = await world.scientist.run<{ metricSeries: Series }>(SERIES, {
    projectId: world.projectId,
    metric,
    from: new Date(now - 3_600_000).toISOString(),
    to: new Date(now + 60_000).toISOString(),
    ...more,
  });
  return metricSeries;
}

function prediction(value: string, confidence: number): unknown {
  return { model: 'm@1', value, confidence };
}

/** Six cases of mail, four of chat, one without a segment, one refused and one repeated. */
async function traffic(): Promise<void> {
  for (let i = 0; i < 6; i += 1) {
    await decide(world, {
      segment: 'mail',
      input: { text: 'x'.repeat(10), amount: i },
      predictions: [prediction(i < 2 ? 'ham' : 'spam', 0.97)],
    });
  }
  for (let i = 0; i < 4; i += 1) {
    await decide(world, { segment: 'chat', input: { text: 'yy' }, predictions: [prediction('ham', 0.5)] });
  }
  const repeated = { input: { text: 'z' } };
  for (let i = 0; i < 2; i += 1) await decide(world, repeated, { 'idempotency-key': 'again' });
  expect((await decide(world, { input: { amount: 'many' } })).status).toBe(422);
}

describe('metrics of live traffic', () => {
  beforeAll(async () => {
    await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, blindControlRate: 0 });
    await traffic();
    await until('all traffic in the buckets', async () => (await series('input.refused')).lines[0]?.total.count === 12);
  });

  it('counts every case once, in the segment and minute that it came in', async () => {
    const { lines, resolution, bucketSeconds } = await series('input.cases', { by: 'SEGMENT' });
    expect({ resolution, bucketSeconds }).toEqual({ resolution: 'MINUTE', bucketSeconds: 60 });
    expect(Object.fromEntries(lines.map(({ split, total }) => [split, total.count]))).toEqual({
      mail: 6,
      chat: 4,
      '': 1,
    });
    for (const { points, total } of lines) {
      expect(points.reduce((sum, { count }) => sum + count, 0)).toBe(total.count);
      for (const { count, value } of points) expect(value === null).toBe(count === 0);
    }
  });

  it('tells refused, repeated, missing and automated as shares with their intervals', async () => {
    const share = async (metric: string, more = {}) => (await series(metric, more)).lines[0]?.total;
    expect(await share('input.refused')).toMatchObject({ count: 12, value: 1 / 12 });
    expect(await share('output.repeats')).toMatchObject({ count: 12, value: 1 / 12 });
    expect(await share('input.missing', { part: 'amount' })).toMatchObject({ count: 11, value: 5 / 11 });
    const automated = await share('output.automated');
    expect(automated?.value).toBeCloseTo(6 / 11);
    expect(automated?.lower).toBeGreaterThan(0.2);
    expect(automated?.upper).toBeLessThan(0.9);
    expect((await series('input.violations')).lines.map(({ part }) => part)).toContain('amount');
  });

  it('gives values with quantiles, and classes with the share of each', async () => {
    const [amount] = (await series('input.value', { part: 'amount' })).lines;
    expect(amount?.total).toMatchObject({ count: 6, missing: 5, value: 2.5 });
    expect(amount?.total.p50).toBeCloseTo(2, 1);
    const [text] = (await series('input.value', { part: 'text', segment: 'mail' })).lines;
    expect(text?.total).toMatchObject({ count: 6, value: 10 });
    const { lines } = await series('output.answer');
    expect(lines.map(({ category, total }) => [category, total.value])).toEqual([
      ['ham', 0.6],
      ['spam', 0.4],
    ]);
    const latency = await series('software.latency');
    expect(new Set(latency.lines.map(({ part }) => part))).toEqual(new Set(['total', 'auth', 'route', 'store']));
  });

  it('tells what each process does, whichever projects it does it for', async () => {
    const [requests] = (await series('software.process_requests')).lines;
    expect(requests?.total.count).toBeGreaterThanOrEqual(13);
    expect(requests?.total.p50).toBeNull();
    const [latency] = (await series('software.process_latency')).lines;
    expect(latency?.part).toBe(requests?.part);
    expect(latency?.total.count).toBeGreaterThanOrEqual(13);
    expect(latency?.total.p50).toBeGreaterThan(0);
    const [errors] = (await series('software.process_errors')).lines;
    expect(errors?.total).toMatchObject({ value: 0 });
    await until('a look at the process and the queue', async () => {
      const looked = await Promise.all(
        ['software.load', 'software.job_queue_age', 'people.stuck'].map((m) => series(m)),
      );
      return looked.every(({ lines }) => (lines[0]?.total.count ?? 0) > 0);
    });
  });

  it('reads hours and days of what is not rolled up yet, alike before and after it is', async () => {
    const day = { from: new Date(Date.now() - 86_400_000).toISOString() };
    for (const resolution of ['HOUR', 'DAY']) {
      const { lines } = await series('input.cases', { ...day, resolution });
      expect(lines[0]?.total.count).toBe(11);
    }
  });

  it('gives who may answer blindly hours that are over, and minutes only of what no machine says', async () => {
    const both = await whoWatchesAndAnswers(world);
    const asked = { projectId: world.projectId, from: new Date(Date.now() - 3_600_000).toISOString() };
    const read = async (metric: string): Promise<Series> => {
      const to = new Date(Date.now() + 60_000).toISOString();
      const resolution = 'MINUTE';
      return (await both.run<{ metricSeries: Series }>(SERIES, { ...asked, to, metric, resolution })).metricSeries;
    };
    expect((await read('input.cases')).lines[0]?.total.count).toBe(11);
    const veiled = await read('output.answer');
    expect(veiled.resolution).toBe('HOUR');
    // Of the hour that lasts nothing is told; of one that is over, where ten values are.
    expect(veiled.lines.every(({ total }) => total.count === 0 || total.count >= 10)).toBe(true);
    expect((await series('output.answer', { resolution: 'MINUTE' })).resolution).toBe('MINUTE');
  });

  it('counts the answers of people, and whether the machine agreed', async () => {
    const reviews = await claim(world, world.reviewer);
    for (const review of reviews) await submit(world.reviewer, review, 'ham');
    await until(
      'the answers in the buckets',
      async () => (await series('people.answers')).lines[0]?.total.count === reviews.length,
    );
    const { lines } = await series('people.lead_time');
    expect(lines[0]?.total.value).toBeCloseTo(1.2);
    expect(lines[0]?.split).toBeNull();
  });
});

const MANY = `query ($projectId: ID!, $metrics: [String!]!, $from: DateTime!, $to: DateTime!, $by: MetricSplit, $mostOfPart: Int) {
  manyMetricSeries(projectId: $projectId, metrics: $metrics, from: $from, to: $to, by: $by, mostOfPart: $mostOfPart) {
    resolution bucketSeconds lineCount lines { part split category linesOfPart total { ${POINT} } points { ${POINT} } } } }`;
type ManyLine = Line & { linesOfPart: number };
type Many = { manyMetricSeries: (Omit<Series, 'lines'> & { lineCount: number; lines: ManyLine[] })[] };

describe('several metrics at once', () => {
  // None that is a number a minute: of the minute that runs it changes with every moment.
  const metrics = ['input.value', 'software.latency', 'input.missing', 'input.new_categories', 'output.answer'];
  const asked = (more: Record<string, unknown>) => ({
    projectId: world.projectId,
    metrics,
    from: new Date(Date.now() - 3_600_000).toISOString(),
    to: new Date(Date.now() + 60_000).toISOString(),
    ...more,
  });

  it.each([undefined, 'SEGMENT'])('are what each of them is by itself, by %s', async (by) => {
    // What a flush changes between two questions is asked again.
    const lines = await until('the same of all', async () => {
      const question = asked({ by, mostOfPart: 60 });
      const { manyMetricSeries: many } = await world.scientist.run<Many>(MANY, question);
      const singly = await Promise.all(metrics.map((metric) => series(metric, { ...question, metric })));
      const plain = many.map((one) => one.lines.map(({ linesOfPart: _, ...line }) => line));
      return JSON.stringify(plain) === JSON.stringify(singly.map((one) => one.lines)) && plain;
    });
    expect(lines.map((each) => each.length > 0)).toEqual([true, true, true, false, true]);
  });

  it('are given with the busiest lines of each part, and how many there are', async () => {
    const { manyMetricSeries: many } = await world.scientist.run<Many>(MANY, asked({ by: 'SEGMENT', mostOfPart: 1 }));
    const values = many[0];
    expect(values?.lines.map(({ part }) => part).toSorted()).toEqual(['amount', 'text']);
    for (const { linesOfPart } of values?.lines ?? []) expect(linesOfPart).toBeGreaterThanOrEqual(3);
    expect(values?.lineCount).toBe(values?.lines.reduce((total, { linesOfPart }) => total + linesOfPart, 0));
    expect(values?.lines.find(({ part }) => part === 'text')?.split).toBe('mail');
  });

  it.each([
    ['one that there is not', { metrics: ['input.cases', 'input.nothing'] }, '/metrics/1'],
    ['more than a page has', { metrics: Array.from({ length: 41 }, () => 'input.cases') }, '/metrics'],
    ['no lines', { mostOfPart: 0 }, '/mostOfPart'],
    ['more lines than are drawn', { mostOfPart: 61 }, '/mostOfPart'],
  ])('are refused with %s', async (_what, more, pointer) => {
    const { errors } = await world.scientist.send<unknown>(MANY, asked(more));
    expect(errors?.[0]?.extensions?.problem).toMatchObject({ type: '/problems/invalid', errors: [{ pointer }] });
  });

  it('are refused to reviewers', async () => {
    const { errors } = await world.reviewer.send<unknown>(MANY, asked({}));
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
  });
});

describe('what is asked of metrics', () => {
  const ask = (session: World['admin'], more: Record<string, unknown>) =>
    session.send<unknown>(SERIES, {
      projectId: world.projectId,
      metric: 'input.cases',
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-02T00:00:00Z',
      ...more,
    });

  it.each([
    ['a metric that there is not', { metric: 'input.nothing' }, 'invalid'],
    ['a range that ends before it begins', { to: '2025-01-01T00:00:00Z' }, 'invalid'],
    ['more buckets than a chart can use', { to: '2026-06-01T00:00:00Z', resolution: 'MINUTE' }, 'invalid'],
    ['a time that is none', { from: 'yesterday' }, 'invalid'],
  ])('refuses %s', async (_what, more, problem) => {
    const { errors } = await ask(world.scientist, more);
    expect(errors?.[0]?.extensions?.problem?.type).toBe(`/problems/${problem}`);
  });

  it('refuses reviewers', async () => {
    const { errors } = await ask(world.reviewer, {});
    expect(errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
  });

  it('names what there is to ask', async () => {
    const { metrics } = await world.scientist.run<{
      metrics: { segments: string[]; levels: string[]; versions: string[]; metrics: { id: string; parts: string[] }[] };
    }>('query ($projectId: ID!) { metrics(projectId: $projectId) { segments levels versions metrics { id parts } } }', {
      projectId: world.projectId,
    });
    expect(metrics.segments.toSorted()).toEqual(['chat', 'mail']);
    expect(metrics.levels).toContain('PARTIAL_AUTOMATION');
    expect(metrics.metrics.find(({ id }) => id === 'input.missing')?.parts.toSorted()).toEqual(['amount', 'text']);
  });

  it('says whether all is right, in seven figures with their reasons', async () => {
    type Overview = {
      verdict: string;
      sentence: string;
      figures: { id: string; value: number | null; verdict: string; reason: string; trend: Point[] }[];
    };
    const { monitoringOverview: overview } = await world.scientist.run<{ monitoringOverview: Overview }>(
      `query ($projectId: ID!) { monitoringOverview(projectId: $projectId, hours: 2) { verdict sentence figures { id value verdict reason trend { ${POINT} } } } }`,
      { projectId: world.projectId },
    );
    expect(overview.figures.map(({ id }) => id)).toEqual([
      'cases',
      'latency',
      'errors',
      'no_answer',
      'automated',
      'agreement',
      'queue_age',
    ]);
    expect(overview.figures.find(({ id }) => id === 'errors')).toMatchObject({ value: 0, verdict: 'GOOD' });
    for (const { reason } of overview.figures) expect(reason).not.toBe('');
    expect(overview.sentence).not.toBe('');
  });

  it('annotates what was done', async () => {
    const { annotations } = await world.scientist.run<{
      annotations: { kind: string; title: string; detail: string; policyVersion: number }[];
    }>(
      'query ($projectId: ID!, $from: DateTime!, $to: DateTime!) { annotations(projectId: $projectId, from: $from, to: $to) { kind title detail policyVersion } }',
      { projectId: world.projectId, from: '2020-01-01T00:00:00Z', to: new Date(Date.now() + 60_000).toISOString() },
    );
    expect(annotations.at(-1)).toEqual({
      kind: 'POLICY',
      title: 'Policy 2: partial automation',
      detail: 'try PARTIAL_AUTOMATION',
      policyVersion: 2,
    });
  });
});

describe('a request that brings no case', () => {
  it('is counted in the segment that it names, refused or repeated', async () => {
    const segment = 'letters';
    const cases = { segment, input: { text: 'a' } };
    for (let i = 0; i < 4; i += 1) await decide(world, cases, { 'idempotency-key': i < 2 ? 'letter' : `letter-${i}` });
    expect((await decide(world, { segment, input: { amount: 'many' } })).status).toBe(422);
    const total = await until('the segment in the buckets', async () => {
      const found = (await series('input.refused', { segment })).lines[0]?.total;
      return found?.count === 4 && found;
    });
    expect(total.value).toBeCloseTo(1 / 4);
    expect((await series('output.repeats', { segment })).lines[0]?.total.value).toBeCloseTo(1 / 4);
  });

  const post = (body: string, headers: Record<string, string>): Promise<number> =>
    fetch(`${world.handrail.url}/v1/projects/mail/decisions`, { method: 'POST', body, headers }).then(
      ({ status }) => status,
    );
  const requests = async (metric: string): Promise<Record<string, number>> =>
    Object.fromEntries((await series(metric)).lines.map(({ part, total }) => [part ?? '', total.count]));

  it('is counted for the project of its key though nobody could read it, and else for the server', async () => {
    const [authorization, json] = [`Bearer ${world.key}`, 'application/json'];
    const tooLarge = JSON.stringify({ input: { text: 'x'.repeat(1_100_000) } });
    const all = (await series('input.refused')).lines[0]?.total;
    const before = await requests('software.requests');
    const sent = [
      await post('{"input":', { authorization, 'content-type': json }),
      await post('text', { authorization, 'content-type': 'text/plain' }),
      await post(tooLarge, { authorization, 'content-type': json }),
      await post('{"input":{},"more":1}', { authorization, 'content-type': json }),
      await post('{"input":', { authorization: 'Bearer hr_unknown', 'content-type': json }),
      await post('{}', { authorization: 'Bearer hr_unknown', 'content-type': json }),
    ];
    expect(sent).toEqual([400, 415, 413, 422, 400, 401]);
    await until('four more refused cases', async () => {
      const total = (await series('input.refused')).lines[0]?.total;
      return total?.count === (all?.count ?? 0) + 4;
    });
    const total = (await series('input.refused')).lines[0]?.total;
    expect((total?.value ?? 0) * (total?.count ?? 0)).toBeCloseTo((all?.value ?? 0) * (all?.count ?? 0) + 4);
    await until(
      'four more refused requests',
      async () => (await requests('software.requests'))['refused'] === (before['refused'] ?? 0) + 4,
    );
    const nobodys = await until('those of nobody', async () => {
      const found = await requests('software.turned_away');
      return Object.keys(found).length === 2 && found;
    });
    expect(nobodys).toEqual({ 'no key': 1, unreadable: 1 });
    const exposed = await (await fetch(`${world.handrail.url}/metrics`)).text();
    expect(exposed).toContain('handrail_decisions_refused_total{kind="project",status="413"} 1');
    expect(exposed).toContain('handrail_decisions_refused_total{kind="nobody",status="401"} 1');
  });
});

describe('limits of the overview', () => {
  const LIMITS =
    'version latencyMs errorRate reviewAgeSeconds casesLeft automatedMoves agreementFalls changedBy changedAt';
  const save = (session: World['admin'], expectedVersion: number, more: Record<string, unknown> = {}) =>
    session.send<{ saveOverviewLimits: Record<string, unknown> }>(
      `mutation ($input: SaveOverviewLimitsInput!) { saveOverviewLimits(input: $input) { ${LIMITS} } }`,
      {
        input: {
          projectId: world.projectId,
          expectedVersion,
          limits: {
            ...{ latencyMs: null, errorRate: 0.01, reviewAgeSeconds: 86_400 },
            ...{ casesLeft: 0.5, automatedMoves: 0.1, agreementFalls: 0.05 },
            ...more,
          },
        },
      },
    );
  const limitOf = async (id: string): Promise<number | null | undefined> => {
    const { monitoringOverview } = await world.scientist.run<{
      monitoringOverview: { figures: { id: string; limit: number | null }[] };
    }>('query ($projectId: ID!) { monitoringOverview(projectId: $projectId) { figures { id limit } } }', {
      projectId: world.projectId,
    });
    return monitoringOverview.figures.find((one) => one.id === id)?.limit;
  };
  const undo = (expectedVersion: number) =>
    world.admin.send<{ undoOverviewLimits: { version: number; errorRate: number } }>(
      'mutation ($projectId: ID!, $expectedVersion: Int!) { undoOverviewLimits(projectId: $projectId, expectedVersion: $expectedVersion) { version errorRate } }',
      { projectId: world.projectId, expectedVersion },
    );

  it('are what they always were until an admin changes them, and come back when that is undone', async () => {
    expect(await limitOf('errors')).toBe(0.01);
    expect((await undo(0)).errors?.[0]?.extensions?.problem?.type).toBe('/problems/invalid');
    const { data } = await save(world.admin, 0, { errorRate: 0.05, latencyMs: 123 });
    expect(data?.saveOverviewLimits).toMatchObject({ version: 1, errorRate: 0.05, changedBy: 'Ada' });
    expect([await limitOf('errors'), await limitOf('latency')]).toEqual([0.05, 123]);
    expect((await undo(1)).data?.undoOverviewLimits).toEqual({ version: 2, errorRate: 0.01 });
    expect(await limitOf('errors')).toBe(0.01);
    const { rows } = await world.handrail.database.query(
      `select action, actor, detail->>'errorRate' as rate from audit_entry where action like 'overview-limits.%' order by id`,
    );
    expect(rows).toEqual([
      { action: 'overview-limits.change', actor: 'Ada', rate: '0.05' },
      { action: 'overview-limits.undo', actor: 'Ada', rate: '0.01' },
    ]);
  });

  it('are refused from who is no admin, who looked at older ones, and where they mean nothing', async () => {
    const type = async (answer: ReturnType<typeof save>): Promise<string | undefined> =>
      (await answer).errors?.[0]?.extensions?.problem?.type;
    expect(await type(save(world.scientist, 2))).toBe('/problems/forbidden');
    expect(await type(save(world.admin, 1))).toBe('/problems/conflict');
    expect(await type(save(world.admin, 2, { errorRate: 1.5 }))).toBe('/problems/invalid');
    expect(await type(save(world.admin, 2, { reviewAgeSeconds: 0 }))).toBe('/problems/invalid');
  });
});

describe('a request that waits for a person', () => {
  it('counts, and its latency is without the while in which it waited', async () => {
    const latency = async (): Promise<{ count: number; sum: number }> => {
      const total = (await series('software.latency', { part: 'total' })).lines[0]?.total;
      return { count: total?.count ?? 0, sum: (total?.count ?? 0) * (total?.value ?? 0) };
    };
    // What was answered before is counted with the next flush.
    const answered = (await series('software.requests', { part: 'ok' })).lines[0]?.total.count ?? 0;
    const before = await latency();
    const began = performance.now();
    const cases = { input: { text: 'waits' }, predictions: [prediction('ham', 0.5)] };
    expect((await decide(world, cases, { prefer: 'wait=1' })).body.status).toBe('pending');
    const tookMs = performance.now() - began;
    await until(
      'the request in the buckets',
      async () => (await series('software.requests', { part: 'ok' })).lines[0]?.total.count === answered + 1,
    );
    const after = await latency();
    expect(after.count).toBe(before.count + 1);
    expect(tookMs - (after.sum - before.sum)).toBeGreaterThan(950);
  });
});
