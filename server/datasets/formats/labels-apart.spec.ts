import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { LABEL_COLUMNS, type LabelRow } from '@handrail/shared/contracts';
import { DATASET_COLUMNS, type DatasetRow } from '@handrail/shared/datasets';
import { outputSchemaSchema } from '@handrail/shared/schema';
import { csvFields, csvHeader, toCsvLine } from '../label-formats.js';
import { ARGILLA } from './argilla.js';
import { ARROW } from './arrow.js';
import { CSV } from './csv.js';
import { FASTTEXT } from './fasttext.js';
import type { Format } from './format.js';
import { JSONL } from './jsonl.js';
import { LABEL_STUDIO } from './label-studio.js';
import { PARQUET } from './parquet.js';
import { PRODIGY } from './prodigy.js';
import { INPUT_SCHEMA, sampleRow, sampleVersion } from './sample.support.js';

/** Labels that a project takes and that somebody merges: by blanks, signs, case, Unicode form, or as no value at all. */
const COLLIDING = [
  'not spam',
  'not_spam',
  'not%20spam',
  'not\u00a0spam',
  'not\tspam',
  'not\u0085spam',
  'caf\u00e9',
  'cafe\u0301',
  'Spam',
  'spam ',
  'spam',
  ' padded ',
  ' ',
  '\t',
  '-1',
  "'-1",
  "''-1",
  '=1',
  'null',
  'NA',
  '[]',
  '["a"]',
  'a,b',
  'a;b',
  'a"b',
  '__label__x',
  '__proto__',
  'constructor',
  '\u202espam',
];

/** UTF-8 has no halves of a pair, and neither has the database. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

const label = fc.oneof(
  fc.constantFrom(...COLLIDING),
  fc.string({ unit: fc.constantFrom(...' \t\n\r\u00a0\u2028_-=\'"%,;ab1\0\u001c'), minLength: 1, maxLength: 6 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
);

function rowOf(value: string, at: number): DatasetRow {
  const row = sampleRow(at + 1, 'label');
  const labels = row.labels.slice(0, 1).map((one) => ({ ...one, value }));
  return { ...row, label: value, labels, prediction: value, label_source: 'human', weight: 1, selection_prob: 1 };
}

async function bytesOf(format: Format, values: readonly string[]): Promise<Buffer> {
  // Every tenth sample is a machine's decision and has no labels.
  const rows = values.map((value, at) => rowOf(value, (at * 10) % 1000));
  const { blocks, context } = sampleVersion('label', rows, '');
  const outputSchema = outputSchemaSchema.parse({ kind: 'label', labels: values.map((value) => ({ value })) });
  const chunks: Buffer[] = [];
  for await (const chunk of format.write(blocks(), { ...context, outputSchema }))
    chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** As a reader of the format gets the labels, row by row. */
const READERS: Record<string, [Format, (bytes: Buffer) => Promise<unknown[]> | unknown[]]> = {
  jsonl: [JSONL, (bytes) => linesOf(bytes).map((line) => (JSON.parse(line) as DatasetRow).label)],
  csv: [CSV, (bytes) => unguarded(parse(bytes, { columns: true, record_delimiter: '\r\n' }))],
  parquet: [
    PARQUET,
    async (bytes) =>
      (await parquetReadObjects({ file: new Uint8Array(bytes).buffer })).map((row) => row['label'] as unknown),
  ],
  arrow: [
    ARROW,
    (bytes) =>
      tableFromIPC(bytes)
        .toArray()
        .map((row) => (row as { label: unknown }).label),
  ],
  'Label Studio': [
    LABEL_STUDIO,
    (bytes) =>
      (JSON.parse(bytes.toString()) as { annotations: { result: { value: { choices: unknown[] } }[] }[] }[]).map(
        ({ annotations }) => annotations[0]?.result[0]?.value.choices[0],
      ),
  ],
  Argilla: [
    ARGILLA,
    (bytes) =>
      (JSON.parse(bytes.toString()) as { metadata: { label: unknown } }[]).map(({ metadata }) => metadata.label),
  ],
  spaCy: [PRODIGY, (bytes) => linesOf(bytes).map((line) => (JSON.parse(line) as { accept: unknown[] }).accept[0])],
  fastText: [
    FASTTEXT,
    (bytes) =>
      linesOf(bytes).map((line) => {
        const words = line.split(/[\s\p{Cc}]/u).filter((word) => word.startsWith('__label__'));
        expect(words).toHaveLength(1);
        return decodeURIComponent((words[0] ?? '').slice('__label__'.length));
      }),
  ],
};

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('utf8').slice(0, -1).split('\n');
}

/** The quote before what a spreadsheet would run is taken back as the documentation says. */
function unguarded(rows: { label: string }[]): string[] {
  return rows.map(({ label: cell }) => cell.replace(/^'(?='*[=+\-@\t\r])/, ''));
}

describe.each(Object.entries(READERS))('labels in %s', (_name, [format, read]) => {
  it('come back as they are, whatever merges them elsewhere', async () => {
    expect(await read(await bytesOf(format, COLLIDING))).toEqual(COLLIDING);
  });

  it('come back as they are, whatever they are', () =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(label, { minLength: 2, maxLength: 12 }), async (values) => {
        const whole = [...new Set(values.map((value) => wellFormed(value)))];
        fc.pre(whole.length > 1);
        expect(await read(await bytesOf(format, whole))).toEqual(whole);
      }),
      { numRuns: 60 },
    ));
});

describe('labels as they are downloaded in CSV', () => {
  const fields = csvFields(INPUT_SCHEMA);
  const rowWith = (value: string, input: LabelRow['input'] = {}): LabelRow =>
    ({ ...Object.fromEntries(LABEL_COLUMNS.map((name) => [name, null])), label: value, input }) as unknown as LabelRow;

  it('come back as they are', () =>
    fc.assert(
      fc.property(label, (value) => {
        const text = csvHeader(fields) + toCsvLine(rowWith(wellFormed(value)), fields);
        expect(unguarded(parse(text, { columns: true, record_delimiter: '\r\n' }))).toEqual([wellFormed(value)]);
      }),
    ));

  it('tell nothing from an empty text, and have all times in one form', () => {
    const cells = (input: LabelRow['input']): string => toCsvLine(rowWith('x', input), fields);
    expect(cells({ text: '' })).toContain('""');
    expect(cells({})).not.toContain('""');
    expect(cells({ sent: '2026-03-29 01:30+02:00' })).toContain(',2026-03-28T23:30:00.000000Z,');
    expect(cells({ sent: '0000-01-01T00:00:00Z' })).not.toContain('0000-01-01');
  });
});

describe('every format', () => {
  it('is tried above, or holds one that is', () => {
    // The Hugging Face folder is Parquet and a README.
    expect(Object.keys(READERS)).toHaveLength(8);
    expect(DATASET_COLUMNS.map(({ name }) => name)).toContain('label');
  });
});
