import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { NOTHING_MISSING, missing } from '../support/ledger.js';
import { TABLE_READERS } from '../support/read-dataset.js';
import { until } from '../support/until.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

type View = {
  id: string;
  state: string;
  format: string;
  columns: string[];
  proposal: { fields: Record<string, string>; label?: string; key?: string };
  rowsDone: number;
  rowsStored: number;
  rowsBad: number;
  failure: string | null;
};
type ErrorLine = { row: number; column: string | null; detail: string };

let world: World;
let key: string;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'HUMAN_ONLY');
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId: world.projectId, name: 'importer', scopes: ['LABELS_WRITE', 'LABELS_READ'] } },
  );
  key = createApiKey.secret;
});
afterAll(() => world.handrail.stop());

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${world.handrail.url}/v1/projects/mail${path}`, {
    ...init,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers },
  });
const send = (file: string | Uint8Array, name = 'file.csv') =>
  call(`/imports?name=${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file as BodyInit,
  });

async function sent(file: string | Uint8Array): Promise<View> {
  const answer = await send(file);
  expect(answer.status).toBe(201);
  return (await answer.json()) as View;
}

async function start({ id }: View, settings: unknown): Promise<View> {
  const started = await call(`/imports/${id}/start`, { method: 'POST', body: JSON.stringify(settings) });
  expect([started.status, started.status === 202 ? '' : await started.text()]).toEqual([202, '']);
  return until('the import', async () => {
    const view = (await (await call(`/imports/${id}`)).json()) as View;
    return view.state === 'running' ? undefined : view;
  });
}

async function errorsOf({ id }: View): Promise<ErrorLine[]> {
  const text = await (await call(`/imports/${id}/errors`)).text();
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ErrorLine);
}

const count = async (sql: string): Promise<number> =>
  Number((await world.handrail.database.query<{ count: string }>(sql)).rows[0]?.count);
const stranded = async () =>
  (await missing(world.handrail.databaseUrl, { cases: new Map(), labels: [], refused: new Map() })).stranded;

