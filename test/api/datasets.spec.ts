import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decompress } from 'fzstd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DATASET_COLUMNS, datasetDefinitionSchema } from '@handrail/shared/datasets';
import { FORMATS } from '../../server/dist/datasets/formats/index.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

type View = {
  number: number;
  state: string;
  rows: number;
  sha256: string;
  changes: { against: number; added: number; removed: number; changed: number } | null;
  drift: { against: number; parts: { part: string; verdict: string; moved: number }[] } | null;
  card: { strata: unknown[]; labels: { label: string; rows: number }[] };
};
let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${world.handrail.url}/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json', ...init.headers },
  });

async function freeze(body: unknown): Promise<View> {
  const answer = await call('/projects/mail/datasets', { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status).toBe(202);
  const location = answer.headers.get('location') ?? '';
  return until('the dataset', async () => {
    const view = (await (await call(location.replace('/v1', ''))).json()) as View;
    return view.state === 'building' ? undefined : view;
  });
}

async function labelNext(value: string): Promise<void> {
  const [review] = await claim(world, world.reviewer);
  if (!review) throw new Error('nothing to label');
  expect((await submit(world.reviewer, review, value)).__typename).toBe('SubmitLabelSuccess');
}
async function takenOf(number: number): Promise<{ actor: string; file: string }[]> {
  const { datasetDownloads } = await world.scientist.run<{ datasetDownloads: { actor: string; file: string }[] }>(
    'query ($projectId: ID!, $number: Int!) { datasetDownloads(projectId: $projectId, number: $number) { actor file } }',
    { projectId: world.projectId, number },
  );
  return datasetDownloads;
}
const schedule = (name: string, everyMinutes: number | null) =>
  world.scientist.run('mutation ($input: ScheduleDatasetInput!) { scheduleDataset(input: $input) }', {
    input: { projectId: world.projectId, name, everyMinutes },
  });

/** More than any buffer between here and there holds; each with a text of 8 kB. */
async function manyLabels(count: number): Promise<void> {
  await world.handrail.database.query(
    `with seed as (select c.*, l.person_id from label l join intake_case c on c.id = l.case_id where l.person_id is not null order by l.id limit 1),
       cases as (insert into intake_case (id, project_id, case_key, idempotency_key, request_hash, input, source, policy_version, route, created_at)
         select gen_random_uuid(), project_id, 'many ' || n, 'many ' || n, request_hash, jsonb_build_object('text', repeat(md5(n::text), 250)), source, policy_version, route, now()
           from seed, generate_series(1, $1) n returning id, project_id, policy_version),
       reviews as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
         select gen_random_uuid(), id, project_id, policy_version, 'level', true, true, 0, 'answered', now(), now() from cases returning id, case_id, project_id)
     insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
     select gen_random_uuid(), reviews.id, reviews.case_id, reviews.project_id, seed.person_id, '"spam"', 0, true, 0, now() from reviews, seed`,
    [count],
  );
}

/** Exports that this process, which serves as well, has open. */
function openFiles(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.includes('/exports/') ? [path] : [];
    } catch {
      return [];
    }
  });
}
const download = async (number: number, file: string) => (await call(`/datasets/${number}/${file}`)).text();

