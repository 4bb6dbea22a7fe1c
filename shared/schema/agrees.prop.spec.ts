import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agrees, toleranceWords } from './agrees.js';
import { inputSchemaSchema } from './input-schema.js';
import { outputSchemaSchema } from './output-schema.js';
import { schemaChanges } from './schema-change.js';

const number = (tolerance?: { absolute?: number; relative?: number }) =>
  outputSchemaSchema.parse({ kind: 'number', unit: 'EUR', ...(tolerance && { tolerance }) });
const decimal = fc
  .tuple(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.integer({ min: 0, max: 4 }))
  .map(([digits, places]) => digits / 10 ** places);

describe('numbers agree', () => {
  it.each([
    [{ absolute: 0.1 }, 1, 1.1, true],
    [{ absolute: 0.1 }, 1, 1.11, false],
    [{ absolute: 5 }, -3, 2, true],
    [{ absolute: 5 }, -3, 2.001, false],
    [{ relative: 0.02 }, 98, 100, true],
    [{ relative: 0.02 }, 97.9, 100, false],
    [{ relative: 0.02 }, -98, -100, true],
    [{ relative: 0.02 }, 0, 0.0001, false],
    [{ absolute: 1, relative: 0.01 }, 0, 1, true],
    [{ absolute: 1, relative: 0.01 }, 1000, 1010, true],
    [{ absolute: 1, relative: 0.01 }, 1000, 1011, false],
    [{ absolute: 0 }, 3, 3, true],
    [{ absolute: 0 }, 3, 3.0000000000000004, false],
    [undefined, 0.1 + 0.2, 0.3, false],
    [{ absolute: 5 }, 1e300, 1e300 + 1, true],
  ] as const)('within %j: %d and %d: %s', (tolerance, one, other, same) => {
    expect(agrees(number(tolerance), one, other)).toBe(same);
    expect(agrees(number(tolerance), other, one)).toBe(same);
  });

  it('as their decimals are written, whatever binary makes of them', () => {
    fc.assert(
      fc.property(
        decimal,
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 4 }),
        (one, steps, places) => {
          const scale = 10 ** places;
          const [a, t] = [Math.round(one * scale), steps];
          expect(agrees(number({ absolute: t / scale }), a / scale, (a + t) / scale)).toBe(true);
          expect(agrees(number({ absolute: t / scale }), a / scale, (a + t + 1) / scale)).toBe(false);
        },
      ),
    );
  });

  it('either way round, with themselves, and at every wider tolerance', () => {
    const bound = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(decimal, decimal, bound, bound, (one, other, low, more) => {
        const [narrow, wide] = [number({ relative: low }), number({ relative: Math.min(1, low + more) })];
        expect(agrees(narrow, one, one)).toBe(true);
        expect(agrees(narrow, one, other)).toBe(agrees(narrow, other, one));
        if (agrees(narrow, one, other)) expect(agrees(wide, one, other)).toBe(true);
      }),
    );
  });
});

it('labels and texts agree when they are equal, several labels in any order, and nothing with nothing like it', () => {
  const label = outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'a' }, { value: 'b' }] });
  expect(agrees(label, 'a', 'a')).toBe(true);
  expect(agrees(label, 'a', 'b')).toBe(false);
  expect(agrees(label, ['a', 'b'], ['b', 'a'])).toBe(true);
  expect(agrees(label, ['a'], ['a', 'b'])).toBe(false);
  expect(agrees(number({ absolute: 1 }), 1, '1')).toBe(false);
});

describe('a tolerance', () => {
  it.each([{}, { absolute: -1 }, { relative: 1.5 }, { relative: -0.1 }, { absolute: Number.NaN }, { percent: 2 }])(
    'is refused as %j',
    (tolerance) => {
      expect(outputSchemaSchema.safeParse({ kind: 'number', tolerance }).success).toBe(false);
    },
  );

  it('is said in words, and changing it says what becomes of the past', () => {
    expect(toleranceWords(number({ absolute: 0.5, relative: 0.07 }))).toBe('± 0.5 EUR or ± 7 %');
    expect(toleranceWords(number())).toBe('exactly equal');
    const inputSchema = inputSchemaSchema.parse({ fields: [{ name: 'a', type: 'number', required: true }] });
    const [change, ...more] = schemaChanges(
      { inputSchema, outputSchema: number() },
      { inputSchema, outputSchema: number({ absolute: 2 }) },
    );
    expect(more).toEqual([]);
    expect(change).toMatchObject({ isRefused: false, says: expect.stringContaining('± 2 EUR: past answers') });
  });
});
