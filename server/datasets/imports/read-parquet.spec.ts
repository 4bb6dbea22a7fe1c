import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BrokenFile, type FileRow } from '@handrail/shared/imports';
import { parquetWriteBuffer, type SchemaElement } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { PARQUET } from '../formats/parquet.js';
import { sampleRow, sampleVersion } from '../formats/sample.support.js';
import { parsers } from './parquet-parsers.js';
import { readParquet } from './read-parquet.js';

/** A file that counts what is read of it. */
class CountedFile {
  read = 0;
  constructor(private readonly bytes: Buffer) {}
  get byteLength(): number {
    return this.bytes.length;
  }
  slice(start: number, end = this.byteLength): Promise<ArrayBuffer> {
    const part = new Uint8Array(this.bytes.subarray(start, end));
    this.read += part.length;
    return Promise.resolve(part.buffer);
  }
}

const bytesOf = (name: string): Buffer => readFileSync(new URL(`../../../test/data/${name}`, import.meta.url));

async function rowsOf(file: CountedFile, bytesAtOnce?: number): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readParquet(file, bytesAtOnce)) rows.push(row);
  return rows;
}

const expected = Array.from({ length: 3000 }, (_, at) => ({
  number: at + 1,
  row: {
    id: `row-${at}`,
    text: `mail ${(at * 7919) % 1000} of many`,
    label: at % 3 === 0 ? 'spam' : 'ham',
    amount: at % 5 === 0 ? null : at / 4,
    tags: Array.from({ length: at % 3 }, (__, tag) => `t${tag}`),
  },
}));

describe.each(['pages-v1.parquet', 'pages-v2.parquet'])('%s, all of whose rows are one group', (name) => {
  it('is read a few rows at a time, each as it was written', async () => {
    expect(await rowsOf(new CountedFile(bytesOf(name)), 10_000)).toEqual(expected);
  });

  it('says that it cannot be read on where a page is damaged', async () => {
    const bytes = bytesOf(name);
    bytes.fill(0xff, 6000, 9000);
    await expect(rowsOf(new CountedFile(bytes), 10_000)).rejects.toThrow(BrokenFile);
  });
});

it('reads what it needs of a group with an index of its own making, not the group again for every few rows', async () => {
  const file = new CountedFile(bytesOf('pages-v2.parquet'));
  await rowsOf(file, 10_000);
  expect(file.read).toBeLessThan(10 * file.byteLength);
});

describe('our own Parquet', () => {
  const TIMES = ['2026-01-31T06:30:00.123456Z', '9999-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999001Z'];
  const TEXTS = ['\ufeffhello', '\ufeff\ufeff2', 'plain \ufeff inside', '\ufffd meant'];

  it('comes back with every microsecond and every character', async () => {
    const rows = [...TIMES, '2026-01-31T06:30:00.120Z'].map((sent, at) => ({
      ...sampleRow(at + 1, 'text'),
      input: { text: TEXTS[at] ?? '', sent },
    }));
    const folder = mkdtempSync(join(tmpdir(), 'handrail-parquet-'));
    try {
      const { blocks, context } = sampleVersion('text', rows, folder);
      const chunks: Buffer[] = [];
      for await (const chunk of PARQUET.write(blocks(), context)) chunks.push(Buffer.from(chunk));
      const read = await rowsOf(new CountedFile(Buffer.concat(chunks)));
      const inputs = read.flatMap((one) => ('row' in one ? [one.row] : []));
      expect(inputs.map((row) => row['input.sent'])).toEqual(rows.map(({ input }) => input.sent));
      expect(inputs.map((row) => row['input.text'])).toEqual(TEXTS);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it('times before and after the calendar stay what they are, and finer ones keep their digits', () => {
  const { timestampFromMicroseconds: micro, timestampFromNanoseconds: nano } = parsers;
  expect([micro?.(-1n), micro?.(1000n), micro?.(10n ** 17n), nano?.(1_000_001n), nano?.(1_001_000n)]).toEqual([
    '1969-12-31T23:59:59.999999Z',
    '1970-01-01T00:00:00.001Z',
    '5138-11-16T09:46:40.000Z',
    '1970-01-01T00:00:00.001000001Z',
    '1970-01-01T00:00:00.001001Z',
  ]);
  expect(micro?.(9n * 10n ** 18n)).toBe('9000000000000000000');
});

it('reads exact decimals with every digit, and none that was not there', async () => {
  const decimal = (name: string, more: Partial<SchemaElement>): SchemaElement => ({
    name,
    repetition_type: 'OPTIONAL',
    converted_type: 'DECIMAL',
    scale: 2,
    precision: 38,
    ...more,
  });
  const units = [57n, -57n, 110n, 0n, 5n, 100n, null];
  const schema = [
    { name: 'root', num_children: 3 },
    decimal('int', { type: 'INT32', precision: 9 }),
    decimal('long', { type: 'INT64', precision: 18 }),
    decimal('wide', { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, scale: 20 }),
  ];
  const columnData = [
    { name: 'int', data: units },
    { name: 'long', data: units },
    { name: 'wide', data: [33333333333333333333n, -33333333333333333333n, 50000000000000000000n, 0n, 1n, null, null] },
  ];
  const rows = await rowsOf(new CountedFile(Buffer.from(parquetWriteBuffer({ columnData, schema }))));
  const read = rows.flatMap((one) => ('row' in one ? [one.row] : []));
  const written = [0.57, -0.57, '1.10', '0.00', 0.05, '1.00', undefined];
  expect(read.map(({ int }) => int ?? undefined)).toEqual(written);
  expect(read.map(({ long }) => long ?? undefined)).toEqual(written);
  expect(read.map(({ wide }) => wide ?? undefined)).toEqual([
    '0.33333333333333333333',
    '-0.33333333333333333333',
    '0.50000000000000000000',
    '0.00000000000000000000',
    '0.00000000000000000001',
    undefined,
    undefined,
  ]);
});
