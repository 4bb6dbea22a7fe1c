import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'HUMAN_ONLY');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

async function label(text: string, value: string): Promise<void> {
  await decide(world, { input: { text } });
  const [review] = await claim(world, world.reviewer);
  if (!review) throw new Error('nothing to label');
  await submit(world.reviewer, review, value);
}

async function downloadOf(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name, exact: true }).click(),
  ]);
  return readFile(await download.path());
}

/** Keeps blocks from being stored, or read too, until it is released: what is under way is so for as long as it takes to look. */
async function holdBuilding(mode = 'exclusive'): Promise<() => Promise<void>> {
  const client = await world.handrail.database.connect();
  await client.query('begin');
  await client.query(`lock table dataset_block in ${mode} mode`);
  return async () => {
    await client.query('commit');
    client.release();
  };
}

async function freeze(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: /^Freeze \d+ cases$/ }).click();
  await page.getByText('SHA-256 of the JSONL').waitFor();
}

it('a data scientist looks at the rows, freezes them, takes the file, and sees what the next version changed', async () => {
  await label('win a prize', 'spam');
  await label('lunch at noon?', 'ham');
  const page = await signInAt(
    await openPage(browser),
    `${world.handrail.url}/p/mail/datasets/new`,
    'scientist@t.example',
  );
  await page.getByRole('button', { name: 'Freeze 2 cases' }).waitFor();
  await page.getByRole('cell', { name: 'win a prize' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  const segments = page.getByRole('combobox', { name: 'Segments' });
  await segments.fill('nowhere');
  await segments.press('Enter');
  await page.getByRole('button', { name: 'Freeze 0 cases' }).waitFor();
  await page.getByText('Nothing matches').waitFor();
  await segments.press('Backspace');
  await page.getByRole('button', { name: 'Freeze 2 cases' }).waitFor();
  await page.getByLabel('Known limits').fill('Old mail only');
  await page.getByLabel('Licence').fill('CC0');
  await freeze(page, 'letters');
  await page.getByText('Known limits: Old mail only.').waitFor();
  await page.getByRole('heading', { name: 'Dataset 1 · letters' }).waitFor();
  const bytes = await downloadOf(page, 'JSONL');
  const sha = createHash('sha256').update(bytes).digest('hex');
  await page.getByText(sha).waitFor();
  await page
    .getByRole('region', { name: 'Who took it' })
    .getByRole('row', { name: /scientist data\.jsonl/ })
    .waitFor();

  await label('another prize', 'spam');
  await page.goto(`${world.handrail.url}/p/mail/datasets/new`);
  await page.getByRole('button', { name: 'Freeze 3 cases' }).waitFor();
  await freeze(page, 'letters');
  const changes = page.getByRole('region', { name: 'Changes' });
  await changes.getByText('1 row added, 0 changed, 0 removed.').waitFor();
  await changes.getByRole('row', { name: 'spam 50.0 % 66.7 % +1' }).waitFor();
  await changes.getByRole('row', { name: /^label not known: too few rows/ }).waitFor();
  await page.getByRole('heading', { name: 'How rows were selected' }).waitFor();
  await page.getByRole('row', { name: 'Human only level yes 3 3 3' }).waitFor();
  await page.getByRole('heading', { name: 'Policies that routed them' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  // On another page one is told when it is ready.
  await page.goto(`${world.handrail.url}/p/mail/datasets/new`);
  await page.getByLabel('Name').fill('elsewhere');
  await page.getByRole('button', { name: /^Freeze \d+ cases$/ }).waitFor();
  const release = await holdBuilding();
  await page.getByRole('button', { name: /^Freeze \d+ cases$/ }).click();
  await page.getByRole('heading', { name: 'Dataset 3 · elsewhere' }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await release();
  await page.getByRole('link', { name: 'Dataset 3 · elsewhere is ready' }).waitFor();
  await page.goto(`${world.handrail.url}/p/mail/datasets/2`);

  await page.getByRole('combobox', { name: 'New versions of letters are frozen' }).click();
  await page.getByRole('option', { name: 'Every day' }).click();
  await page.getByText('The next is due').waitFor();
  const exports = page.getByRole('region', { name: 'Exports' });
  const releaseRows = await holdBuilding('access exclusive');
  await exports.getByRole('button', { name: 'Export' }).click();
  await exports.getByRole('button', { name: 'Stop the export data.parquet' }).waitFor();
  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await releaseRows();
  await page.getByRole('link', { name: 'data.parquet of dataset 2 is there: download' }).waitFor();
  await page.goto(`${world.handrail.url}/p/mail/datasets/2`);
  const parquet = await downloadOf(page, 'Download the export data.parquet');
  expect(parquet.subarray(0, 4).toString()).toBe('PAR1');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Other formats' }).click();
  await page.getByRole('menuitem', { name: 'Label Studio' }).waitFor();
  await page.keyboard.press('Escape');
  // It closes where it stood; until then it would count as wider than a phone.
  await page.getByRole('menu').waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);

  await page.getByText('Versions of letters are pushed to no storage.').waitFor();
  const ofAdmin = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/datasets/2`, 'admin@t.example');
  const bucket = ofAdmin.getByRole('region', { name: 'Bucket' });
  await bucket.getByRole('button', { name: 'Push to a bucket' }).click();
  await bucket.getByLabel('Endpoint').fill('http://127.0.0.1:9');
  await bucket.getByLabel('Bucket', { exact: true }).fill('training');
  await bucket.getByLabel('Access key id').fill('AKIDEXAMPLE');
  await bucket.getByLabel('Secret access key').fill('not a secret of anybody');
  await bucket.getByRole('button', { name: 'Test' }).click();
  await bucket.getByText(/private or local address/).waitFor();
  await bucket.getByRole('button', { name: 'Save' }).click();
  await bucket
    .getByText('Every new version of letters is pushed to http://127.0.0.1:9/training/, as parquet.')
    .waitFor();
  await bucket.getByRole('button', { name: 'Push this version again' }).click();
  await bucket.getByText(/private or local address/).waitFor();
  expect(await axeViolations(ofAdmin)).toEqual([]);

  await ofAdmin.goto(`${world.handrail.url}/p/mail/settings?tab=project`);
  await ofAdmin.getByLabel('text in files').selectOption('personal: as a code');
  await ofAdmin.getByText('text leaves as a code from now on.').waitFor();
  expect(await axeViolations(ofAdmin)).toEqual([]);
  await page.goto(`${world.handrail.url}/p/mail/datasets/2`);
  await page.getByText('It has personal data as it is').waitFor();
}, 120_000);
