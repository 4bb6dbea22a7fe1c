import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { columnsOf } from '@handrail/shared/datasets';
import { inputSchemaSchema } from '@handrail/shared/schema';
import { AddressRules } from '../../platform/outbound/index.js';
import { sampleRow } from '../formats/sample.support.js';
import { FetchMedia } from './fetch-media.js';
import { mediaFields } from './media-fields.js';
import { MediaFolder, PAST } from './media-folder.js';
import { mediumType } from './medium-type.js';

const scratch = mkdtempSync(join(tmpdir(), 'handrail-packs-'));
afterAll(() => rmSync(scratch, { recursive: true }));

it('a host that answers nothing is asked a few times, and then not again', async () => {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  const fetcher = new FetchMedia(new AddressRules(['127.0.0.1']), new AbortController().signal);
  const reasons: unknown[] = [];
  for (let at = 0; at < 10; at += 1)
    reasons.push((await fetcher.get(`http://127.0.0.1:${port}/${at}.png`, 'image')).found);
  const away = { reason: 'the server cannot be reached' };
  const skipped = { reason: 'not asked for: its host had not answered 8 times in a row' };
  expect(reasons).toEqual([...Array.from({ length: 8 }, () => away), skipped, skipped]);
  expect((await fetcher.get('ftp://127.0.0.1/a.png', 'image')).found).toEqual({ reason: 'not an address on the web' });
});

it('what is past the bound is listed, and so is all that would come after it', async () => {
  const folder = new MediaFolder(scratch, columnsOf({}), 10);
  const packed: (string | undefined)[] = [];
  const reference = { row: sampleRow(0, 'label'), field: { name: 'photo', kind: 'image' as const }, was: undefined };
  for (const [sha256, size] of [
    ['a', 6],
    ['a', 6],
    ['b', 5],
    ['c', 1],
    ['a', 6],
  ] as const) {
    const entries = folder.add(
      { ...reference, address: `http://x/${sha256}` },
      { found: { sha256, size, extension: 'png', type: 'image/png' }, bytes: new Uint8Array(size) },
    );
    let step = await entries.next();
    while (!step.done) step = await entries.next();
    packed.push(step.value);
  }
  expect(packed).toEqual(['a', 'a', undefined, undefined, 'a']);
  expect(folder.isFull).toBe(true);
  expect(folder.tally).toEqual({ references: 5, files: 1, bytes: 6, missing: 2, changed: 0 });
  let lists = '';
  for await (const chunk of folder.end()) lists += Buffer.from(chunk).toString('latin1');
  expect(lists.split(JSON.stringify({ reason: PAST }).slice(1, -1))).toHaveLength(3);
  await folder.close();
});

it('a field’s media leave only where the file has their addresses', () => {
  const types = { a: 'image-url', b: 'audio-url', c: 'image-url', d: 'image-url', e: 'text' };
  const fields = Object.entries(types).map(([name, type]) => ({ name, type }));
  const inputSchema = inputSchemaSchema.parse({ fields });
  const protection = { b: 'hash', c: 'drop', d: 'mask' } as const;
  const { packed, left } = mediaFields({ inputSchema, protection, columns: columnsOf({}) });
  expect(packed).toEqual([{ name: 'a', kind: 'image' }]);
  expect(left.map(({ field: name }) => name)).toEqual(['b', 'c', 'd']);
  expect(mediaFields({ inputSchema, protection, columns: columnsOf({ columns: ['id'] }) }).packed).toEqual([]);
});

it.each([
  ['\x89PNG\r\n\x1a\n..', 'image', 'png'],
  ['\xff\xd8\xff\xe0', 'image', 'jpg'],
  ['RIFF....WEBPVP8 ', 'image', 'webp'],
  ['RIFF....WAVEfmt ', 'audio', 'wav'],
  ['RIFF....WAVEfmt ', 'image', undefined],
  ['<html><img>', 'image', undefined],
  ['', 'audio', undefined],
] as const)('%j as %s is %s', (start, kind, extension) => {
  expect(mediumType(Buffer.from(start, 'latin1'), kind)?.extension).toBe(extension);
});
