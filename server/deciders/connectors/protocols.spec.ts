import { httpConfigSchema, type HttpConfig } from '@handrail/shared/deciders';
import { inputSchemaSchema, outputSchemaSchema, validateOutput } from '@handrail/shared/schema';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { whyNotExpression } from '../programs/jsonata-expression.js';
import { ProgramPool } from '../programs/program-pool.js';
import { labelProbabilities, probabilityAt, type Token } from './label-probability.js';
import { protocolOf } from './protocols.js';
import { readAnswer } from './read-answer.js';

const schemas = {
  inputSchema: inputSchemaSchema.parse({ fields: [{ name: 'text', type: 'text' }] }),
  outputSchema: outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] }),
};
const programs = new ProgramPool();
afterAll(() => programs.onApplicationShutdown());
const given = () => ({ ...schemas, kind: 'model' as const, programs: programs.runner() });
const baseUrl = 'http://models.example';
const answerAt = { kind: 'answer', value: '/label', confidence: '/p' };
const CONFIGS = [
  {
    protocol: 'oip_v2',
    baseUrl,
    model: 'm',
    inputs: [{ name: 't', datatype: 'BYTES', fields: ['text'] }],
    output: { kind: 'scores' },
  },
  { protocol: 'kserve_v1', baseUrl, model: 'm', output: answerAt },
  { protocol: 'kserve_v1', baseUrl, model: 'm', output: { kind: 'binary', positive: 'spam', negative: 'ham' } },
  { protocol: 'mlflow', baseUrl, output: { kind: 'scores', scale: 'logit' } },
  { protocol: 'openai_chat', baseUrl, model: 'm' },
  { protocol: 'hf_text_classification', baseUrl, text: '{{input.text}}' },
  { protocol: 'json', baseUrl, mapping: { value: 'value', confidence: 'c', scores: 's', evidence: 'e' } },
].map((config): [string, HttpConfig] => [
  `${config.protocol} ${JSON.stringify('output' in config ? config.output : '')}`,
  httpConfigSchema.parse(config),
]);

/** Anything, and above all what looks almost right. */
const leaf = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('spam', 'ham', 0, 1, 0.5, 1e308, -1, null));
const almost = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...[
          'outputs',
          'data',
          'name',
          'predictions',
          'label',
          'score',
          'p',
          'value',
          'c',
          's',
          'e',
          'choices',
          'message',
        ],
        ...['content', 'logprobs', 'token', 'logprob', 'top_logprobs', 'field', 'start', 'end', 'weight'],
      ),
      tie('node'),
      { maxKeys: 4 },
    ),
  ),
})).node;

