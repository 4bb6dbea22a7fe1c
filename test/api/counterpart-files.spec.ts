import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { FORMATS } from '../../server/dist/datasets/formats/index.js';

type Writer = { readonly writeFiles: (folder: string) => Promise<void> };

it('the files that other tools are to read are written in every format, without any of the tools', async () => {
  const script = '../counterparts/write-files.mjs';
  const { writeFiles } = (await import(script)) as Writer;
  const folder = mkdtempSync(join(tmpdir(), 'handrail-files-'));
  try {
    await writeFiles(folder);
    for (const version of ['version-1', 'version-2']) {
      const files = readdirSync(join(folder, version)).filter((name) => name.startsWith('data.'));
      expect(files.sort()).toEqual(FORMATS.map(({ extension }) => `data.${extension}`).sort());
      for (const file of files) expect(statSync(join(folder, version, file)).size).toBeGreaterThan(0);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
