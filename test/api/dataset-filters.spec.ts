import { afterAll, beforeAll, expect, it } from 'vitest';
import { DATASET_COLUMNS, datasetDefinitionSchema } from '@handrail/shared/datasets';
import { outputSchemaSchema } from '@handrail/shared/schema';
import { estimateRows } from '../../server/dist/datasets/dataset-count.sql.js';
import type { Tx } from '../../server/dist/platform/database/index.js';
import { TABLE_READERS } from '../support/read-dataset.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, moveTo, OUTPUT_SCHEMA, submit, type World } from '../support/world.js';

type Row = { input: { text: string }; label: string; labels: { reviewer: string }[]; decider: string | null };
type Count = { rows: number; isExact: boolean; lower: number | null; upper: number | null };

let world: World;
/** By what the case is called. */
const pseudonyms = new Map<string, string>();
const says = (model: string, value: string, confidence = 0.6) => ({ model, value, confidence });

/**
 * Six labelled cases and a machine's: `two` has three answers, spam twice and ham last; `sure` was decided by f@2, and
 * `both` predicted by f@2 and g@1.
 */
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'HUMAN_ONLY');
  for (const text of ['one', 'two', 'old']) await label(text, 'spam', {});
  await moveTo(world, 'AI_ASSISTANCE', { blindControlRate: 0 });
  await label('seen', 'ham', { segment: 'sms', predictions: [says('f@2', 'ham')] });
  await label('both', 'ham', { predictions: [says('f@2', 'spam'), says('g@1', 'ham')] }, world.other);
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0 });
  await label('unsure', 'ham', { predictions: [says('f@2', 'ham')] });
  await decide(world, { input: { text: 'sure' }, segment: 'sms', predictions: [says('f@2', 'spam', 0.99)] });
  await alsoAnswered('two', 'spam', '1 millisecond');
  await alsoAnswered('two', 'ham', '2 milliseconds');
  for (const { input, labels } of await preview({})) pseudonyms.set(input.text, labels[0]?.reviewer ?? '');
});
afterAll(() => world.handrail.stop());

async function label(text: string, value: string, more: object, by = world.reviewer): Promise<void> {
  await decide(world, { input: { text }, ...more });
  const [review] = await claim(world, by);
  if (!review) throw new Error('nothing to label');
  await submit(by, review, value);
}

/** A second opinion by the same person, so much later than what is there. */
async function alsoAnswered(text: string, value: string, later: string): Promise<void> {
  await world.handrail.database.query(
    `with first as (select l.*, r.policy_version from label l join review r on r.id = l.review_id join intake_case c on c.id = l.case_id
                     where c.input->>'text' = $1 order by l.created_at limit 1),
          again as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
            select gen_random_uuid(), case_id, project_id, policy_version, 'disagreement', true, false, 0, 'answered', now(), now() from first returning id)
     insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
     select gen_random_uuid(), again.id, case_id, project_id, person_id, $2::jsonb, 1000, true, 0, created_at + $3::interval from first, again`,
    [text, JSON.stringify(value), later],
  );
}

