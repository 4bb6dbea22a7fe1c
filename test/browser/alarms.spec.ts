import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WatchAlarms } from '../../server/dist/alarms/index.js';
import { launchBrowser } from '../support/browser.js';
import { minutesOf, writeMinutes } from '../support/buckets.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, type World } from '../support/world.js';

const MINUTE = 60_000;
let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld({ HANDRAIL_ROLE: 'api' });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

it('an alarm appears by itself, is acknowledged, judged and resolved; a rule is turned off and all are muted', async () => {
  const page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/alarms`, 'admin@t.example');
  await page.getByText('No alarm is open').waitFor();
  expect(await axeViolations(page)).toEqual([]);

  const from = Math.floor(Date.now() / MINUTE) * MINUTE - 10 * MINUTE;
  const { database, running } = world.handrail;
  const at = { projectId: world.projectId, metric: 'software.errors', from };
  await writeMinutes(database, at, minutesOf(10, { count: 40, sum: 24 }));
  for (let minute = 7; minute <= 10; minute += 1)
    await running.app.get(WatchAlarms).run(new Date(from + minute * MINUTE));
  // Nobody reads the page again by hand.
  const row = page.getByRole('row', { name: /Requests fail/ });
  await row.waitFor();
  await row.focus();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: 'Alarm' });
  await drawer.getByText(/Error rate is 60 %/).waitFor();
  await drawer.getByRole('img', { name: 'Requests fail over time' }).waitFor();
  await drawer.getByRole('button', { name: 'Acknowledge' }).click();
  await drawer.getByText('Acknowledged by Ada.').waitFor();
  // Whoever looks for what nobody sees to yet finds it no longer; it stands among the acknowledged ones.
  // Behind the drawer it has no role.
  await page.locator('[role=radiogroup]').getByText('Acknowledged (1)').waitFor();
  await drawer.getByRole('button', { name: 'Useful', exact: true }).click();
  await drawer.getByText('Judged useful.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await drawer.getByRole('button', { name: 'Resolve' }).click();
  await drawer.getByText('Resolved by Ada.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('No alarm is open').waitFor();

  const views = page.getByRole('radiogroup', { name: 'What is shown' });
  await views.getByText('Resolved (1)').click();
  await page.getByRole('row', { name: /Requests fail/ }).waitFor();
  await page.waitForURL(/view=resolved/);
  expect(await axeViolations(page)).toEqual([]);
  await views.getByText('Rules').click();
  const rule = page.getByRole('switch', { name: '“Requests fail” in use' });
  await rule.focus();
  await page.keyboard.press('Space');
  await page.getByRole('switch', { name: '“Requests fail” in use', checked: false }).waitFor();

  await page.getByRole('textbox', { name: 'Error rate, at most (%)' }).fill('5');
  await page.getByRole('button', { name: 'Save limits' }).click();
  await page.getByText(/Set by Ada/).waitFor();
  await page.getByRole('button', { name: 'Undo the last change' }).click();
  await until('the limit as it was', async () => {
    const field = page.getByRole('textbox', { name: 'Error rate, at most (%)' });
    return (await field.inputValue()) === '1';
  });
  await page.getByRole('textbox', { name: 'Why' }).fill('moving house');
  await page.getByRole('button', { name: 'Mute all rules' }).click();
  await page.getByText(/Muted by Ada until .*: moving house/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);
}, 180_000);

/** Where something is, from when it is there on: once each, over twelve frames. */
async function placesOf(one: Locator): Promise<string[]> {
  return one.evaluate(async (element) => {
    const places = new Set<string>();
    for (let frame = 0; frame < 12; frame += 1) {
      const { x, y } = element.getBoundingClientRect();
      places.add(`${Math.round(x)}/${Math.round(y)}`);
      await new Promise(requestAnimationFrame);
    }
    return [...places];
  });
}

it('an admin adds a rule, is told in words what it will do, mends it, and removes it', async () => {
  const page = await signInAt(
    await openPage(browser, { reducedMotion: 'no-preference' }),
    `${world.handrail.url}/p/mail/alarms?view=rules`,
    'admin@t.example',
  );
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const form = page.getByRole('dialog', { name: 'Add a rule' });
  await form.getByRole('button', { name: 'Save' }).click();
  expect(await form.getByRole('textbox', { name: 'Name' }).getAttribute('aria-invalid')).toBe('true');
  expect(await axeViolations(page)).toEqual([]);
  await form.getByRole('textbox', { name: 'Name' }).fill('Slow for callers');
  await form.getByRole('combobox', { name: 'Metric' }).fill('Laten');
  await page.getByRole('option', { name: 'Latency', exact: true }).click();
  await form.getByRole('textbox', { name: 'Limit (ms)' }).fill('250');
  await form.getByRole('textbox', { name: 'In the last (minutes)' }).fill('30');
  await form.getByText('Opens when it is above 250 ms in 30 min, of at least 50').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await form.getByRole('button', { name: 'Save' }).click();
  const row = page.getByRole('row', { name: /Slow for callers/ });
  await row.getByText('above 250 ms in 30 min, of at least 50').waitFor();

  await row.getByRole('button', { name: 'Slow for callers' }).click();
  const change = page.getByRole('dialog', { name: 'Change a rule' });
  await change.getByRole('combobox', { name: 'Opens when it is' }).click();
  const higher = page.getByRole('option', { name: 'higher than before' });
  expect(await placesOf(higher)).toHaveLength(1);
  await higher.click();
  await change.getByRole('checkbox', { name: 'As a share of what it was' }).check();
  await change.getByRole('textbox', { name: 'By at least (%)' }).fill('20');
  await change.getByRole('button', { name: 'Save' }).click();
  await row.getByText('higher than the 24 h before by 20 % of it, in 30 min, of at least 50').waitFor();

  await row.getByRole('button', { name: 'Slow for callers' }).click();
  await page.getByRole('dialog', { name: 'Change a rule' }).getByRole('button', { name: 'Remove' }).click();
  await row.waitFor({ state: 'detached' });
  const { rows } = await world.handrail.database.query(
    `select action from audit_entry where action like 'alarm-rule.%' order by id desc limit 3`,
  );
  expect(rows.map(({ action }: { action: string }) => action)).toEqual([
    'alarm-rule.remove',
    'alarm-rule.change',
    'alarm-rule.add',
  ]);
}, 180_000);
