import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packed } from '../dataset-blocks.sql.js';
import { FORMATS } from '../formats/index.js';
import { sampleRow, sampleVersion } from '../formats/sample.support.js';
import { runExport } from './run-export.js';
import { Turns } from './turns.js';

const folder = mkdtempSync(join(tmpdir(), 'handrail-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = Array.from({ length: 6000 }, (_, at) => sampleRow(at + 100, 'label'));
const { context } = sampleVersion('label', rows, folder);

async function* stored(): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < rows.length; at += 1000)
    yield await packed(rows.slice(at, at + 1000).map((row) => `${JSON.stringify(row)}\n`));
}

describe('an export', () => {
  // The folder of Hugging Face has scratch files of its own name.
  it.each(FORMATS.filter(({ extension }) => extension !== 'hf.tar').map(({ extension }) => extension))(
    'as %s is the same to the byte in a thread of its own',
    async (extension) => {
      const [here, there] = [join(folder, `here.${extension}`), join(folder, `there.${extension}`)];
      await runExport({ extension, compression: 'zst', context, path: here }, stored(), 1);
      await runExport({ extension, compression: 'zst', context, path: there }, stored(), rows.length);
      expect(readFileSync(there).equals(readFileSync(here))).toBe(true);
      expect(readFileSync(here).length).toBeGreaterThan(100);
    },
  );

  it('fails with the reason of its thread, and of who hands over the rows', async () => {
    const order = { extension: 'csv', compression: null, context };
    const missing = join(folder, 'no such folder', 'x');
    await expect(runExport({ ...order, path: missing }, stored(), rows.length)).rejects.toThrow(/ENOENT/);
    const broken = (async function* () {
      yield* stored();
      await Promise.reject(new Error('the database went away'));
    })();
    await expect(runExport({ ...order, path: join(folder, 'broken') }, broken, rows.length)).rejects.toThrow(
      'the database went away',
    );
  });
});

describe('turns', () => {
  it('are taken by so many at a time, in the order of asking, and given back by who fails', async () => {
    const turns = new Turns(2);
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    const all = [0, 1, 2, 3].map((at) =>
      turns.take(async () => {
        begun.push(at);
        await new Promise<void>((end) => (ends[at] = end));
        if (at === 0) throw new Error('failed');
      }),
    );
    await Promise.resolve();
    expect(begun).toEqual([0, 1]);
    ends[0]?.();
    await expect(all[0]).rejects.toThrow('failed');
    expect(begun).toEqual([0, 1, 2]);
    ends[2]?.();
    await all[2];
    expect(begun).toEqual([0, 1, 2, 3]);
    ends[1]?.();
    ends[3]?.();
    await Promise.all(all.slice(1));
  });
});
