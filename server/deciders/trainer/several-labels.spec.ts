import { hashUniform } from '@handrail/shared/stats';
import { inputSchemaSchema } from '@handrail/shared/schema';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateSeveral } from './evaluate-several.js';
import { Examples, type Example } from './examples.js';
import { bitsFor, type Fitted } from './fit-best.js';
import { fitSeveral } from './fit-several.js';
import { answerOf } from './linear-model.js';
import { decodeModel, encodeModel } from './model-file.js';
import { judgeSeveral, type Several } from './several-labels.js';

const SCHEMA = inputSchemaSchema.parse({
  fields: [
    { name: 'text', type: 'text' },
    { name: 'amount', type: 'number', required: false },
  ],
});
const LABELS = ['billing', 'delivery', 'refund'];
const WORDS: Readonly<Record<string, readonly string[]>> = {
  billing: ['invoice', 'charged', 'card'],
  delivery: ['parcel', 'courier', 'late'],
  refund: ['money', 'back', 'return'],
};
const FILLER = ['please', 'hello', 'today', 'thanks', 'order', 'again'];
const draw = (purpose: string, key: string): number => hashUniform({ salt: 'several', purpose, key });

/** Each label by a coin of its own, told by a word; one in ten is mistaken by who labelled it. */
function tickets(count: number): Example[] {
  return Array.from({ length: count }, (_, n): Example => {
    const is = LABELS.filter((label) => draw(label, String(n)) < 0.4);
    const words = is.map((label) => WORDS[label]?.[Math.floor(draw(`${label} word`, String(n)) * 3)] ?? '');
    const filler = [0, 1, 2].map((at) => FILLER[Math.floor(draw(`filler ${at}`, String(n)) * FILLER.length)] ?? '');
    const label = draw('mistake', String(n)) < 0.1 ? LABELS.filter((one) => one === 'refund') : is;
    return { input: { text: [...filler, ...words, `number ${n}`].join(' ') }, label, weight: 1 };
  });
}

async function fit(
  rows: readonly Example[],
  several: Several = { minimum: 0, maximum: null },
  seed = 1,
): Promise<Fitted> {
  const examples = new Examples(SCHEMA, LABELS, bitsFor(LABELS.length));
  for (const row of rows) examples.add(row);
  const request = { inputSchema: SCHEMA, labels: LABELS, seed, champion: null, several };
  return fitSeveral(examples, request, () => undefined);
}

