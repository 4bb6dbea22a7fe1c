import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputSchemaSchema, outputSchemaSchema, validateOutput, type CaseInput } from '../schema/index.js';
import { checkRules } from './check-rules.js';
import { evaluateRules, OPERATORS, operatorsOf, rulesConfigSchema, type RulesConfig } from './rules.js';

const inputSchema = inputSchemaSchema.parse({
  fields: [
    { name: 'text', type: 'text' },
    { name: 'amount', type: 'number', required: false },
    { name: 'flag', type: 'boolean', required: false },
    { name: 'kind', type: 'category', required: false },
    { name: 'at', type: 'date-time', required: false },
  ],
});
const outputSchema = outputSchemaSchema.parse({ kind: 'label', labels: [{ value: 'a' }, { value: 'b' }] });
const schemas = { inputSchema, outputSchema };

const field = fc.constantFrom('text', 'amount', 'flag', 'kind', 'at', 'nope', '__proto__');
const operand = fc.oneof(
  fc.string(),
  fc.double(),
  fc.array(fc.string(), { maxLength: 4 }),
  fc.array(fc.double(), { maxLength: 2 }),
  fc.constant(undefined),
);
const condition = fc.record({ field, operator: fc.constantFrom(...OPERATORS), value: operand });
const outcome = fc.record({ value: fc.constantFrom('a', 'b'), confidence: fc.double({ min: 0, max: 1, noNaN: true }) });
const config: fc.Arbitrary<RulesConfig> = fc.record({
  rows: fc.array(fc.record({ note: fc.string(), when: fc.array(condition, { maxLength: 3 }), then: outcome }), {
    maxLength: 8,
  }),
  otherwise: outcome,
});
const input: fc.Arbitrary<CaseInput> = fc.dictionary(
  field,
  fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant('2026-01-01T00:00:00Z')),
);

describe('evaluateRules', () => {
  it('answers every case under every table, without throwing', () => {
    fc.assert(
      fc.property(config, input, (table, given) => {
        const { row, value, confidence } = evaluateRules(table, given);
        expect(validateOutput(outputSchema, value).ok).toBe(true);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(row === null || table.rows[row] !== undefined).toBe(true);
      }),
    );
  });

  it('is decided by the first row that matches: later rows change nothing, and neither do earlier ones that do not match', () => {
    fc.assert(
      fc.property(config, config, input, (table, more, given) => {
        const before = evaluateRules(table, given);
        if (before.row !== null) {
          const longer = { ...table, rows: [...table.rows, ...more.rows] };
          expect(evaluateRules(longer, given)).toEqual(before);
          const alone = { ...table, rows: table.rows.slice(before.row) };
          expect(evaluateRules(alone, given)).toEqual({ ...before, row: 0 });
        } else expect(before.value).toBe(table.otherwise.value);
      }),
    );
  });

  it('gives evidence only inside the case, and only of the row that answered', () => {
    fc.assert(
      fc.property(config, input, (table, given) => {
        const { row, evidence } = evaluateRules(table, given);
        const named = new Set(row === null ? [] : table.rows[row]?.when.map((one) => one.field));
        for (const { field: name, start, end } of evidence) {
          expect(named.has(name)).toBe(true);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(String(given[name]).length);
        }
      }),
    );
  });

  it('an absent field meets no condition but `missing`', () => {
    for (const operator of OPERATORS) {
      const table = rulesConfigSchema.parse({
        rows: [
          {
            when: [{ field: 'amount', operator, ...(operator === 'missing' ? {} : { value: 1 }) }],
            then: { value: 'a' },
          },
        ],
        otherwise: { value: 'b' },
      });
      expect(evaluateRules(table, { text: 'x' }).value).toBe(operator === 'missing' ? 'a' : 'b');
    }
  });

  it.each<[string, string, unknown, CaseInput, boolean]>([
    ['text', 'contains', 'FREE', { text: 'a free cruise' }, true],
    ['text', 'contains_any', ['cash', 'cruise'], { text: 'a free cruise' }, true],
    ['text', 'starts_with', 'a F', { text: 'a free cruise' }, true],
    ['text', 'longer_than', 13, { text: 'a free cruise' }, false],
    ['amount', 'between', [1, 2], { amount: 2 }, true],
    ['amount', 'more', 2, { amount: 2 }, false],
    ['flag', 'false', undefined, { flag: false }, true],
    ['kind', 'one_of', ['x', 'y'], { kind: 'y' }, true],
    ['kind', 'is', 'Y', { kind: 'y' }, false],
    ['at', 'before', '2026-02-01T00:00:00Z', { at: '2026-01-31T23:00:00-02:00' }, false],
  ])('%s %s %j', (name, operator, value, given, isMet) => {
    const table = rulesConfigSchema.parse({
      rows: [{ when: [{ field: name, operator, value }], then: { value: 'a' } }],
      otherwise: { value: 'b' },
    });
    expect(checkRules(table, schemas)).toEqual([]);
    expect(evaluateRules(table, given).row).toBe(isMet ? 0 : null);
  });
});

describe('checkRules', () => {
  it('names everything that does not fit, by its pointer', () => {
    const table = rulesConfigSchema.parse({
      rows: [
        { when: [{ field: 'nope', operator: 'is', value: 'x' }], then: { value: 'a' } },
        { when: [{ field: 'amount', operator: 'contains', value: 'x' }], then: { value: 'c' } },
        { when: [{ field: 'amount', operator: 'between', value: [2, 1] }], then: { value: 'a' } },
      ],
      otherwise: { value: 7 },
    });
    expect(checkRules(table, schemas).map(({ pointer }) => pointer)).toEqual([
      '/rows/0/when/0/field',
      '/rows/1/when/0/operator',
      '/rows/1/then/value',
      '/rows/2/when/0/value',
      '/otherwise/value',
    ]);
  });

  it('has an operator for every type, and every operator is of some type', () => {
    const all = inputSchema.fields.flatMap(({ type }) => operatorsOf(type));
    expect(new Set(all)).toEqual(new Set(OPERATORS));
  });
});
