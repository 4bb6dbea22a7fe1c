import { DRIFT_EFFECT } from '@handrail/shared/monitoring';
import { figuresIn, type Said } from '@handrail/shared/words';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { driftSentence } from './drift/drift-sentence.js';
import { fieldReason } from './drift/field-reason.js';
import type { FieldDrift } from './drift/judge-fields.js';
import { sentenceOf } from './overview-sentence.js';
import { textSentence } from './text/text-sentence.js';

/** Nearer to all than any count of cases. */
const ALL = 1 - 1e-9;
const many = { numRuns: 300 };
const part = fc.oneof(fc.double({ min: 0.0001, max: 1, noNaN: true }), fc.constantFrom(0.9996, 0.01001, 0.0004));
const typed = fc.integer({ min: 1, max: 9999 }).map((k) => k / 10_000);

it('the verdict of a project says value and limit of every figure in the unit of the figure, and which is the larger', () =>
  fc.assert(
    fc.property(part, typed, fc.constantFrom('', 'ms', 's', 'per minute'), (share, at, unit) => {
      const scale = { '': 1, ms: 60_000, s: 3_000_000, 'per minute': 20_000 }[unit] ?? 1;
      const [value, limit] = [share * scale, at * scale];
      const figure = { title: 'Figure', unit, value, limit, previous: null, verdict: 'BAD' } as const;
      const said = figuresIn(sentenceOf('BAD', [figure]));
      expect(said).toHaveLength(2);
      const kept = ({ value: number, unit: in_ }: Said): number =>
        number * (in_ === '%' ? 0.01 : in_ === 'h' ? 3600 : in_ === unit ? 1 : NaN);
      const [seen = NaN, held = NaN] = said.map(kept);
      expect(Math.abs(held - limit)).toBeLessThanOrEqual(1e-9 * scale);
      expect(Math.abs(seen - value)).toBeLessThanOrEqual(0.0051 * value);
      if (Math.abs(share - at) > 1e-9) expect(Math.sign(seen - held)).toBe(Math.sign(value - limit));
      if (unit === '' && value < ALL) expect(seen).toBeLessThan(1);
    }),
    many,
  ));

it('and what it was before, which is not the same where it moved', () =>
  fc.assert(
    fc.property(part, part, (value, previous) => {
      const figure = { title: 'Figure', unit: '', value, limit: null, previous, verdict: 'WATCH' } as const;
      const [now, before] = figuresIn(sentenceOf('WATCH', [figure])).map((said) => said.value / 100);
      expect(Math.abs((before ?? NaN) - previous)).toBeLessThanOrEqual(0.0051 * previous);
      if (Math.abs(value - previous) > 1e-9)
        expect(Math.sign((now ?? NaN) - (before ?? NaN))).toBe(Math.sign(value - previous));
    }),
    many,
  ));

it('the page of drift says how many of how many drift, and of how many more nothing is known', () =>
  fc.assert(
    fc.property(fc.nat(30), fc.nat(30), fc.nat(30), (drifts, stable, unknown) => {
      const field = (state: FieldDrift['state']) => (): FieldDrift => ({ title: 'f', state }) as FieldDrift;
      const fields = [
        ...Array.from({ length: drifts }, field('DRIFTS')),
        ...Array.from({ length: stable }, field('STABLE')),
        ...Array.from({ length: unknown }, field('NOT_ENOUGH')),
      ];
      const said = figuresIn(driftSentence(fields)).map(({ value }) => value);
      const isKnown = drifts + stable > 0;
      const named = drifts === 0 ? [drifts + stable] : [drifts, drifts + stable];
      expect(said).toEqual(
        isKnown ? [...named, ...(drifts > 3 ? [drifts - 3] : []), ...(unknown > 0 ? [unknown] : [])] : [],
      );
    }),
    many,
  ));

const read = (said: Said | undefined): number => said?.value ?? NaN;

function isMissing(said: readonly Said[], shares: readonly number[]): void {
  shares.forEach((share, index) => {
    expect(said[index]?.unit).toBe('%');
    expect(Math.abs((said[index]?.value ?? NaN) - 100 * share)).toBeLessThanOrEqual(0.051);
    expect(said[index]?.value === 100).toBe(share >= ALL);
  });
}

it('a field says by how much it moved in the unit of its effect, on the side of the limit on which it is, and what is missing', () =>
  fc.assert(
    fc.property(part, part, part, part, fc.boolean(), (much, p, now, before, isNumeric) => {
      const compared = {
        ...{ missingCurrent: now, missingReference: before, adjustedP: p, psi: 1, psiCritical: 0.1 },
        ...{ effect: much / DRIFT_EFFECT, wasserstein: isNumeric ? much : null, jensenShannon: isNumeric ? 0 : much },
      };
      const [moved, ...rest] = figuresIn(fieldReason(compared, 'DRIFTS'));
      expect(moved?.unit).toBe(isNumeric ? 'standard deviations' : '');
      expect(Math.abs(read(moved) - much)).toBeLessThanOrEqual(0.0051 * much);
      if (Math.abs(much - DRIFT_EFFECT) > 1e-9) expect(read(moved) >= DRIFT_EFFECT).toBe(much >= DRIFT_EFFECT);
      isMissing(rest, Math.abs(now - before) >= 0.01 ? [now, before] : []);
      const chance = read(rest.at(-1));
      expect(p < 0.001 ? chance === 0.001 : Math.abs(chance - p) <= 0.051 * p).toBe(true);
    }),
    many,
  ));

it('texts say the area and its interval, and a part is never all of them nor a coin', () =>
  fc.assert(
    fc.property(part, part, part, (a, b, c) => {
      const [lower, auc, upper] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
      const said = figuresIn(textSentence({ auc, lower, upper })).filter(({ unit }) => unit === '%');
      expect(said.map(({ value }) => value).at(-1)).toBe(50);
      [auc, lower, upper].forEach((share, index) => {
        const value = said[index]?.value ?? NaN;
        expect(Math.abs(value - 100 * share)).toBeLessThanOrEqual(0.51);
        if (share < ALL) expect(value).toBeLessThan(100);
        if (Math.abs(share - 0.5) > 1e-9) expect(Math.sign(value - 50)).toBe(Math.sign(share - 0.5));
      });
    }),
    many,
  ));