describe('fitSeveral', () => {
  let fitted: Fitted;
  beforeAll(async () => {
    fitted = await fit(tickets(1500));
  });

  it('learns each label by itself: none, one and all of them are answered', () => {
    const { model, heldOut } = fitted;
    const says = (text: string): unknown => answerOf(model, { text }).value;
    expect([
      says('hello please again'),
      says('the courier is late'),
      says('invoice charged, parcel late, money back'),
    ]).toEqual([[], ['delivery'], LABELS]);
    expect(heldOut.accuracy.share).toBeGreaterThan(0.8);
    expect(heldOut.accuracy.share).toBeGreaterThan(2 * (heldOut.majorityShare ?? 1));
    expect(heldOut.several?.microF1).toBeGreaterThan(0.85);
    expect(heldOut.several?.macroF1).toBeGreaterThan(0.85);
    expect(heldOut.confusion).toEqual([]);
  });

  it('is as sure of whole answers as they are right, which all labels together seldom are', () => {
    const { heldOut, model } = fitted;
    expect(heldOut.ece).toBeLessThan(0.08);
    const unseen = tickets(3000).slice(1500);
    const said = unseen.map(({ input }) => answerOf(model, input));
    const right = said.filter(({ value }, index) => JSON.stringify(value) === JSON.stringify(unseen[index]?.label));
    const sure = said.reduce((sum, { confidence }) => sum + confidence, 0);
    expect(Math.abs(right.length - sure) / unseen.length).toBeLessThan(0.05);
  });

  it('marks the words that speak for the labels that it gives', () => {
    const { model } = fitted;
    const text = 'hello courier';
    const { evidence } = answerOf(model, { text });
    const [loudest] = [...evidence].sort((a, b) => b.weight - a.weight);
    expect(text.slice(loudest?.start, loudest?.end)).toBe('courier');
  });

  it('answers with as many labels as the project asks for', async () => {
    const { model } = await fit(tickets(400), { minimum: 1, maximum: 2 });
    expect(answerOf(model, { text: 'hello please' }).value).toHaveLength(1);
    expect(answerOf(model, { text: 'invoice charged card parcel courier late money back' }).value).toHaveLength(2);
  });

  it('makes the same bytes of the same labels and seed, which decode to the same model', async () => {
    const [one, same, other] = [
      await fit(tickets(200)),
      await fit(tickets(200)),
      await fit(tickets(200), { minimum: 0, maximum: null }, 2),
    ];
    expect(encodeModel(same.model).equals(encodeModel(one.model))).toBe(true);
    expect(encodeModel(other.model).equals(encodeModel(one.model))).toBe(false);
    const input = { text: 'parcel late' };
    expect(answerOf(decodeModel(encodeModel(one.model)), input)).toEqual(answerOf(one.model, input));
  });

  it('compares with a champion by whole answers', async () => {
    const examples = new Examples(SCHEMA, LABELS, bitsFor(LABELS.length));
    for (const row of tickets(400)) examples.add({ ...row, champion: [] });
    const { againstChampion, heldOut } = await fitSeveral(
      examples,
      {
        inputSchema: SCHEMA,
        labels: LABELS,
        seed: 1,
        champion: { reference: 'old@1', isClean: true },
        several: { minimum: 0, maximum: null },
      },
      () => undefined,
    );
    expect(againstChampion).toMatchObject({ champion: 'old@1', cases: heldOut.cases, verdict: 'better' });
  });
});

describe('judgeSeveral', () => {
  const SAME = { A: -1, B: 0 };

  it('takes the chance of every label into the confidence, whether it is given or not', () => {
    const given = { minimum: 0, maximum: null, perLabel: [SAME, SAME], whole: SAME };
    const { chosen, confidence, chances } = judgeSeveral(given, [Math.log(4), Math.log(1 / 9)]);
    expect(chosen).toEqual([0]);
    expect(chances[0]).toBeCloseTo(0.8, 12);
    expect(confidence).toBeCloseTo(0.8 * 0.9, 12);
  });
});

describe('evaluateSeveral', () => {
  it('counts by hand: whole answers, each label, F1 over all and by label, weighted', () => {
    const heldOut = evaluateSeveral(
      ['a', 'b'],
      [
        { truth: [0, 1], chosen: [0, 1], chances: [0.8, 0.5], confidence: 0.4, weight: 1 },
        { truth: [0], chosen: [1], chances: [0.2, 0.5], confidence: 0.4, weight: 3 },
        { truth: [], chosen: [], chances: [0.2, 0.5], confidence: 0.4, weight: 1 },
      ],
    );
    expect(heldOut.accuracy.share).toBeCloseTo(2 / 5, 12);
    expect(heldOut.majorityShare).toBeCloseTo(3 / 5, 12);
    expect(heldOut.perClass.map(({ cases, predicted }) => [cases, predicted])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(heldOut.perClass[0]?.recall.share).toBeCloseTo(1 / 4, 12);
    expect(heldOut.perClass[1]?.precision.share).toBeCloseTo(1 / 4, 12);
    // a: 1 right, 3 missed; b: 1 right, 3 too much.
    expect(heldOut.several?.microF1).toBeCloseTo(4 / 10, 12);
    expect(heldOut.several?.macroF1).toBeCloseTo(2 / 5, 12);
    const loss = -(Math.log(0.8) + 3 * Math.log(0.2) + Math.log(0.8) + 5 * Math.log(0.5)) / 10;
    expect(heldOut.logLoss).toBeCloseTo(loss, 12);
  });

  it('says null of nothing', () => {
    const { accuracy, logLoss, several } = evaluateSeveral(['a', 'b'], []);
    expect([accuracy.share, logLoss, several]).toEqual([null, null, { microF1: null, macroF1: null }]);
  });
});
