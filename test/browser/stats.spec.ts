import { rolldown } from 'rolldown';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hashUniform } from '@handrail/shared/stats';
import { launchBrowser } from '../support/browser.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const KEYS = [
  '',
  'case-1',
  'ключ',
  '鍵',
  '🗝️',
  'a\u0000b',
  '\ud800',
  ' ',
  ...Array.from({ length: 500 }, (_, i) => `k${i}`),
];
const given = KEYS.map((key) => ({ salt: 'сoль\u0000s', purpose: 'audit' as const, key }));

it('hashUniform gives the same number in a browser as in Node', async () => {
  const entry = fileURLToPath(new URL('../../shared/dist/stats/index.js', import.meta.url));
  const bundle = await rolldown({ input: entry, platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', name: 'stats' });
  await bundle.close();
  const page = await browser.newPage();
  await page.addScriptTag({ content: output[0].code });
  const drawn = await page.evaluate(
    (calls) =>
      calls.map((call) =>
        (globalThis as unknown as { stats: { hashUniform: typeof hashUniform } }).stats.hashUniform(call),
      ),
    given,
  );
  expect(drawn).toEqual(given.map((call) => hashUniform(call)));
  expect(new Set(drawn).size).toBeGreaterThan(500);
});
