import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  importRows,
  importSettingsSchema,
  JsonReader,
  proposeMapping,
  type FileRow,
  type ImportedRow,
} from '@handrail/shared/imports';
import { inputSchemaSchema, outputSchemaSchema, type CaseInput, type OutputValue } from '@handrail/shared/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { ARGILLA } from '../formats/argilla.js';
import type { Format } from '../formats/format.js';
import { LABEL_STUDIO } from '../formats/label-studio.js';
import { PARQUET } from '../formats/parquet.js';
import { sampleRow, sampleVersion, UGLY } from '../formats/sample.support.js';
import { toBlock } from '../frozen-block.js';
import { readArgilla } from './read-argilla.js';
import { readLabelStudio } from './read-label-studio.js';
import { readParquet } from './read-parquet.js';
import { rowsOf } from './read-rows.js';

/** What this product wrote for other tools comes back as it went out, as CSV and JSON lines do. */
const LABELS = [
  ...['spam', 'Spam', 'rent, heating', 'rent', 'heating', 'R;D', 'a|b', '=ham', "'-1", '-1', ' led', 'led '],
  ...[
    'line\nbreak',
    '[x]',
    '[]',
    'caf\u00e9',
    'cafe\u0301',
    'NA',
    'null',
    '1e3',
    'true',
    '\t',
    '__proto__',
    '\u{1f642}',
  ],
];
type Kind = 'label' | 'labels';
const labels = LABELS.map((value) => ({ value }));
const OUTPUTS = {
  label: outputSchemaSchema.parse({ kind: 'label', labels }),
  labels: outputSchemaSchema.parse({ kind: 'labels', labels, minimum: 0 }),
};
const INPUT_SCHEMA = inputSchemaSchema.parse({
  fields: [
    { name: 'text', type: 'text', required: true },
    { name: 'constructor', type: 'text', required: false },
    { name: 'amount', type: 'number', required: false },
    { name: 'urgent', type: 'boolean', required: false },
  ],
});
const scratch = mkdtempSync(join(tmpdir(), 'handrail-round-trip-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const text = fc
  .oneof(
    fc.constantFrom(...UGLY.map((one) => one.slice(0, 300)), ...LABELS),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom('"', "'", ',', ';', '\n', '\r', '\t', ' ', '=', '-', '\\', '['), maxLength: 10 }),
  )
  .map((one) => one.replaceAll('\0', ''))
  // A field that is asked for is never empty.
  .filter((one) => one !== '');
const number = fc
  .oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(0, 1e21, 1e-7))
  .map((one) => (Object.is(one, -0) ? 0 : one))
  .filter((one) => !Number.isInteger(one) || Number.isSafeInteger(one));
const input: fc.Arbitrary<CaseInput> = fc.record(
  { text, constructor: text, amount: number, urgent: fc.boolean() },
  { requiredKeys: ['text'] },
);
const ANSWERS: Readonly<Record<Kind, fc.Arbitrary<OutputValue>>> = {
  label: fc.constantFrom(...LABELS),
  labels: fc.subarray(LABELS),
};
type Given = { readonly input: CaseInput; readonly label: OutputValue };

async function writtenBy(format: Format, kind: Kind, rows: readonly Given[]): Promise<Buffer> {
  // Answers of people only: every tenth of the sample is a machine's decision, which is read as no label.
  const whole = rows.map(({ input: of, label }, at) => {
    const row = sampleRow(10 * at + 1, kind);
    const answers = row.labels.slice(0, 1).map((one) => ({ ...one, value: label }));
    return { ...row, input: of, label, labels: answers };
  });
  const { context } = sampleVersion(kind, whole, scratch);
  const blocks = (async function* () {
    yield await Promise.resolve(toBlock(Buffer.from(whole.map((row) => `${JSON.stringify(row)}\n`).join(''))));
  })();
  const chunks: Buffer[] = [];
  const of = { ...context, inputSchema: INPUT_SCHEMA, outputSchema: OUTPUTS[kind] };
  for await (const chunk of format.write(blocks, of)) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

async function* textOf(bytes: Buffer): AsyncGenerator<string> {
  const whole = bytes.toString('utf8');
  for (let at = 0; at < whole.length; at += 1000) yield await Promise.resolve(whole.slice(at, at + 1000));
}
const fileOf = (bytes: Buffer) => ({
  byteLength: bytes.length,
  slice: (start: number, end = bytes.length) => Promise.resolve(new Uint8Array(bytes.subarray(start, end)).buffer),
});
const TOOLS: readonly [string, Format, (bytes: Buffer) => AsyncGenerator<FileRow>, readonly string[]][] = [
  ['Parquet', PARQUET, (bytes) => readParquet(fileOf(bytes)), ['text', 'constructor', 'amount', 'urgent']],
  ['Label Studio', LABEL_STUDIO, (bytes) => readLabelStudio(rowsOf(textOf(bytes), new JsonReader())), ['text']],
  ['Argilla', ARGILLA, (bytes) => readArgilla(rowsOf(textOf(bytes), new JsonReader())), ['text']],
];

type Back = Pick<ImportedRow, 'input' | 'label'> | string;
async function readBack(rows: AsyncGenerator<FileRow>, kind: Kind, names: readonly string[]): Promise<Back[]> {
  const found: FileRow[] = [];
  for await (const one of rows) found.push(one);
  const sources = found.flatMap((one) => ('row' in one ? [one.row] : []));
  const columns = [...new Set(sources.flatMap((row) => Object.keys(row)))];
  const outputSchema = OUTPUTS[kind];
  const mapping = proposeMapping({ columns, rows: sources, inputSchema: INPUT_SCHEMA, outputSchema });
  const fields = Object.fromEntries(
    names.flatMap((name) => {
      const column = columns.find((one) => one === `input.${name}` || one === name || one.endsWith(`.${name}`));
      return column === undefined ? [] : [[name, column]];
    }),
  );
  const settings = importSettingsSchema.parse({ purpose: 'training', mapping: { ...mapping, fields, label: 'label' } });
  const context = { settings, inputSchema: INPUT_SCHEMA, outputSchema, now: new Date('2030-01-01T00:00:00Z') };
  return found.map((one) => {
    if (!('row' in one)) return one.problem;
    const read = importRows(one.row, one.more ?? [], context);
    return read.ok ? { input: read.row.input, label: read.row.label } : JSON.stringify(read.errors);
  });
}

describe.each(['label', 'labels'] as const)('a %s', (kind) => {
  const rows = fc.array(fc.record({ input, label: ANSWERS[kind] }), { minLength: 1, maxLength: 8 });
  it.each(TOOLS)('comes back from %s as it went out', (_name, format, read, names) =>
    fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const back = await readBack(read(await writtenBy(format, kind, given)), kind, names);
        const known = (of: CaseInput): CaseInput =>
          Object.fromEntries(Object.entries(of).filter(([name]) => names.includes(name)));
        expect(back).toEqual(given.map((one) => ({ input: known(one.input), label: one.label })));
      }),
      { numRuns: 60 },
    ),
  );
});
