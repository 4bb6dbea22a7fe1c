import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TellPrometheus } from '../../server/dist/alarms/index.js';
import { TestHandrail } from '../support/handrail.js';
import { lint, metricsIn, parseExposition, type Family } from '../support/prometheus.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

/** Each of them bounded: projects, routes, kinds of things, places of Node's memory. */
const LABELS = new Set([
  ...['project', 'decider', 'kind', 'method', 'route', 'status', 'outcome', 'queue', 'loop', 'work', 'le'],
  ...['phase', 'bound', 'measure', 'why'],
  ...['space', 'version', 'major', 'minor', 'patch'],
]);

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0 });
  const sent = [0.95, 0.2].map((confidence) =>
    decide(world, { input: { text: 'x' }, predictions: [{ model: 'm@1', value: 'spam', confidence }] }),
  );
  const [decided] = await Promise.all(sent);
  for (const review of await claim(world, world.reviewer)) await submit(world.reviewer, review, 'ham');
  await call(`/v1/decisions/${decided?.body.id}/feedback`, '{"kind":"accepted"}');
  await world.scientist.run('mutation ($input: FreezeDatasetInput!) { freezeDataset(input: $input) { number } }', {
    input: { projectId: world.projectId, name: 'all', definition: {} },
  });
  await until('a job', async () => (await scrape()).get('handrail_job_duration_seconds')?.samples.length);
});
afterAll(() => world.handrail.stop());

