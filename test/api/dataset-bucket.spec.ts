import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { S3Server } from '../support/s3-server.js';
import { createKey } from '../support/access-world.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

type Push = {
  state: string;
  tries: number;
  failure: string | null;
  objects: { key: string; sha256: string; bytes: number }[];
};
let world: World;
let storage: S3Server;
beforeAll(async () => {
  storage = await S3Server.start();
  world = await createWorld({ HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' });
  await moveTo(world, 'HUMAN_ONLY');
  await decide(world, { input: { text: 'one' } });
  const [review] = await claim(world, world.reviewer);
  if (!review) throw new Error('nothing to label');
  await submit(world.reviewer, review, 'spam');
});
afterAll(async () => {
  await world.handrail.stop();
  await storage.stop();
});

const given = (change: Record<string, unknown> = {}) => ({
  projectId: world.projectId,
  name: 'letters',
  endpoint: storage.endpoint,
  region: S3Server.region,
  bucket: 'training',
  prefix: 'mail/',
  pathStyle: true,
  accessKeyId: S3Server.accessKeyId,
  secretAccessKey: S3Server.secretAccessKey,
  formats: ['parquet', 'csv.gz'],
  ...change,
});
const set = (change?: Record<string, unknown>) =>
  world.admin.run('mutation ($input: DatasetBucketInput!) { setDatasetBucket(input: $input) }', {
    input: given(change),
  });
async function tested(change?: Record<string, unknown>): Promise<{ works: boolean; failure: string | null }> {
  const { testDatasetBucket } = await world.admin.run<{
    testDatasetBucket: { works: boolean; failure: string | null };
  }>('mutation ($input: DatasetBucketInput!) { testDatasetBucket(input: $input) { works failure } }', {
    input: given(change),
  });
  return testDatasetBucket;
}
async function freeze(): Promise<number> {
  const { freezeDataset } = await world.scientist.run<{ freezeDataset: { number: number } }>(
    'mutation ($input: FreezeDatasetInput!) { freezeDataset(input: $input) { number } }',
    { input: { projectId: world.projectId, name: 'letters' } },
  );
  const { number } = freezeDataset;
  await until('the dataset', async () => {
    const { datasetVersion } = await world.scientist.run<{ datasetVersion: { state: string } }>(
      'query ($projectId: ID!, $number: Int!) { datasetVersion(projectId: $projectId, number: $number) { state } }',
      { projectId: world.projectId, number },
    );
    return datasetVersion.state === 'READY';
  });
  return number;
}
async function pushesOf(number: number): Promise<Push[]> {
  const { datasetPushes } = await world.scientist.run<{ datasetPushes: Push[] }>(
    'query ($projectId: ID!, $number: Int!) { datasetPushes(projectId: $projectId, number: $number) { state tries failure objects { key sha256 bytes } } }',
    { projectId: world.projectId, number },
  );
  return datasetPushes;
}
const pushed = (number: number, state = 'DONE'): Promise<Push> =>
  until('the push', async () => {
    const [last] = await pushesOf(number);
    return last?.state === state ? last : undefined;
  });
const hashOf = (key: string) =>
  createHash('sha256')
    .update(storage.objects.get(key)?.body ?? '')
    .digest('hex');

/** Over REST; `body` absent: a GET. */
async function rest(
  path: string,
  key: string,
  body?: unknown,
): Promise<{ status: number; text: string; view: unknown }> {
  const answer = await fetch(`${world.handrail.url}/v1/projects/mail${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text, view: text === '' ? null : JSON.parse(text) };
}

describe('a dataset’s bucket', () => {
  it('is tried before it is used: with its secret, another, none, and where there is nothing', async () => {
    await freeze();
    expect(await tested()).toEqual({ works: true, failure: null });
    expect(storage.objects.size).toBe(0);
    expect((await tested({ secretAccessKey: 'another' })).failure).toMatch(/403, SignatureDoesNotMatch/);
    expect((await tested({ accessKeyId: 'another' })).failure).toMatch(/403, InvalidAccessKeyId/);
    expect((await tested({ bucket: 'elsewhere' })).failure).toMatch(/404, NoSuchBucket/);
    expect((await tested({ endpoint: 'http://127.0.0.2:9' })).failure).toMatch(/private or local address/);
    await expect(tested({ secretAccessKey: null })).rejects.toThrow(/secret access key is needed/);
    await expect(tested({ formats: ['xlsx'] })).rejects.toThrow();
    for (const endpoint of ['ftp://x', 'no address', 'http://a:b@127.0.0.1', `${storage.endpoint}/path`, ''])
      await expect(tested({ endpoint })).rejects.toThrow(/do not fit|fit/);
    await expect(
      world.scientist.run('mutation ($input: DatasetBucketInput!) { setDatasetBucket(input: $input) }', {
        input: given(),
      }),
    ).rejects.toThrow(/project:edit|may not|allowed/i);
  });

  it('has every version that is frozen from then on, each format whole, the manifest last', async () => {
    await set();
    const number = await freeze();
    const { objects, tries } = await pushed(number);
    expect(tries).toBe(1);
    const folder = `mail/letters/${number}/`;
    expect(objects.map(({ key }) => key)).toEqual([`${folder}data.parquet`, `${folder}data.csv.gz`]);
    for (const { key, sha256, bytes } of objects)
      expect([hashOf(key), storage.objects.get(key)?.body.length]).toEqual([sha256, bytes]);
    const manifest = JSON.parse(storage.objects.get(`${folder}manifest.json`)?.body.toString() ?? '') as object;
    expect(manifest).toMatchObject({ name: 'letters', number, rows: 1, files: objects });
    expect(storage.seen.at(-1)).toBe(`PUT /training/${folder}manifest.json`);
    const { rows } = await world.handrail.database.query<{ text: string }>(
      `select settings::text || encode(secret, 'escape') as text from dataset_bucket`,
    );
    expect(rows[0]?.text).not.toContain(S3Server.secretAccessKey);
  });

  it('is tried again where the storage fails, says why meanwhile, and takes the same objects once more when asked', async () => {
    storage.failuresLeft = 1;
    const number = await freeze();
    const { tries, failure } = await pushed(number);
    expect([tries, failure, storage.failuresLeft]).toEqual([2, null, 0]);
    const before = [...storage.objects].map(([key, { body }]) => [key, body.toString('hex')]);
    await world.scientist.run(
      'mutation ($projectId: ID!, $number: Int!) { pushDataset(projectId: $projectId, number: $number) }',
      { projectId: world.projectId, number },
    );
    await until('both', async () => {
      const all = await pushesOf(number);
      return all.length === 2 && all.every(({ state }) => state === 'DONE');
    });
    expect([...storage.objects].map(([key, { body }]) => [key, body.toString('hex')])).toEqual(before);
  });

  it('takes large files part by part, and keeps the secret where only another thing is changed', async () => {
    // Text that no packing makes small: more than a part of 8 MiB.
    await world.handrail.database.query(
      `with seed as (select c.*, l.person_id from label l join intake_case c on c.id = l.case_id order by l.id limit 1),
         cases as (insert into intake_case (id, project_id, case_key, idempotency_key, request_hash, input, source, policy_version, route, created_at)
           select gen_random_uuid(), project_id, 'many ' || n, 'many ' || n, request_hash,
                  jsonb_build_object('text', (select string_agg(md5(n || ' ' || m), '') from generate_series(1, 300) m)), source, policy_version, route, now()
             from seed, generate_series(1, 1200) n returning id, project_id, policy_version),
         reviews as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
           select gen_random_uuid(), id, project_id, policy_version, 'level', true, true, 0, 'answered', now(), now() from cases returning id, case_id, project_id)
       insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
       select gen_random_uuid(), reviews.id, reviews.case_id, reviews.project_id, seed.person_id, '"spam"', 0, true, 0, now() from reviews, seed`,
    );
    await set({ formats: ['jsonl'], secretAccessKey: null });
    const number = await freeze();
    const { objects } = await pushed(number);
    const [{ key = '', sha256 = '', bytes = 0 } = {}] = objects;
    expect(bytes).toBeGreaterThan(8 * 1024 * 1024);
    expect(hashOf(key)).toBe(sha256);
    const parts = storage.seen.filter((one) => one.startsWith(`PUT /training/${key}?partNumber=`));
    expect(parts).toHaveLength(Math.ceil(bytes / (8 * 1024 * 1024)));
    expect(storage.uploads.size).toBe(0);
  });

  it('is set over REST by a key of an admin’s that may do that alone, never by one that reads labels', async () => {
    const key = await createKey(world.admin, world.projectId, ['storage:write']);
    await expect(createKey(world.scientist, world.projectId, ['storage:write'])).rejects.toThrow('project:edit');
    const { projectId: _, name: __, ...settings } = given({ prefix: 'rest/' });
    for (const path of ['/storage/letters', '/storage/letters/test', '/storage/letters/remove'])
      expect(await rest(path, world.key, settings)).toMatchObject({
        status: 403,
        view: { type: '/problems/forbidden', detail: expect.stringContaining('storage:write') },
      });
    expect((await rest('/storage/letters', world.key)).status).toBe(403);
    const { secretAccessKey, ...shown } = settings;
    const test = (change: object) => rest('/storage/letters/test', key, { ...settings, ...change });
    expect((await test({})).view).toEqual({ works: true, failure: null });
    expect((await test({ endpoint: 'http://127.0.0.2:9' })).view).toMatchObject({
      works: false,
      failure: expect.stringContaining('private or local address'),
    });
    for (const [change, pointer] of [
      [{ endpoint: 'ftp://x' }, '/endpoint'],
      [{ formats: ['xlsx'] }, '/formats/0'],
      [{ colour: 'red' }, '/colour'],
      [{ secretAccessKey: undefined, endpoint: 'http://127.0.0.1:9' }, '/secretAccessKey'],
    ] as const)
      expect(await test(change)).toMatchObject({ status: 422, view: { errors: [{ pointer }] } });
    expect((await rest('/storage/nothing', key, settings)).status).toBe(404);
    const done = await rest('/storage/letters', key, settings);
    expect(done).toMatchObject({ status: 200, view: { storage: { ...shown, updatedBy: 'an API key' } } });
    const read = await rest('/storage/letters', key);
    expect(read.view).toEqual(done.view);
    for (const { text } of [done, read]) expect(text).not.toContain(secretAccessKey);
    const number = await freeze();
    await pushed(number);
    expect([...storage.objects.keys()]).toContain(`rest/letters/${number}/manifest.json`);
    const again = await rest(`/datasets/${number}/pushes`, world.key, {});
    expect(again).toMatchObject({ status: 202, view: { pushes: [{ state: 'running' }, { state: 'done' }] } });
    await until('both', async () => (await pushesOf(number)).every(({ state }) => state === 'DONE'));
    const { view: listed } = await rest(`/datasets/${number}/pushes`, world.key);
    const target = `${storage.endpoint}/training/rest/`;
    expect(listed).toMatchObject({
      pushes: [
        { state: 'done', target },
        { state: 'done', target },
      ],
    });
    expect((await rest(`/datasets/${number}/pushes`, key, {})).status).toBe(403);
    expect((await rest('/storage/letters/remove', key, {})).status).toBe(204);
    expect((await rest('/storage/letters', key)).view).toEqual({ storage: null });
    const { rows } = await world.handrail.database.query<{ actor: string; detail: unknown }>(
      `select actor, detail from audit_entry where action = 'dataset.bucket' order by created_at desc limit 2`,
    );
    expect(rows.map(({ actor }) => actor)).toEqual([
      expect.stringMatching(/^API key /),
      expect.stringMatching(/^API key /),
    ]);
    expect(JSON.stringify(rows)).not.toContain(secretAccessKey);
    await set();
  });

  it('takes nothing that leaves fields as they are which the project marks as personal, and says so', async () => {
    const { rows } = await world.handrail.database.query<{ state: string }>('select state from dataset_push');
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['done']));
    await world.handrail.database.query(
      `update project set input_schema = jsonb_set(input_schema::jsonb, '{fields,0,personal}', '"hash"')`,
    );
    const endOfAnother = async (): Promise<Push & { sent: number }> => {
      const before = storage.seen.length;
      await world.scientist.run('mutation ($projectId: ID!) { pushDataset(projectId: $projectId, number: 4) }', {
        projectId: world.projectId,
      });
      const last = await until('its end', async () => {
        const [newest] = await pushesOf(4);
        return newest && newest.state !== 'RUNNING' ? newest : undefined;
      });
      return { ...last, sent: storage.seen.length - before };
    };
    // The version was frozen when the field was not marked; a mark holds within a second everywhere.
    const refused = await until('the refusal', async () => {
      const push = await endOfAnother();
      return push.state === 'FAILED' ? push : undefined;
    });
    expect(refused.failure).toMatch(/personal fields as they are \(text\)/);
    expect([refused.tries, refused.sent]).toEqual([1, 0]);
  });
});
