import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { ModelServer } from '../support/model-server.js';
import { axeViolations, choose, openPage, overflowOf, signInAt } from '../support/page.js';
import { createWorld, decide, type World } from '../support/world.js';

/** A folder for screenshots to look at; without it none are taken. */
const SHOTS = process.env['HANDRAIL_SHOTS'];

let world: World;
let model: ModelServer;
let browser: Browser;
beforeAll(async () => {
  model = await ModelServer.start();
  world = await createWorld({ HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' });
  for (const text of ['a free cruise', 'see you at noon', 'free entry today', 'the invoice'])
    await decide(world, { input: { text, amount: text.length } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await model?.stop();
  await world?.handrail.stop();
});

async function signedIn(name: string, path: string): Promise<Page> {
  return signInAt(
    await openPage(browser, { reducedMotion: 'reduce' }),
    `${world.handrail.url}${path}`,
    `${name}@t.example`,
  );
}

/** No violation, in both themes and widths; leaves the page wide and light. */
async function isClean(page: Page, name: string): Promise<void> {
  for (const [colorScheme, width] of [
    ['dark', 1440],
    ['dark', 390],
    ['light', 390],
    ['light', 1440],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    const wrong = [...(await axeViolations(page)), ...((await overflowOf(page)) > 0 ? ['wider than the window'] : [])];
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}-${colorScheme}-${width}.png`, fullPage: true });
    expect({ name, colorScheme, width, wrong }).toEqual({ name, colorScheme, width, wrong: [] });
  }
}

describe('deciders, in a browser', () => {
  it('a data scientist makes a decision table by keyboard, tries it on the last cases, and registers it', async () => {
    const page = await signedIn('scientist', '/p/mail/deciders');
    await page.getByText('No decider yet').waitFor();
    await isClean(page, 'list-empty');
    await page.getByRole('link', { name: 'Register a decider' }).first().click();
    await page.getByLabel('Name', { exact: true }).fill('house-rules');
    await page.getByLabel('Owner').fill('Grace');
    await page.getByRole('radio', { name: 'Decision table' }).check();
    for (const [at, word] of [
      [1, 'invoice'],
      [2, 'free'],
    ] as const) {
      await page.getByRole('button', { name: 'Another row' }).focus();
      await page.keyboard.press('Enter');
      await page.getByLabel(`Value of condition 1 of row ${at}`).fill(word);
      await page.getByLabel(`Confidence of row ${at}`).fill('0.97');
    }
    await choose(page, 'Row 1 answers', 'ham');
    await choose(page, 'Otherwise', 'ham');
    await page.getByLabel('Note on row 2').fill('offers');
    await page.keyboard.press('Alt+ArrowUp');
    await page.getByText('Row 2 is row 1 now.').waitFor({ state: 'attached' });
    expect(await page.getByLabel('Note on row 1').inputValue()).toBe('offers');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Note on row 1');
    await page.getByRole('button', { name: 'Try on the last cases' }).click();
    await page.getByText('On the last 4 cases').waitFor();
    await page.getByText('2 cases', { exact: true }).first().waitFor();
    await isClean(page, 'rules');
    await page.getByRole('button', { name: 'Register it' }).click();
    await page.getByRole('heading', { name: 'house-rules@1' }).waitFor();
    await page.getByRole('cell', { name: 'text contains "free"' }).waitFor();
    await isClean(page, 'rules-detail');
    await page.context().close();
  });

  it('an admin tests a model over HTTP, mends it, registers it, and puts it in shadow', async () => {
    const page = await signedIn('admin', '/p/mail/deciders/new');
    await page.getByLabel('Name', { exact: true }).fill('far-model');
    await page.getByRole('button', { name: 'Register it' }).click();
    await page.getByText('Something does not fit yet').waitFor();
    await page.getByLabel('Address').fill(model.url);
    await page.getByLabel('Path', { exact: true }).fill('/ugly/unknown-label');
    await choose(page, 'Authentication', 'Bearer token');
    await page.getByLabel('Token').fill('very-secret-token');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByText(/must be one of "spam", "ham", got "eggs"/).waitFor();
    await isClean(page, 'http-error');
    await page.getByLabel('Path', { exact: true }).fill('/score');
    await page.getByLabel('Body').fill('{"content": "{{input.text}}"}');
    await page.getByLabel('Answer (JSONata)').fill('result.verdict');
    await page.getByLabel('Confidence (JSONata)').fill('result.sure');
    await page.getByText('A case that I type').click();
    await page.getByLabel('Case', { exact: true }).fill('{"text": "a free lunch"}');
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await page.getByRole('img', { name: 'confidence 0.90' }).waitFor();
    expect(await page.getByText('authorization: ••••••').count()).toBe(1);
    expect(await page.content()).not.toContain('Bearer very-secret-token');
    await isClean(page, 'http-tested');
    await page.getByRole('button', { name: 'Register it' }).click();
    await page.getByRole('heading', { name: 'far-model@1' }).waitFor();
    await page.getByText('It has a secret').waitFor();
    expect(await page.content()).not.toContain('very-secret-token');
    await page.getByRole('button', { name: 'Put in shadow' }).click();
    await page.getByLabel('Why?').fill('to be compared');
    await page.getByRole('button', { name: 'Put in shadow' }).last().click();
    await page.getByText(/^Under the policy in force it is a shadow/).waitFor();
    await isClean(page, 'http-detail');
    await page.getByRole('link', { name: 'Deciders' }).click();
    await page
      .getByRole('row', { name: /far-model/ })
      .getByText('Shadow')
      .waitFor();
    await isClean(page, 'list');
    await page.context().close();
  });
});
