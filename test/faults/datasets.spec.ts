import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { dataFolder, HandrailProcess, newDatabase, removeFolder } from '../support/handrail-process.js';
import { until } from '../support/until.js';
import { claim, decide, furnish, moveTo, submit, type World } from '../support/world.js';

const FILES = ['jsonl', 'csv', 'parquet', 'arrows', 'hf.tar', 'label-studio.json', 'jsonl.gz', 'csv.zst'];
const folders = [dataFolder(), dataFolder(), dataFolder()];
let databaseUrl: string;
const processes: HandrailProcess[] = [];
let world: World<HandrailProcess>;

const start = async (folder = ''): Promise<HandrailProcess> => {
  const handrail = await HandrailProcess.start({
    DATABASE_URL: databaseUrl,
    HANDRAIL_SECRET: 'one secret for all of them',
    HANDRAIL_DATA_DIR: folder,
  });
  processes.push(handrail);
  return handrail;
};

beforeAll(async () => {
  databaseUrl = await newDatabase(inject('databaseUrl'));
  world = await furnish(await start(folders[0]));
  await moveTo(world, 'HUMAN_ONLY');
  for (const text of ['win 🙂', '=1+1', 'line\nbreak', 'plain']) await decide(world, { input: { text, amount: 1.5 } });
  for (;;) {
    const [review] = await claim(world, world.reviewer);
    if (!review) break;
    await submit(world.reviewer, review, 'spam');
  }
});
afterAll(async () => {
  await Promise.all(processes.map((handrail) => handrail.stop()));
  folders.forEach(removeFolder);
});

const call = (handrail: HandrailProcess, path: string, init: RequestInit = {}) =>
  fetch(`${handrail.url}/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
  });

/** The hash of each format's file, made anew by a process that has none. */
async function hashesAt(handrail: HandrailProcess): Promise<string[]> {
  const hashes: string[] = [];
  for (const file of FILES) {
    const answer = await call(handrail, `/datasets/1/data.${file}`);
    expect([file, answer.status]).toEqual([file, 200]);
    hashes.push(
      createHash('sha256')
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest('hex'),
    );
  }
  return hashes;
}

it('a version is byte for byte the same from every process and after a restart, whatever came since', async () => {
  const [first] = processes;
  if (!first) throw new Error('unreachable');
  await call(first, '/projects/mail/datasets', { method: 'POST', body: JSON.stringify({ name: 'all' }) });
  const { sha256 } = await until('the dataset', async () => {
    const view = (await (await call(first, '/datasets/1')).json()) as { state: string; sha256: string };
    return view.state === 'ready' && view;
  });
  const hashes = await hashesAt(first);
  expect(hashes[0]).toBe(sha256);
  const second = await start(folders[1]);
  expect(await hashesAt(second)).toEqual(hashes);
  await second.stop();

  await decide(world, { input: { text: 'one more' } });
  const [review] = await claim(world, world.reviewer);
  if (!review) throw new Error('nothing to label');
  await submit(world.reviewer, review, 'ham');
  await first.kill();
  // Without its files: it makes them again.
  expect(await hashesAt(await start(folders[2]))).toEqual(hashes);
}, 180_000);

it('an export is made to its end though the process that makes it is killed', async () => {
  const process = await start(folders[1]);
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table dataset_block in access exclusive mode');
  const body = JSON.stringify({ file: 'data.csv' });
  const begun = await call(process, '/projects/mail/datasets/1/exports', { method: 'POST', body });
  const location = (begun.headers.get('location') ?? '').replace('/v1', '');
  // A worker has it: it waits for the rows.
  await until('the worker', async () => {
    const { rows } = await holder.query(`select 1 from pg_stat_activity where wait_event_type = 'Lock'`);
    return rows.length > 0;
  });
  await Promise.all(processes.map((one) => one.kill()));
  await holder.query('rollback');
  await holder.end();
  const next = await start(folders[2]);
  const view = await until('the export', async () => {
    const read = (await (await call(next, location)).json()) as { state: string; sha256: string | null };
    return read.state === 'running' ? undefined : read;
  });
  expect(view.state).toBe('ready');
  const file = await call(next, `${location}/file`);
  expect(
    createHash('sha256')
      .update(Buffer.from(await file.arrayBuffer()))
      .digest('hex'),
  ).toBe(view.sha256);
}, 180_000);
