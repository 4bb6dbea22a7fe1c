import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPolicy, route, type Policy } from '../ladder/index.js';
import { outputSchemaSchema } from '../schema/index.js';
import {
  canonicalJson,
  consensusOf,
  contentHash,
  datasetDefinitionSchema,
  selectionProbability,
  takesBlindOnly,
  splitOf,
  weightedAccuracy,
} from './index.js';

describe('canonicalJson', () => {
  it('is the same text for the same value in whatever order its keys came, and reads back', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const shuffled: unknown = JSON.parse(JSON.stringify(value), (_key, child: unknown) =>
          typeof child === 'object' && child !== null && !Array.isArray(child)
            ? Object.fromEntries(Object.entries(child).reverse())
            : child,
        );
        expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));

  it('hashes what is equal alike and what differs apart', () => {
    expect(contentHash({ b: 1, a: 'x' })).toBe(contentHash({ a: 'x', b: 1 }));
    expect(contentHash({ a: 'x' })).not.toBe(contentHash({ a: 'X' }));
    // sha256 of {"a":"x"}, by another implementation.
    expect(contentHash({ a: 'x' })).toBe('bac82bcae3ff0e486fd02d6dce53dc6444bcbd21f6ab5dea0a69e86e8b723b7f');
  });
});

describe('splitOf', () => {
  const split = datasetDefinitionSchema.parse({}).split;
  const sideOf = (input: Record<string, string>, by = 'content') =>
    splitOf({ ...split, by }, { input, contentHash: contentHash(input) });

  it('keeps equal inputs, and everything of one group, on one side', () =>
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (customer, a, b) => {
        expect(sideOf({ text: a })).toBe(sideOf({ text: a }));
        expect(sideOf({ customer, text: a }, 'customer')).toBe(sideOf({ customer, text: b }, 'customer'));
      }),
    ));

  it('never moves what is in a share out of it when the share grows', () => {
    const grown = { ...split, train: 0.9, validation: 0.05, test: 0.05 };
    for (let index = 0; index < 2000; index += 1) {
      const hash = contentHash({ text: `mail ${index}` });
      if (splitOf(split, { input: {}, contentHash: hash }) === 'train')
        expect(splitOf(grown, { input: {}, contentHash: hash })).toBe('train');
    }
  });

  it('gives the shares within sampling error', () => {
    const counts = { train: 0, validation: 0, test: 0 };
    for (let index = 0; index < 20_000; index += 1) counts[sideOf({ text: `mail ${index}` })] += 1;
    expect(Math.abs(counts.train - 16_000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.8 * 0.2));
    expect(Math.abs(counts.test - 2000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.1 * 0.9));
  });
});

describe('consensusOf', () => {
  const answers = (...values: string[]) => values.map((value, at) => ({ value, labelledAt: String(at) }));
  it.each([
    ['newest', ['a', 'a', 'b'], { value: 'b', agreement: 1 / 3 }],
    ['majority', ['a', 'a', 'b'], { value: 'a', agreement: 2 / 3 }],
    ['majority', ['a', 'b'], { value: 'b', agreement: 0.5 }],
    ['unanimous', ['a', 'a'], { value: 'a', agreement: 1 }],
    ['unanimous', ['a', 'b'], null],
    ['newest', [], null],
  ] as const)('%s of %j', (rule, values, expected) => {
    expect(consensusOf(outputSchemaSchema.parse({ kind: 'text' }), rule, answers(...values))).toEqual(expected);
  });

  const near = outputSchemaSchema.parse({ kind: 'number', tolerance: { absolute: 5 } });
  it.each([
    ['newest', [100, 104, 120], { value: 120, agreement: 1 / 3 }],
    ['majority', [100, 104, 120], { value: 104, agreement: 2 / 3 }],
    // 100 agrees with both, 96 and 104 with it alone.
    ['majority', [100, 96, 104], { value: 100, agreement: 1 }],
    ['unanimous', [100, 96, 103], null],
    ['unanimous', [100, 98, 103], { value: 103, agreement: 1 }],
  ] as const)('%s of %j, where 5 more or less is the same', (rule, values, expected) => {
    const given = values.map((value, at) => ({ value, labelledAt: String(at) }));
    expect(consensusOf(near, rule, given)).toEqual(expected);
  });

  const several = outputSchemaSchema.parse({ kind: 'labels', labels: [{ value: 'a' }, { value: 'b' }] });
  it('takes several labels in any order', () => {
    const given = [
      ['a', 'b'],
      ['b', 'a'],
    ].map((value, at) => ({ value, labelledAt: String(at) }));
    expect(consensusOf(several, 'unanimous', given)).toEqual({ value: ['b', 'a'], agreement: 1 });
  });
});

