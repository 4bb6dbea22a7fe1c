import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LABEL_COLUMNS } from '@handrail/shared/contracts';
import { eventually } from '../support/eventually.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

/** Texts that break a careless CSV. */
const UGLY = [
  'a "quoted", text',
  'two\r\nlines',
  'a lone\rreturn',
  '=1+1',
  '@SUM(A1)',
  '🙂 e\u0301 العربية',
  ' spaced ',
  '\ttab',
];
let world: World;
type Row = Record<string, unknown>;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

const download = (search = ''): Promise<Response> =>
  fetch(`${world.handrail.url}/v1/projects/mail/labels${search}`, {
    headers: { authorization: `Bearer ${world.key}` },
  });
const labels = async (search = ''): Promise<Row[]> =>
  (await (await download(search)).text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row);

const answerAll = (value = 'spam'): Promise<void> => answerAs(world.reviewer, value);

async function answerAs(session: World['reviewer'], value = 'spam'): Promise<void> {
  for (;;) {
    const [review] = await claim(world, session);
    if (!review) return;
    await submit(session, review, value);
  }
}

async function labelled(level: string, settings: object, confidence: number): Promise<Row> {
  await moveTo(world, level, settings as Record<string, unknown>);
  const predictions = [{ model: 'm@1', value: 'spam', confidence }];
  const { body } = await decide(world, { input: { text: level }, predictions });
  await answerAll();
  const row = (await labels()).find((one) => one['case_id'] === body.id);
  if (!row) throw new Error('no label');
  return row;
}

describe('a label’s weights', () => {
  it.each([
    ['HUMAN_ONLY', {}, 0.5, { reason: 'level', blind: true, weight: 1, blind_weight: 1, shown_prediction: false }],
    ['SHADOW', {}, 0.5, { reason: 'level', blind: true, weight: 1, blind_weight: 1, shown_prediction: false }],
    [
      'AI_ASSISTANCE',
      { blindControlRate: 0 },
      0.5,
      { reason: 'level', blind: false, weight: 1, blind_weight: null, shown_prediction: true },
    ],
    ['FULL_AUTOMATION', { auditRate: 1 }, 0.5, { reason: 'audit', blind: true, weight: 1, blind_weight: 1 }],
  ])('under %s with %j', async (level, settings, confidence, expected) => {
    expect(await labelled(level, settings, confidence)).toMatchObject(expected);
  });

  it.each([
    [
      'a blind control',
      'AI_ASSISTANCE',
      0.5,
      { reason: 'blind_control', blind: true, propensity: 1, weight: 1, blind_weight: 2 },
    ],
    [
      'an audit',
      'PARTIAL_AUTOMATION',
      0.95,
      { reason: 'audit', blind: true, propensity: 0.5, weight: 2, blind_weight: 2 },
    ],
    [
      'a blind control of low confidence',
      'PARTIAL_AUTOMATION',
      0.1,
      { reason: 'blind_control', weight: 1, blind_weight: 2 },
    ],
  ])('of %s at a rate of one half', async (_name, level, confidence, expected) => {
    // Which case is drawn hangs on its id: ask until one is.
    const row = await eventually(async () => {
      await moveTo(world, level, { auditRate: 0.5, blindControlRate: 0.5 });
      const { body } = await decide(world, {
        input: { text: 'drawn' },
        predictions: [{ model: 'm@1', value: 'spam', confidence }],
      });
      await answerAll();
      return (await labels()).find((one) => one['case_id'] === body.id && one['blind'] === true);
    });
    expect(row).toMatchObject(expected);
  });

  it('of a corrected answer are not counted twice: the corrected row says so', async () => {
    const row = await labelled('HUMAN_ONLY', {}, 0.5);
    await world.reviewer.run('mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename } }', {
      input: { labelId: row['id'], value: 'ham' },
    });
    const both = (await labels()).filter((one) => one['case_id'] === row['case_id']);
    expect(both.map((one) => [one['label'], one['is_corrected'], one['corrects']])).toEqual([
      ['spam', true, null],
      ['ham', false, row['id']],
    ]);
  });
});

