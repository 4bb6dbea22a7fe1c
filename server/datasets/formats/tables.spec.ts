import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { extract } from 'tar-stream';
import { afterAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { flatColumns, type DatasetRow } from '@handrail/shared/datasets';
import { ARROW } from './arrow.js';
import { CSV } from './csv.js';
import type { Format } from './format.js';
import { HUGGING_FACE } from './hugging-face.js';
import { JSONL } from './jsonl.js';
import { PARQUET } from './parquet.js';
import { LABELS, sampleRow, sampleVersion, type Kind } from './sample.support.js';

const KINDS: readonly Kind[] = ['label', 'labels', 'number', 'text'];
const folder = mkdtempSync(join(tmpdir(), 'handrail-formats-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rowsOf = (kind: Kind, count: number): DatasetRow[] =>
  Array.from({ length: count }, (_, at) => sampleRow(at, kind));

async function write(format: Format, kind: Kind, rows: readonly DatasetRow[]): Promise<Buffer> {
  const scratch = mkdtempSync(join(folder, 'scratch-'));
  const { blocks, context } = sampleVersion(kind, rows, scratch);
  const chunks: Buffer[] = [];
  for await (const chunk of format.write(blocks(), context)) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** What a flat row has to be, worked out without the code under test. */
function flat(row: DatasetRow): Record<string, unknown> {
  const { input, labels, predictions, metadata, created_at, labelled_at, ...rest } = row;
  const other = input['gone'];
  return {
    ...rest,
    created_at: new Date(created_at),
    labelled_at: labelled_at === null ? null : new Date(labelled_at),
    labels: JSON.stringify(labels),
    predictions: JSON.stringify(predictions),
    metadata: metadata === null ? null : JSON.stringify(metadata),
    'input.text': input['text'] ?? null,
    'input.amount': input['amount'] ?? null,
    'input.urgent': input['urgent'] ?? null,
    'input.sent': typeof input['sent'] === 'string' ? new Date(input['sent']) : null,
    'input.never': null,
    'input.former': input['former'] ?? null,
    // Once a number, once text: text.
    'input.gone': other === undefined ? null : String(other),
  };
}

/** Column order does not count for equality. */
const sorted = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

const arrayBufferOf = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

describe.each(KINDS)('a dataset of %s answers', (kind) => {
  const rows = rowsOf(kind, 300);

  it('is read from Parquet row by row equal, typed', async () => {
    const file = arrayBufferOf(await write(PARQUET, kind, rows));
    const read = await parquetReadObjects({ file });
    // This reader says undefined of a list that is null.
    const found = read.map((row) => sorted({ ...row, prediction: (row['prediction'] as unknown) ?? null }));
    expect(found).toEqual(rows.map((row) => sorted(flat(row))));
  });

  it('is read from Arrow row by row equal, typed', async () => {
    const table = tableFromIPC(await write(ARROW, kind, rows));
    expect(table.toArray().map((row) => sorted(fromArrow(row as object)))).toEqual(
      rows.map((row) => sorted(flat(row))),
    );
  });

  it('is read from CSV row by row equal, once the quote before formulas is taken back', async () => {
    const text = (await write(CSV, kind, rows)).toString('utf8');
    const read = parse<Record<string, unknown>>(text, {
      columns: true,
      record_delimiter: '\r\n',
      cast: (value, { quoting }) => (value === '' && !quoting ? null : value),
    });
    expect(read.map((row) => sorted(row))).toEqual(rows.map((row) => sorted(asCells(row))));
  });

  it('is read from JSONL row by row equal', async () => {
    const lines = (await write(JSONL, kind, rows)).toString('utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(rows);
  });
});

function fromArrow(row: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((row as { toJSON: () => Record<string, unknown> }).toJSON()).map(([name, value]) => {
      if (name === 'created_at' || name === 'labelled_at' || name === 'input.sent')
        return [name, value === null ? null : new Date(Number(value))];
      const isList = typeof value === 'object' && value !== null && Symbol.iterator in value;
      return [name, isList ? [...(value as Iterable<unknown>)] : value];
    }),
  );
}

function asCells(row: DatasetRow): Record<string, unknown> {
  const one = (time: unknown): string | null =>
    typeof time === 'string' ? new Date(time).toISOString().replace('Z', '000Z') : null;
  const times = {
    created_at: one(row.created_at),
    labelled_at: one(row.labelled_at),
    'input.sent': one(row.input['sent']),
  };
  return Object.fromEntries(
    Object.entries({ ...flat(row), ...times }).map(([name, value]) => {
      if (value === null) return [name, null];
      if (typeof value === 'string') return [name, escaped(value)];
      return [name, Array.isArray(value) ? JSON.stringify(value) : String(value)];
    }),
  );
}

function escaped(text: string): string {
  const first = text.replace(/^'+/, '')[0] ?? '';
  return ['=', '+', '-', '@', '\t', '\r'].includes(first) ? `'${text}` : text;
}

describe('times of every form', () => {
  const SENT = [
    ['2026-03-29T01:30:00+02:00', '2026-03-28T23:30:00.000000Z'],
    ['2026-03-29 01:30Z', '2026-03-29T01:30:00.000000Z'],
    ['2026-03-29t01:30:00.123456z', '2026-03-29T01:30:00.123456Z'],
    ['2026-03-29T01:30:00.123456789+0000', '2026-03-29T01:30:00.123456Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z'],
    ['9999-12-31T23:59:59.999999Z', '9999-12-31T23:59:59.999999Z'],
    // Outside what every reader has.
    ['0000-06-01T00:00:00Z', null],
    ['0001-01-01T00:00:00+05:00', null],
    ['9999-12-31T23:59:59-05:00', null],
  ] as const;
  const rows = SENT.map(([sent], at) => ({ ...sampleRow(at, 'label'), input: { text: 'x', sent } }));
  const micros = SENT.map(([, text]) =>
    text === null ? null : BigInt(Date.parse(`${text.slice(0, 23)}Z`)) * 1000n + BigInt(text.slice(23, 26)),
  );

  it('are one typed column, to the microsecond, in every version whatever its rows hold', async () => {
    for (const some of [rows, rows.slice(0, 1), rows.slice(2, 3), rows.slice(7), []]) {
      const parquet = arrayBufferOf(await write(PARQUET, 'label', some));
      const types = parquetMetadata(parquet).schema.filter(({ name }) => /_at$|sent$/.test(name));
      expect(types.map(({ converted_type: type }) => type)).toEqual(Array(3).fill('TIMESTAMP_MICROS'));
      const arrow = tableFromIPC(await write(ARROW, 'label', some));
      const found = arrow.schema.fields.filter(({ name }) => /_at$|sent$/.test(name));
      expect(found.map(({ type }) => String(type))).toEqual(Array(3).fill('Timestamp<MICROSECOND, UTC>'));
    }
  });

  it('are exact in Parquet, Arrow and CSV', async () => {
    const parquet = arrayBufferOf(await write(PARQUET, 'label', rows));
    // The reader's own for all else; its type asks for every one.
    const parsers = { timestampFromMicroseconds: (value: bigint) => value } as never;
    const read = await parquetReadObjects({ file: parquet, parsers });
    expect(read.map((row) => row['input.sent'] as unknown)).toEqual(micros);
    const arrow = tableFromIPC(await write(ARROW, 'label', rows));
    const column = arrow.getChild('input.sent')?.data[0];
    const values = [...((column?.values ?? []) as BigInt64Array)];
    expect(values.map((value, at) => (arrow.getChild('input.sent')?.get(at) === null ? null : value))).toEqual(micros);
    const csv = parse<Record<string, string>>((await write(CSV, 'label', rows)).toString('utf8'), { columns: true });
    expect(csv.map((row) => row['input.sent'])).toEqual(SENT.map(([, text]) => text ?? ''));
  });

  it('are text where they leave as codes or masks', () => {
    const { context } = sampleVersion('label', rows, '');
    for (const way of ['hash', 'mask'] as const) {
      const columns = flatColumns({ ...context, protection: { sent: way } });
      expect(columns.find(({ name }) => name === 'input.sent')?.type).toBe('string');
    }
  });
});

describe('an empty dataset', () => {
  it('is a valid file of every table format, with all its columns', async () => {
    const parquet = arrayBufferOf(await write(PARQUET, 'labels', []));
    expect(await parquetReadObjects({ file: parquet })).toEqual([]);
    const { schema } = parquetMetadata(parquet);
    const arrow = tableFromIPC(await write(ARROW, 'labels', []));
    expect(arrow.numRows).toBe(0);
    const [head] = parse((await write(CSV, 'labels', [])).toString('utf8'), { record_delimiter: '\r\n' });
    expect(arrow.schema.fields.map(({ name }) => name)).toEqual(head);
    expect(
      schema
        .slice(1)
        .map(({ name }) => name)
        .filter((name) => name !== 'list' && name !== 'element'),
    ).toEqual(head);
    expect(head).toContain('input.never');
  });

  it('is a Hugging Face folder with its README alone', async () => {
    const files = await untar(await write(HUGGING_FACE, 'label', []));
    expect([...files.keys()]).toEqual(['README.md']);
    expect(frontMatter(files)).toMatchObject({ configs: [{ data_files: [] }], dataset_info: { splits: [] } });
  });
});

describe('a dataset of several row groups', () => {
  const rows = rowsOf('label', 23_456);

  it('is compressed, typed and complete in Parquet, and the same bytes again', async () => {
    const bytes = await write(PARQUET, 'label', rows);
    const metadata = parquetMetadata(arrayBufferOf(bytes));
    expect(metadata.row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([5000, 5000, 5000, 5000, 3456]);
    const [group] = metadata.row_groups;
    expect(group?.columns.every(({ meta_data }) => meta_data?.codec === 'SNAPPY')).toBe(true);
    const read = await parquetReadObjects({ file: arrayBufferOf(bytes), columns: ['id', 'weight', 'created_at'] });
    expect(read).toEqual(rows.map(({ id, weight, created_at }) => ({ id, weight, created_at: new Date(created_at) })));
    expect((await write(PARQUET, 'label', rows)).equals(bytes)).toBe(true);
  });

  it('is complete in Arrow, in record batches', async () => {
    const table = tableFromIPC(await write(ARROW, 'label', rows));
    expect(table.batches.map(({ numRows }) => numRows)).toEqual([5000, 5000, 5000, 5000, 3456]);
    expect([...(table.getChild('id') ?? [])]).toEqual(rows.map(({ id }) => id));
  });

  it('is a Hugging Face folder: shards of each split, and a README that says what is in them', async () => {
    const bytes = await write(HUGGING_FACE, 'label', rows);
    const files = await untar(bytes);
    const splits = ['train', 'validation', 'test'] as const;
    expect([...files.keys()]).toEqual(['README.md', ...splits.map((split) => `data/${split}-00000-of-00001.parquet`)]);
    for (const split of splits) {
      const file = arrayBufferOf(files.get(`data/${split}-00000-of-00001.parquet`) ?? Buffer.alloc(0));
      const read = await parquetReadObjects({ file, columns: ['id'] });
      const wanted = rows.filter((row) => row.split === split);
      expect(read.map(({ id }) => id as string)).toEqual(wanted.map(({ id }) => id));
      const first = await parquetReadObjects({ file, rowEnd: 300 });
      expect(first.map((row) => sorted(row))).toEqual(wanted.slice(0, 300).map((row) => sorted(flat(row))));
    }
    const yaml = frontMatter(files);
    expect(yaml.configs).toEqual([
      {
        config_name: 'default',
        data_files: splits.map((split) => ({ split, path: `data/${split}-*` })),
      },
    ]);
    expect(yaml.dataset_info.splits).toEqual(
      splits.map((name) => ({
        name,
        num_bytes: files.get(`data/${name}-00000-of-00001.parquet`)?.length,
        num_examples: rows.filter(({ split }) => split === name).length,
      })),
    );
    expect(yaml.dataset_info.features).toContainEqual({
      name: 'label',
      dtype: { class_label: { names: Object.fromEntries(LABELS.map((label, at) => [String(at), label])) } },
    });
    expect((await write(HUGGING_FACE, 'label', rows)).equals(bytes)).toBe(true);
  });
});

describe('the README of a Hugging Face folder', () => {
  it('says how reliable reviewers are, and what has drifted since the version before', async () => {
    const { blocks, context } = sampleVersion('label', rowsOf('label', 20), mkdtempSync(join(folder, 'scratch-')));
    const part = {
      part: 'input.text',
      kind: 'lengths' as const,
      before: 900,
      now: 999,
      missingBefore: 0,
      missingNow: 3,
    };
    const measured = { moved: 0.25, psi: 0.5, psiByLuck: 0.04, jensenShannon: 0.2, p: 1e-9, verdict: 'moved' as const };
    const drift = { against: 2, parts: [{ ...part, ...measured }] };
    const chunks: Buffer[] = [];
    for await (const chunk of HUGGING_FACE.write(blocks(), { ...context, drift }))
      chunks.push(Buffer.from(chunk as Uint8Array));
    const readme = (await untar(Buffer.concat(chunks))).get('README.md')?.toString('utf8');
    expect(readme).toContain('## Against version 2\n');
    expect(readme).toMatch(
      /### Reviewers\n\n.*\n\n\| reviewer \| answers \| equal to the known answer \| equal to what most others said \|/,
    );
    expect(readme).toMatch(/\| \d+\.\d % \(\d+\.\d % to \d+\.\d %\) of \d+ \|/);
    expect(readme).toContain('| `input.text` | 25.0 % | 0.500 | 0.040 | 1.0e-9 | moved |');
  });
});

type Readme = {
  configs: unknown;
  dataset_info: { splits: unknown; features: unknown[] };
};

function frontMatter(files: ReadonlyMap<string, Buffer>): Readme {
  const [, yaml = ''] = /^---\n([\s\S]*?)\n---\n/.exec(files.get('README.md')?.toString('utf8') ?? '') ?? [];
  return parseYaml(yaml) as Readme;
}

async function untar(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const tar = extract();
  await new Promise<void>((resolve, reject) => {
    tar.on('entry', (header, stream, next) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.on('end', () => {
        files.set(header.name, Buffer.concat(chunks));
        next();
      });
    });
    tar.on('finish', resolve);
    tar.on('error', reject);
    tar.end(bytes);
  });
  return files;
}
