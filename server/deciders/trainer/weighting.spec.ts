import { describe, expect, it } from 'vitest';
import { hashUniform } from '@handrail/shared/stats';
import { evaluate, type Judged } from './evaluate.js';

const LABELS = ['low', 'high'];
const AUDIT_RATE = 0.1;
const CASES = 2000;
const REPEATS = 150;

const draw = (purpose: string, key: string): number => hashUniform({ salt: 'simulation', purpose, key });

type Case = Judged & { readonly propensity: number };

/** Where the machine is sure it is nearly always right, and a tenth is audited; where not, it is a coin, and people see all. */
function population(): Case[] {
  return Array.from({ length: CASES }, (_, n): Case => {
    const high = draw('confidence', String(n));
    const confidence = Math.max(high, 1 - high);
    const isRight = draw('right', String(n)) < (confidence > 0.65 ? 0.98 : 0.6);
    const said = high >= 0.5 ? 1 : 0;
    const propensity = confidence > 0.65 ? AUDIT_RATE : 1;
    return { truth: isRight ? said : 1 - said, chances: [1 - high, high], weight: 1 / propensity, propensity };
  });
}

const shareOf = (cases: readonly Judged[]): number => evaluate(LABELS, cases).accuracy.share ?? NaN;
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

describe('labels weighted by 1/propensity, of cases routed by confidence', () => {
  it('tell the accuracy over all cases without bias, where unweighted ones tell that of the doubtful', () => {
    const all = population();
    const truth = shareOf(all.map((one) => ({ ...one, weight: 1 })));
    const samples = Array.from({ length: REPEATS }, (_, repeat) =>
      all.filter(({ propensity }, n) => draw('audit', `${repeat} ${n}`) < propensity),
    );
    const weighted = samples.map(shareOf);
    const unweighted = samples.map((cases) => shareOf(cases.map((one) => ({ ...one, weight: 1 }))));
    const spread = Math.sqrt(mean(weighted.map((share) => (share - mean(weighted)) ** 2)));
    expect(Math.abs(mean(weighted) - truth)).toBeLessThan((3 * spread) / Math.sqrt(REPEATS));
    expect(truth - mean(unweighted)).toBeGreaterThan(0.1);
  });

  it('have intervals that hold the truth as often as they say', () => {
    const all = population();
    const truth = shareOf(all.map((one) => ({ ...one, weight: 1 })));
    const holds = Array.from({ length: REPEATS }, (_, repeat) => {
      const { lower, upper } = evaluate(
        LABELS,
        all.filter(({ propensity }, n) => draw('audit', `${repeat} ${n}`) < propensity),
      ).accuracy;
      return Number(lower <= truth && truth <= upper);
    });
    expect(mean(holds)).toBeGreaterThan(0.9);
  });
});
