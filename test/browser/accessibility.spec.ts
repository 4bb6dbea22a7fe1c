import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'AI_ASSISTANCE', { auditRate: 0 });
  const prediction = {
    model: 'm@1',
    value: 'ham',
    confidence: 0.8,
    evidence: [{ field: 'text', start: 0, end: 4, weight: 1 }],
  };
  for (const text of ['some words', 'other words', 'more words', 'last words'])
    await decide(world, { input: { text }, predictions: [prediction] });
  const [first] = await claim(world, world.other);
  if (first) await submit(world.other, first, 'ham');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

/** What a screen must hold in both themes and at both widths; each theme at one of them, for the time it takes. */
async function expectSound(page: Page, name: string): Promise<void> {
  const wrong: string[] = [];
  for (const [width, scheme] of [
    [1440, 'light'],
    [390, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    wrong.push(...(await axeViolations(page)).map((violation) => `${name} at ${width} ${scheme}: ${violation}`));
    const overflow = await overflowOf(page);
    if (overflow > 0) wrong.push(`${name} at ${width}: ${overflow} px too wide`);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(wrong).toEqual([]);
}

describe('every screen, in both themes and widths', () => {
  it('is sound before signing in, and for a reviewer', async () => {
    const page = await openPage(browser);
    await page.goto(`${world.handrail.url}/p/mail/review`);
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await expectSound(page, 'sign-in');
    await signInAt(page, `${world.handrail.url}/p/mail/review`, 'reviewer@t.example');
    await page.getByRole('group', { name: 'Answers' }).waitFor();
    await expectSound(page, 'review');
    await page.keyboard.press('s');
    await expectSound(page, 'skip');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await expectSound(page, 'keys');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('h');
    await page.getByRole('complementary', { name: 'Guidelines and last answers' }).waitFor();
    await expectSound(page, 'drawer');
    await page.goto(`${world.handrail.url}/p/mail/ladder`);
    await page.getByRole('heading', { name: 'Not for your role' }).waitFor();
    await expectSound(page, 'forbidden');
    await page.goto(`${world.handrail.url}/nowhere`);
    await page.getByRole('heading', { name: 'Not found' }).waitFor();
    await expectSound(page, 'not found');
    await page.context().close();
  });

  it('is sound for an admin', async () => {
    const page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/ladder`, 'admin@t.example');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await expectSound(page, 'ladder');
    await page.getByRole('slider', { name: 'Automation level' }).press('End');
    await page.getByRole('region', { name: 'What would happen' }).waitFor();
    await page.getByRole('button', { name: 'Another threshold for …' }).click();
    await expectSound(page, 'preview');
    for (const [path, sign] of [
      ['/p/mail/overview', 'What needs someone'],
      ['/p/mail/settings?tab=members', 'Add somebody as a reviewer'],
      ['/p/mail/settings?tab=project', 'Guidelines for reviewers'],
      ['/new', 'Which of the three is it?'],
      ['/p/mail/settings?tab=profile', 'Declared and measured'],
      ['/p/mail/rollouts', 'No rollout yet'],
      ['/', 'New project'],
    ] as const) {
      await page.goto(`${world.handrail.url}${path}`);
      await page.getByText(sign).first().waitFor();
      await expectSound(page, path);
    }
    await page.goto(`${world.handrail.url}/p/mail/overview`);
    await page.getByText('What needs someone').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
    await expectSound(page, 'palette');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menu').waitFor();
    await expectSound(page, 'menu');
    await page.context().close();
  });

  it('is sound for a data scientist', async () => {
    const page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/labels`, 'scientist@t.example');
    await page.getByText('1 label matches').waitFor();
    await expectSound(page, 'labels');
    await page.goto(`${world.handrail.url}/p/mail/decisions`);
    await page.getByRole('row').nth(1).click();
    await page.getByRole('dialog', { name: 'Case' }).getByText('What happened').waitFor();
    await expectSound(page, 'case');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expectSound(page, 'decisions');
    await page.goto(`${world.handrail.url}/p/mail/decisions?q=nothing-has-this`);
    await page.getByText('No case here').waitFor();
    await expectSound(page, 'no decisions');
    await page.goto(`${world.handrail.url}/p/mail/settings`);
    await page.getByLabel('New key for').fill('notebook');
    await page.getByRole('button', { name: 'Create key' }).click();
    await page.getByText('Copy it now').waitFor();
    await expectSound(page, 'keys');
    await page.context().close();
  });
});