it('are not for strangers: they would tell what the machine did with a blind case', async () => {
  const from = (ip: string) => fetch(`${world.handrail.url}/metrics`, { headers: { 'x-forwarded-for': ip } });
  const refused = await from('203.0.113.9');
  expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('HANDRAIL_METRICS_TOKEN')]);
  expect((await from('127.0.0.1')).status).toBe(200);

  const token = 'a token for Prometheus';
  const other = await TestHandrail.start({ HANDRAIL_METRICS_TOKEN: token });
  try {
    const read = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${other.url}/metrics`, { headers })).status;
    expect(await read({})).toBe(401);
    expect(await read({ authorization: 'Bearer another token' })).toBe(401);
    expect(await read({ authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' })).toBe(200);
  } finally {
    await other.stop();
  }
});

const call = (path: string, body?: string): Promise<Response> =>
  fetch(`${world.handrail.url}${path}`, {
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { method: 'POST', body }),
  });
async function scrape(): Promise<Map<string, Family>> {
  const answer = await call('/metrics');
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parseExposition(await answer.text());
}

describe('/metrics', () => {
  it('says nothing that a linter of Prometheus would mark', async () => {
    const families = [...(await scrape()).values()];
    expect(families.filter(({ name }) => name.startsWith('handrail_')).length).toBeGreaterThan(7);
    expect(families.flatMap((family) => lint(family, LABELS))).toEqual([]);
  });

  it('counts what happened', async () => {
    const families = await scrape();
    const of = (name: string): unknown[] =>
      families.get(name)?.samples.map(({ labels, value }) => ({ ...labels, value })) ?? [];
    expect(of('handrail_decisions_total')).toEqual(
      expect.arrayContaining([
        { project: 'mail', decider: 'model', value: 1 },
        { project: 'mail', decider: 'human', value: 1 },
      ]),
    );
    expect(of('handrail_labels_total')).toEqual([{ project: 'mail', value: 1 }]);
    // The others are there at 0 already.
    expect(of('handrail_feedback_total')).toEqual(
      ['accepted', 'overridden', 'refused', 'corrected'].map((kind) => ({ kind, value: kind === 'accepted' ? 1 : 0 })),
    );
    expect(of('handrail_queue_waiting_jobs')).toHaveLength(2);
  });

  it('tells what matters to a project: alarms, drift, the error with its interval, what waits, and nothing that is not known', async () => {
    const { app } = world.handrail.running;
    const { database } = world.handrail;
    await database.query(
      `insert into alarm (id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at)
       values (gen_random_uuid(), $1, 'One', 'FIRING', '', '[]', now(), now(), now())`,
      [world.projectId],
    );
    await database.query(
      `insert into drift_state (project_id, metric, part, window_minutes, value, unit, adjusted_p, count, points, computed_at)
       values ($1, 'drift.input', 'text', 60, 0.3, 'distance', 0.001, 900, '[]', now()), ($1, 'drift.input', 'other', 60, 0.1, 'distance', 0.4, 900, '[]', now())`,
      [world.projectId],
    );
    await moveTo(world, 'SHADOW', { auditRate: 0 });
    // Answered without the machine's word: two of three agree with it.
    for (const answer of ['spam', 'spam', 'ham']) {
      const predictions = [{ model: 'm@1', value: 'spam', confidence: 0.9 }];
      await decide(world, { input: { text: `blind ${answer}` }, predictions });
      for (const review of await claim(world, world.reviewer)) await submit(world.reviewer, review, answer);
    }
    await decide(world, { input: { text: 'waits' } });
    for (const session of [world.reviewer, world.other])
      for (const { id: reviewId, leaseToken } of await claim(world, session))
        await session.run('mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }', {
          input: { reviewId, leaseToken },
        });
    await app.get(TellPrometheus).run();
    const families = await scrape();
    const of = (name: string): unknown =>
      Object.fromEntries(
        (families.get(name)?.samples ?? []).map(({ labels, value }) => [Object.values(labels).join(' '), value]),
      );
    expect(of('handrail_open_alarms')).toEqual({ 'mail firing': 1, 'mail acknowledged': 0 });
    expect(of('handrail_open_reviews')).toEqual({ mail: 1 });
    expect(of('handrail_stuck_cases')).toEqual({ mail: 1 });
    expect(of('handrail_drift')).toEqual({ 'mail drift.input': 0.3 });
    expect(of('handrail_unusable_answers_total')).toEqual({ mail: 0 });
    expect(of('handrail_lost_values_total')).toEqual({ refused: 0, no_room: 0 });
    expect(of('handrail_untold_projects')).toEqual({ '': 0 });
    const error = of('handrail_machine_error_ratio') as Record<string, number>;
    expect(error['mail estimate']).toBeCloseTo(1 / 3, 5);
    expect(error['mail lower']).toBeLessThan(0.1);
    expect(error['mail upper']).toBeGreaterThan(0.7);
    expect(of('handrail_deliveries_total')).toMatchObject({ 'webhook failed': 0, 'email taken': 0, 'slack gone': 0 });
    expect(of('handrail_decisions_refused_total')).toMatchObject({ 'project 422': 0, 'nobody 401': 0 });
  });

  it('grows by nothing, whatever addresses and methods are asked', async () => {
    // Of requests alone: a first collection of garbage or a job in the background begins series of its own.
    const seriesOf = async (): Promise<number> =>
      (await scrape()).get('handrail_http_request_duration_seconds')?.samples.length ?? 0;
    const ask = async (round: number): Promise<void> => {
      for (let at = 0; at < 30; at += 1) {
        await call(`/v1/decisions/0190f0c1-1111-7000-8000-${String(100 * round + at).padStart(12, '0')}`);
        await call(`/v1/nothing-${round}-${at}`);
        await call(`/v1/projects/none-${round}-${at}/decisions`, '{}');
      }
    };
    await ask(1);
    const before = await seriesOf();
    await ask(2);
    expect(await seriesOf()).toBe(before);
  });
});

/** What stands in braces behind each metric of a query. */
function selectorsOf(query: string): { name: string; label: string; operator: string; value: string }[] {
  return [...query.matchAll(/([a-z_]+)\{([^}]*)\}/g)].flatMap(([, name = '', inside = '']) =>
    [...inside.matchAll(/([a-z_]+)\s*(=~|!=|!~|=)\s*"([^"]*)"/g)].map(([, label = '', operator = '', value = '']) => ({
      name,
      label,
      operator,
      value,
    })),
  );
}

describe('docs/grafana-dashboard.json', () => {
  type Panel = {
    title: string;
    type: string;
    targets?: { expr: string }[];
    fieldConfig?: { defaults: { unit?: string } };
  };
  const dashboard = JSON.parse(readFileSync(new URL('../../docs/grafana-dashboard.json', import.meta.url), 'utf8')) as {
    title: string;
    panels: Panel[];
    templating: { list: { query: string }[] };
  };
  const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

  it('asks only for what /metrics has', async () => {
    const names = new Set(
      [...(await scrape()).values()].flatMap(({ name, type }) =>
        type === 'histogram' ? ['_bucket', '_sum', '_count'].map((part) => `${name}${part}`) : [name],
      ),
    );
    const chosen = dashboard.templating.list.flatMap(({ query }) => /^label_values\((\w+),/.exec(query)?.[1] ?? []);
    const asked = [...queries.flatMap(metricsIn), ...chosen];
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !names.has(name))).toEqual([]);
  });

  it('asks each metric by labels that it has, and by values that are there', async () => {
    const families = await scrape();
    const familyOf = (name: string): Family | undefined =>
      families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''));
    for (const query of queries) {
      for (const { name, label, operator, value } of selectorsOf(query)) {
        const values = (familyOf(name)?.samples ?? []).flatMap(({ labels }) => labels[label] ?? []);
        expect([query, label, values.length > 0]).toEqual([query, label, true]);
        if (operator === '=') expect([query, values]).toEqual([query, expect.arrayContaining([value])]);
      }
      const grouped = [...query.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
        list.split(',').map((one) => one.trim()),
      );
      const labels = new Set(
        metricsIn(query).flatMap((name) => (familyOf(name)?.samples ?? []).flatMap((one) => Object.keys(one.labels))),
      );
      expect([query, grouped.filter((label) => !labels.has(label))]).toEqual([query, []]);
      // Prometheus names the scrape by these, and renames ours where we take them.
      expect([query, grouped.filter((label) => ['job', 'exported_job', 'instance'].includes(label))]).toEqual([
        query,
        [],
      ]);
    }
  });

  it('has no panel that is empty until the first failure: each metric is there from the start', async () => {
    const fresh = await TestHandrail.start({});
    try {
      const { app } = fresh.running;
      await app.get(TellPrometheus).run();
      const families = parseExposition(await (await fetch(`${fresh.url}/metrics`)).text());
      // What hangs on a project, or on a first request or batch, cannot be there before it.
      const later =
        /decisions_total|labels_total|unusable|prediction|batch|_drift|error_ratio|open_|oldest_review|http_request/;
      const missing = [...new Set(queries.flatMap(metricsIn))].filter((name) => {
        const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''));
        return !later.test(name) && (family?.samples.length ?? 0) === 0;
      });
      expect(missing).toEqual([]);
    } finally {
      await fresh.stop();
    }
  });

  it('asks by labels that those have, rates of counters only, and says the unit of every panel', async () => {
    const families = await scrape();
    const labels = new Set(
      [...families.values()].flatMap(({ samples }) => samples.flatMap((one) => Object.keys(one.labels))),
    );
    for (const query of queries) {
      const inBraces = [...query.matchAll(/\{([^}]*)\}/g)].flatMap(([, part = '']) =>
        [...part.matchAll(/([a-z_]+)\s*(?:=|!)/g)].map(([, label = '']) => label),
      );
      const grouped = [...query.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, list = '']) =>
        list.split(',').map((one) => one.trim()),
      );
      for (const label of [...inBraces, ...grouped].filter((one) => !['job', 'instance'].includes(one)))
        expect([query, labels.has(label)]).toEqual([query, true]);
      for (const [, name = ''] of query.matchAll(/\b(?:rate|increase)\(([a-z_]+)/g)) {
        const base = name.replace(/_(bucket|sum|count)$/, '');
        expect([name, families.get(name)?.type ?? families.get(base)?.type]).toEqual([
          name,
          expect.stringMatching(/counter|histogram/),
        ]);
      }
    }
    for (const { title, type, fieldConfig } of dashboard.panels)
      if (type !== 'row') expect([title, fieldConfig?.defaults.unit]).toEqual([title, expect.any(String)]);
  });
});

it('the linter sees what is wrong, so that its silence means something', () => {
  const text = [
    '# TYPE requests_latency_ms gauge',
    'requests_latency_ms{case="0190f0c1-1111-7000-8000-000000000001"} 1',
    '# HELP shouts Things',
    '# TYPE shouts counter',
    'shouts{person="ada@t.example"} 1',
    'shouts{person="ada@t.example"} 2',
  ].join('\n');
  expect([...parseExposition(text).values()].flatMap((family) => lint(family, LABELS))).toEqual([
    'requests_latency_ms has no HELP',
    'requests_latency_ms is not in base units',
    'requests_latency_ms is a time and not in seconds',
    'requests_latency_ms has the label case',
    'requests_latency_ms has case=0190f0c1-1111-7000-8000-000000000001',
    'shouts is a counter without _total',
    'shouts has a series twice',
    'shouts has the label person',
    'shouts has person=ada@t.example',
    'shouts has person=ada@t.example',
  ]);
});