describe('every protocol', () => {
  it.each(CONFIGS)('%s makes a usable prediction or an error of any JSON', async (_name, config) => {
    const protocol = protocolOf(config, given());
    await fc.assert(
      fc.asyncProperty(fc.oneof(almost, fc.jsonValue()), async (answer) => {
        const raw = { status: 200, contentType: 'application/json', text: JSON.stringify(answer) };
        const said = await readAnswer(raw, protocol, { outputSchema: schemas.outputSchema, kind: 'model' }).catch(
          (error: unknown) => error,
        );
        if (said instanceof Error) {
          expect(said.constructor.name).toBe('BadAnswer');
          expect(said.message.length).toBeLessThan(300);
        } else {
          const { value, confidence } = said as { value: unknown; confidence: number };
          expect(validateOutput(schemas.outputSchema, value).ok).toBe(true);
          expect(confidence >= 0 && confidence <= 1).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each(CONFIGS)('%s makes a request of any case', (_name, config) => {
    const protocol = protocolOf(config, given());
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { path, body } = protocol.request({ text });
        expect(path).toMatch(/^\/[\x21-\x7e]*$/);
        expect(JSON.parse(JSON.stringify(body))).toEqual(body);
      }),
    );
  });
});

describe('a request', () => {
  const text = 'x'.repeat(1_000_000);
  const mapping = { value: 'label' };
  it.each([
    ['of a template that repeats a case', { protocol: 'json', baseUrl, body: Array(1000).fill('{{input}}'), mapping }],
    ['of a text that repeats a field', { protocol: 'json', baseUrl, body: '{{input.text}} '.repeat(1000), mapping }],
    [
      'of tensors that repeat a field',
      {
        protocol: 'oip_v2',
        baseUrl,
        model: 'm',
        inputs: Array(50).fill({ name: 't', datatype: 'BYTES', fields: Array(100).fill('text') }),
        output: { kind: 'scores' },
      },
    ],
    ['of a prompt that repeats it', { protocol: 'openai_chat', baseUrl, model: 'm', prompt: '{{input}}'.repeat(2000) }],
  ])('%s is refused before it is written', (_name, config) => {
    const protocol = protocolOf(httpConfigSchema.parse(config), given());
    expect(() => protocol.request({ text })).toThrow(/more than 8000000|longer than 8000000/);
  });
});

describe('Open Inference Protocol v2', () => {
  const bodyOf = (output: unknown): unknown =>
    protocolOf(
      httpConfigSchema.parse({
        protocol: 'oip_v2',
        baseUrl,
        model: 'm',
        inputs: [{ name: 't', datatype: 'BYTES', fields: ['text'] }],
        output,
      }),
      given(),
    ).request({ text: 'x' }).body;

  it.each([
    [{ kind: 'scores', at: 'predict_proba' }, ['predict_proba']],
    [{ kind: 'binary', at: 'p', positive: 'spam', negative: 'ham' }, ['p']],
    [{ kind: 'answer', value: 'predict', confidence: 'predict_proba' }, ['predict', 'predict_proba']],
    [{ kind: 'answer', value: 'predict', confidence: null }, ['predict']],
  ])('asks for the outputs that %j reads', (output, names) => {
    expect(bodyOf(output)).toMatchObject({ outputs: names.map((name) => ({ name })) });
  });

  it('names none where it reads the only one there is', () => {
    expect(bodyOf({ kind: 'scores' })).not.toHaveProperty('outputs');
  });
});

describe('JSONata', () => {
  it.each([
    ['value', undefined],
    ['$map(classes, function($c) { {"label": $c.name, "score": $c.p / 100} })', undefined],
    ['a / b / c', undefined],
    ['value[', 'is not JSONata'],
    ['$match(value, /(a+)+$/)', 'regular expressions are not allowed'],
  ])('%s', (expression, reason) => {
    const found = whyNotExpression(expression);
    if (reason === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(reason);
  });

  it.each([
    '$reduce([1..27],function($i,$j){{"a":$i,"b":$i}},{"x":1})',
    '($f := function() { $f() }; $f())',
    '($f := function($n) { 1 + $f($n + 1) }; $f(0))',
    '[1..10000000]',
    '$eval("1")',
    '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a+)+$/)',
    '$length($pad("x", 1000000000)) > 1000 ? "spam"',
  ])('%s ends, as an error', async (value) => {
    const config = httpConfigSchema.parse({ protocol: 'json', baseUrl, mapping: { value, confidence: '1' } });
    const raw = { status: 200, contentType: '', text: '{}' };
    const protocol = protocolOf(config, given());
    const asked = { outputSchema: schemas.outputSchema, kind: 'model' as const };
    await expect(readAnswer(raw, protocol, asked)).rejects.toThrow();
  });
});

describe('label probabilities', () => {
  const token = (text: string, probability: number, others: [string, number][] = []): Token => ({
    token: text,
    logprob: Math.log(probability),
    alternatives: others.map(([other, one]) => ({ token: other, logprob: Math.log(one) })),
  });

  it('multiplies the tokens of a label, and shares nothing with what is no label', () => {
    const tokens = [
      token('"', 1),
      token('sp', 0.8, [
        ['ham', 0.1],
        ['x', 0.1],
      ]),
      token('am', 0.5, [['orts', 0.5]]),
      token('"', 1),
    ];
    const place = { start: 1, end: 5 };
    expect(probabilityAt(tokens, place)).toBeCloseTo(0.4, 12);
    const found = labelProbabilities(tokens, { place, chosen: 'spam', labels: ['spam', 'ham'] });
    expect(found['spam']).toBeCloseTo(0.8, 12);
    expect(found['ham']).toBeCloseTo(0.2, 12);
  });

  it('counts the same label cut otherwise, and labels that begin alike', () => {
    const tokens = [
      token('"re', 0.6, [
        ['"', 0.2],
        ['"refund', 0.1],
        ['"repeat', 0.1],
      ]),
      token('fund', 1),
      token('"', 1),
    ];
    const found = labelProbabilities(tokens, {
      place: { start: 1, end: 7 },
      chosen: 'refund',
      labels: ['refund', 'repeat'],
    });
    expect(found['refund']).toBeCloseTo(0.7 / 0.8, 12);
    expect(found['repeat']).toBeCloseTo(0.1 / 0.8, 12);
  });

  it('always adds up to 1 over the labels', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.constantFrom('s', 'sp', 'spam', 'h', 'ham', 'x', ''),
            fc.double({ min: 1e-9, max: 1, noNaN: true }),
          ),
        ),
        fc.double({ min: 1e-9, max: 1, noNaN: true }),
        (others, probability) => {
          const tokens = [token('spam', probability, others)];
          const found = labelProbabilities(tokens, {
            place: { start: 0, end: 4 },
            chosen: 'spam',
            labels: ['spam', 'ham'],
          });
          expect((found['spam'] ?? 0) + (found['ham'] ?? 0)).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});
