import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, decide, type World } from '../support/world.js';

/** What is typed or pasted into a number field is that number or is refused in words; never another number. */
let world: World;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  world = await createWorld({}, { kind: 'number', unit: 'EUR', minimum: -1000, maximum: 2_000_000 });
  browser = await launchBrowser();
  for (let index = 1; index <= 6; index += 1) await decide(world, { input: { text: `case ${index}` } });
  page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/review`, 'reviewer@t.example');
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

const answer = () => page.getByRole('textbox', { name: 'Your answer' });

async function stored(): Promise<number[]> {
  const { rows } = await world.handrail.database.query<{ value: number }>(
    `select value from decision where decided_by_kind = 'human' order by sequence`,
  );
  return rows.map(({ value }) => value);
}

it('an answer that cannot be read is said, stays as it was typed and goes nowhere', async () => {
  await page.getByText('case 1').waitFor();
  for (const text of ['1e3', '1.234.567', '0x1F', '5%', '½']) {
    await answer().fill('');
    await answer().pressSequentially(text);
    await page.keyboard.press('Enter');
    await page.getByText(`“${text}” cannot be read. Write digits, and a point before decimals.`).waitFor();
    expect(await answer().inputValue()).toBe(text);
  }
  await answer().fill('');
  await answer().pressSequentially('1,234');
  await page.getByText('“1,234” can be 1234 or 1.234. Write one of them.').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Not submitted: the field says why.').waitFor();
  await answer().fill('');
  // As from the clipboard, in one piece.
  await page.keyboard.insertText('1-2');
  await page.keyboard.press('Enter');
  await page.getByText('“1-2” cannot be read').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  // What was typed is still there after the page was loaded anew.
  await page.reload();
  await page.getByText('“1-2” cannot be read').waitFor();
  expect(await answer().inputValue()).toBe('1-2');
  expect(await stored()).toEqual([]);
});

it('an answer is stored as the number that was typed, and the next field is empty', async () => {
  const typed = [
    ['12,5', 12.5],
    ['0.60', 0.6],
    ['1 000', 1000],
    ['-3', -3],
    ['.5', 0.5],
  ] as const;
  for (const [index, [text]] of typed.entries()) {
    await page.getByText(`case ${index + 1}`).waitFor();
    await answer().fill('');
    await answer().pressSequentially(text);
    await page.keyboard.press('Enter');
    await page.getByText(`case ${index + 2}`).waitFor();
    expect(await answer().inputValue()).toBe('');
  }
  await until('all are stored', async () => (await stored()).length === typed.length);
  expect(await stored()).toEqual(typed.map(([, value]) => value));
});

it('a setting that cannot be read is not sent as none', async () => {
  const admin = await signInAt(
    await openPage(browser),
    `${world.handrail.url}/p/mail/settings?tab=profile`,
    'admin@t.example',
  );
  const field = admin.getByLabel('Cases a second, at most');
  await field.fill('1e3');
  await admin.getByText('“1e3” cannot be read').waitFor();
  await admin.getByLabel('Memory it may use').fill('512');
  await admin.getByLabel('Why?').fill('less at once');
  await admin.getByRole('button', { name: 'Declare profile 1' }).click();
  await admin.getByText('Nothing was sent: a number cannot be read.').waitFor();
});

it('a filter that cannot be read filters nothing and says so; what is typed and a link mean the same', async () => {
  const admin = await signInAt(
    await openPage(browser),
    `${world.handrail.url}/p/mail/decisions?value=12.50`,
    'admin@t.example',
  );
  const rows = admin.getByRole('row').filter({ hasText: /case \d/ });
  await until('one is found', async () => (await rows.count()) === 1);
  const field = admin.getByRole('textbox', { name: 'Answer' });
  expect(await field.inputValue()).toBe('12.5');
  await field.fill('');
  await field.pressSequentially('1e3');
  const notice = admin.getByRole('alert').filter({ hasText: 'Not filtered by this' });
  await notice.getByText('Answer: “1e3” cannot be read.').waitFor();
  await until('all are shown', async () => (await rows.count()) === 6);
  // So it does from a link, which is never read as 1,000.
  await admin.reload();
  await notice.getByText('Answer: “1e3” cannot be read.').waitFor();
  expect(await field.inputValue()).toBe('1e3');
  await field.fill('1 000');
  await until('one is found', async () => (await rows.count()) === 1);
  expect(await notice.count()).toBe(0);
  await admin.context().close();
});

it('nothing is frozen by a share that cannot be read, or is none', async () => {
  const admin = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/datasets/new`, 'admin@t.example');
  const field = admin.getByRole('textbox', { name: 'Answers agree, at least' });
  const freeze = admin.getByRole('button', { name: /^Freeze / });
  await until('it can be frozen', () => freeze.isEnabled());
  for (const [text, why] of [
    ['8e1', '“8e1” cannot be read.'],
    ['150', 'From 0 to 100'],
  ] as const) {
    await field.fill('');
    await field.pressSequentially(text);
    await admin.getByRole('alert').getByText(`Answers agree, at least: ${why}`).waitFor();
    expect(await freeze.isDisabled()).toBe(true);
  }
  await field.fill('50');
  await until('it can be frozen', () => freeze.isEnabled());
  await admin.context().close();
});

it('an arrow steps from a number, and leaves alone what is none', async () => {
  const admin = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/ladder`, 'admin@t.example');
  const field = admin.getByLabel('Threshold, as a number');
  await field.fill('0.29');
  await field.press('ArrowUp');
  expect(await field.inputValue()).toBe('0.30');
  await field.press('Alt+ArrowUp');
  expect(await field.inputValue()).toBe('0.30');
  await field.fill('1e3');
  await field.press('ArrowUp');
  expect(await field.inputValue()).toBe('1e3');
  await admin.context().close();
});