describe('selectionProbability', () => {
  it('is that of a blind label where only those are taken, of any label else, and none for what was chosen by hand', () => {
    const facts = { propensity: 1, blindPropensity: 0.1, reasons: ['blind_control'] as const, isBlindOnly: true };
    expect(selectionProbability(facts)).toBe(0.1);
    expect(selectionProbability({ ...facts, isBlindOnly: false })).toBe(1);
    expect(selectionProbability({ ...facts, reasons: ['disagreement'] })).toBeNull();
    expect(selectionProbability({ ...facts, reasons: ['disagreement', 'audit'] })).toBe(0.1);
  });
});

describe('takesBlindOnly', () => {
  it('is what the filter says, or what its reasons come to', () => {
    expect(takesBlindOnly({})).toBe(false);
    expect(takesBlindOnly({ blind: false })).toBe(false);
    expect(takesBlindOnly({ blind: true })).toBe(true);
    expect(takesBlindOnly({ reasons: ['audit', 'blind_control'] })).toBe(true);
    expect(takesBlindOnly({ reasons: ['audit', 'low_confidence'] })).toBe(false);
  });
});

describe('weightedAccuracy', () => {
  const outputSchema = { kind: 'label' as const, labels: [{ value: 'spam' }, { value: 'ham' }] };
  const policy: Policy = {
    ...defaultPolicy({ salt: 'loop', outputSchema }),
    level: 'PARTIAL_AUTOMATION',
    auditRate: 0.1,
    showLowConfidencePrediction: false,
  };

  it('covers the truth from labels that confidence routing chose, where the plain share does not', () => {
    let [right, labelledRight, labelled] = [0, 0, 0];
    const rows: Parameters<typeof weightedAccuracy>[0][number][] = [];
    const n = 20_000;
    for (let index = 0; index < n; index += 1) {
      const confidence = 0.5 + (index % 500) / 1000;
      // Right as often as it says, by a hash of nothing but the index.
      const isRight = ((index * 2654435761) % 4294967296) / 4294967296 < confidence;
      right += Number(isRight);
      const routed = route(policy, { key: `k-${index}` }, [{ model: 'm@1', value: 'spam', confidence }]);
      if (!routed.review) continue;
      labelled += 1;
      labelledRight += Number(isRight);
      const { propensity, blindPropensity } = routed;
      const facts = { propensity, blindPropensity, reasons: [routed.review.reason], isBlindOnly: true };
      rows.push({ isRight, selectionProbability: selectionProbability(facts) });
    }
    const truth = right / n;
    const { accuracy, lower, upper } = weightedAccuracy(rows);
    expect(lower ?? 1).toBeLessThanOrEqual(truth);
    expect(upper ?? 0).toBeGreaterThanOrEqual(truth);
    expect(Math.abs((accuracy ?? 0) - truth)).toBeLessThan(0.01);
    expect(Math.abs(labelledRight / labelled - truth)).toBeGreaterThan(0.02);
  });

  it('says nothing about nothing, and counts what it leaves out', () => {
    expect(weightedAccuracy([{ isRight: true, selectionProbability: null }])).toEqual({
      accuracy: null,
      lower: null,
      upper: null,
      effective: null,
      leftOut: 1,
    });
  });
});
