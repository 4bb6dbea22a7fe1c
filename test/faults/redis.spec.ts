import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import pg from 'pg';
import { dataFolder, databaseUrlOf, HandrailProcess, removeFolder } from '../support/handrail-process.js';
import { until } from '../support/until.js';

const PROGRAM = process.env['HANDRAIL_REDIS'] ?? '';

let folder: string;
let port: number;
let redis: ChildProcess | undefined;
let handrail: HandrailProcess;

beforeAll(async () => {
  folder = dataFolder();
  port = await freePort();
});
afterAll(async () => {
  await handrail?.stop();
  await stopRedis();
  removeFolder(folder);
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

function startRedis(): void {
  redis = spawn(PROGRAM, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
    stdio: 'ignore',
  });
}

async function stopRedis(): Promise<void> {
  const stopped = redis;
  redis = undefined;
  if (!stopped || stopped.exitCode !== null) return;
  stopped.kill('SIGKILL');
  await until('the end of Redis', () => stopped.signalCode !== null);
}

async function readiness(): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${handrail.url}/readyz`);
  return { status: answer.status, text: await answer.text() };
}

const isReady = async (): Promise<boolean> => (await readiness()).status === 200;

/** As it was counted, without what was rolled up from that, of the cases that people answered before there was traffic. */
const TOLD = `select s.metric, sum(b.count)::int as count from metric_bucket b join metric_series s on s.id = b.series_id
   where s.metric in ('people.agreement', 'people.answers') and b.writer <> '00000000-0000-0000-0000-000000000000' group by 1 order by 1`;
const PAST = [
  { metric: 'people.agreement', count: 400 },
  { metric: 'people.answers', count: 1400 },
];

describe.skipIf(PROGRAM === '')('jobs on Redis', () => {
  it('a start without Redis serves, says what is missing, and goes on when it comes: the demo’s model is trained', async () => {
    handrail = await HandrailProcess.start({ HANDRAIL_DATA_DIR: folder, REDIS_URL: `redis://127.0.0.1:${port}` });
    expect(await readiness()).toMatchObject({ status: 503, text: expect.stringContaining('queue') });
    expect((await fetch(handrail.url)).status).toBe(200);
    startRedis();
    await until('readiness', isReady);
    const database = new pg.Client({ connectionString: databaseUrlOf(folder) });
    await database.connect();
    try {
      await until('the model', async () => (await database.query('select 1 from decider_version')).rowCount === 1);
      const { rows } = await database.query(`select to_regclass('bullmq.job') as jobs`);
      expect(rows).toEqual([{ jobs: null }]);
      // What happened before the demo began is in its metrics: whoever opens Monitoring finds no empty charts.
      await until('the past in the metrics', async () => {
        const told = await database.query<{ metric: string; count: number }>(TOLD);
        return JSON.stringify(told.rows) === JSON.stringify(PAST) || undefined;
      });
    } finally {
      await database.end();
    }
  });

  it('Redis that goes away while it runs is said, harms nothing, and is found again', async () => {
    await stopRedis();
    await until('unreadiness', async () => (await readiness()).text.includes('queue'));
    expect(handrail.exitCode).toBeNull();
    startRedis();
    await until('readiness', isReady);
  });

  it('a stop while Redis is away is clean and does not wait for it', async () => {
    await stopRedis();
    const asked = performance.now();
    expect(await handrail.stop()).toBe(0);
    expect(performance.now() - asked).toBeLessThan(20_000);
  });
});
