import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { openPage, signInAt } from '../support/page.js';
import { createWorld, moveTo, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'PARTIAL_AUTOMATION', { globalThreshold: 0.95, auditRate: 0.1 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

const signedIn = async (name: string, path: string): Promise<Page> =>
  signInAt(await openPage(browser), `${world.handrail.url}${path}`, `${name}@t.example`);

type InForce = {
  readonly globalThreshold: number;
  readonly auditRate: number;
  readonly classThresholds: { name: string; threshold: number }[];
};

async function inForce(): Promise<InForce> {
  const { project } = await world.admin.run<{ project: { policy: { settings: InForce } } }>(
    '{ project(slug: "mail") { policy { settings { globalThreshold auditRate classThresholds { name threshold } } } } }',
  );
  return project.policy.settings;
}

/** Types as a hand does, key by key. */
async function type(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.click();
  await field.press('ControlOrMeta+a');
  await field.pressSequentially(text);
}

async function apply(page: Page, reason: string): Promise<void> {
  await page.getByLabel('Why?').fill(reason);
  await page.getByRole('button', { name: /^Apply/ }).click();
  await page.getByRole('listitem').filter({ hasText: reason }).waitFor();
}

it('a number that is typed is the number that is put in force, zeros at its end or not', async () => {
  const page = await signedIn('admin', '/p/mail/ladder');
  for (const [typed, kept, shown] of [
    ['0.70', 0.7, '0.70'],
    ['0.9', 0.9, '0.90'],
    ['0.60', 0.6, '0.60'],
    ['0.999', 0.999, '0.999'],
    ['1.0', 1, '1.00'],
  ] as const) {
    await type(page, 'Threshold, as a number', typed);
    await page.getByText(`the machine decides at ${shown} or above`).waitFor();
    await apply(page, `typed ${typed}`);
    expect([typed, (await inForce()).globalThreshold]).toEqual([typed, kept]);
    expect(await page.getByLabel('Threshold, as a number').inputValue()).toBe(shown);
  }
  await type(page, 'Audit rate, in %', '20.0');
  await apply(page, 'a fifth audited');
  await type(page, 'Audit rate, in %', '0.05');
  await apply(page, 'hardly any audited');
  expect((await inForce()).auditRate).toBe(0.0005);
  await page.getByText('audit rate 20 % → 0.05 %').waitFor();
  await page.getByRole('button', { name: 'Another threshold for …' }).click();
  await page.getByRole('combobox', { name: 'Class' }).fill('spam');
  await type(page, 'Its threshold', '0.60');
  await page.getByRole('button', { name: /^Add/ }).click();
  await apply(page, 'spam on its own');
  expect((await inForce()).classThresholds).toEqual([{ name: 'spam', threshold: 0.6 }]);
  await page.context().close();
});

it('what is no number is said beside its field, shows nothing and cannot be put in force', async () => {
  const page = await signedIn('admin', '/p/mail/ladder');
  const before = await inForce();
  const isHeld = () => page.getByRole('button', { name: /^Apply/ }).isDisabled();
  for (const [label, name, text] of [
    ['Audit rate, in %', 'the audit rate', '1e1'],
    ['Threshold, as a number', 'the threshold', '0.9.5'],
  ] as const) {
    await type(page, label, text);
    await page.getByText(`“${text}” cannot be read`).waitFor();
    await page.getByText(`Nothing can be shown or applied: ${name} cannot be read.`).waitFor();
    expect([await page.getByLabel(label).inputValue(), await isHeld()]).toEqual([text, true]);
    await page.getByRole('button', { name: 'Apply: these settings' }).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByText('cannot be read').count()).toBe(0);
  }
  await type(page, 'Audit rate, in %', '');
  await page.keyboard.press('Delete');
  await page.getByText('A number is needed.').waitFor();
  expect([await isHeld(), await inForce()]).toEqual([true, before]);
  await page.context().close();
});

it('a number out of its bounds is said and not changed into another', async () => {
  const page = await signedIn('admin', '/p/mail/ladder');
  await type(page, 'Threshold, as a number', '1.5');
  await page.getByLabel('Audit rate, in %').focus();
  await page.getByText('From 0 to 1').waitFor();
  expect(await page.getByLabel('Threshold, as a number').inputValue()).toBe('1.50');
  // Nothing is worked out for it, and nothing can be put in force.
  await page.getByText(/does not fit.*global/).waitFor();
  expect(await page.getByText('Working it out').count()).toBe(0);
  expect(await page.getByRole('button', { name: /^Apply/ }).isDisabled()).toBe(true);
  await page.context().close();
});