describe('a dataset', () => {
  it('is empty and valid when nothing matches', async () => {
    const view = await freeze({ name: 'empty' });
    expect(view).toMatchObject({ state: 'ready', rows: 0, changes: null });
    expect(await download(view.number, 'data.jsonl')).toBe('');
    expect(await download(view.number, 'data.csv')).toMatch(/^id,case_key,.*\r\n$/);
  });

  it('gives the same bytes again after labels were revised, and says what a new version changed', async () => {
    await moveTo(world, 'HUMAN_ONLY');
    for (const text of ['=cmd|calc', 'line\nbreak, "quote" 🙂 שלום', 'plain']) await decide(world, { input: { text } });
    for (const value of ['spam', 'ham', 'spam']) await labelNext(value);
    const first = await freeze({ name: 'all' });
    expect(first).toMatchObject({ state: 'ready', rows: 3 });
    const bytes = await download(first.number, 'data.jsonl');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(first.sha256);
    const rows = bytes
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows[0]).toMatchObject({
      selection_prob: 1,
      weight: 1,
      blind: true,
      label_source: 'human',
      level: 'HUMAN_ONLY',
    });

    const { rows: labels } = await world.handrail.database.query<{ id: string }>(
      'select id from label order by id limit 1',
    );
    await world.reviewer.run('mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename } }', {
      input: { labelId: labels[0]?.id, value: 'ham' },
    });
    await decide(world, { input: { text: 'a fourth' } });
    await labelNext('ham');
    expect(await download(first.number, 'data.jsonl')).toBe(bytes);
    const second = await freeze({ name: 'all' });
    expect(second.changes).toEqual({ against: first.number, added: 1, removed: 0, changed: 1 });
    expect(second.sha256).not.toBe(first.sha256);
    expect(first.drift).toBeNull();
    expect(second.drift?.against).toBe(first.number);
    const measured = { before: 3, now: 4, missingBefore: 0, missingNow: 0, verdict: 'too_few' };
    expect(second.drift?.parts).toContainEqual(expect.objectContaining({ part: 'label', kind: 'values', ...measured }));
    expect(second.drift?.parts).toContainEqual(
      expect.objectContaining({ part: 'input.text', kind: 'lengths', ...measured }),
    );
    const { datasetVersion } = await world.scientist.run<{
      datasetVersion: { drift: { parts: { part: string; verdict: string; moved: number }[] } };
    }>(
      'query ($projectId: ID!, $number: Int!) { datasetVersion(projectId: $projectId, number: $number) { drift { parts { part verdict moved } } } }',
      { projectId: world.projectId, number: second.number },
    );
    expect(datasetVersion.drift.parts).toEqual(
      second.drift?.parts.map(({ part, verdict, moved }) => ({ part, verdict: verdict.toUpperCase(), moved })),
    );
    const csv = await download(second.number, 'data.csv');
    expect(csv).toContain(`,'=cmd|calc,`);
    expect(csv).toContain('"line\nbreak, ""quote"" 🙂 שלום"');
  });

  it('chooses by filter, protects fields, and refuses fields that are not there', async () => {
    const spam = await freeze({
      name: 'spam',
      definition: { filter: { labels: ['spam'] }, protection: { text: 'hash' } },
    });
    const rows = (await download(spam.number, 'data.jsonl')).trimEnd().split('\n');
    expect(rows.every((row) => (JSON.parse(row) as { label: string }).label === 'spam')).toBe(true);
    expect(rows.join('')).not.toContain('plain');
    const refused = await call('/projects/mail/datasets', {
      method: 'POST',
      body: JSON.stringify({ name: 'x', definition: { protection: { nope: 'drop' }, split: { by: 'customer' } } }),
    });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      errors: [{ pointer: '/definition/protection/nope' }, { pointer: '/definition/split/by' }],
    });
  });

  it('goes on where a download broke off, packed or not', async () => {
    const { number } = await freeze({ name: 'all' });
    const whole = await call(`/datasets/${number}/data.csv`);
    const bytes = Buffer.from(await whole.arrayBuffer());
    const etag = whole.headers.get('etag') ?? '';
    const rest = await call(`/datasets/${number}/data.csv`, { headers: { range: 'bytes=100-', 'if-range': etag } });
    expect(rest.status).toBe(206);
    expect(rest.headers.get('content-range')).toBe(`bytes 100-${bytes.length - 1}/${bytes.length}`);
    expect(Buffer.from(await rest.arrayBuffer()).equals(bytes.subarray(100))).toBe(true);
    const changed = await call(`/datasets/${number}/data.csv`, {
      headers: { range: 'bytes=100-', 'if-range': '"old"' },
    });
    expect(changed.status).toBe(200);
    expect((await call(`/datasets/${number}/data.csv`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await call(`/datasets/${number}/data.csv`, { headers: { range: 'bytes=99999999-' } })).status).toBe(416);
    const packed = Buffer.from(await (await call(`/datasets/${number}/data.csv.gz`)).arrayBuffer());
    expect(gunzipSync(packed).equals(bytes)).toBe(true);
    const zstd = new Uint8Array(await (await call(`/datasets/${number}/data.csv.zst`)).arrayBuffer());
    expect(Buffer.from(decompress(zstd)).equals(bytes)).toBe(true);
  });

  it('says in an answer to HEAD how long and which a file is, and writes no download down', async () => {
    const { number } = await freeze({ name: 'all' });
    const head = await call(`/datasets/${number}/data.csv`, { method: 'HEAD' });
    expect([head.status, head.headers.get('accept-ranges'), await head.text()]).toEqual([200, 'bytes', '']);
    expect(await takenOf(number)).toEqual([]);
    const whole = await call(`/datasets/${number}/data.csv`);
    expect(head.headers.get('etag')).toBe(whole.headers.get('etag'));
    expect(Number(head.headers.get('content-length'))).toBe((await whole.arrayBuffer()).byteLength);
  });

  it('is frozen by itself when it is due, where labels came since', async () => {
    const { number } = await freeze({ name: 'hourly', everyMinutes: 60 });
    expect(await (await call(`/datasets/${number}`)).json()).toMatchObject({ everyMinutes: 60 });
    const versions = async () =>
      (
        await world.handrail.database.query<{ created_by: string }>(
          `select v.created_by from dataset_version v join dataset d on d.id = v.dataset_id where d.name = 'hourly' order by v.number`,
        )
      ).rows.map(({ created_by: by }) => by);
    const isDue = `next_at < now() + interval '1 minute'`;
    /** Lets an hour pass, and waits until somebody has looked. */
    const hourLater = async (): Promise<void> => {
      await world.handrail.database.query(
        `update dataset set next_at = now() - interval '1 second' where name = 'hourly'`,
      );
      await schedule('all', null);
      await until('a look at what is due', async () => {
        const { rows } = await world.handrail.database.query(
          `select 1 from dataset where name = 'hourly' and ${isDue}`,
        );
        return rows.length === 0;
      });
    };
    await hourLater();
    expect(await versions()).toEqual(['an API key']);
    await decide(world, { input: { text: 'came since' } });
    await labelNext('spam');
    await hourLater();
    expect(await versions()).toEqual(['an API key', 'Handrail (schedule)']);
    await schedule('hourly', null);
    expect(await (await call(`/datasets/${number}`)).json()).toMatchObject({ everyMinutes: null, nextAt: null });
    const tooOften = await call('/projects/mail/datasets', {
      method: 'POST',
      body: JSON.stringify({ name: 'all', everyMinutes: 1 }),
    });
    expect(tooOften.status).toBe(422);
  });

  it('loses what was erased on request, and says that it can no longer be reproduced', async () => {
    const before = await freeze({ name: 'all' });
    const rows = (await download(before.number, 'data.jsonl')).trimEnd().split('\n');
    const { id } = JSON.parse(rows[0] ?? '') as { id: string };
    const erase = 'mutation ($input: EraseCaseInput!) { eraseCase(input: $input) { datasets } }';
    const refused = await world.scientist.send(erase, { input: { caseId: id, reason: 'asked to' } });
    expect(refused.errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
    const { eraseCase } = await world.admin.run<{ eraseCase: { datasets: number } }>(erase, {
      input: { caseId: id, reason: 'The sender asked for it.' },
    });
    expect(eraseCase.datasets).toBeGreaterThan(1);
    const left = await download(before.number, 'data.jsonl');
    expect(left.trimEnd().split('\n')).toEqual(rows.slice(1));
    expect(await (await call(`/datasets/${before.number}`)).json()).toMatchObject({
      reproducible: false,
      erasedRows: 1,
      erasures: [{ why: 'request', rows: 1, last: expect.any(String) }],
    });
    const { rows: stored } = await world.handrail.database.query<{ input: unknown }>(
      'select input from intake_case where id = $1',
      [id],
    );
    expect(stored[0]?.input).toEqual({});
    expect((await freeze({ name: 'all' })).rows).toBe(before.rows - 1);
    await expect(
      world.handrail.database.query(`update intake_case set input = '{}' where id = $1`, [id]),
    ).rejects.toThrow('append-only');
  });

  it('is counted and looked at before it is frozen', async () => {
    const { datasetCount, datasetPreview } = await world.scientist.run<{
      datasetCount: { rows: number; isExact: boolean };
      datasetPreview: { label: string }[];
    }>(
      'query ($projectId: ID!, $definition: JSON!) { datasetCount(projectId: $projectId, definition: $definition) { rows isExact } datasetPreview(projectId: $projectId, definition: $definition) }',
      { projectId: world.projectId, definition: { filter: { labels: ['ham'] } } },
    );
    expect(datasetCount).toEqual({ rows: 2, isExact: true });
    expect(datasetPreview.map(({ label }) => label)).toEqual(['ham', 'ham']);
  });

  it('has the columns that were chosen, and refuses those that there are not', async () => {
    const view = await freeze({ name: 'two columns', definition: { columns: ['label', 'id'] } });
    const [line = ''] = (await download(view.number, 'data.jsonl')).split('\n');
    expect(Object.keys(JSON.parse(line) as object)).toEqual(['id', 'label']);
    expect(await download(view.number, 'data.csv')).toMatch(/^id,label\r\n/);
    const body = JSON.stringify({ name: 'x', definition: { columns: ['id', 'nope'] } });
    const refused = await call('/projects/mail/datasets', { method: 'POST', body });
    expect(await refused.json()).toMatchObject({ status: 422, errors: [{ pointer: '/definition/columns/1' }] });
  });

  it('writes down who took it, once a download, however many parts it comes in', async () => {
    const { number } = await freeze({ name: 'audited' });
    const taken = () => takenOf(number);
    const part = (range: string) => call(`/datasets/${number}/data.csv`, { headers: { range } });
    await Promise.all(['bytes=0-9', 'bytes=10-19', 'bytes=-5'].map(part));
    expect(await taken()).toEqual([{ actor: 'key test', file: 'data.csv' }]);
    await download(number, 'data.jsonl');
    await fetch(`${world.handrail.url}/v1/projects/mail/datasets/${number}/data.jsonl`, {
      headers: { cookie: world.scientist.cookie },
    });
    expect((await taken()).map(({ actor }) => actor)).toEqual(['scientist', 'key test', 'key test']);
  });

  it('protects personal fields by role: admins have them as they are, others as the project says', async () => {
    const { admin, handrail } = world;
    const { createProject } = await admin.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      {
        input: {
          slug: 'people',
          name: 'People',
          inputSchema: {
            fields: [
              { name: 'mail', type: 'text', personal: 'hash' },
              { name: 'phone', type: 'text', required: false, personal: 'drop' },
              { name: 'age', type: 'number', required: false, personal: 'mask' },
              { name: 'body', type: 'text' },
            ],
          },
          outputSchema: { kind: 'label', labels: [{ value: 'a' }, { value: 'b' }] },
        },
      },
    );
    const projectId = createProject.id;
    for (const [email, roles] of [
      ['scientist@t.example', ['DATA_SCIENTIST']],
      ['admin@t.example', ['ADMIN', 'REVIEWER']],
    ] as const)
      await admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
        input: { projectId, email, roles },
      });
    const keyOf = async (by: World['admin'], scopes: readonly string[]): Promise<string> => {
      const { createApiKey } = await by.run<{ createApiKey: { secret: string } }>(
        'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
        { input: { projectId, name: 'key', scopes } },
      );
      return createApiKey.secret;
    };
    const plain = await keyOf(world.scientist, ['LABELS_READ', 'LABELS_WRITE']);
    await expect(keyOf(world.scientist, ['LABELS_READ', 'PERSONAL_READ'])).rejects.toThrow('personal:read');
    const trusted = await keyOf(admin, ['LABELS_READ', 'PERSONAL_READ']);
    const ask = (key: string, path: string, init: RequestInit = {}) =>
      fetch(`${handrail.url}/v1${path}`, {
        ...init,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers },
      });
    const sent = await ask(plain, '/projects/people/imports?name=p.csv', {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: 'mail,phone,age,body,label\nann@x.example,555,41,hello,a\n',
    });
    const { id, proposal } = (await sent.json()) as { id: string; proposal: unknown };
    const settings = JSON.stringify({ purpose: 'training', mapping: proposal });
    await ask(plain, `/projects/people/imports/${id}/start`, { method: 'POST', body: settings });
    await until('the import', async () => (await ask(plain, '/projects/people/labels')).text());

    const code = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
    const bare = { mail: 'ann@x.example', phone: '555', age: 41, body: 'hello' };
    const guarded = { mail: code, age: 0, body: 'hello' };
    const inputOf = async (answer: Response) => (JSON.parse((await answer.text()).trim()) as { input: unknown }).input;
    expect(await inputOf(await ask(plain, '/projects/people/labels'))).toEqual(guarded);
    expect(await inputOf(await ask(trusted, '/projects/people/labels'))).toEqual(bare);
    expect(await (await ask(plain, '/projects/people/labels?format=csv')).text()).not.toMatch(/phone|ann@|,41,/);
    const parquet = Buffer.from(await (await ask(plain, '/projects/people/labels?format=parquet')).arrayBuffer());
    expect(parquet.includes('ann@')).toBe(false);
    expect(parquet.includes('input.mail')).toBe(true);

    const keep = { protection: { mail: 'keep', phone: 'keep' } };
    const frozenBy = async (key: string, definition: unknown): Promise<number> => {
      const made = await ask(key, '/projects/people/datasets', {
        method: 'POST',
        body: JSON.stringify({ name: 'people', definition }),
      });
      const { number } = (await made.json()) as View;
      await until('the dataset', async () => {
        return ((await (await ask(key, `/datasets/${number}`)).json()) as View).state === 'ready';
      });
      return number;
    };
    const theirs = await frozenBy(plain, keep);
    expect(await inputOf(await ask(plain, `/datasets/${theirs}/data.jsonl`))).toEqual(guarded);
    const open = await frozenBy(trusted, keep);
    expect(await inputOf(await ask(trusted, `/datasets/${open}/data.jsonl`))).toEqual({ ...bare, age: 0 });
    const refused = await ask(plain, `/datasets/${open}/data.jsonl`);
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      403,
      expect.stringContaining('mail, phone') as string,
    ]);
    const { datasetPreview } = await world.scientist.run<{ datasetPreview: { input: unknown }[] }>(
      'query ($projectId: ID!, $definition: JSON!) { datasetPreview(projectId: $projectId, definition: $definition) }',
      { projectId, definition: keep },
    );
    expect(datasetPreview.map(({ input }) => input)).toEqual([guarded]);
  });

  it('treats fields as personal from when they are marked, says so of versions before, and takes it back', async () => {
    const { number } = await freeze({ name: 'before the mark' });
    const started = await call(`/projects/mail/datasets/${number}/exports`, {
      method: 'POST',
      body: JSON.stringify({ file: 'data.csv' }),
    });
    const place = (started.headers.get('location') ?? '').replace('/v1', '');
    await until('the export', async () => (await call(`${place}/file`)).status === 200);
    const marking = 'mutation ($input: MarkPersonalInput!) { markPersonal(input: $input) { inputSchema } }';
    const given = (fields: unknown) => ({ input: { projectId: world.projectId, fields } });
    const notTheirs = await world.scientist.send(marking, given([{ name: 'text', way: 'HASH' }]));
    expect(notTheirs.errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
    const unknown = await world.admin.send(marking, given([{ name: 'nope', way: 'DROP' }]));
    expect(unknown.errors?.[0]?.extensions?.problem).toMatchObject({ errors: [{ pointer: '/fields/0/name' }] });

    await world.admin.run(marking, given([{ name: 'text', way: 'HASH' }]));
    for (const path of [`/datasets/${number}/data.jsonl`, `${place}/file`]) {
      const refused = await call(path);
      expect([path, refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
        path,
        403,
        expect.stringContaining('(text)') as string,
      ]);
    }
    const bareOf = async (version: number) =>
      ((await (await call(`/datasets/${version}`)).json()) as { barePersonal: string[] }).barePersonal;
    expect(await bareOf(number)).toEqual(['text']);
    const after = await freeze({ name: 'before the mark' });
    expect(await bareOf(after.number)).toEqual([]);
    const code = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
    const [row = ''] = (await download(after.number, 'data.jsonl')).split('\n');
    expect(JSON.parse(row)).toMatchObject({ input: { text: code } });
    const [label = ''] = (await (await call('/projects/mail/labels')).text()).split('\n');
    expect(JSON.parse(label)).toMatchObject({ input: { text: code } });
    const { rows } = await world.handrail.database.query(
      `select actor, subject, detail from audit_entry where action = 'project.personal'`,
    );
    expect(rows).toEqual([{ actor: 'Ada', subject: 'text', detail: { text: { from: null, to: 'hash' } } }]);

    await world.admin.run(marking, given([{ name: 'text', way: null }]));
    expect(await bareOf(number)).toEqual([]);
    expect((await call(`/datasets/${number}/data.jsonl`)).status).toBe(200);
  });

  it('is not there for others', async () => {
    expect((await call('/datasets/999')).status).toBe(404);
    expect((await call('/datasets/0x1')).status).toBe(404);
    expect((await call('/datasets/1/data.exe')).status).toBe(404);
    expect((await call('/datasets/1', { headers: { authorization: 'Bearer nope' } })).status).toBe(401);
  });

  it('leaves nothing behind when somebody hangs up in the middle', async () => {
    await manyLabels(3000);
    const busy = async () =>
      (
        await world.handrail.database.query(
          `select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and (state = 'active' or state like 'idle in%')`,
        )
      ).rows.length;
    for (const path of ['/projects/mail/labels', '/projects/mail/labels?format=parquet&since=c0']) {
      const hangUp = new AbortController();
      const answer = await call(path, { signal: hangUp.signal });
      const reader = answer.body?.getReader();
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
      hangUp.abort();
      await until('the end of its transaction', async () => (await busy()) === 0);
    }
    const { number } = await freeze({ name: 'much' });
    const hangUp = new AbortController();
    const answer = await call(`/datasets/${number}/data.jsonl`, { signal: hangUp.signal });
    await answer.body?.getReader().read();
    hangUp.abort();
    await until('the end of its reading', () => openFiles().length === 0);
    expect((await call(`/datasets/${number}/data.jsonl`)).status).toBe(200);
  });

  it('has its columns, formats and requests explained in docs/datasets.md, as they are', () => {
    const text = readFileSync(new URL('../../docs/datasets.md', import.meta.url), 'utf8');
    const lines = DATASET_COLUMNS.map(
      ({ name, type, isNullable, meaning }) => `| \`${name}\` | ${type}${isNullable ? ' or null' : ''} | ${meaning} |`,
    );
    expect(text.split('\n').filter((line) => /^\| `\w+` \| .* \| .* \|$/.test(line))).toEqual(lines);
    expect([...text.matchAll(/^\| `([\w.-]+)` \| [^|]*\|$/gm)].map(([, name]) => name)).toEqual(
      FORMATS.map(({ extension }) => extension),
    );
    const [, body = ''] = /-d '(\{.*?\})'/s.exec(text) ?? [];
    expect(datasetDefinitionSchema.safeParse((JSON.parse(body) as { definition: unknown }).definition).success).toBe(
      true,
    );
  });
});
