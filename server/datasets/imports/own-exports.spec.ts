import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  importRows,
  importSettingsSchema,
  JsonReader,
  LinesReader,
  proposeMapping,
  type FileRow,
  type SourceRow,
} from '@handrail/shared/imports';
import { inputSchemaSchema, outputSchemaSchema } from '@handrail/shared/schema';
import type { DatasetRow } from '@handrail/shared/datasets';
import { ARGILLA } from '../formats/argilla.js';
import type { Format } from '../formats/format.js';
import { JSONL } from '../formats/jsonl.js';
import { LABEL_STUDIO } from '../formats/label-studio.js';
import { INPUT_SCHEMA, LABELS, sampleRow, sampleVersion, type Kind } from '../formats/sample.support.js';
import { readArgilla } from './read-argilla.js';
import { readLabelStudio } from './read-label-studio.js';
import { rowsOf } from './read-rows.js';

const COUNT = 40;

/** The machine says another thing than people in every row, and some rows have several answers, which differ. */
function rowOf(at: number, kind: Kind): DatasetRow {
  const row = sampleRow(at, kind);
  const several =
    row.labels.length > 1 ? [row.labels[0], { ...row.labels[1], value: sampleRow(at + 1, kind).label }] : row.labels;
  return { ...row, input: { ...row.input, text: `text ${at}` }, labels: several as DatasetRow['labels'] };
}

async function* textOf(format: Format, rows: readonly DatasetRow[], kind: Kind): AsyncGenerator<string> {
  const { blocks, context } = sampleVersion(kind, rows, '');
  for await (const chunk of format.write(blocks(), context)) yield Buffer.from(chunk as Uint8Array).toString();
}

const READERS: Record<string, [Format, (text: AsyncIterable<string>) => AsyncGenerator<FileRow>]> = {
  'Label Studio': [LABEL_STUDIO, (text) => readLabelStudio(rowsOf(text, new JsonReader()))],
  Argilla: [ARGILLA, (text) => readArgilla(rowsOf(text, new JsonReader()))],
  JSONL: [JSONL, (text) => rowsOf(text, new LinesReader())],
};

async function cameBack(name: string, kind: Kind) {
  const [format, read] = READERS[name] ?? [];
  if (!format || !read) throw new Error('unreachable');
  const rows = Array.from({ length: COUNT }, (_, at) => rowOf(at, kind));
  const found: FileRow[] = [];
  for await (const one of read(textOf(format, rows, kind))) found.push(one);
  const sources = found.flatMap((one) => ('row' in one ? [one.row] : []));
  const { outputSchema } = sampleVersion(kind, [], '').context;
  const columns = [...new Set(sources.flatMap((source) => Object.keys(source)))];
  const mapping = proposeMapping({ columns, rows: sources, inputSchema: INPUT_SCHEMA, outputSchema });
  const settings = importSettingsSchema.parse({ purpose: 'training', mapping });
  // Argilla's fields are all text: a number is read by whoever reads numbers, here the text alone is looked at.
  const fields = { text: mapping.fields['text'] ?? '' };
  const context = {
    settings: { ...settings, mapping: { ...settings.mapping, fields } },
    inputSchema: INPUT_SCHEMA,
    outputSchema,
    now: new Date('2030-01-01'),
  };
  const read_ = found.map((one) => ('row' in one ? importRows(one.row, one.more ?? [], context) : null));
  return { rows, mapping, read: read_ };
}

describe.each(['label', 'labels'] as const)('our own files with %s answers', (kind) => {
  it.each(['Label Studio', 'Argilla'])('come back from %s with every answer that people gave', async (name) => {
    const { rows, mapping, read } = await cameBack(name, kind);
    expect(mapping.label).toBe('label');
    expect(mapping.selectionProb).toMatch(/selection_prob$/);
    rows.forEach(({ labels, selection_prob: chance }, at) => {
      const one = read[at];
      // A machine's decision came as no label.
      if (labels.length === 0) return void expect(one?.ok).toBe(false);
      if (!one?.ok) throw new Error(JSON.stringify(one));
      const answers = [...one.more, one.row].map(({ label, annotator }) => JSON.stringify([label, annotator]));
      const given = labels.map(({ value, reviewer }) => JSON.stringify([value, reviewer]));
      expect(answers.sort()).toEqual(given.sort());
      expect(one.row.selectionProb).toBe(chance);
    });
  });

  it('are refused line by line where a machine decided', async () => {
    const { rows, read } = await cameBack('JSONL', kind);
    rows.forEach(({ label_source: source }, at) => {
      const one = read[at];
      expect(one?.ok).toBe(source !== 'model');
      if (one && !one.ok) expect(one.errors[0]?.detail).toContain('a machine decided it');
    });
  });
});

