import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { dataFolder, HandrailProcess, newDatabase, removeFolder } from '../support/handrail-process.js';
import { until } from '../support/until.js';
import { furnish, moveTo, type World } from '../support/world.js';

const folder = dataFolder();
let databaseUrl: string;
/** Holds what the import needs; the other one looks, for what a transaction sees of others stands still. */
let holder: pg.Client;
let watcher: pg.Client;
let world: World<HandrailProcess>;
let key: string;
const processes: HandrailProcess[] = [];

const start = async (): Promise<HandrailProcess> => {
  const handrail = await HandrailProcess.start({
    DATABASE_URL: databaseUrl,
    HANDRAIL_SECRET: 'one secret for all of them',
    HANDRAIL_DATA_DIR: folder,
  });
  processes.push(handrail);
  return handrail;
};
const call = (handrail: HandrailProcess, path: string, init: RequestInit = {}) =>
  fetch(`${handrail.url}/v1/projects/mail/imports${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers },
  });
/** What is read of the file: others, such as what takes old uploads away, wait for the table too. */
const isWaiting = async (): Promise<boolean> => {
  const { rows } = await watcher.query(
    `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database() and query like '%slice from label_import_chunk%'`,
  );
  return rows.length > 0;
};
/** The database notices that a process is gone only when it answers it. */
const forgetWaiting = () =>
  watcher.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
  );

beforeAll(async () => {
  databaseUrl = await newDatabase(inject('databaseUrl'));
  world = await furnish(await start());
  await moveTo(world, 'HUMAN_ONLY');
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId: world.projectId, name: 'importer', scopes: ['LABELS_WRITE'] } },
  );
  key = createApiKey.secret;
  holder = new pg.Client({ connectionString: databaseUrl });
  watcher = new pg.Client({ connectionString: databaseUrl });
  await Promise.all([holder.connect(), watcher.connect()]);
});
afterAll(async () => {
  await Promise.all([holder.end(), watcher.end()]);
  await Promise.all(processes.map((handrail) => handrail.stop()));
  removeFolder(folder);
});

it('a job whose process died under it twice is set aside with its reason, and what it worked on can be removed', async () => {
  const [first] = processes;
  if (!first) throw new Error('unreachable');
  const sent = await call(first, '?name=poison.csv', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: 'text,label\na,spam\n',
  });
  const { id, proposal } = (await sent.json()) as { id: string; proposal: object };
  // Whoever imports the file waits for it: so it is at work when it is killed.
  await holder.query('begin');
  await holder.query('lock table label_import_chunk in access exclusive mode');
  const body = JSON.stringify({ purpose: 'training', mapping: proposal });
  expect((await call(first, `/${id}/start`, { method: 'POST', body })).status).toBe(202);
  await until('the first run', isWaiting);
  await first.kill();
  await forgetWaiting();
  const second = await start();
  await until('the second run', isWaiting, 60);
  await second.kill();
  await forgetWaiting();
  await holder.query('rollback');

  const third = await start();
  const view = await until(
    'the end',
    async () => {
      const read = (await (await call(third, `/${id}`)).json()) as { state: string; failure: string | null };
      return read.state === 'running' ? undefined : read;
    },
    60,
  );
  expect(view).toMatchObject({ state: 'failed', rowsStored: 0 });
  expect(view.failure).toContain('ended twice while at it');
  expect(third.output).toContain('set aside');
  expect((await call(third, `/${id}`, { method: 'DELETE', body: '{}' })).status).toBe(204);
  expect((await call(third, `/${id}`)).status).toBe(404);
  expect(await (await call(third, '')).json()).toEqual({ imports: [] });
}, 180_000);
