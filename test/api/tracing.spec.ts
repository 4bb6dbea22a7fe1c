import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Collector, type Span } from '../support/collector.js';
import { jsonConfig, registerHttp } from '../support/deciders.js';
import { HookServer } from '../support/hook-server.js';
import { ModelServer } from '../support/model-server.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, type World } from '../support/world.js';

let collector: Collector;
let model: ModelServer;
let world: World;
beforeAll(async () => {
  [collector, model] = await Promise.all([Collector.start(), ModelServer.start()]);
  world = await createWorld({
    HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1/32',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a%20b',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_METRIC_EXPORT_INTERVAL: '200',
  });
});
afterAll(async () => {
  await world?.handrail.stop();
  await Promise.all([collector?.stop(), model?.stop()]);
});

const CALLER = 'b7ad6b7169203331';
const newTrace = (): string => randomBytes(16).toString('hex');
const parentOf = (trace: string): string => `00-${trace}-${CALLER}-01`;

/** The spans of a trace once all of these have come, by name; of several of one name the first. */
async function spansOf(trace: string, names: readonly string[]): Promise<Record<string, Span>> {
  await until(`the spans ${names.join(', ')}`, () =>
    names.every((name) => collector.of(trace).some((span) => span.name === name)),
  );
  return Object.fromEntries([...collector.of(trace)].reverse().map((span) => [span.name, span]));
}

const msOf = (nanoseconds = '0'): number => Number(BigInt(nanoseconds) / 1000n) / 1000;

it('one trace leads from the caller through the request to the model and the database, and through feedback', async () => {
  const reference = await registerHttp(world, 'remote', { config: jsonConfig(model.url, '/once') });
  await moveTo(world, 'FULL_AUTOMATION', { auditRate: 0, incumbent: reference });
  const trace = newTrace();
  const { body } = await decide(
    world,
    { input: { text: 'free words that nobody else may read' } },
    { traceparent: parentOf(trace), tracestate: 'vendor=1', 'x-request-id': 'order-7' },
  );
  expect(body.status).toBe('decided');

  const request = 'POST /v1/projects/:project/decisions';
  const spans = await spansOf(trace, [request, 'predict', 'POST', 'store', 'store cases', 'postgresql INSERT']);
  const idOf = (name: string): string | undefined => spans[name]?.spanId;
  expect(spans[request]).toMatchObject({
    kind: 2,
    parentSpanId: CALLER,
    attributes: { 'http.response.status_code': '200', 'handrail.request_id': 'order-7' },
  });
  expect(spans['predict']).toMatchObject({
    parentSpanId: idOf(request),
    attributes: { 'handrail.decider': reference },
  });
  expect(spans['POST']).toMatchObject({ kind: 3, parentSpanId: idOf('predict') });
  expect(spans['store']).toMatchObject({ parentSpanId: idOf(request), attributes: { 'handrail.case_id': body.id } });
  expect(spans['store cases']).toMatchObject({ parentSpanId: idOf('store') });
  expect(spans['postgresql INSERT']).toMatchObject({ kind: 3, parentSpanId: idOf('store cases') });
  const asked = model.seen.find(({ headers }) => headers['traceparent'] !== undefined);
  expect(asked?.headers).toMatchObject({
    traceparent: `00-${trace}-${idOf('POST')}-01`,
    tracestate: 'vendor=1',
  });

  const answered = await fetch(`${world.handrail.url}/v1/decisions/${body.id}/feedback`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.key}`,
      'content-type': 'application/json',
      traceparent: parentOf(trace),
    },
    body: '{"kind":"accepted"}',
  });
  expect(answered.status).toBe(201);
  const feedback = 'POST /v1/decisions/:id/feedback';
  const all = await spansOf(trace, [feedback]);
  expect(all[feedback]).toMatchObject({ parentSpanId: CALLER });
  await until('the statement that keeps the feedback', () =>
    collector
      .of(trace)
      .some(({ parentSpanId, name }) => name === 'postgresql INSERT' && parentSpanId === all[feedback]?.spanId),
  );

  expect(JSON.stringify(collector.spans)).not.toContain('nobody else may read');
  expect(collector.resources[0]).toMatchObject({
    'service.name': 'handrail',
    'deployment.environment.name': 'test',
  });
  expect(collector.headers[0]).toMatchObject({ 'x-tenant': 'a b' });
});

it('a job goes on with the trace of the request that asked for it, through the queue', async () => {
  const trace = newTrace();
  await decide(world, { input: { text: 'one more' } });
  const answer = await fetch(`${world.handrail.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-handrail-request': '1',
      cookie: world.scientist.cookie,
      traceparent: parentOf(trace),
    },
    body: JSON.stringify({
      query: 'mutation ($input: FreezeDatasetInput!) { freezeDataset(input: $input) { number } }',
      variables: { input: { projectId: world.projectId, name: 'traced', definition: {} } },
    }),
  });
  expect(await answer.json()).not.toHaveProperty('errors');
  const sent = `send ${(await until('a job', () => collector.of(trace).find(({ kind }) => kind === 4)))?.name.slice(5)}`;
  const job = sent.replace('send', 'job');
  const spans = await spansOf(trace, ['POST /graphql', sent, job]);
  expect(spans['POST /graphql']).toMatchObject({ kind: 2, parentSpanId: CALLER });
  expect(spans[sent]).toMatchObject({ kind: 4, parentSpanId: spans['POST /graphql']?.spanId });
  expect(spans[job]).toMatchObject({ kind: 5, parentSpanId: spans[sent]?.spanId });
  await until('a statement of the job', () =>
    collector
      .of(trace)
      .some(({ parentSpanId, name }) => name.startsWith('postgresql') && parentSpanId === spans[job]?.spanId),
  );
});

