import { describe, expect, it } from 'vitest';
import { dawidSkene, type WorkerLabel } from './aggregate.js';
import { krippendorffAlpha } from './agreement.js';

/** 45 patients as five anaesthetists saw them, the first of them three times; Dawid & Skene 1979, table 1. */
const PATIENTS =
  `1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111
  2223212 1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222
  1111111 1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111
  1212111 2322222 1211111 2222222`.split(/\s+/);

/** Four observers, twelve units, five values; Krippendorff 2011, section C. */
const OBSERVERS = ['123321412...', '1233224125.3', '.3332342251.', '12332441251.'];

describe('published results', () => {
  it('Dawid & Skene 1979: the anaesthetists', () => {
    const labels = PATIENTS.flatMap((row, item) =>
      [...row].map((digit, i): WorkerLabel => [item, Math.max(0, i - 2), Number(digit) - 1]),
    );
    const { classPriors, confusion, logLikelihood } = dawidSkene({ labels, numClasses: 4, maxIter: 500, tol: 1e-12 });
    expect(classPriors.map((share) => share.toFixed(2))).toEqual(['0.40', '0.42', '0.11', '0.07']);
    expect(confusion[0]?.map((row) => row.map((share) => share.toFixed(2)))).toEqual([
      ['0.89', '0.11', '0.00', '0.00'],
      ['0.07', '0.88', '0.05', '0.00'],
      ['0.00', '0.34', '0.66', '0.00'],
      ['0.00', '0.00', '0.56', '0.44'],
    ]);
    // Another implementation, run on the same table.
    expect(logLikelihood).toBeCloseTo(-192.8908812142, 8);
  });

  it.each([
    ['nominal', 0.743],
    ['ordinal', 0.815],
    ['interval', 0.849],
    ['ratio', 0.797],
  ] as const)('Krippendorff 2011: %s alpha %d', (level, alpha) => {
    const data = OBSERVERS.map((row) => [...row].map((digit) => (digit === '.' ? null : Number(digit))));
    expect(krippendorffAlpha({ data, level }).alpha).toBeCloseTo(alpha, 3);
  });
});
