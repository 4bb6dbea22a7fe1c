import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../support/until.js';
import { claim, createWorld, decide, submit, type Claimed, type World } from '../support/world.js';

const NEW_SCHEMA = { kind: 'label', labels: [{ value: 'phishing' }, { value: 'ham' }] };

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

/** A new answer takes the place of `spam`, in the project and from the next policy on. Those before keep their schema. */
async function changeSchema(): Promise<void> {
  await world.handrail.database.query(
    `with changed as (update project set output_schema = $2 where id = $1),
          told as (select pg_notify('handrail_change', json_build_object('type', 'project', 'projectId', $1::uuid)::text))
     insert into policy (id, project_id, version, level, settings, output_schema, salt, reason, created_by, created_at)
     select gen_random_uuid(), project_id, version + 1, level, settings, $2, salt, 'other answers', 'x', now()
       from policy, told where project_id = $1 order by version desc limit 1`,
    [world.projectId, NEW_SCHEMA],
  );
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
  await changeSchema();
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