const call = (path: string, body?: unknown) =>
  fetch(`${world.handrail.url}/v1${path}`, {
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
async function preview(definition: object): Promise<Row[]> {
  return ((await (await call('/projects/mail/datasets/preview', definition)).json()) as { rows: Row[] }).rows;
}

/** What the version has, row by row, once its preview and both counts were seen to say the same. */
async function chosen(definition: object): Promise<string[]> {
  const counted = (await (await call('/projects/mail/datasets/count', definition)).json()) as Count;
  const { datasetCount } = await world.scientist.run<{ datasetCount: Count }>(
    'query ($projectId: ID!, $definition: JSON!) { datasetCount(projectId: $projectId, definition: $definition) { rows isExact lower upper } }',
    { projectId: world.projectId, definition },
  );
  const shown = await preview(definition);
  const { number } = (await (await call('/projects/mail/datasets', { name: 'x', definition })).json()) as {
    number: number;
  };
  const lines = await until('the dataset', async () => {
    const file = await call(`/datasets/${number}/data.jsonl`);
    return file.status === 200 ? (await file.text()).split('\n').filter(Boolean) : undefined;
  });
  const rows = lines.map((line) => JSON.parse(line) as Row);
  expect(shown).toEqual(rows);
  expect(counted).toEqual({ rows: rows.length, isExact: true, lower: rows.length, upper: rows.length });
  expect(datasetCount).toEqual(counted);
  expect(await estimated(definition)).toEqual({ rows: rows.length, lower: rows.length, upper: rows.length });
  return rows.map(({ input }) => input.text).sort();
}

/** From samples, which are of all blocks where there are so few: then nothing is left to chance. */
async function estimated(definition: object): Promise<unknown> {
  const asked = {
    ...datasetDefinitionSchema.parse(definition),
    projectId: world.projectId,
    outputSchema: outputSchemaSchema.parse(OUTPUT_SCHEMA),
    frozenAt: new Date(),
  };
  const query = async <T>(sql: string, parameters: readonly unknown[] = []): Promise<T[]> =>
    (await world.handrail.database.query(sql, [...parameters])).rows as T[];
  const inTx = async <T>(work: (tx: Pick<Tx, 'query'>) => Promise<T>): Promise<T> => {
    const client = await world.handrail.database.connect();
    try {
      await client.query('begin');
      return await work({ query: async (sql, given = []) => (await client.query(sql, [...given])).rows as never });
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  return estimateRows({ database: { query }, inTx }, asked, 60_000);
}

const ALL = ['both', 'old', 'one', 'seen', 'two', 'unsure'];
const DEFINITIONS: readonly (readonly [string, object | (() => object), readonly string[]])[] = [
  ['nothing', {}, ALL],
  ['a segment', { filter: { segments: ['sms'] } }, ['seen']],
  ['levels', { filter: { levels: ['AI_ASSISTANCE', 'PARTIAL_AUTOMATION'] } }, ['both', 'seen', 'unsure']],
  ['a reason', { filter: { reasons: ['low_confidence'] } }, ['unsure']],
  ['a reviewer', (): object => ({ filter: { reviewers: [pseudonyms.get('both')] } }), ['both']],
  ['blindness', { filter: { blind: true } }, ['old', 'one', 'two']],
  ['no gold', { filter: { gold: false } }, ALL],
  ['gold', { filter: { gold: true } }, []],
  ['a label, the newest answer', { filter: { labels: ['ham'] } }, ['both', 'seen', 'two', 'unsure']],
  ['a label, the most frequent answer', { consensus: 'majority', filter: { labels: ['spam'] } }, ['old', 'one', 'two']],
  ['all answers equal', { consensus: 'unanimous' }, ALL.filter((text) => text !== 'two')],
  ['agreement', { filter: { minimumAgreement: 0.7 } }, ALL.filter((text) => text !== 'two')],
  ['agreement, just met', { consensus: 'majority', filter: { minimumAgreement: 2 / 3 } }, ALL],
  ['who predicted, used or not', { filter: { predictedBy: ['g@1'] } }, ['both']],
  ['who decided', { includeMachineDecisions: true, filter: { decidedBy: ['f@2'] } }, ['sure']],
  ['people decided', { includeMachineDecisions: true, filter: { decidedBy: ['reviewer'] } }, ALL],
  ['machines too', { includeMachineDecisions: true }, [...ALL.slice(0, 4), 'sure', ...ALL.slice(4)]],
  ['machines too, by label', { includeMachineDecisions: true, filter: { labels: ['spam'] } }, ['old', 'one', 'sure']],
  [
    'machines too, by what answers have',
    { includeMachineDecisions: true, filter: { blind: false } },
    ['both', 'seen', 'unsure'],
  ],
  ['machines too, by agreement', { includeMachineDecisions: true, filter: { minimumAgreement: 0 } }, ALL],
  ['a time that is to come', { filter: { from: '2999-01-01T00:00:00Z' } }, []],
  ['a time long ago', { includeMachineDecisions: true, filter: { to: '2000-01-01T00:00:00Z' } }, []],
];
it.each(DEFINITIONS)('a definition by %s is counted, shown and frozen alike', async (_what, given, texts) => {
  const definition = typeof given === 'function' ? (given as () => object)() : given;
  expect(await chosen(definition)).toEqual(texts);
});

it('says what is wrong with a definition, and is there for its project alone', async () => {
  for (const path of ['count', 'preview']) {
    const refused = await call(`/projects/mail/datasets/${path}`, { filter: { segment: ['sms'] } });
    expect([path, refused.status]).toEqual([path, 422]);
    expect((await call(`/projects/other/datasets/${path}`, {})).status).toBe(404);
  }
});

it('that nothing meets is an empty, valid file in every format, with the columns that are documented', async () => {
  const definition = { filter: { from: '2999-01-01T00:00:00Z' } };
  const { number } = (await (await call('/projects/mail/datasets', { name: 'none', definition })).json()) as {
    number: number;
  };
  const get = async (ending: string): Promise<[number, Buffer]> => {
    const file = await call(`/datasets/${number}/data.${ending}`);
    return [file.status, Buffer.from(await file.arrayBuffer())];
  };
  await until('the dataset', async () => (await get('jsonl'))[0] === 200);
  const columns = DATASET_COLUMNS.flatMap(({ name }) => (name === 'input' ? ['input.text', 'input.amount'] : [name]));
  for (const [ending, read] of Object.entries(TABLE_READERS))
    expect([ending, await read((await get(ending))[1])]).toEqual([ending, { columns, rows: [] }]);
  const lines = ['jsonl', 'spacy.jsonl', 'fasttext.txt'];
  const { datasetFormats } = await world.scientist.run<{ datasetFormats: { extension: string }[] }>(
    '{ datasetFormats { extension } }',
  );
  for (const { extension } of datasetFormats) {
    const [status, bytes] = await get(extension);
    expect([extension, status]).toEqual([extension, 200]);
    if (extension.endsWith('.json')) expect(JSON.parse(bytes.toString('utf8'))).toEqual([]);
    if (lines.includes(extension)) expect(bytes.toString('utf8')).toBe('');
    // An archive ends with two blocks of zeros.
    if (extension === 'hf.tar') expect(bytes.subarray(-1024).every((byte) => byte === 0)).toBe(true);
  }
});

it('has in its card under which policies the cases were routed, with thresholds and rates', async () => {
  const { number } = (await (await call('/projects/mail/datasets', { name: 'card' })).json()) as { number: number };
  type Policy = { version: number; level: string; rows: number; terms: { auditRate: number } | null };
  const { card } = await until('the dataset', async () => {
    const view = (await (await call(`/datasets/${number}`)).json()) as { card: { policies: Policy[] } | null };
    return view.card === null ? undefined : { card: view.card };
  });
  expect(card.policies.map(({ version, level, rows, terms }) => [version, level, rows, terms?.auditRate])).toEqual([
    [4, 'PARTIAL_AUTOMATION', 1, 0],
    [3, 'AI_ASSISTANCE', 2, 0.1],
    [2, 'HUMAN_ONLY', 3, 0.1],
  ]);
});
