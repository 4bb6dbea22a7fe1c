import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/until.js';
import { claim, createWorld, decide, submit, type Claimed, type World } from '../support/world.js';

const NEW_SCHEMA = { kind: 'label', labels: [{ value: 'phishing' }, { value: 'ham' }] };

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

const CHANGE = `mutation ($input: ChangeSchemaInput!) { changeSchema(input: $input) { __typename
  ... on MoveLadderSuccess { policy { version level settings { auditRate } } project { inputSchema outputSchema } }
  ... on PolicyChangedMeanwhile { message } } }`;
type Changed = {
  __typename: string;
  policy?: { version: number; level: string };
  project?: { inputSchema: { fields: Record<string, unknown>[] }; outputSchema: unknown };
};

async function schemas(): Promise<{ inputSchema: { fields: Record<string, unknown>[] }; outputSchema: unknown }> {
  const { project } = await world.admin.run<{ project: Awaited<ReturnType<typeof schemas>> }>(
    '{ project(slug: "mail") { inputSchema outputSchema } }',
  );
  return project;
}

async function change(given: Record<string, unknown>, who = world.admin): Promise<Changed> {
  const { project } = await world.admin.run<{ project: { policy: { version: number } } }>(
    '{ project(slug: "mail") { policy { version } } }',
  );
  const input = { projectId: world.projectId, expectedVersion: project.policy.version, reason: 'other answers' };
  const all = { ...input, ...(await schemas()), ...given };
  return (await who.run<{ changeSchema: Changed }>(CHANGE, { input: all })).changeSchema;
}

const predicting = (value: string) =>
  decide(world, { input: { text: value }, predictions: [{ model: 'f@1', value, confidence: 0.9 }] });
const call = (path: string, init: RequestInit = {}) =>
  fetch(`${world.handrail.url}/v1${path}`, {
    ...init,
    headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
  });

async function held(text: string): Promise<Claimed> {
  const found = (await claim(world, world.reviewer)).find(({ input }) => input?.['text'] === text);
  if (!found) throw new Error(`${text} is not there to answer`);
  return found;
}

it('cases under an older output schema stay answerable by it, correctable and exportable; new ones have the new', async () => {
  await decide(world, { input: { text: 'labelled before' } });
  await submit(world.reviewer, await held('labelled before'), 'spam');
  await decide(world, { input: { text: 'open before' } });
  // A new answer takes the place of `spam`. Policies before keep their schema.
  expect(await change({ outputSchema: NEW_SCHEMA })).toMatchObject({ __typename: 'MoveLadderSuccess' });
  await until('the new schema', async () => (await predicting('phishing')).status === 202);
  expect((await predicting('spam')).status).toBe(422);

  const old = await held('open before');
  expect(await submit(world.reviewer, old, 'phishing')).toMatchObject({ __typename: 'AnswerRefused' });
  expect(await submit(world.reviewer, old, 'spam')).toMatchObject({ __typename: 'SubmitLabelSuccess' });
  const { rows } = await world.handrail.database.query<{ id: string }>('select id from label where case_id = $1', [
    old.caseId,
  ]);
  const { correctLabel } = await world.reviewer.run<{ correctLabel: { __typename: string } }>(
    'mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename } }',
    { input: { labelId: rows[0]?.id, value: 'ham' } },
  );
  expect(correctLabel.__typename).toBe('SubmitLabelSuccess');

  const fresh = await held('phishing');
  expect(await submit(world.reviewer, fresh, 'spam')).toMatchObject({ __typename: 'AnswerRefused' });
  expect(await submit(world.reviewer, fresh, 'phishing')).toMatchObject({ __typename: 'SubmitLabelSuccess' });

  for (const format of ['jsonl', 'csv', 'parquet']) {
    const answer = await call(`/projects/mail/labels?format=${format}`);
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    expect([answer.status, text.includes('spam'), text.includes('phishing')]).toEqual([200, true, true]);
  }
});

it('a dataset over both has the labels of both, in every format', async () => {
  const frozen = await call('/projects/mail/datasets', { method: 'POST', body: '{"name":"both","definition":{}}' });
  expect(frozen.status).toBe(202);
  const { number } = (await frozen.json()) as { number: number };
  await until('the dataset', async () => {
    const view = (await (await call(`/datasets/${number}`)).json()) as { state: string; failure: string | null };
    if (view.failure !== null) throw new Error(view.failure);
    return view.state === 'ready';
  });
  const { datasetFormats } = await world.scientist.run<{ datasetFormats: { extension: string }[] }>(
    '{ datasetFormats { extension } }',
  );
  for (const { extension } of datasetFormats) {
    const answer = await call(`/datasets/${number}/data.${extension}`);
    const { length } = Buffer.from(await answer.arrayBuffer());
    expect([extension, answer.status, length > 0]).toEqual([extension, 200, true]);
  }
});

it('a case may hold more from then on, and what it need not hold any more is not asked for', async () => {
  const { inputSchema } = await schemas();
  const [text, ...rest] = inputSchema.fields;
  const fields = [{ ...text, required: false }, ...rest, { name: 'shop', type: 'category', required: true }];
  const done = await change({ inputSchema: { fields } });
  expect(done.project?.inputSchema.fields.at(-1)).toMatchObject({ name: 'shop', required: true });
  await until('the new fields', async () => (await decide(world, { input: { shop: 'north' } })).status === 202);
  const refused = await decide(world, { input: { text: 'no shop' } });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ errors: [{ pointer: '/input/shop', detail: 'is required' }] });
  const { rows } = await world.handrail.database.query<{ action: string; detail: { says: string[] } }>(
    `select action, detail from audit_entry where action = 'project.schema' order by created_at desc limit 1`,
  );
  expect(rows[0]?.detail.says).toHaveLength(2);
});

it('what cannot be is refused with what and where, and changes nothing', async () => {
  const before = await schemas();
  const [text, ...rest] = before.inputSchema.fields;
  await expect(change({ inputSchema: { fields: rest } })).rejects.toThrow(/cannot be changed/);
  await expect(change({ inputSchema: { fields: [{ ...text, type: 'number' }, ...rest] } })).rejects.toThrow();
  await expect(change({ outputSchema: { kind: 'text' } })).rejects.toThrow(/cannot be changed/);
  await expect(change({})).rejects.toThrow('Nothing would be different.');
  await expect(change({ reason: ' ', outputSchema: NEW_SCHEMA })).rejects.toThrow();
  expect(await change({ expectedVersion: 1, outputSchema: NEW_SCHEMA })).toMatchObject({
    __typename: 'PolicyChangedMeanwhile',
  });
  for (const who of [world.reviewer, world.scientist])
    await expect(change({ outputSchema: NEW_SCHEMA }, who)).rejects.toThrow();
  expect(await schemas()).toEqual(before);
});
