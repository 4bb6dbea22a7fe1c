import { readFileSync } from 'node:fs';
import { BrokenFile, type FileRow } from '@handrail/shared/imports';
import { describe, expect, it } from 'vitest';
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
