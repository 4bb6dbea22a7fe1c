import { inputSchemaSchema, type CaseInput } from '@handrail/shared/schema';
import { random } from '@handrail/shared/stats/simulate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Examples } from './examples.js';
import { bitsOf, type FitRequest } from './fit-best.js';
import { fitNumber } from './fit-number.js';
import { answerOf } from './linear-model.js';
import { decodeModel, encodeModel } from './model-file.js';
import { halfWidthOf, numberOf, type NumberAsked, type NumberScale } from './number-answers.js';

const inputSchema = inputSchemaSchema.parse({
  fields: [
    { name: 'size', type: 'number', required: true },
    { name: 'place', type: 'category', required: true, values: ['north', 'south'] },
    { name: 'notes', type: 'text', required: true },
  ],
});
type House = { readonly input: CaseInput; readonly price: number };

function gauss(draw: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}

/** Prices that follow from size, place and a word, with noise that is three times as large in the south. */
function houses(count: number, seed: number): House[] {
  const draw = random(seed);
  return Array.from({ length: count }, (_, n) => {
    const size = 20 + 180 * draw();
    const place = draw() < 0.5 ? 'north' : 'south';
    const isOld = draw() < 0.3;
    const noise = gauss(draw) * (place === 'south' ? 30 : 10);
    const input = { size, place, notes: `${isOld ? 'old' : 'new'} house number ${n % 7}` };
    return { input, price: 100 + 3 * size + (place === 'south' ? 80 : 0) - (isOld ? 60 : 0) + noise };
  });
}

const PLAIN: NumberAsked = { minimum: null, maximum: null, isWhole: false, tolerance: { absolute: 20 } };
async function train(rows: readonly House[], number: NumberAsked = PLAIN) {
  const request: FitRequest = { inputSchema, labels: [], seed: 1, champion: null, several: null, number };
  const examples = new Examples(inputSchema, [], bitsOf(request));
  for (const { input, price } of rows) examples.add({ input, label: price, weight: 1 });
  examples.normalise();
  const fitted = await fitNumber(examples, request, () => undefined);
  // Asked as it will be: out of its file.
  return { ...fitted, model: decodeModel(encodeModel(fitted.model)) };
}

