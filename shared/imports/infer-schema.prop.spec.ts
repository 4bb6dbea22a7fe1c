import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exampleInput, inputSchemaSchema, outputSchemaSchema, validateInput, validateOutput } from '../schema/index.js';
import { CsvRecords } from './csv-records.js';
import { caseOfRow, inferSchema, readSample, SEPARATORS, suggestedFields } from './index.js';

const cell = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    '',
    'NA',
    'true',
    'FALSE',
    '0',
    '01',
    '1,5',
    '-2.5e3',
    '9007199254740993',
    'red',
    'blue',
    '2026-01-01',
    '2026-01-01T10:00:00Z',
    'https://a.example/b.png',
    'https://a.example/b.mp3',
    'x|y',
    ' red ',
  ),
);
const value = fc.oneof(
  cell,
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }),
  fc.dictionary(fc.string({ maxLength: 5 }), cell, { maxKeys: 3 }),
);
const column = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('label', 'id', 'text', '__proto__', 'constructor', 'Größe', '1st'),
);
/** Every column of one kind of cell, or of any. */
const table = fc.uniqueArray(column, { minLength: 1, maxLength: 6 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.array(
      fc
        .tuple(...columns.map(() => value))
        .map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i]]))),
      { minLength: 1, maxLength: 30 },
    ),
  }),
);

describe('inferSchema, whatever the sample', () => {
  it('suggests fields that a project takes, and that accept every case of the sample', () =>
    fc.assert(
      fc.property(table, (sample) => {
        const schema = inferSchema(sample);
        const fields = schema.columns.map(({ field }) => field);
        expect(inputSchemaSchema.parse({ fields }).fields).toEqual(fields);
        for (const row of sample.rows) {
          expect(validateInput({ fields }, caseOfRow(row, schema.columns))).toMatchObject({ ok: true });
        }
        expect(validateInput({ fields }, exampleInput({ fields })).ok).toBe(true);
      }),
      { numRuns: 600 },
    ));

  it('suggests only answers that a project takes, from columns that are there', () =>
    fc.assert(
      fc.property(table, (sample) => {
        const schema = inferSchema(sample);
        for (const { column: name, outputSchema } of schema.answers) {
          expect(sample.columns).toContain(name);
          expect(outputSchemaSchema.parse(outputSchema)).toEqual(outputSchema);
          if (outputSchema.kind === 'label')
            for (const { value: label } of outputSchema.labels)
              expect(validateOutput(outputSchema, label).ok).toBe(true);
          expect(suggestedFields(schema, name).length).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 400 },
    ));

  it('does not depend on the order of the rows, but for ties', () =>
    fc.assert(
      fc.property(table, (sample) => {
        const backwards = { ...sample, rows: [...sample.rows].reverse() };
        expect(inferSchema(backwards)).toEqual(inferSchema(sample));
      }),
      { numRuns: 200 },
    ));
});

describe('CsvRecords', () => {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

  it('gives back every table that was written with quotes, whatever is in its cells', () =>
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 40 }),
        (rows, separator, end, piece) => {
          const text = rows.map((cells) => cells.map(quoted).join(separator)).join(end);
          const reader = new CsvRecords(separator);
          const records = (text.match(new RegExp(`[\\s\\S]{1,${piece}}`, 'g')) ?? []).flatMap((one) => reader.add(one));
          records.push(...reader.end());
          expect(records.map((record) => ('cells' in record ? record.cells : record.problem))).toEqual(rows);
        },
      ),
      { numRuns: 500 },
    ));

  it('never throws and never loops, nor does reading a sample', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', '{', '}', '[', ']', ':', '\\', '1', ' ') }),
        fc.boolean(),
        (text, isWhole) => {
          const read = readSample(text, { isWhole });
          if (read.ok) expect(inferSchema(read.sample).columns).toHaveLength(read.sample.columns.length);
          else expect(read.message).not.toBe('');
        },
      ),
      { numRuns: 3000 },
    ));
});
