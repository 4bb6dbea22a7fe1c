import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD } from './handrail.js';
import { watchPage } from './open-pages.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
type Violation = { readonly id: string; readonly nodes: readonly { readonly html: string }[] };
type Axe = {
  readonly run: (options: { resultTypes: string[] }) => Promise<{ readonly violations: readonly Violation[] }>;
};

/** A page of its own session; what it waits for must come within 20 s. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    acceptDownloads: true,
    // Nothing is waited for that only moves; the tests of motion ask for it.
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  watchPage(page);
  return page;
}

/** Asks for an address, and signs in where it asks who this is. */
export async function signInAt(page: Page, address: string, email: string): Promise<Page> {
  await page.goto(address);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  return page;
}

/** What axe finds wrong with the page as it stands, in words; nothing is right. */
export async function axeViolations(page: Page): Promise<string[]> {
  // In an isolated world: the page's own policy forbids scripts that it did not send.
  await page.evaluate(AXE);
  // What passes is not described: nobody reads it, and it costs most.
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
}

/** By how many pixels the page is wider than the window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}

/** Chooses from a list that a click opens, as its field is called. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole('textbox', { name: label, exact: true })
    .or(page.getByLabel(label, { exact: true }))
    .first()
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
