import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { toBlock } from '../frozen-block.js';
import { CSV } from './csv.js';
import { sampleRow, sampleVersion } from './sample.support.js';

/** The cells of stored lines, by a strict reader. */
async function cellsOf(lines: readonly string[]): Promise<Record<string, string>[]> {
  const { context } = sampleVersion(
    'label',
    [1, 2, 3].map((at) => sampleRow(at, 'label')),
    '',
  );
  const blocks = (async function* () {
    yield await Promise.resolve(toBlock(Buffer.from(lines.map((line) => `${line}\n`).join(''))));
  })();
  const chunks: Buffer[] = [];
  for await (const chunk of CSV.write(blocks, context)) chunks.push(Buffer.from(chunk as Uint8Array));
  return parse(Buffer.concat(chunks).toString('utf8'), { columns: true, record_delimiter: '\r\n' });
}

const row = sampleRow(1, 'label');

describe('a cell of CSV', () => {
  it('is found in a line that has its columns in another order, fewer, or some that are no more', async () => {
    const { label, split: _split, ...rest } = row;
    const lines = [row, { former: [{ label: 'x' }], ...rest, label }].map((line) => JSON.stringify(line));
    const [asStored, other] = await cellsOf(lines);
    expect(other).toEqual({ ...asStored, split: '' });
  });

  it.each([
    ['a text', '"=1, 2"'],
    ['a number', '-7'],
    ['a list of numbers', '[1,[2]]'],
    ['what looks like a column', '{"a":",\\"labels\\":[","labels":[{"}":"]"}]}'],
    ['half of a pair', '{"a":"\\ud83d \\\\"}'],
  ])('is the JSON of metadata that are %s', async (_, metadata) => {
    const line = JSON.stringify({ ...row, metadata: null }).replace(/null\}$/, `${metadata}}`);
    const [cells] = await cellsOf([line]);
    expect(cells?.['metadata']).toBe(metadata.startsWith('-') ? `'${metadata}` : metadata);
  });

  it('has the replacement character for half of a surrogate pair in a text, as UTF-8 has', async () => {
    const line = JSON.stringify({ ...row, case_key: 'a\ud83d"b\\' });
    expect((await cellsOf([line]))[0]?.['case_key']).toBe('a\ufffd"b\\');
  });
});