it('a label with a comma in its name comes back from Label Studio as one, and none of them as none', async () => {
  const file = new URL('../../../test/data/cases/10-own-label-studio-export.json', import.meta.url);
  // eslint-disable-next-line @typescript-eslint/require-await -- as files are read
  const text = (async function* () {
    yield readFileSync(file, 'utf8');
  })();
  const rows: SourceRow[] = [];
  for await (const one of readLabelStudio(rowsOf(text, new JsonReader()))) if ('row' in one) rows.push(one.row);
  const inputSchema = inputSchemaSchema.parse({ fields: [{ name: 'text', type: 'text' }] });
  const values = ['rent, heating', 'rent', 'heating', 'R;D'];
  const outputSchema = outputSchemaSchema.parse({
    kind: 'labels',
    labels: values.map((value) => ({ value })),
    minimum: 0,
  });
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const mapping = proposeMapping({ columns, rows, inputSchema, outputSchema });
  const settings = importSettingsSchema.parse({ purpose: 'training', mapping });
  const read = rows.map((row) => importRows(row, [], { settings, inputSchema, outputSchema, now: new Date() }));
  expect(read.map((one) => (one.ok ? one.row.label : one.errors))).toEqual([['rent, heating'], []]);
});

describe('a file of suggestions', () => {
  it('is never proposed as labels', () => {
    const { outputSchema } = sampleVersion('label', [], '').context;
    const rows = LABELS.map((label) => ({ text: 'x', 'suggestions.label.value': label, predicted_class: label }));
    const columns = Object.keys(rows[0] ?? {});
    expect(proposeMapping({ columns, rows, inputSchema: INPUT_SCHEMA, outputSchema }).label).toBeUndefined();
  });
});

describe('records as Argilla’s client writes them', () => {
  it('come with every answer, and without a label where there is only a suggestion', async () => {
    const file = new URL('../../../test/data/argilla-records.json', import.meta.url);
    // eslint-disable-next-line @typescript-eslint/require-await -- as files are read
    const text = (async function* () {
      yield readFileSync(file, 'utf8');
    })();
    const rows: FileRow[] = [];
    for await (const one of readArgilla(rowsOf(text, new JsonReader()))) rows.push(one);
    const answers = rows.map((one) => ('row' in one ? [one.row, ...(one.more ?? [])].map(({ label }) => label) : []));
    expect(answers).toEqual([['spam', 'ham'], [undefined], ['ham']]);
    expect(rows.map((one) => 'row' in one && [one.row['text'], one.row['prediction']])).toEqual([
      ['win a prize', 'ham'],
      ['hello', 'ham'],
      ['bye', 'spam'],
    ]);
  });
});

describe('records of Argilla', () => {
  const record = (id: number, responses: unknown, suggestion: string) => ({
    id,
    fields: { text: 'x' },
    metadata: {},
    suggestions: { verdict: { value: suggestion, score: 0.9, agent: 'm' } },
    responses,
    vectors: {},
  });

  it('have what was submitted as labels, whatever the question is called, and nothing that was only suggested', async () => {
    const user = '6f9619ff-8b86-4d01-b42d-00c04fc964ff';
    const records = [
      record(1, { verdict: [{ value: 'ham', user_id: user, status: 'submitted' }] }, 'spam'),
      record(2, {}, 'spam'),
      record(3, { verdict: [{ value: 'spam', user_id: user, status: 'draft' }] }, 'spam'),
    ];
    // eslint-disable-next-line @typescript-eslint/require-await -- as files are read
    const text = (async function* () {
      yield JSON.stringify(records);
    })();
    const rows: FileRow[] = [];
    for await (const one of readArgilla(rowsOf(text, new JsonReader()))) rows.push(one);
    expect(rows.map((one) => 'row' in one && [one.row['label'], one.row['prediction'], one.row['annotator']])).toEqual([
      ['ham', 'spam', user],
      [undefined, 'spam', undefined],
      [undefined, 'spam', undefined],
    ]);
  });
});