describe('the files', () => {
  it('hold every text as it was sent, in JSONL to the letter and in CSV by RFC 4180', async () => {
    await moveTo(world, 'HUMAN_ONLY');
    const since = new Date().toISOString();
    for (const text of UGLY) await decide(world, { input: { text }, segment: 's,"', metadata: { a: [1, null] } });
    await answerAll('ham');
    const rows = await labels(`?since=${since}`);
    expect(rows.map(({ input }) => (input as { text: string }).text).sort()).toEqual([...UGLY].sort());
    const answer = await download(`?format=csv&since=${since}`);
    const [header, ...lines] = parseCsv(await answer.text());
    const columns = LABEL_COLUMNS.flatMap((name) => (name === 'input' ? ['input.text', 'input.amount'] : [name]));
    expect(header).toEqual(columns);
    expect(new Set(lines.map((cells) => cells.length))).toEqual(new Set([columns.length]));
    const texts = lines.map((cells) => cells[columns.indexOf('input.text')]);
    expect(texts.sort()).toEqual(UGLY.map((text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)).sort());
    expect(lines[0]?.[columns.indexOf('metadata')]).toBe('{"a":[1,null]}');
    expect(lines[0]?.[columns.indexOf('input.amount')]).toBe('');
  });

  it('are Parquet as well, typed, with the same rows', async () => {
    const answer = await download('?format=parquet');
    expect(answer.headers.get('content-type')).toBe('application/vnd.apache.parquet');
    const file = await answer.arrayBuffer();
    const rows = await parquetReadObjects({ file });
    const expected = await labels();
    expect(rows.length).toBe(expected.length);
    const plain = rows.map(({ 'input.text': text, 'input.amount': amount, ...row }) => ({
      ...row,
      input: { ...(text === null ? {} : { text }), ...(amount === null ? {} : { amount }) },
      created_at: (row['created_at'] as Date).toISOString(),
      labelled_at: (row['labelled_at'] as Date).toISOString(),
      metadata: row['metadata'] === null ? null : (JSON.parse(row['metadata'] as string) as unknown),
    }));
    expect(plain).toEqual(expected);
    expect(rows.every((row) => typeof row['lead_time_ms'] === 'number' && typeof row['blind'] === 'boolean')).toBe(
      true,
    );
  });

  it('say in an answer to HEAD what they are, and hold nothing', async () => {
    const url = `${world.handrail.url}/v1/projects/mail/labels?format=csv`;
    const answer = await fetch(url, { method: 'HEAD', headers: { authorization: `Bearer ${world.key}` } });
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/csv; charset=utf-8',
      '',
    ]);
  });

  it('have every column explained in docs/labels.md, in their order', () => {
    const text = readFileSync(new URL('../../docs/labels.md', import.meta.url), 'utf8');
    expect([...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name)).toEqual([...LABEL_COLUMNS]);
  });
});

describe('a pipeline that polls', () => {
  const poll = async (cursor: string): Promise<{ ids: string[]; next: string }> => {
    const answer = await download(`?since=${cursor}`);
    const lines = (await answer.text()).split('\n').filter((line) => line !== '');
    return {
      ids: lines.map((line) => (JSON.parse(line) as { id: string }).id),
      next: answer.headers.get('handrail-cursor') ?? '',
    };
  };
  /** Another answer to a case that has one, as a transaction of its own would bring it. */
  const late = async (client: pg.PoolClient, at: string): Promise<string> => {
    const id = randomUUID();
    await client.query('begin');
    await client.query(
      `with given as (select * from label order by id limit 1),
         review as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
           select gen_random_uuid(), case_id, project_id, 1, 'level', true, false, 0, 'answered', $2, $2 from given returning id)
       insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
       select $1, review.id, case_id, project_id, person_id, value, 0, true, 0, $2 from given, review`,
      [id, at],
    );
    return id;
  };

  it('never misses a label that is committed late, whatever its time', async () => {
    const { ids, next } = await poll('c0');
    expect(ids.length).toBe((await labels()).length);
    expect((await poll(next)).ids).toEqual([]);
    const [slow, quick] = await Promise.all([world.handrail.database.connect(), world.handrail.database.connect()]);
    const slowId = await late(slow, '2026-01-01T00:00:00Z');
    const quickId = await late(quick, '2026-01-02T00:00:00Z');
    await quick.query('commit');
    const between = await poll(next);
    expect(between.ids).toEqual([quickId]);
    await slow.query('commit');
    const after = await poll(between.next);
    expect(after.ids).toEqual([slowId]);
    expect((await poll(next)).ids).toEqual([quickId, slowId]);
    slow.release();
    quick.release();
  });

  it('sees every label once while several are given at the same time', async () => {
    await moveTo(world, 'HUMAN_ONLY');
    const before = (await labels()).length;
    let { next: cursor } = await poll('c0');
    const seen: string[] = [];
    for (let at = 0; at < 12; at += 1) await decide(world, { input: { text: `poll ${at}` } });
    let isOver = false;
    const answering = Promise.all([answerAll('ham'), answerAs(world.other)]).finally(() => (isOver = true));
    do {
      const { ids, next } = await poll(cursor);
      seen.push(...ids);
      cursor = next;
    } while (!isOver);
    await answering;
    seen.push(...(await poll(cursor)).ids);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBe((await labels()).length - before);
    expect(seen.length).toBe(12);
  });

  it('is told when its cursor cannot be right', async () => {
    const answer = await download('?since=c999999');
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('Begin again with since=c0');
    expect((await download('?since=yesterday')).status).toBe(422);
  });
});

/** RFC 4180 and nothing more: CRLF between records, quotes doubled inside quotes; anything else is an error. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [[]];
  let rest = text;
  while (rest !== '') {
    const quoted = /^"((?:[^"]|"")*)"(,|\r\n|$)/.exec(rest);
    const plain = quoted ?? /^([^",\r\n]*)(,|\r\n|$)/.exec(rest);
    if (!plain) throw new Error(`Not RFC 4180: ${JSON.stringify(rest.slice(0, 80))}`);
    const [all, cell = '', end] = plain;
    records.at(-1)?.push(quoted ? cell.replaceAll('""', '"') : cell);
    rest = rest.slice(all.length);
    if (end === '\r\n' && rest !== '') records.push([]);
  }
  return records;
}