it('requests that come together keep to their own traces', async () => {
  const traces = Array.from({ length: 12 }, newTrace);
  const answers = await Promise.all(
    traces.map((trace, index) =>
      decide(world, { input: { text: `at once ${index}` } }, { traceparent: parentOf(trace) }),
    ),
  );
  for (const [index, trace] of traces.entries()) {
    const { store } = await spansOf(trace, ['store', 'POST /v1/projects/:project/decisions']);
    expect(store?.attributes['handrail.case_id']).toBe(answers[index]?.body.id);
    const own = new Set(collector.of(trace).map(({ spanId }) => spanId));
    for (const { parentSpanId } of collector.of(trace))
      expect(parentSpanId === CALLER || own.has(parentSpanId ?? '')).toBe(true);
  }
});

it('what is stored together is part of a request that waits for it, and linked to the others', async () => {
  const traces = Array.from({ length: 40 }, newTrace);
  const before = collector.spans.length;
  await Promise.all(traces.map((trace) => decide(world, { input: { text: 'x' } }, { traceparent: parentOf(trace) })));
  const fresh = (name: string): Span[] => collector.spans.slice(before).filter((span) => span.name === name);
  const groups = await until('all groups', () => {
    const found = fresh('store cases');
    const cases = found.reduce((sum, { attributes }) => sum + Number(attributes['handrail.cases']), 0);
    return cases === traces.length && fresh('store').length === traces.length && found;
  });
  expect(groups.length).toBeLessThan(traces.length);
  for (const group of groups) {
    const waits = fresh('store').find(({ spanId }) => spanId === group.parentSpanId);
    // Each span has a clock of its own, of whole milliseconds at its start.
    expect(msOf(waits?.startTimeUnixNano) - 2).toBeLessThan(msOf(group.startTimeUnixNano));
    expect(msOf(waits?.endTimeUnixNano) + 2).toBeGreaterThan(msOf(group.endTimeUnixNano));
    const linked = new Set(group.links.map(({ traceId }) => traceId));
    expect(linked.size).toBe(Number(group.attributes['handrail.cases']) - 1);
    for (const trace of linked) expect(traces).toContain(trace);
  }
});

it.each([['nonsense'], [`00-${'0'.repeat(32)}-${CALLER}-01`], [`00-${'a'.repeat(32)}-${CALLER}`]])(
  'a traceparent %j that is none begins a new trace',
  async (traceparent) => {
    const before = collector.spans.length;
    await decide(world, { input: { text: 'x' } }, { traceparent });
    const root = await until('the root', () =>
      collector.spans.slice(before).find(({ kind, name }) => kind === 2 && name.includes('/decisions')),
    );
    expect(root.parentSpanId ?? '').toBe('');
  },
);

it('the metrics of /metrics go the same way', async () => {
  const counted = await until('the decisions counted', () => collector.metrics.get('handrail_decisions_total'));
  expect(counted.sum).toMatchObject({ isMonotonic: true });
  const took = await until('the requests', () => collector.metrics.get('handrail_http_request_duration_seconds'));
  expect(took.unit).toBe('s');
  for (const { count, bucketCounts, explicitBounds } of took.histogram?.dataPoints ?? []) {
    expect(bucketCounts).toHaveLength(explicitBounds.length + 1);
    expect(bucketCounts.reduce<number>((sum, one) => sum + Number(one), 0)).toBe(Number(count));
  }
  expect(collector.metrics.get('process_resident_memory_bytes')).toMatchObject({ unit: 'By', gauge: {} });
});

it('goes on from what happened to the webhook that tells of it, and into its receiver', async () => {
  const hooks = await HookServer.start();
  try {
    await world.admin.run('mutation ($input: AddChannelInput!) { addChannel(input: $input) { id } }', {
      input: {
        projectId: world.projectId,
        kind: 'WEBHOOK',
        name: 'traced',
        events: ['DECISION_MADE'],
        address: `${hooks.url}/traced`,
      },
    });
    await moveTo(world, 'HUMAN_ONLY');
    await decide(world, { input: { text: 'for a person' } });
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('nothing to answer');
    const trace = newTrace();
    const answer = await fetch(`${world.handrail.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-handrail-request': '1',
        cookie: world.reviewer.cookie,
        traceparent: parentOf(trace),
      },
      body: JSON.stringify({
        query: 'mutation ($input: SubmitLabelInput!) { submitLabel(input: $input) { __typename } }',
        variables: {
          input: { reviewId: review.id, leaseToken: review.leaseToken, value: 'ham', leadTimeMs: 1200 },
        },
      }),
    });
    expect(await answer.json()).toEqual({ data: { submitLabel: { __typename: 'SubmitLabelSuccess' } } });
    const hook = await until('the webhook', () => hooks.seen.at(0));
    const { 'deliver decision.made': span } = await spansOf(trace, ['deliver decision.made']);
    expect(span).toMatchObject({ kind: 3, attributes: { 'handrail.channel_kind': 'WEBHOOK' } });
    expect(hook.headers['traceparent']).toBe(`00-${trace}-${span?.spanId}-01`);
  } finally {
    await hooks.stop();
  }
});
