import { describe, expect, it } from 'vitest';
import { inputSchemaSchema, outputSchemaSchema } from '../schema/index.js';
import { importMappingSchema, importRow, importSettingsSchema, MISSING, proposeMapping, readInstant } from './index.js';

const inputSchema = inputSchemaSchema.parse({
  fields: [
    { name: 'text', type: 'text' },
    { name: 'amount', type: 'number', required: false },
  ],
});
const outputSchema = outputSchemaSchema.parse({
  kind: 'label',
  labels: [{ value: 'spam', title: 'Junk' }, { value: 'ham' }],
});
const now = new Date('2026-01-02T00:00:00Z');
const mapping = importMappingSchema.parse({
  fields: { text: 'body', amount: 'sum' },
  label: 'class',
  time: 'when',
  key: 'id',
  values: { '1': 'spam' },
});
const read = (row: Record<string, unknown>, purpose: 'gold' | 'training' = 'training') =>
  importRow(row, { settings: { purpose, mapping }, inputSchema, outputSchema, now });

describe('importRow', () => {
  it('takes cells as the schema has them, whatever the file says for them', () => {
    const row = { body: ' Hello ', sum: '12.5', class: 'JUNK', when: '2025-03-01 10:00', id: 7 };
    expect(read(row)).toEqual({
      ok: true,
      row: {
        key: '7',
        input: { text: ' Hello ', amount: 12.5 },
        label: 'spam',
        prediction: null,
        at: '2025-03-01T10:00:00.000Z',
        segment: null,
        annotator: null,
        selectionProb: null,
      },
    });
    expect(read({ body: 'x', class: '1' })).toMatchObject({ ok: true, row: { label: 'spam', at: null, key: null } });
  });

  it('says all that is wrong with a row, by the file’s own columns', () => {
    const errors = (row: Record<string, unknown>) => {
      const answer = read(row);
      return answer.ok ? [] : answer.errors;
    };
    expect(errors({ sum: 'many', class: 'eggs', when: '2026-02-30' })).toEqual([
      { column: 'body', detail: 'text is required' },
      { column: 'sum', detail: expect.stringContaining('must be a finite number') as string },
      { column: 'class', detail: expect.stringContaining('must be one of "spam", "ham"') as string },
      { column: 'when', detail: expect.stringContaining('is no time') as string },
    ]);
    expect(errors({ body: 'a\0b', class: '' }).map(({ column }) => column)).toEqual(['body', 'class']);
    expect(errors({ body: 'x', class: 'ham', when: '2027-01-01' })).toEqual([
      { column: 'when', detail: 'lies in the future' },
    ]);
  });
});

describe('readInstant', () => {
  it.each([
    ['2025-01-02', '2025-01-02T00:00:00.000Z'],
    ['2025-01-02T03:04:05', '2025-01-02T03:04:05.000Z'],
    ['2025-01-02 03:04:05.5 UTC', '2025-01-02T03:04:05.500Z'],
    ['2025-01-02T03:04:05+02', '2025-01-02T01:04:05.000Z'],
    ['2025-01-02 03:04+0200', '2025-01-02T01:04:00.000Z'],
    [1735787045, '2025-01-02T03:04:05.000Z'],
    ['1735787045000', '2025-01-02T03:04:05.000Z'],
  ])('%s', (cell, expected) => expect(readInstant(cell)?.toISOString()).toBe(expected));
  it('knows what is empty from what is none', () => {
    expect(readInstant('')).toBeNull();
    for (const cell of ['yesterday', '2025-13-01', '2025-02-30', '12', true]) expect(readInstant(cell)).toBeUndefined();
  });
});

describe('proposeMapping', () => {
  it('goes by names and by what the cells hold', () => {
    const rows = [
      { 'data.text': 'a', amount: '1', verdict: 'spam', id: '1', created_at: '2025-01-01' },
      { 'data.text': 'b', amount: '2', verdict: 'ham', id: '2', created_at: '2025-01-02' },
    ];
    expect(proposeMapping({ columns: Object.keys(rows[0] ?? {}), rows, inputSchema, outputSchema })).toEqual({
      fields: { text: 'data.text', amount: 'amount' },
      label: 'verdict',
      time: 'created_at',
      key: 'id',
      values: {},
      reading: {
        columns: {
          'data.text': {},
          amount: { missing: MISSING, numbers: '1234.5' },
          verdict: { missing: MISSING },
          created_at: { missing: MISSING, zone: 'Z' },
        },
      },
    });
  });
});

it('settings name what is missing for a purpose', () => {
  const given = importSettingsSchema.safeParse({ purpose: 'past', mapping: { fields: { text: 'a' } } });
  expect(given.error?.issues.map(({ path }) => path.join('/'))).toEqual(['mapping/prediction', 'system']);
});
