import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Background } from '../../server/dist/platform/background/index.js';
import { HookServer } from '../support/hook-server.js';
import { MailServer } from '../support/mail-server.js';
import { parseExposition } from '../support/prometheus.js';
import { until } from '../support/until.js';
import { createWorld, type World } from '../support/world.js';

type Loop = { name: string; verdict: string; runs: number; failures: number; error: string | null };

/** Every one that there is; whoever adds one says here what it is called. */
const LOOPS = [
  ...[
    'check-sockets',
    'evaluate-alarms',
    'forget-answers',
    'freeze-references',
    'judge-rollouts',
    'learn-references',
    'measure-media',
    'roll-up-metrics',
  ],
  ...[
    'score-behind',
    'store-metrics',
    'sweep-outbox',
    'tell-of-loops',
    'tell-prometheus',
    'watch-concept',
    'watch-dataset-schedules',
  ],
  ...['watch-drift', 'watch-expiry', 'watch-process', 'watch-queues', 'watch-training-schedules'],
];

let world: World;
let hooks: HookServer;
let mail: MailServer;
beforeAll(async () => {
  [hooks, mail] = await Promise.all([HookServer.start(), MailServer.start()]);
  world = await createWorld({
    HANDRAIL_OPERATORS: `${hooks.url}/operators, ops@t.example`,
    HANDRAIL_SMTP_URL: mail.url,
    HANDRAIL_MAIL_FROM: 'Handrail <handrail@t.example>',
    HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1',
  });
});
afterAll(async () => {
  await world.handrail.stop();
  await Promise.all([hooks.stop(), mail.down()]);
});

const loops = async (): Promise<Loop[]> =>
  (await world.admin.run<{ backgroundLoops: Loop[] }>('{ backgroundLoops { name verdict runs failures error } }'))
    .backgroundLoops;
const get = async (path: string): Promise<string> => (await fetch(`${world.handrail.url}${path}`)).text();

type Overview = { verdict: string; sentence: string; figures: { id: string; verdict: string }[] };

async function headline(): Promise<Overview> {
  const { monitoringOverview } = await world.admin.run<{ monitoringOverview: Overview }>(
    'query ($projectId: ID!) { monitoringOverview(projectId: $projectId) { verdict sentence figures { id verdict } } }',
    { projectId: world.projectId },
  );
  return monitoringOverview;
}

describe('work in the background', () => {
  it('is known, every loop of it, and succeeds', async () => {
    expect((await loops()).map(({ name }) => name)).toEqual(LOOPS);
    expect((await loops()).filter(({ verdict }) => verdict !== 'OK')).toEqual([]);
  });

  it('is shown to the owner and to admins, and to nobody else', async () => {
    const query = '{ backgroundLoops { name } }';
    for (const person of [world.scientist, world.reviewer]) {
      const { errors } = await person.send(query);
      expect(errors?.[0]?.extensions?.problem?.type).toMatch(/forbidden/);
    }
  });

  it('that fails is counted, shown, and rings in the headline, on /metrics and in /readyz?verbose', async () => {
    const background = world.handrail.running.app.get(Background);
    // As if it had begun long ago.
    const failing = background.loop({
      ...{ name: 'store-nothing', title: 'Storing of nothing', everyMs: 1000, isWatching: true },
      run: () => Promise.reject(new Error('the disk is full')),
    });
    await failing.start().run();
    Object.assign(failing, { state: { ...failing.read(), startedAt: Date.now() - 60_000 } });
    const [found] = (await loops()).filter(({ name }) => name === 'store-nothing');
    expect(found).toMatchObject({ verdict: 'FAILING', error: 'the disk is full' });
    await until('the judgement', () => Promise.resolve(background.health.some(({ name }) => name === 'store-nothing')));
    const said = await headline();
    expect(said).toMatchObject({
      verdict: 'UNKNOWN',
      sentence: expect.stringMatching(
        /^Not known\. Work in the background does not succeed: storing of nothing \(for (\d+ seconds|\d minutes)\)/,
      ),
    });
    // No single figure is said to be all right either.
    expect(said.figures.filter(({ verdict }) => verdict === 'GOOD')).toEqual([]);
    // Whoever is signed in learns that what they see may be old, but not why.
    expect((await world.reviewer.send('{ stoppedWork { name title silentSeconds } }')).data).toEqual({
      stoppedWork: [{ name: 'store-nothing', title: 'Storing of nothing', silentSeconds: expect.any(Number) }],
    });
    expect(JSON.parse(await get('/readyz'))).toEqual({ status: 'ready' });
    const verbose = JSON.parse(await get('/readyz?verbose')) as {
      isHealthy: boolean;
      loops: { name: string; verdict: string }[];
    };
    expect(verbose.isHealthy).toBe(false);
    expect(verbose.loops.filter(({ verdict }) => verdict !== 'ok')).toMatchObject([
      { name: 'store-nothing', verdict: 'failing' },
    ]);
    const families = parseExposition(await get('/metrics'));
    const of = (name: string): Record<string, number> =>
      Object.fromEntries((families.get(name)?.samples ?? []).map(({ labels, value }) => [labels['loop'] ?? '', value]));
    expect(of('handrail_loop_healthy')).toMatchObject({ 'store-nothing': 0, 'store-metrics': 1 });
    expect(of('handrail_loop_lag_seconds')['store-nothing']).toBeGreaterThan(50);
    // There from the start, also where nothing failed yet.
    const runs = families.get('handrail_loop_runs_total')?.samples ?? [];
    expect(
      runs.filter(({ labels }) => labels['loop'] === 'watch-drift').map(({ labels }) => labels['outcome']),
    ).toEqual(['succeeded', 'failed']);
    await until('the operators were told', () => Promise.resolve(hooks.seen.length > 0 && mail.letters.length > 0));
    const told = hooks.of('/operators').map(({ body }) => JSON.parse(body) as { type: string; text: string });
    expect(told).toMatchObject([
      {
        type: 'background.stopped',
        text: expect.stringContaining('Storing of nothing has not succeeded for'),
        loops: [{ name: 'store-nothing', verdict: 'FAILING', error: 'the disk is full' }],
      },
    ]);
    expect(mail.letters).toMatchObject([{ to: ['ops@t.example'], text: expect.stringContaining('the disk is full') }]);
    await failing.stop();
  });

  it('that is not judged yet is asked for before anything is said to be all right', async () => {
    const background = world.handrail.running.app.get(Background);
    await world.handrail.database.query(
      `insert into background_loop (instance, name, title, process, is_shared, is_watching, period_ms, started_at, seen_at, runs, failures)
       values (gen_random_uuid(), 'gone-before', 'Gone before', 'worker elsewhere:2', false, true, 60000, now() - interval '1 hour', now() - interval '10 minutes', 1, 0)`,
    );
    Object.assign(background, { judged: undefined });
    expect((await headline()).sentence).toMatch(/^Not known\. .*gone before/);
  });

  it('of which nothing is told by a process that stopped long ago is absent', async () => {
    await world.handrail.database.query(
      `insert into background_loop (instance, name, title, process, is_shared, is_watching, period_ms, started_at, seen_at, runs, failures)
       values (gen_random_uuid(), 'gone', 'Gone', 'worker elsewhere:1', false, false, 60000, now() - interval '1 hour', now() - interval '10 minutes', 1, 0)`,
    );
    expect((await loops()).find(({ name }) => name === 'gone')?.verdict).toBe('ABSENT');
  });
});
