import fc from 'fast-check';
import {
  importRow,
  LinesReader,
  proposeMapping,
  TableReader,
  type FileRow,
  type ImportedRow,
  type RowReader,
} from '@handrail/shared/imports';
import { outputSchemaSchema, type CaseInput, type OutputSchema, type OutputValue } from '@handrail/shared/schema';
import { describe, expect, it } from 'vitest';
import { toBlock } from '../frozen-block.js';
import { CSV } from './csv.js';
import { JSONL } from './jsonl.js';
import type { Format } from './format.js';
import { INPUT_SCHEMA, sampleRow, sampleVersion, UGLY, type Kind } from './sample.support.js';

/** What this product wrote comes back as it went out: every text, number and label, whatever breaks other tools. */
const LABELS = [
  ...[
    'spam',
    'Spam',
    'rent, heating',
    'rent',
    'heating',
    'R;D',
    'a|b',
    '=ham',
    "'-1",
    '-1',
    '@x',
    ' led',
    'led ',
    'a "b", c',
  ],
  ...[
    'line\nbreak',
    'cr\rin it',
    '[x]',
    '[]',
    'caf\u00e9',
    'cafe\u0301',
    'NA',
    'null',
    '1e3',
    '0x1F',
    'true',
    '\t',
    '🙂',
    'שלום',
  ],
];
const label = { labels: LABELS.map((value) => ({ value })) };
const OUTPUTS: Readonly<Record<Kind, OutputSchema>> = {
  label: outputSchemaSchema.parse({ kind: 'label', ...label }),
  labels: outputSchemaSchema.parse({ kind: 'labels', ...label }),
  number: outputSchemaSchema.parse({ kind: 'number' }),
  text: outputSchemaSchema.parse({ kind: 'text', maxLength: 100_000 }),
};
const START = new Date('2030-01-01T00:00:00Z');

/** The database holds no NUL. */
const text = fc
  .oneof(
    fc.constantFrom(...UGLY, ...LABELS),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom('"', "'", ',', ';', '\n', '\r', '\t', ' ', '=', '-', 'a', '\\', '[', '{'),
      maxLength: 10,
    }),
  )
  .map((one) => one.replaceAll('\0', ''));
const number = fc
  .oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: -(2 ** 31) }),
    fc.constantFrom(0, -1, 1e21, 1e-7, Number.MAX_SAFE_INTEGER),
  )
  .map((one) => (Object.is(one, -0) ? 0 : one))
  .filter((one) => Math.abs(one) <= Number.MAX_SAFE_INTEGER || String(one).includes('e'));
const input = fc.record(
  { text, amount: number, urgent: fc.boolean(), sent: fc.constant('2026-01-31T12:00:00.123000Z') },
  { requiredKeys: [] },
);
const ANSWERS: Readonly<Record<Kind, fc.Arbitrary<OutputValue>>> = {
  label: fc.constantFrom(...LABELS),
  labels: fc.subarray(LABELS),
  number,
  text: text.filter((one) => one.trim() !== ''),
};

async function writtenBy(
  format: Format,
  kind: Kind,
  rows: readonly { input: CaseInput; label: OutputValue }[],
): Promise<string> {
  // Answers of people only: every tenth of the sample is a machine's decision, which is read as no label.
  const lines = rows.map((row, at) => JSON.stringify({ ...sampleRow(10 * at + 1, kind), ...row }));
  const { context } = sampleVersion(kind, [sampleRow(1, kind)], '');
  const blocks = (async function* () {
    yield await Promise.resolve(toBlock(Buffer.from(lines.map((line) => `${line}\n`).join(''))));
  })();
  const chunks: Buffer[] = [];
  for await (const chunk of format.write(blocks, context)) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function readBack(file: string, reader: RowReader, kind: Kind): (Pick<ImportedRow, 'input' | 'label'> | string)[] {
  const found: FileRow[] = [];
  for (let at = 0; at < file.length; at += 1000) found.push(...reader.add(file.slice(at, at + 1000)));
  found.push(...reader.end());
  const rows = found.flatMap((one) => ('row' in one ? [one.row] : []));
  const columns = reader.columns.length > 0 ? reader.columns : [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const outputSchema = OUTPUTS[kind];
  const isTable = reader instanceof TableReader;
  const file_ = isTable ? { separator: reader.separator, guarded: true } : {};
  const proposed = proposeMapping({ columns, rows, inputSchema: INPUT_SCHEMA, outputSchema, file: file_ });
  const fields = Object.fromEntries(INPUT_SCHEMA.fields.map(({ name }) => [name, `input.${name}`]));
  const mapping = { fields, label: 'label', values: {}, reading: { ...proposed.reading, columns: {} } };
  const context = {
    settings: { purpose: 'training', mapping },
    inputSchema: INPUT_SCHEMA,
    outputSchema,
    now: START,
  } as const;
  return found.map((one) => {
    if (!('row' in one)) return one.problem;
    const read = importRow(one.row, context);
    return read.ok ? { input: read.row.input, label: read.row.label } : JSON.stringify(read.errors);
  });
}

describe.each(['label', 'labels', 'number', 'text'] as const)('a %s', (kind) => {
  const rows = fc.array(fc.record({ input, label: ANSWERS[kind] }), { minLength: 1, maxLength: 12 });
  it('comes back from CSV as it went out', () =>
    fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const file = await writtenBy(CSV, kind, given);
        expect(readBack(file, new TableReader({ twice: 'refuse' }), kind)).toEqual(given);
      }),
      { numRuns: 150 },
    ));
  it('comes back from JSON lines as it went out', () =>
    fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const file = await writtenBy(JSONL, kind, given);
        expect(readBack(file, new LinesReader(), kind)).toEqual(given);
      }),
      { numRuns: 100 },
    ));
});
