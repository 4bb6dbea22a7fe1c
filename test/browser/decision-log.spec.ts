import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WatchAlarms } from '../../server/dist/alarms/index.js';
import { launchBrowser } from '../support/browser.js';
import { minutesOf, writeMinutes } from '../support/buckets.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld({ HANDRAIL_ROLE: 'api' });
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, blindControlRate: 0 });
  const send = (name: string, confidence: number, segment: string): Promise<unknown> =>
    decide(
      world,
      { input: { text: `mail ${name}` }, segment, predictions: [{ model: 'm@1', value: 'spam', confidence }] },
      { 'idempotency-key': `key-${name}` },
    );
  await send('one', 0.95, 'vip');
  await send('two', 0.85, 'vip');
  await send('three', 0.97, 'sms');
  for (const review of await claim(world, world.reviewer)) await submit(world.reviewer, review, 'ham');
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, globalThreshold: 0.8 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

const rows = (page: Page) => page.locator('tbody [data-row]');
const open = async (address: string, options = {}): Promise<Page> =>
  signInAt(await openPage(browser, options), `${world.handrail.url}${address}`, 'scientist@t.example');

it('filters, opens a case and replays it by keyboard; the address carries all of it to a colleague', async () => {
  const page = await open('/p/mail/decisions');
  await rows(page).nth(2).waitFor();
  await page.getByRole('button', { name: 'More filters' }).press('Enter');
  await page.getByRole('combobox', { name: 'Segment' }).fill('vip');
  await page.getByRole('combobox', { name: 'Segment' }).press('Escape');
  await page.getByLabel('Confidence to').fill('0.9');
  await page.getByText('No case fits all of these filters').waitFor();
  await page.getByLabel('Confidence to').fill('');
  await rows(page).nth(1).waitFor();
  await page.getByRole('combobox', { name: 'Answer' }).click();
  await page.getByRole('option', { name: 'ham' }).click();
  await rows(page).nth(1).waitFor({ state: 'detached' });
  expect(await rows(page).allInnerTexts()).toEqual([expect.stringContaining('mail two')]);

  await rows(page).first().focus();
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await sheet.getByText('0.85 is below 0.90, the threshold for spam under policy 2').waitFor();
  await sheet.getByRole('button', { name: 'Replay under the current policy' }).press('Enter');
  const replay = sheet.getByRole('status', { name: 'Replay' });
  await replay.getByText('0.85 is at least 0.80, the threshold for spam under policy 3').waitFor();
  await replay.getByText('Threshold: 0.9 then, 0.8 now').waitFor();
  expect(await axeViolations(page)).toEqual([]);

  const address = new URL(page.url());
  expect(Object.fromEntries(address.searchParams)).toMatchObject({ segment: 'vip', value: 'ham' });
  const colleague = await open(`${address.pathname}${address.search}`, {
    viewport: { width: 390, height: 844 },
    colorScheme: 'dark',
  });
  const theirs = colleague.getByRole('dialog');
  await theirs.getByText('key key-two').waitFor();
  await theirs.getByRole('button', { name: 'Replay under the current policy' }).click();
  await theirs.getByText('Threshold: 0.9 then, 0.8 now').waitFor();
  expect([await axeViolations(colleague), await overflowOf(colleague)]).toEqual([[], 0]);
  await colleague.keyboard.press('Escape');
  await theirs.waitFor({ state: 'detached' });
  await colleague.getByRole('combobox', { name: 'Segment' }).waitFor();
  expect(await colleague.getByRole('combobox', { name: 'Segment' }).inputValue()).toBe('vip');
  expect([await axeViolations(colleague), await overflowOf(colleague)]).toEqual([[], 0]);
  await colleague.getByRole('button', { name: 'Clear all filters' }).click();
  await rows(colleague).nth(2).waitFor();
});

it('says what is wrong with a filter and keeps it', async () => {
  const page = await open('/p/mail/decisions?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z');
  await page.getByRole('alert').getByText('Nothing can be found by this filter').waitFor();
  expect(await page.getByLabel('Received before').inputValue()).not.toBe('');
});

it('an alarm of missing values leads to the cases without one, and the filter by field is pressed from there', async () => {
  const MINUTE = 60_000;
  const { database, running } = world.handrail;
  const rule = { name: 'Amounts are missing', metric: 'input.missing', part: 'amount', condition: 'ABOVE', limit: 0.5 };
  await world.admin.run('mutation ($input: SaveAlarmRuleInput!) { saveAlarmRule(input: $input) { __typename } }', {
    input: { projectId: world.projectId, rule },
  });
  const from = Math.floor(Date.now() / MINUTE) * MINUTE - 10 * MINUTE;
  const at = { projectId: world.projectId, metric: 'input.value', part: 'amount', from };
  await writeMinutes(database, at, minutesOf(10, { count: 4, sum: 2, missing: 36 }));
  for (const amount of [12.5, 7]) await decide(world, { input: { text: `mail of ${amount}`, amount } });
  for (let minute = 7; minute <= 10; minute += 1)
    await running.app.get(WatchAlarms).run(new Date(from + minute * MINUTE));

  const page = await open('/p/mail/alarms');
  const alarm = page.getByRole('row', { name: /Amounts are missing/ });
  await alarm.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Alarm' });
  await drawer.getByText(/Missing values of amount is 90 %/).waitFor();
  await drawer.getByRole('link', { name: 'The cases behind it' }).click();
  await page.waitForURL(/field=amount&has=MISSING/);
  // Those that have an amount came in the same time.
  await rows(page).nth(2).waitFor();
  const missing = await rows(page).allInnerTexts();
  expect(missing.map((text) => /mail \w+( [\d.]+)?/.exec(text)?.[0]).toSorted()).toEqual([
    'mail one',
    'mail three',
    'mail two',
  ]);

  const field = page.getByRole('combobox', { name: 'Field', exact: true });
  await field.waitFor();
  await page.getByRole('combobox', { name: 'The field has' }).click();
  await page.getByRole('option', { name: 'Exactly this value' }).click();
  await page.getByLabel('Value of the field').fill('12.50');
  await rows(page).filter({ hasText: 'mail of 12.5' }).waitFor();
  await rows(page).nth(1).waitFor({ state: 'detached' });
  await page.getByRole('combobox', { name: 'The field has' }).click();
  await page.getByRole('option', { name: 'A value that is new' }).click();
  await page.getByText('No case fits all of these filters').waitFor();
  await page.waitForURL(/field=amount&has=NEW/);
  await field.click();
  await page.getByRole('option', { name: 'text', exact: true }).click();
  await page.waitForURL(/field=text/);
  await page.context().close();
});
