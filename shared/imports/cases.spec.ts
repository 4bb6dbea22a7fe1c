import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inputSchemaSchema, labelsAlike, outputSchemaSchema, validateInput } from '../schema/index.js';
import { importRow, inferSchema, proposeMapping, readSample, TableReader } from './index.js';

/** Files as people brought them, each of which was read wrongly once: the right reading of every row, word for word. */
const text = (name: string): string => readFileSync(new URL(`../../test/data/cases/${name}`, import.meta.url), 'utf8');
const json = (name: string): unknown => JSON.parse(text(name));
const labels = (kind: 'label' | 'labels', ...values: string[]) => ({
  kind,
  labels: values.map((value) => ({ value })),
});
const field = (name: string, type: string, more = {}) => ({ name, type, required: false, ...more });

/** What an import makes of a table: each row as it would be stored, or its line and what is wrong with it. */
function imported(name: string, fields: readonly object[], output: object = labels('label', 'yes', 'no')): unknown[] {
  const [inputSchema, outputSchema] = [inputSchemaSchema.parse({ fields }), outputSchemaSchema.parse(output)];
  const reader = new TableReader({ twice: 'refuse' });
  const found = [...reader.add(text(name)), ...reader.end()];
  const rows = found.flatMap((one) => ('row' in one ? [one.row] : []));
  const { columns, separator } = reader;
  const mapping = proposeMapping({ columns, rows, inputSchema, outputSchema, file: { separator } });
  const context = { settings: { purpose: 'training' as const, mapping }, inputSchema, outputSchema, now: new Date() };
  return found.map((one) => {
    if (!('row' in one)) return [one.number, one.problem];
    const read = importRow(one.row, context);
    if (!read.ok) return [one.number, ...read.errors.map(({ column, detail }) => `${column ?? ''}: ${detail}`)];
    const { text: _text, ...rest } = read.row.input;
    return { ...(fields.length > 1 ? rest : { text: _text }), label: read.row.label };
  });
}

it('01 booleans: a word for true or false is one, any other refuses its row', () => {
  expect(imported('01-booleans.csv', [field('text', 'text'), field('flag', 'boolean')])).toEqual([
    { flag: true, label: 'yes' },
    { flag: true, label: 'yes' },
    { flag: true, label: 'no' },
    { flag: true, label: 'no' },
    { flag: true, label: 'no' },
    [7, 'flag: flag must be true or false (yes, no, 1, 0 …), got "maybe"'],
  ]);
});

it('02 thousands: 1,234 is a thousand and more in a column that says so, and 0x1F is no number', () => {
  expect(imported('02-thousands.csv', [field('text', 'text'), field('amount', 'number')])).toEqual([
    { amount: 1234, label: 'yes' },
    { amount: 999999, label: 'no' },
    { amount: 950, label: 'no' },
    { amount: 1234567, label: 'no' },
    [6, expect.stringMatching(/^amount: amount .*"0x1F"/)],
  ]);
});

it('03 NA is a value where the schema lists it, and a text where a text is asked for', () => {
  const fields = [field('text', 'text', { required: true }), field('country', 'category', { values: ['NA', 'EU'] })];
  expect(imported('03-na-is-a-value.csv', fields)).toEqual([
    { country: 'NA', label: 'yes' },
    { country: 'EU', label: 'no' },
    [4, 'label: is empty ("N/A" counts as empty); each row needs a label'],
    { country: 'EU', label: 'no' },
  ]);
  expect(imported('03-na-is-a-value.csv', fields, labels('label', 'yes', 'no', 'N/A'))[2]).toEqual({
    country: 'EU',
    label: 'N/A',
  });
});

it('05 a stray quotation mark is a character', () => {
  expect(imported('05-inch-mark.csv', [field('text', 'text')])).toEqual([
    { text: 'first row', label: 'yes' },
    { text: '5" pipe', label: 'no' },
    { text: 'last row', label: 'yes' },
  ]);
});

it('06 lines end as each of them ends', () => {
  expect(imported('06-mixed-line-ends.csv', [field('text', 'text')])).toEqual([
    { text: 'crlf 1', label: 'yes' },
    { text: 'lf 1', label: 'no' },
    { text: 'lf 2', label: 'no' },
    { text: 'lf 3', label: 'no' },
  ]);
});

it('09 a label with a comma or a semicolon in its name is one label', () => {
  const several = labels('labels', 'rent, heating', 'rent', 'heating', 'R;D');
  expect(imported('09-one-label-with-comma.csv', [field('text', 'text')], several)).toEqual([
    { text: 'one label whose name has a comma', label: ['rent, heating'] },
    { text: 'one label whose name has a semicolon', label: ['R;D'] },
  ]);
});

it('13 labels that other tools take for one are warned of', () => {
  const { outputSchema } = json('13-labels-that-collide.json') as {
    outputSchema: { labels: { value: string }[] };
  };
  const values = outputSchema.labels.map(({ value }) => value);
  const alike = labelsAlike(values).map(({ labels: pair }) => pair);
  expect(alike).toContainEqual(['caf\u00e9', 'cafe\u0301']);
  expect(alike).toContainEqual(['Spam', 'spam ']);
});

it('14 a time that Python cannot read is refused', () => {
  const schema = inputSchemaSchema.parse({ fields: [field('text', 'text'), field('seen', 'date-time')] });
  const lines = text('14-year-zero.jsonl').trim().split('\n');
  for (const line of lines) {
    const { input } = JSON.parse(line) as { input: Record<string, string> };
    expect(validateInput(schema, input)).toMatchObject({ ok: false, errors: [{ pointer: '/seen' }] });
  }
});

it.each(['01-booleans.csv', '02-thousands.csv', '03-na-is-a-value.csv', '05-inch-mark.csv', '06-mixed-line-ends.csv'])(
  'the wizard reads %s by the same reader',
  (name) => {
    const read = readSample(text(name), { isWhole: true });
    if (!read.ok) throw new Error(read.message);
    const reader = new TableReader({ twice: 'number' });
    const found = [...reader.add(text(name)), ...reader.end()];
    expect(read.sample.rows).toEqual(found.map((one) => ('row' in one ? one.row : one.problem)));
    expect(inferSchema(read.sample).columns.map(({ column }) => column)).toEqual(reader.columns);
  },
);