async function frozen(name: string): Promise<Record<string, unknown>[]> {
  const answer = await call('/datasets', { method: 'POST', body: JSON.stringify({ name }) });
  const { number } = (await answer.json()) as { number: number };
  const text = await until('the dataset', async () => {
    const file = await call(`/datasets/${number}/data.jsonl`);
    return file.status === 200 ? file.text() : undefined;
  });
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('an import', () => {
  it('says of times without a zone in which it takes them, and takes them in another where somebody says so', async () => {
    const upload = await sent('text,label,labelled_at\nzone,spam,2024-01-02 03:04\n');
    expect(upload).toMatchObject({
      notes: [
        'Times in labelled_at that name no time zone are taken as UTC, such as 2024-01-02 03:04; say so if they are not.',
      ],
      proposal: { time: 'labelled_at', reading: { columns: { labelled_at: { zone: 'Z' } } } },
    });
    const at = async (zone: string) => {
      const reading = { columns: { labelled_at: { zone } } };
      const settings = { purpose: 'training', mapping: { ...upload.proposal, reading } };
      const answer = await call(`/imports/${upload.id}/preview`, { method: 'POST', body: JSON.stringify(settings) });
      const { rows } = (await answer.json()) as { rows?: { row: { at: string } }[] };
      return [answer.status, rows?.[0]?.row.at];
    };
    expect(await at('Z')).toEqual([200, '2024-01-02T03:04:00.000Z']);
    expect(await at('+05:30')).toEqual([200, '2024-01-01T21:34:00.000Z']);
    expect(await at('+25:00')).toEqual([422, undefined]);
  });

  it('proposes a mapping, shows rows as they would be stored, keeps the good ones and reports the bad ones by row', async () => {
    const file = `id;text;class;p\n1;"win; a prize";spam;0.5\n2;hello;HAM;\n3;;ham;\n4;what;eggs;\n2;again;ham;\nshort;row\n`;
    const upload = await sent(file);
    expect(upload).toMatchObject({
      format: 'csv',
      state: 'uploaded',
      columns: ['id', 'text', 'class', 'p'],
      proposal: { fields: { text: 'text' }, label: 'class' },
    });
    const settings = {
      purpose: 'training',
      mapping: { ...upload.proposal, label: 'class', key: 'id', selectionProb: 'p' },
    };
    const preview = await call(`/imports/${upload.id}/preview`, { method: 'POST', body: JSON.stringify(settings) });
    const { rows } = (await preview.json()) as { rows: { number: number; row: unknown; errors: unknown[] }[] };
    expect(rows.map(({ row, errors }) => [row !== null, errors.length])).toEqual([
      [true, 0],
      [true, 0],
      [false, 1],
      [false, 1],
      [true, 0],
      [false, 1],
    ]);
    const done = await start(upload, settings);
    expect(done).toMatchObject({ state: 'done', rowsDone: 6, rowsStored: 2, rowsBad: 4, failure: null });
    expect(await errorsOf(upload)).toEqual([
      { row: 4, column: 'text', detail: 'text is required' },
      { row: 5, column: 'class', detail: expect.stringContaining('must be one of') as string },
      { row: 6, column: 'id', detail: 'stands in another row of this file too' },
      { row: 7, column: null, detail: 'has 2 cells; the first line names 4 columns' },
    ]);
    expect(await stranded()).toEqual(NOTHING_MISSING.stranded);
    const stored = await frozen('imported');
    expect(stored).toMatchObject([
      { input: { text: 'win; a prize' }, label: 'spam', label_source: 'imported', selection_prob: 0.5, weight: 2 },
      { input: { text: 'hello' }, label: 'ham', label_source: 'imported', selection_prob: null, weight: null },
    ]);
    const again = await call(`/imports/${upload.id}/start`, { method: 'POST', body: JSON.stringify(settings) });
    expect(again.status).toBe(202);
    expect(await count(`select count(*) from intake_case where source = 'import'`)).toBe(2);
  });

  it('keeps nothing where one row is bad and it was so chosen, and says all that is wrong', async () => {
    const before = await count('select count(*) from intake_case');
    const upload = await sent('{"text":"a","label":"spam"}\n{"text":"b","label":"eggs"}\nnonsense\n{"text":"c"}\n');
    const done = await start(upload, { purpose: 'training', onBadRow: 'none', mapping: upload.proposal });
    expect(done).toMatchObject({ state: 'failed', rowsStored: 0, rowsBad: 3, rowsDone: 4 });
    expect((await errorsOf(upload)).map(({ row }) => row)).toEqual([2, 3, 4]);
    expect(await count('select count(*) from intake_case')).toBe(before);
  });

  it('takes gold cases: the known answer is the label, whatever reviewers say, and no estimate counts it', async () => {
    const upload = await sent('text,answer\nknown one,spam\n');
    await start(upload, { purpose: 'gold', mapping: upload.proposal });
    const row = (await frozen('gold')).find(({ label_source: source }) => source === 'gold');
    expect(row).toMatchObject({ gold: true, label: 'spam', selection_reason: 'gold', weight: null });
    expect(await stranded()).toEqual([]);
  });

  it('takes the past of a previous system: its decisions, its predictions, and people’s labels over them', async () => {
    const task = (id: number, said: string, label: string | null) => ({
      id,
      data: { text: `old mail ${id}` },
      annotations:
        label === null
          ? []
          : [
              {
                completed_by: 5,
                created_at: '2024-05-01T00:00:00Z',
                result: [{ type: 'choices', value: { choices: [label] } }],
              },
            ],
      predictions: [{ score: 0.7, result: [{ type: 'choices', value: { choices: [said] } }] }],
    });
    const upload = await sent(JSON.stringify([task(1, 'spam', 'ham'), task(2, 'ham', null), task(3, 'ham', 'ham')]));
    expect(upload).toMatchObject({
      format: 'label-studio',
      proposal: { fields: { text: 'text' }, label: 'label', prediction: 'prediction', time: 'labelled_at' },
    });
    const done = await start(upload, {
      purpose: 'past',
      system: 'rules@1',
      mapping: { ...upload.proposal, confidence: 'score' },
    });
    expect(done).toMatchObject({ state: 'done', rowsStored: 3 });
    const { rows } = await world.handrail.database.query(
      `select c.input->>'text' as text, (select array_agg(d.decided_by_kind || ' ' || (d.value #>> '{}') order by sequence) from decision d where d.case_id = c.id) as decisions,
              p.kind, p.model, p.confidence, l.value as label, l.created_at
         from intake_case c join prediction p on p.case_id = c.id left join label l on l.case_id = c.id
        where p.model = 'rules@1' order by 1`,
    );
    const system = { kind: 'system', model: 'rules@1', confidence: 0.7 };
    expect(rows).toMatchObject([
      {
        ...system,
        decisions: ['system spam', 'human ham'],
        label: 'ham',
        created_at: new Date('2024-05-01T00:00:00Z'),
      },
      { ...system, decisions: ['system ham'], label: null },
      { ...system, decisions: ['system ham'], label: 'ham' },
    ]);
    expect(await stranded()).toEqual([]);
  });

  it('lets the past judge a new machine on day one, where the file says by which chance its labels came', async () => {
    const compared = async (system: string, chance: string): Promise<object> => {
      const upload = await sent(
        `text,answer,said,chance\n${system} a,spam,ham,${chance}\n${system} b,ham,ham,${chance}\n`,
      );
      const mapping = { fields: { text: 'text' }, label: 'answer', prediction: 'said' };
      const chances = chance === '' ? {} : { selectionProb: 'chance' };
      expect(await start(upload, { purpose: 'past', system, mapping: { ...mapping, ...chances } })).toMatchObject({
        rowsStored: 2,
      });
      // What a new machine says of the same cases.
      await world.handrail.database.query(
        `insert into prediction select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), 'model', 'new@1'))).*
           from prediction p where model = $1`,
        [system],
      );
      const { compareMachines } = await world.scientist.run<{
        compareMachines: { cases: number; errors: { champion: { labels: number; estimate: number | null } } };
      }>(
        'query ($projectId: ID!, $champion: String!) { compareMachines(projectId: $projectId, champion: $champion, challenger: "new@1") { cases errors { champion { labels estimate } } } }',
        { projectId: world.projectId, champion: system },
      );
      expect(compareMachines.cases).toBe(2);
      return compareMachines.errors.champion;
    };
    expect(await compared('drawn@1', '1')).toEqual({ labels: 2, estimate: 0.5 });
    expect(await compared('unknown@1', '')).toEqual({ labels: 0, estimate: null });
  });

  it('reads Parquet, and says what is broken in one', async () => {
    const file = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'text', data: ['from parquet', 'and more'], type: 'STRING' },
          { name: 'label', data: ['spam', 'ham'], type: 'STRING' },
          { name: 'amount', data: [1.5, 2], type: 'DOUBLE' },
        ],
      }),
    );
    const upload = await sent(file);
    expect(upload).toMatchObject({
      format: 'parquet',
      proposal: { fields: { text: 'text', amount: 'amount' }, label: 'label' },
    });
    expect(await start(upload, { purpose: 'training', mapping: upload.proposal })).toMatchObject({
      rowsStored: 2,
      rowsBad: 0,
    });
    const broken = await send(file.slice(0, file.length - 20));
    expect(broken.status).toBe(422);
    expect(((await broken.json()) as { detail: string }).detail).toContain('no Parquet that can be read');
  });

  it.each([
    ['nothing', ''],
    ['two columns of one name', 'a,a\n1,2\n'],
    ['an open quotation mark', 'text,label\n"never closed,spam\n'],
    ['a list that is cut off', '[{"text":"a"},{"text":'],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 1, 2, 3, 4])],
    ['gzip that was cut off', gzipSync('text,label\na,spam\n').subarray(0, 20)],
    ['bytes', Uint8Array.from([1, 0, 0, 2])],
  ])('refuses a file with %s in words, and keeps nothing of it', async (_what, file) => {
    const answer = await send(file);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('problem+json');
    expect(await count(`select count(*) from label_import where state = 'uploading'`)).toBe(0);
  });

  it('ends with words, not with the process, where a file cannot be read on past its beginning', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => `row ${at} of a long file,spam\n`).join('');
    // What is cut off here is found when a job reads it, long after the first look.
    const upload = await sent(
      `[${rows
        .split('\n')
        .slice(0, -1)
        .map((text) => JSON.stringify({ text, label: 'spam' }))
        .join(',')}`,
    );
    const done = await start(upload, { purpose: 'training', mapping: { fields: { text: 'text' }, label: 'label' } });
    expect(done.state).toBe('failed');
    expect(done.failure).toContain('The list is not closed');
  });

  it('can be cancelled while it runs, says how many rows it had stored, and can be removed', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => `to be cancelled ${at},spam\n`).join('');
    const upload = await sent(`text,label\n${rows}`);
    const holder = await world.handrail.database.connect();
    try {
      await holder.query('begin');
      await holder.query('lock table label_import_error in exclusive mode');
      const mapping = upload.proposal;
      await call(`/imports/${upload.id}/start`, {
        method: 'POST',
        body: JSON.stringify({ purpose: 'training', mapping }),
      });
      expect((await call(`/imports/${upload.id}`, { method: 'DELETE', body: '{}' })).status).toBe(409);
      const cancelled = (await (
        await call(`/imports/${upload.id}/cancel`, { method: 'POST', body: '{}' })
      ).json()) as View;
      expect(cancelled).toMatchObject({ state: 'cancelled', rowsStored: 0, failure: 'Cancelled by an API key.' });
    } finally {
      await holder.query('rollback');
      holder.release();
    }
    // Over stays over.
    const again = (await (await call(`/imports/${upload.id}/cancel`, { method: 'POST', body: '{}' })).json()) as View;
    expect(again.state).toBe('cancelled');
    const stored = `select count(*) from intake_case where input->>'text' like 'to be cancelled%'`;
    expect(await count(stored)).toBe(0);
    expect(await stranded()).toEqual([]);
    expect((await call(`/imports/${upload.id}`, { method: 'DELETE', body: '{}' })).status).toBe(204);
    expect((await call(`/imports/${upload.id}`)).status).toBe(404);
  });

  it.each<[string, (text: string) => Uint8Array, string]>([
    ['Latin-1 far into the file', (text) => Buffer.from(text, 'latin1'), 'windows-1252'],
    [
      'UTF-16 with a mark',
      (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      'utf-16le',
    ],
    ['UTF-8 with a mark in gzip', (text) => gzipSync(Buffer.from(`\uFEFF${text}`)), 'utf-8'],
  ])('takes a file in %s', async (what, encode, encoding) => {
    const rows = Array.from({ length: 6000 }, (_, at) => `${what} row ${at} of a long file,spam\n`).join('');
    const upload = await sent(encode(`text,label\n${rows}${what} Größe,ham\n`));
    expect(upload.proposal).toMatchObject({ reading: { encoding, separator: ',' } });
    const done = await start(upload, { purpose: 'training', mapping: upload.proposal });
    expect(done).toMatchObject({ state: 'done', rowsStored: 6001, rowsBad: 0 });
    expect(await count(`select count(*) from intake_case where input->>'text' = '${what} Größe'`)).toBe(1);
  });

  it('refuses the rows that bytes were lost of, where most of a file is UTF-8, and reads it otherwise if that is said', async () => {
    const bytes = Buffer.concat([
      Buffer.from('text,label\nschön größer,spam\ngut,ham\nkap'),
      Buffer.from([0xfc]),
      Buffer.from('tt,ham\n'),
    ]);
    const upload = await sent(bytes);
    const settings = { purpose: 'training', mapping: upload.proposal };
    const preview = await call(`/imports/${upload.id}/preview`, { method: 'POST', body: JSON.stringify(settings) });
    const { rows } = (await preview.json()) as { rows: { errors: { detail: string }[] }[] };
    expect(rows.map(({ errors }) => errors.map(({ detail }) => detail))).toEqual([
      [],
      [],
      ['has bytes in column text that are no UTF-8'],
    ]);
    const looked = await call(`/imports/${upload.id}/look`, {
      method: 'POST',
      body: JSON.stringify({ encoding: 'windows-1252' }),
    });
    const again = (await looked.json()) as View;
    const done = await start(again, { purpose: 'training', mapping: again.proposal });
    expect(done).toMatchObject({ rowsStored: 3, rowsBad: 0 });
    expect(await count(`select count(*) from intake_case where input->>'text' = 'kapütt'`)).toBe(1);
  });

  it('does not import the same file twice without a word', async () => {
    const file = 'text,label\nonce only,spam\ntwice?,ham\n';
    const first = await sent(file);
    const settings = { purpose: 'training', mapping: first.proposal };
    await start(first, settings);
    const second = (await (await send(file, 'other.csv')).json()) as View & { sameAs: { rows: number } };
    expect(second.sameAs).toMatchObject({ id: first.id, rows: 2 });
    const refused = await call(`/imports/${second.id}/start`, { method: 'POST', body: JSON.stringify(settings) });
    expect(refused.status).toBe(409);
    expect(((await refused.json()) as { detail: string }).detail).toContain('its 2 rows would be there twice');
    expect(await start(second, { ...settings, again: true })).toMatchObject({ rowsStored: 2 });
  });

  it('of equal files that are started at once without a key, one is imported, and the others are told', async () => {
    const file = `text,label\n${Array.from({ length: 200 }, (_, n) => `at once ${n},spam\n`).join('')}`;
    const uploads = await Promise.all([1, 2, 3].map((n) => send(file, `at-once-${n}.csv`)));
    const views = await Promise.all(uploads.map(async (one) => (await one.json()) as View));
    const body = JSON.stringify({ purpose: 'training', mapping: views[0]?.proposal });
    const started = await Promise.all(views.map(({ id }) => call(`/imports/${id}/start`, { method: 'POST', body })));
    expect(started.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    await until('all rows are stored', async () => {
      const stored = await count(`select count(*) from intake_case where input->>'text' like 'at once %'`);
      return stored >= 200;
    });
    expect(
      await count(`select count(*) from label_import where file_name like 'at-once-%' and state <> 'uploaded'`),
    ).toBe(1);
  });

  it('finds rows again by their key: the same is left as it is, another answer is an update, another case a conflict', async () => {
    const counts = `select count(*) from intake_case where input->>'text' like 'keyed %'`;
    const labels = `select count(*) from label l join intake_case c on c.id = l.case_id where input->>'text' like 'keyed %'`;
    const first = await sent('id,text,label\nk1,keyed one,spam\nk2,keyed two,ham\nk3,keyed three,ham\n');
    const settings = { purpose: 'training', mapping: first.proposal };
    expect(first.proposal.key).toBe('id');
    expect(await start(first, settings)).toMatchObject({ rowsNew: 3, rowsUpdated: 0, rowsUnchanged: 0 });

    const same = await sent('id,text,label\nk1,keyed one,spam\nk2,keyed two,ham\nk3,keyed three,ham\n');
    expect(await start(same, settings)).toMatchObject({ state: 'done', rowsStored: 0, rowsNew: 0, rowsUnchanged: 3 });
    expect([await count(counts), await count(labels)]).toEqual([3, 3]);

    const corrected = await sent(
      'id,text,label\nk1,keyed one,ham\nk2,keyed 2,ham\nk3,keyed three,ham\nk4,keyed four,spam\nk1,keyed one,spam\n',
    );
    expect(await start(corrected, settings)).toMatchObject({
      rowsDone: 5,
      rowsStored: 3,
      rowsNew: 2,
      rowsApart: 1,
      rowsUpdated: 1,
      rowsUnchanged: 1,
      rowsBad: 1,
      rowsConflicting: 1,
    });
    expect(await errorsOf(corrected)).toEqual([
      { row: 6, column: 'id', detail: 'stands in another row of this file too' },
    ]);
    expect([await count(counts), await count(labels)]).toEqual([5, 6]);
    const { rows } = await world.handrail.database.query<{ value: string; sequence: number }>(
      `select d.value, d.sequence from decision d join intake_case c on c.id = d.case_id where c.case_key = 'k1' order by sequence desc`,
    );
    expect(rows).toEqual([
      { value: 'ham', sequence: 2 },
      { value: 'spam', sequence: 1 },
    ]);
    const training = await (await call('/labels?format=jsonl')).text();
    const standing = training
      .split('\n')
      .filter((line) => line.includes('"k1"'))
      .map((line) => (JSON.parse(line) as { label: string }).label);
    expect(standing).toContain('ham');
  });

  it('names every column and field of a mapping that there is not', async () => {
    const upload = await sent('text,label\na,spam\n');
    const answer = await call(`/imports/${upload.id}/start`, {
      method: 'POST',
      body: JSON.stringify({ purpose: 'training', mapping: { fields: { txt: 'text' }, label: 'klass' } }),
    });
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { errors: { pointer: string }[] }).errors.map(({ pointer }) => pointer)).toEqual([
      '/mapping/fields/txt',
      '/mapping/label',
      '/mapping/fields/text',
    ]);
  });

  it('leaves again as it came, in every format: line ends, quotes, commas, emoji, right to left, what looks like a formula', async () => {
    const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      {
        input: {
          slug: 'notes',
          name: 'Notes',
          inputSchema: { fields: [{ name: 'text', type: 'text' }] },
          outputSchema: { kind: 'text' },
        },
      },
    );
    const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { projectId: createProject.id, name: 'notes', scopes: ['LABELS_WRITE', 'LABELS_READ'] } },
    );
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${world.handrail.url}/v1${path}`, {
        ...init,
        headers: {
          authorization: `Bearer ${createApiKey.secret}`,
          'content-type': 'application/json',
          ...init.headers,
        },
      });
    const ugly = [
      'a\nb\r\nc',
      'say "so", twice',
      '=1+1',
      '-5',
      '@x',
      "'=quoted",
      '🙂 👩‍👩‍👧',
      'שלום ‮abc',
      '\\N \\" {}',
      'x\u2028y',
    ];
    const lines = [...ugly, 'NUL \0 inside'].map((text) => `${JSON.stringify({ text, label: text })}\n`);
    const upload = (await (
      await ask('/projects/notes/imports?name=notes.jsonl', {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: lines.join(''),
      })
    ).json()) as View;
    const settings = { purpose: 'training', mapping: { fields: { text: 'text' }, label: 'label' } };
    await ask(`/projects/notes/imports/${upload.id}/start`, { method: 'POST', body: JSON.stringify(settings) });
    const done = await until('the import', async () => {
      const view = (await (await ask(`/projects/notes/imports/${upload.id}`)).json()) as View;
      return view.state === 'running' ? undefined : view;
    });
    // The database's text holds no NUL: the row is told by its number.
    expect(done).toMatchObject({ rowsStored: ugly.length, rowsBad: 1 });
    const errors = (await (await ask(`/projects/notes/imports/${upload.id}/errors`)).text()).trim().split('\n');
    expect(new Set(errors.map((line) => (JSON.parse(line) as ErrorLine).row))).toEqual(new Set([ugly.length + 1]));

    await ask('/projects/notes/datasets', { method: 'POST', body: '{"name":"ugly"}' });
    const texts = (rows: readonly Record<string, unknown>[]) =>
      rows.map((row) => [row['input.text'], row['label']]).sort();
    const expected = ugly.map((text) => [text, text]).sort();
    const jsonl = await until('the dataset', async () => {
      const file = await ask('/datasets/1/data.jsonl');
      return file.status === 200 ? file.text() : undefined;
    });
    const rows = jsonl.split('\n').filter(Boolean);
    expect(
      texts(
        rows.map((line) => {
          const { input, label } = JSON.parse(line) as { input: { text: string }; label: string };
          return { 'input.text': input.text, label };
        }),
      ),
    ).toEqual(expected);
    for (const [ending, read] of Object.entries(TABLE_READERS)) {
      const file = await ask(`/datasets/1/data.${ending}`);
      expect([ending, texts((await read(Buffer.from(await file.arrayBuffer()))).rows)]).toEqual([ending, expected]);
    }
  });

  it('is for those who may, and leaves what people are asked alone', async () => {
    const other = await fetch(`${world.handrail.url}/v1/projects/mail/imports`, {
      headers: { authorization: `Bearer ${world.key}` },
    });
    expect(other.status).toBe(403);
    const { body } = await decide(world, { input: { text: 'a live one' } });
    expect(body).toMatchObject({ status: 'pending' });
    expect(await count(`select count(*) from review where state = 'open'`)).toBe(1);
  });
});
