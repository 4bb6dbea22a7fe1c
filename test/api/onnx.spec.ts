import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { retire } from '../support/deciders.js';
import { FLOAT, floats, INT64, mapOutput, model, STRING, value } from '../support/onnx-model.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

let world: World;
let key: string;
beforeAll(async () => {
  world = await createWorld();
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId: world.projectId, name: 'onnx', scopes: ['DECIDERS_WRITE'] } },
  );
  key = createApiKey.secret;
  await world.admin.run('mutation ($input: RegisterDeciderInput!) { registerDecider(input: $input) { __typename } }', {
    input: { projectId: world.projectId, name: 'onnx', kind: 'MODEL', owner: '', notes: '' },
  });
});
afterAll(() => world.handrail.stop());

type Reply = { status: number; body: Record<string, unknown> & { detail?: string } };

async function upload(
  file: Buffer,
  { check = false, mapping, once }: { check?: boolean; mapping?: unknown; once?: string } = {},
): Promise<Reply> {
  const query = new URLSearchParams({
    check: String(check),
    ...(mapping === undefined ? {} : { mapping: JSON.stringify(mapping) }),
  });
  const answer = await fetch(`${world.handrail.url}/v1/projects/mail/deciders/onnx/onnx?${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/octet-stream',
      ...(once && { 'idempotency-key': once }),
    },
    body: new Uint8Array(file),
  });
  return { status: answer.status, body: (await answer.json()) as Reply['body'] };
}

/** Its logit is amount − 5: spam from 5 on. */
const sigmoid = (op = 'Sigmoid'): Buffer =>
  model({
    inputs: [value('amount', FLOAT, ['N', 1])],
    outputs: [value('p', FLOAT, ['N', 1])],
    initializers: [floats('five', [1], [-5])],
    nodes: [
      { op: 'Add', inputs: ['amount', 'five'], outputs: ['logit'] },
      { op, inputs: ['logit'], outputs: ['p'] },
    ],
  });
const spamWhenHigh = sigmoid();
/** As scikit-learn exports a classifier: a label, and probabilities as a list of maps. */
const sklearn = model({
  inputs: [value('amount', FLOAT, ['N', 1])],
  outputs: [value('output_label', STRING, ['N']), mapOutput('output_probability')],
  nodes: [
    {
      op: 'LinearClassifier',
      domain: 'ai.onnx.ml',
      inputs: ['amount'],
      outputs: ['output_label', 'probabilities'],
      attributes: {
        coefficients: [-1, 1],
        intercepts: [5, -5],
        classlabels_strings: ['ham', 'spam'],
        post_transform: 'SOFTMAX',
        multi_class: 1,
      },
    },
    {
      op: 'ZipMap',
      domain: 'ai.onnx.ml',
      inputs: ['probabilities'],
      outputs: ['output_probability'],
      attributes: { classlabels_strings: ['ham', 'spam'] },
    },
  ],
});
const logits = model({
  inputs: [value('x', FLOAT, ['N', 1])],
  outputs: [value('logits', FLOAT, ['N', 2])],
  initializers: [floats('w', [1, 2], [1, -1])],
  nodes: [{ op: 'MatMul', inputs: ['x', 'w'], outputs: ['logits'] }],
});
const ofText = model({
  inputs: [value('text', STRING, ['N', 1])],
  outputs: [value('p', FLOAT, ['N', 1])],
  nodes: [
    {
      op: 'LabelEncoder',
      domain: 'ai.onnx.ml',
      inputs: ['text'],
      outputs: ['p'],
      attributes: { keys_strings: ['win', 'lose'], values_floats: [0.9, 0.2] },
    },
  ],
});

describe('checking an upload', () => {
  it('says what the file is and how it would be asked, and keeps nothing', async () => {
    const { status, body } = await upload(sklearn, { check: true });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      description: {
        producer: 'handrail-test',
        opsets: [
          { domain: '', version: 15 },
          { domain: 'ai.onnx.ml', version: 3 },
        ],
        inputs: [{ name: 'amount', type: 'float32', shape: ['N', 1] }],
        classes: ['ham', 'spam'],
      },
      config: {
        inputs: [{ name: 'amount', columns: [{ field: 'amount' }] }],
        output: { kind: 'scores', name: 'output_probability', activation: 'none', labels: ['ham', 'spam'] },
      },
      trial: { error: null },
    });
    const { rows } = await world.handrail.database.query('select 1 from decider_version');
    expect(rows).toEqual([]);
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'The file is empty.'],
    ['text', Buffer.from('hello, I am a model'), 'The file is no ONNX model'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'The file is no ONNX model'],
    ['half a model', logits.subarray(0, logits.length >> 1), 'The file is no ONNX model'],
  ])('refuses %s', async (_what, file, detail) => {
    const { status, body } = await upload(Buffer.from(file), { check: true });
    expect([status, body.detail]).toEqual([422, expect.stringContaining(detail)]);
  });

  it('refuses inputs that the project has not, and says what was expected', async () => {
    const wide = model({
      inputs: [
        value('pixels', FLOAT, ['N', 3, 32, 32]),
        value('features', FLOAT, ['N', 7]),
        value('age', INT64, ['N', 1]),
      ],
      outputs: [value('p', FLOAT, ['N', 1])],
      nodes: [{ op: 'Identity', inputs: ['features'], outputs: ['p'] }],
    });
    const { status, body } = await upload(wide, { check: true });
    expect(status).toBe(422);
    const details = (body['errors'] as { detail: string }[]).map(({ detail }) => detail);
    expect(details[0]).toContain('the input pixels takes float32 of shape [N, 3, 32, 32]; a case is one row of fields');
    expect(details[1]).toContain(
      'the input features takes float32 of shape [N, 7], but the project’s fields make 1 numbers',
    );
    expect(details[2]).toContain(
      'no number, boolean or date-time of this project has that name (there are text: text, amount: number)',
    );
  });

  it('refuses a mapping that does not fit, field by field', async () => {
    const mapping = {
      inputs: [{ name: 'x', columns: [{ field: 'amount' }, { field: 'colour' }] }],
      output: { kind: 'scores', name: 'nothing', activation: 'softmax', labels: ['spam', 'eggs'] },
    };
    const { body } = await upload(logits, { check: true, mapping });
    expect((body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/inputs/0/columns',
      '/inputs/0/columns/1/field',
      '/output/name',
      '/output/labels/1',
    ]);
  });

  it('refuses operators that the runtime has not', async () => {
    const strange = model({
      inputs: [value('amount', FLOAT, ['N', 1])],
      outputs: [value('p', FLOAT, ['N', 1])],
      nodes: [{ op: 'Oracle', inputs: ['amount'], outputs: ['p'] }],
    });
    const { status, body } = await upload(strange, { check: true });
    expect([status, body.detail]).toEqual([422, expect.stringContaining('Oracle')]);
  });

  it('refuses more than 64 MB, and what is no file', async () => {
    expect((await upload(Buffer.alloc(65 * 2 ** 20, 1))).status).toBe(413);
    const answer = await fetch(`${world.handrail.url}/v1/projects/mail/deciders/onnx/onnx`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(415);
  });
});

describe('an uploaded model', () => {
  async function asked(reference: string, input: Record<string, unknown>): Promise<Record<string, unknown>> {
    // Loading a model takes long on a busy machine.
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: reference, auditRate: 0, latencyBudgetMs: 30_000 });
    const { body } = await decide(world, { input });
    const { rows } = await world.handrail.database.query<Record<string, unknown>>(
      'select value, confidence, scores, error from prediction where case_id = $1',
      [body.id],
    );
    return rows[0] ?? {};
  }

  it('is one version however often it comes under its Idempotency-Key, and another file is refused there', async () => {
    const [one, same] = [await upload(sklearn, { once: 'build 1' }), await upload(sklearn, { once: 'build-1' })];
    expect([one.status, same.status]).toEqual([422, 201]);
    expect(await upload(sklearn, { once: 'build-1' })).toEqual(same);
    expect(await upload(spamWhenHigh, { once: 'build-1' })).toMatchObject({
      status: 409,
      body: { type: '/problems/idempotency-conflict' },
    });
  });

  it.each([
    ['a single sigmoid', spamWhenHigh, { text: 'a', amount: 8 }, 'spam', 1 / (1 + Math.exp(-3))],
    ['scikit-learn, ZipMap', sklearn, { text: 'a', amount: 8 }, 'spam', 1 / (1 + Math.exp(-6))],
    ['logits', logits, { text: 'a', amount: 2 }, 'spam', 1 / (1 + Math.exp(-4))],
    ['texts', ofText, { text: 'lose' }, 'spam', 0.8, 'none'],
  ] as const)('answers: %s', async (_what, file, input, expected, confidence, activation?: string) => {
    const { body: checked } = await upload(file, { check: true });
    const { inputs, output } = checked['config'] as { inputs: unknown; output: { labels: string[] } };
    // Low speaks for the project's first label, spam, unless the mapping says otherwise.
    const labels = expected === 'spam' && file === spamWhenHigh ? ['ham', 'spam'] : output.labels;
    const mapping = { inputs, output: { ...output, labels, ...(activation === undefined ? {} : { activation }) } };
    const { status, body } = await upload(file, { mapping });
    expect([status, body]).toEqual([201, expect.objectContaining({ state: 'registered' })]);
    const said = await asked(String(body['reference']), input);
    expect(said).toMatchObject({ value: expected, error: null });
    expect(said['confidence']).toBeCloseTo(confidence, 5);
  });

  it('is kept whole when it is retired, so that it can be looked into; what was refused has left nothing', async () => {
    const kept = async (): Promise<unknown[]> =>
      (
        await world.handrail.database.query(
          `select v.version, octet_length(v.artifact) as bytes, encode(sha256(v.artifact), 'hex') as sha256
             from decider_version v join decider d on d.id = v.decider_id where d.name = 'onnx' order by v.version`,
        )
      ).rows;
    const { body } = await upload(sklearn);
    const before = await kept();
    expect(before).toContainEqual({
      version: body['version'],
      bytes: sklearn.length,
      sha256: createHash('sha256').update(sklearn).digest('hex'),
    });
    expect((await upload(sklearn.subarray(0, sklearn.length >> 1))).status).toBe(422);
    expect(await retire(world, String(body['reference']))).toMatchObject({ __typename: 'RetireVersionSuccess' });
    expect(await kept()).toEqual(before);
    await expect(
      world.handrail.database.query('update decider_version set artifact = null where version = $1', [body['version']]),
    ).rejects.toThrow('append-only');
  });

  it('gives an error, not an answer, where it says NaN', async () => {
    // The newest case goes well, so the trial does.
    await decide(world, { input: { text: 'a', amount: 8 } });
    const { body } = await upload(sigmoid('Log'), {
      mapping: {
        inputs: [{ name: 'amount', columns: [{ field: 'amount' }] }],
        output: { kind: 'scores', name: 'p', activation: 'sigmoid', labels: ['ham', 'spam'] },
      },
    });
    const said = await asked(String(body['reference']), { text: 'a', amount: 1 });
    expect(said).toMatchObject({ value: null, error: 'The model’s answer is not a finite number.' });
  });
});
