import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { freezeDoubtful, PLANTED } from '../support/doubtful-labels.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { createWorld, type World } from '../support/world.js';

let world: World;
let browser: Browser;
let number: number;
beforeAll(async () => {
  world = await createWorld();
  number = await freezeDoubtful(world);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

it('a data scientist finds a wrong label and a hole, and has both asked about with one click', async () => {
  const page = await signInAt(
    await openPage(browser),
    `${world.handrail.url}/p/mail/datasets/${number}`,
    'scientist@t.example',
  );
  await page.getByRole('link', { name: 'Quality' }).click();
  await page.getByText('Nobody has looked yet').waitFor();
  await page.getByRole('button', { name: 'Look for what is wrong' }).click();
  const errors = page.getByRole('region', { name: 'Likely label errors' });
  await errors.getByRole('row', { name: new RegExp(`${PLANTED} ham spam`) }).waitFor({ timeout: 60_000 });
  await page.getByRole('heading', { name: 'Conflicting duplicates: 1' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);

  await errors.getByRole('button', { name: /^Ask people about \d+ likely label errors$/ }).click();
  await errors.getByRole('row', { name: new RegExp(`${PLANTED} ham people are asked`) }).waitFor();
  const holes = page.getByRole('region', { name: 'Coverage holes' });
  await holes
    .getByRole('button', { name: /of the hole odd/ })
    .first()
    .click();
  await holes.getByText(/^\d sent to review\.$/).waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
}, 120_000);
