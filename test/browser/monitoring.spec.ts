import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

const CASES = 12;

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0 });
  browser = await launchBrowser();
  for (let number = 0; number < CASES; number += 1)
    await decide(world, {
      input: { text: `case ${number}` },
      segment: number % 3 === 0 ? 'shop' : 'press',
      predictions: [{ model: 'filter@1', value: 'spam', confidence: number % 4 === 0 ? 0.2 : 0.99 }],
    });
});
afterAll(async () => {
  await browser?.close();
  await world?.handrail.stop();
});

const chart = (page: Page, title: string) => page.getByRole('figure', { name: title, exact: true });

it('shows what happened over time, side by side, as a table and a file, and leads to the cases behind a point', async () => {
  const page = await signInAt(
    await openPage(browser),
    `${world.handrail.url}/p/mail/monitoring?group=OUTPUT&range=1h`,
    'admin@t.example',
  );
  const automated = chart(page, 'Automated share');
  // Buckets are flushed every two seconds, and the page reads again by itself.
  await automated.getByRole('group', { name: /all: last 75 %/ }).waitFor();
  await automated.getByText('1 thing happened').or(automated.getByText('things happened')).first().click();
  await automated
    .getByRole('link', { name: /Policy/ })
    .first()
    .waitFor();
  await page.getByRole('region', { name: 'The last 24 hours' }).getByText('Cases', { exact: true }).waitFor();
  expect(await axeViolations(page)).toEqual([]);

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    automated.getByRole('button', { name: 'CSV of Automated share' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^series,time,share,lower,upper,n\r\n/);
  const [picture] = await Promise.all([
    page.waitForEvent('download'),
    automated.getByRole('button', { name: 'PNG of Automated share' }).click(),
  ]);
  expect((await readFile(await picture.path())).subarray(1, 4).toString()).toBe('PNG');

  await page.getByLabel('Side by side').selectOption('SEGMENT');
  await automated.getByText('press', { exact: true }).waitFor();
  await automated.getByText('shop', { exact: true }).waitFor();
  await automated.getByRole('button', { name: 'Table' }).click();
  await automated.getByRole('columnheader', { name: 'shop' }).waitFor();
  await automated.getByRole('button', { name: 'Chart' }).click();

  await automated.locator('svg[role=application]').focus();
  await until('the cases behind a point, by keyboard', async () => {
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    return /decisions\?from=/.test(page.url());
  });
  await page.context().close();
});

it('is readable on a narrow dark screen, and is nobody’s but those who may', async () => {
  const page = await signInAt(
    await openPage(browser, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }),
    `${world.handrail.url}/p/mail/monitoring?group=SOFTWARE`,
    'scientist@t.example',
  );
  await chart(page, 'Latency').waitFor();
  expect(await overflowOf(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await page.context().close();
  const other = await signInAt(
    await openPage(browser),
    `${world.handrail.url}/p/mail/monitoring`,
    'reviewer@t.example',
  );
  await other.getByRole('heading', { name: 'Not for your role' }).waitFor();
  await other.context().close();
});
