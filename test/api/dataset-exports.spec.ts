import { createHash, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatasetReads } from '../../server/dist/datasets/dataset-reads.js';
import { VERSIONS, type VersionRow } from '../../server/dist/datasets/dataset-rows.js';
import { runExport } from '../../server/dist/datasets/exports/run-export.js';
import { Database } from '../../server/dist/platform/database/index.js';
import { MailServer } from '../support/mail-server.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

type Export = {
  id: string;
  state: string;
  progress: number;
  bytes: number | null;
  sha256: string | null;
  keptUntil: string | null;
  download: string | null;
};
let world: World;
let mail: MailServer;
const call = (path: string, init: RequestInit = {}) =>
  fetch(`${world.handrail.url}/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', ...init.headers },
  });
const post = (path: string, body: unknown = {}) => call(path, { method: 'POST', body: JSON.stringify(body) });

beforeAll(async () => {
  mail = await MailServer.start();
  world = await createWorld({ HANDRAIL_SMTP_URL: mail.url, HANDRAIL_MAIL_FROM: 'handrail@h.example' });
  await moveTo(world, 'HUMAN_ONLY');
  for (const text of ['one', '=two', 'three']) await decide(world, { input: { text } });
  for (const value of ['spam', 'ham', 'spam']) {
    const [review] = await claim(world, world.reviewer);
    if (!review) throw new Error('nothing to label');
    await submit(world.reviewer, review, value);
  }
  await post('/projects/mail/datasets', { name: 'all' });
  await until('the dataset', async () => {
    const view = (await (await call('/datasets/1')).json()) as { state: string };
    return view.state === 'ready';
  });
});
afterAll(async () => {
  await world?.handrail.stop();
  await mail?.down();
});

async function start(body: unknown): Promise<string> {
  const answer = await post('/projects/mail/datasets/1/exports', body);
  expect(answer.status).toBe(202);
  expect(await answer.json()).toMatchObject({ dataset: 1, state: 'running', bytes: null, download: null });
  return (answer.headers.get('location') ?? '').replace('/v1', '');
}
const read = async (location: string): Promise<Export> => (await (await call(location)).json()) as Export;
const ended = (location: string): Promise<Export> =>
  until('the export', async () => {
    const view = await read(location);
    return view.state === 'running' ? undefined : view;
  });
/** Nobody can read a version's rows meanwhile. */
async function whileHeld<T>(work: () => Promise<T>): Promise<T> {
  const client = await world.handrail.database.connect();
  await client.query('begin');
  await client.query('lock table dataset_block in access exclusive mode');
  try {
    return await work();
  } finally {
    await client.query('commit');
    client.release();
  }
}

describe('an export', () => {
  it('is made by a job with the columns that were chosen, and taken whole or in parts', async () => {
    const location = await start({ file: 'data.csv', columns: ['label', 'id', 'input'] });
    const view = await ended(location);
    expect(view).toMatchObject({ state: 'ready', progress: 1, download: `/v1${location}/file` });
    const whole = await call(`${location}/file`);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect(bytes.toString('utf8').split('\r\n')[0]).toBe('id,input.text,input.amount,label');
    expect(bytes.toString('utf8')).toContain(`,'=two,`);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(view.sha256);
    expect(bytes.length).toBe(view.bytes);
    const etag = whole.headers.get('etag') ?? '';
    const rest = await call(`${location}/file`, { headers: { range: 'bytes=20-', 'if-range': etag } });
    expect([rest.status, Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(20))]).toEqual([206, true]);
    // Other columns are another file, so nobody goes on with half of this one.
    const all = await call('/datasets/1/data.csv', { headers: { range: 'bytes=20-', 'if-range': etag } });
    expect([all.status, all.headers.get('etag') === etag]).toEqual([200, false]);
    await all.arrayBuffer();
  });

  it('is gone when it was kept for as long as it is kept, and can be had anew', async () => {
    const location = await start({ file: 'data.parquet' });
    const { keptUntil } = await ended(location);
    const days = (Date.parse(keptUntil ?? '') - Date.now()) / 86_400_000;
    expect(Math.abs(days - 7)).toBeLessThan(0.1);
    const id = location.split('/').at(-1);
    await world.handrail.database.query(
      `update dataset_export set kept_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    const gone = await call(`${location}/file`);
    expect([gone.status, await gone.json()]).toMatchObject([410, { type: '/problems/gone' }]);
    expect((await ended(await start({ file: 'data.parquet' }))).state).toBe('ready');
  });

  it('is stopped by who does not want it any more, and stays so', async () => {
    const location = await whileHeld(async () => {
      const begun = await start({ file: 'data.arrows' });
      const early = await call(`${begun}/file`);
      expect([early.status, await early.json()]).toMatchObject([409, { type: '/problems/conflict' }]);
      const stopped = await post(`${begun}/cancel`);
      expect([stopped.status, await stopped.json()]).toMatchObject([200, { state: 'cancelled', keptUntil: null }]);
      return begun;
    });
    // A later one, by the same worker, has ended: the first had its time.
    const later = await start({ file: 'data.arrows' });
    expect((await ended(later)).state).toBe('ready');
    expect(await read(location)).toMatchObject({ state: 'cancelled', bytes: null });
    expect(await (await post(`${later}/cancel`)).json()).toMatchObject({ state: 'ready' });
  });

  it('is refused where a file, a column or the version is not there, and not found by others', async () => {
    for (const [body, status] of [
      [{ file: 'data.xlsx' }, 404],
      [{ file: 'data.coco.json' }, 422],
      [{ file: 'data.csv', columns: ['id', 'nope'] }, 422],
      [{ file: 'data.csv', columns: [] }, 422],
      [{}, 422],
    ] as const)
      expect([body, (await post('/projects/mail/datasets/1/exports', body)).status]).toEqual([body, status]);
    expect((await post('/projects/mail/datasets/77/exports', { file: 'data.csv' })).status).toBe(404);
    for (const id of [randomUUID(), 'x', "'--"])
      expect((await call(`/exports/${encodeURIComponent(id)}`)).status).toBe(404);
  });

  it('is listed, newest first, for who looks at the version', async () => {
    type Listed = { file: string; state: string; columns: string[] | null; progress: number };
    const { datasetExports } = await world.scientist.run<{ datasetExports: Listed[] }>(
      'query ($projectId: ID!) { datasetExports(projectId: $projectId, number: 1) { file state columns progress } }',
      { projectId: world.projectId },
    );
    expect(datasetExports.at(-1)).toEqual({
      file: 'data.csv',
      state: 'READY',
      columns: ['label', 'id', 'input'],
      progress: 1,
    });
    expect(datasetExports.map(({ state }) => state)).toContain('CANCELLED');
  });
});

it('whoever asked for a file is told by e-mail when it is ready', async () => {
  await world.scientist.run(
    'mutation ($input: StartDatasetExportInput!) { startDatasetExport(input: $input) { id } }',
    {
      input: { projectId: world.projectId, number: 1, file: 'data.jsonl' },
    },
  );
  const { to, text } = await until('the letter', () => mail.letters.at(0));
  expect(text).toContain('Subject: Handrail: data.jsonl of dataset 1 is ready (Mail)');
  expect(to).toEqual(['scientist@t.example']);
  expect(text).toContain('/p/mail/datasets/1');
  // Files that keys asked for are told to nobody in person.
  expect(mail.letters).toHaveLength(1);
});

it('a large version is the same to the byte, in every format, as one that needs no thread of its own', async () => {
  const { database } = world.handrail;
  const made = await post('/projects/mail/datasets', { name: 'large' });
  const at = (made.headers.get('location') ?? '').replace('/v1', '');
  const number = at.split('/').at(-1);
  await until('the dataset', async () => ((await (await call(at)).json()) as { state: string }).state === 'ready');
  const id = `(select id from dataset_version where number = ${number})`;
  await database.query(
    `insert into dataset_block select version_id, ordinal + 3 * n, packed from dataset_block, generate_series(1, 200) n where version_id = ${id}`,
  );
  const files = ['jsonl', 'csv', 'parquet.zst', 'arrows', 'hf.tar.gz', 'label-studio.json'].map(
    (ending) => `data.${ending}`,
  );
  const all = async () => {
    const found: string[] = [];
    for (const file of files) {
      const answer = await call(`/datasets/${number}/${file}`);
      const bytes = Buffer.from(await answer.arrayBuffer());
      found.push(`${file} ${answer.status} ${bytes.length > 1000} ${createHash('sha256').update(bytes).digest('hex')}`);
    }
    return found;
  };
  const small = await all();
  // Said to be large, and made anew.
  await database.query(`update dataset_version set row_count = 6003, erased_rows = 1 where id = ${id}`);
  expect(await all()).toEqual(small);
  expect(small.filter((one) => one.includes(' 200 true '))).toHaveLength(files.length);
});

it('a large export fails with the reason of its thread', async () => {
  const source = { url: 'postgres://nobody@127.0.0.1:1/nowhere', versionId: 'none' };
  const [version] = await world.handrail.running.app.get(Database).query<VersionRow>(`${VERSIONS} where v.number = 1`);
  if (!version) throw new Error('no version');
  const context = { ...world.handrail.running.app.get(DatasetReads).contextOf(version), scratch: tmpdir() };
  const order = {
    extension: 'csv',
    compression: null,
    context,
    source,
    path: join(tmpdir(), `export-${randomUUID()}`),
  };
  await expect(runExport(order, 1_000_000)).rejects.toThrow(/ECONNREFUSED/);
});
