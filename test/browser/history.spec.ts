import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { policyInForce, registerCaller } from '../support/rollouts.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  for (const globalThreshold of [0.95, 0.8, 0.7]) await moveTo(world, 'SHADOW', { globalThreshold });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

const signedIn = async (): Promise<Page> =>
  signInAt(await openPage(browser), `${world.handrail.url}/p/mail/ladder`, 'admin@t.example');

const threshold = async (): Promise<number> =>
  ((await policyInForce(world)).settings['thresholds'] as { global: number }).global;

async function openCompared(page: Page, version: number): Promise<void> {
  await page.getByRole('button', { name: `Compare policy ${version}`, exact: true }).click();
  await page.getByRole('dialog', { name: 'Compare policies' }).waitFor();
}

it('History walks back and forth, and a second tab follows it at once', async () => {
  const page = await signedIn();
  const other = await signedIn();
  await other.getByRole('button', { name: 'Undo policy 4' }).waitFor();
  await page.getByRole('button', { name: 'Undo policy 4' }).click();
  await page.getByRole('button', { name: 'Redo policy 4' }).waitFor();
  await other.getByRole('button', { name: 'Redo policy 4' }).waitFor();
  await other.getByText('threshold 0.70 → 0.80').waitFor();
  expect(await threshold()).toBe(0.8);
  await other.getByRole('button', { name: 'Redo policy 4' }).click();
  await page.getByText('Redo of policy 4').waitFor();
  expect(await threshold()).toBe(0.7);
  expect(await page.getByRole('button', { name: /^Redo/ }).count()).toBe(0);
  await Promise.all([page.context().close(), other.context().close()]);
});

it('any two policies are compared, and one is restored with what it would do in sight', async () => {
  const page = await signedIn();
  await openCompared(page, 2);
  const dialog = page.getByRole('dialog', { name: 'Compare policies' });
  await dialog.getByRole('row', { name: 'threshold 0.95 0.70' }).waitFor();
  await dialog.getByRole('combobox', { name: 'Compared with' }).click();
  await page.getByRole('option', { name: /^3 · / }).click();
  await dialog.getByRole('row', { name: 'threshold 0.95 0.80' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Restore policy 2 …' }).click();
  await dialog.getByText('What would happen to the last').waitFor();
  await dialog.getByLabel('Why?').fill('as in spring');
  await dialog.getByRole('button', { name: 'Restore policy 2', exact: true }).click();
  await page.getByRole('listitem').filter({ hasText: 'as in spring' }).waitFor();
  expect(await threshold()).toBe(0.95);
  await page.setViewportSize({ width: 390, height: 800 });
  await openCompared(page, 2);
  expect(await overflowOf(page)).toBe(0);
  await page.context().close();
});

it('a step upwards where nobody knows what the machine would do needs saying so', async () => {
  const machine = await registerCaller(world, 'mute');
  await decide(world, { input: { text: 'unheard' } });
  await moveTo(world, 'FULL_AUTOMATION', { incumbent: machine });
  await moveTo(world, 'SHADOW', { incumbent: machine });
  const { version } = await policyInForce(world);
  const page = await signedIn();
  await page.getByRole('button', { name: `Undo policy ${version}` }).click();
  await page.getByRole('alert').getByText('It is not known what mute@1 makes of 1 of the last 1 cases').waitFor();
  expect((await policyInForce(world)).version).toBe(version);
  await page.getByRole('button', { name: 'Undo without proof' }).click();
  await page.getByRole('button', { name: `Undo policy ${version - 1}` }).waitFor();
  const entry = page.getByRole('listitem').filter({ hasText: `Undo of policy ${version}` });
  await entry.getByText('Without proof: It is not known').waitFor();
  expect((await policyInForce(world)).settings['level']).toBe('FULL_AUTOMATION');
  await moveTo(world, 'SHADOW', { incumbent: machine });
  await page.getByRole('button', { name: `Undo policy ${version + 2}` }).waitFor();
  await page.getByRole('slider', { name: 'Automation level' }).press('ArrowUp');
  await page.getByRole('slider', { name: 'Automation level' }).press('ArrowUp');
  const apply = page.getByRole('button', { name: 'Apply without proof' });
  await apply.waitFor();
  await page.getByLabel('Why, without proof?').fill('we must');
  expect(await apply.isDisabled()).toBe(true);
  await page.getByRole('checkbox', { name: 'Apply without proof' }).check();
  await apply.click();
  await page.getByRole('listitem').filter({ hasText: 'we must' }).getByText('Without proof:').waitFor();
  await page.context().close();
});