describe('a model of numbers', () => {
  it('comes close, its intervals hold what they say, and its confidence is how often it is within the tolerance', async () => {
    const { model, heldOut } = await train(houses(1200, 1));
    const fresh = houses(4000, 2).map(({ input, price }) => ({ price, input, ...answerOf(model, input) }));
    const off = (one: (typeof fresh)[number]): number => Math.abs(Number(one.value) - one.price);
    const mean = fresh.reduce((sum, one) => sum + off(one), 0) / fresh.length;
    // The noise alone is 16 on average; always saying the mean is off by about 135.
    expect(mean).toBeLessThan(22);
    expect(heldOut.number?.coverage.upper).toBeGreaterThan(0.9);
    expect(heldOut.number?.coverage.lower).toBeLessThan(0.93);
    for (const [from, to] of [
      [0, 0.65],
      [0.65, 0.85],
      [0.85, 1],
    ] as const) {
      const those = fresh.filter(({ confidence }) => confidence >= from && confidence < to);
      if (those.length < 200) continue;
      const right = those.filter((one) => off(one) <= 20).length / those.length;
      const said = those.reduce((sum, { confidence }) => sum + confidence, 0) / those.length;
      expect(Math.abs(right - said), `${from} to ${to}`).toBeLessThan(0.08);
    }
  });

  it('is surer where it is nearer: the noisy places get less', async () => {
    const { model } = await train(houses(1200, 3));
    const at = (place: string): number => answerOf(model, { size: 100, place, notes: 'new house number 1' }).confidence;
    expect(at('north')).toBeGreaterThan(at('south') + 0.1);
  });

  it.each([100, 400])('of %d labels covers at least what it promises, on average over worlds', async (count) => {
    let [held, all] = [0, 0];
    for (let seed = 10; seed < 14; seed += 1) {
      const { heldOut } = await train(houses(count, seed));
      const { share, n } = heldOut.number?.coverage ?? { share: null, n: 0 };
      held += (share ?? 0) * n;
      all += n;
    }
    // Within four standard errors of 90 %: split conformal promises at least that, and at most 1/(n + 1) more.
    expect(held / all).toBeGreaterThan(0.9 - 4 * Math.sqrt((0.9 * 0.1) / all));
  });

  it('gives whole numbers within the bounds where those are asked for, and the same labels give the same bytes', async () => {
    const asked = { minimum: 200, maximum: 400, isWhole: true, tolerance: null };
    const rows = houses(300, 4).map(({ input, price }) => ({
      input,
      price: Math.min(400, Math.max(200, Math.round(price))),
    }));
    const [one, other] = [await train(rows, asked), await train(rows, asked)];
    for (const { input } of rows) {
      const value = Number(answerOf(one.model, input).value);
      expect(Number.isInteger(value) && value >= 200 && value <= 400).toBe(true);
    }
    expect(encodeModel(one.model).equals(encodeModel(other.model))).toBe(true);
  });

  it('without a tolerance is never sure: a number is hit exactly by chance only', async () => {
    const { model } = await train(houses(300, 5), { ...PLAIN, tolerance: null });
    expect(answerOf(model, houses(1, 6)[0]?.input ?? {}).confidence).toBeLessThan(0.01);
  });

  const moved = (rows: readonly House[], by: (price: number, at: number) => number): House[] =>
    rows.map(({ input, price }, at) => ({ input, price: by(price, at) }));
  it.each([
    ['numbers that are large beside their spread', 600, (price: number) => 1e9 + price, 20, 0.65],
    ['numbers that are tiny', 600, (price: number) => 1e-9 * price, 20e-9, 0.65],
    [
      'one slip of the decimal sign in fifty',
      600,
      (price: number, at: number) => price * (at % 50 === 0 ? 1000 : 1),
      20,
      0.6,
    ],
    ['few labels', 40, (price: number) => price, 20, 0.5],
  ] as const)('holds of %s: it comes close and claims no more than is so', async (_, count, by, tolerance, atLeast) => {
    const asked: NumberAsked = { ...PLAIN, tolerance: { absolute: tolerance } };
    const { model } = await train(moved(houses(count, 1), by), asked);
    const fresh = moved(houses(2000, 2), by).map(({ input, price }) => ({ price, ...answerOf(model, input) }));
    const right =
      fresh.filter(({ value, price }) => Math.abs(Number(value) - price) <= tolerance).length / fresh.length;
    const said = fresh.reduce((sum, { confidence }) => sum + confidence, 0) / fresh.length;
    expect(right).toBeGreaterThan(atLeast);
    expect(said).toBeLessThan(right + 0.05);
  });

  it('of labels that are all the same says that, and is as sure as so many allow', async () => {
    const { model, heldOut } = await train(moved(houses(300, 1), () => 7));
    const { value, confidence } = answerOf(model, houses(1, 2)[0]?.input ?? {});
    expect(value).toBe(7);
    expect(confidence).toBeGreaterThan(0.98);
    expect(confidence).toBeLessThan(1);
    expect(heldOut.number).toMatchObject({ meanError: 0, halfWidth: 0 });
  });

  it('gives no more digits than it knows, and what it leaves off is nothing beside how far off it is', () => {
    const misses = [0.5, 1, 2];
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -8, max: 8, noNaN: true }),
        fc.constantFrom(null, { minimum: -7.123456, maximum: 7.123456 }),
        (said, lnWidth, bounds) => {
          const scale: NumberScale = { ...PLAIN, ...bounds, centre: 0, spread: 1, misses, least: -8, most: 8 };
          const { value, width } = numberOf(scale, said, lnWidth);
          const bounded = Math.min(scale.maximum ?? Infinity, Math.max(scale.minimum ?? -Infinity, said));
          expect(Math.abs(value - bounded)).toBeLessThanOrEqual(0.01 * width + 1e-9 * Math.abs(bounded));
          expect(value).toBeGreaterThanOrEqual(scale.minimum ?? -Infinity);
          expect(value).toBeLessThanOrEqual(scale.maximum ?? Infinity);
        },
      ),
    );
    const scale: NumberScale = { ...PLAIN, centre: 0, spread: 1, misses, least: -8, most: 8 };
    expect(numberOf(scale, 368.110273246, Math.log(7)).value).toBe(368.11);
    expect(numberOf(scale, 123_456_789.4, Math.log(2500)).value).toBe(123_456_790);
  });

  it('is less sure the wider its interval, and surer the more counts as the same', () => {
    const numbers = fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: 1, maxLength: 60 });
    const width = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        numbers,
        width,
        width,
        fc.double({ min: 0.001, max: 100, noNaN: true }),
        (misses, one, other, absolute) => {
          const asked = { ...PLAIN, tolerance: { absolute } };
          const scale: NumberScale = {
            ...asked,
            centre: 0,
            spread: 1,
            misses: misses.toSorted((a, b) => a - b),
            least: -5,
            most: 5,
          };
          const [narrow, wide] = [numberOf(scale, 1, Math.min(one, other)), numberOf(scale, 1, Math.max(one, other))];
          expect(wide.confidence).toBeLessThanOrEqual(narrow.confidence);
          expect(halfWidthOf(scale, wide.width)).toBeGreaterThanOrEqual(halfWidthOf(scale, narrow.width));
          const looser = { ...scale, tolerance: { absolute: 2 * absolute } };
          expect(numberOf(looser, 1, one).confidence).toBeGreaterThanOrEqual(numberOf(scale, 1, one).confidence);
          expect(narrow.confidence).toBeLessThan(1);
        },
      ),
    );
  });
});
