import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Background, type Loop } from '../../server/dist/platform/background/index.js';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  const background = world.handrail.running.app.get(Background);
  for (const [name, title] of [
    ['store-nothing', 'Storing of nothing'],
    ['judge-nothing', 'Judging of nothing'],
  ] as const) {
    const run = (): Promise<never> => Promise.reject(new Error('the disk is full'));
    const loop = background.loop({ name, title, everyMs: 1000, isWatching: true, run });
    await loop.start().run();
    // As if it had begun long ago.
    Object.assign(loop, { state: { ...loop.read(), startedAt: Date.now() - 300_000 } });
  }
  await until('the judgement', () =>
    Promise.resolve(background.health.some(({ name, verdict }) => name === 'store-nothing' && verdict !== 'OK')),
  );
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

const signedIn = async (name: string, path: string, options = {}): Promise<Page> =>
  signInAt(await openPage(browser, options), `${world.handrail.url}${path}`, `${name}@t.example`);

/** From now on the server refuses this operation, or cannot be reached for it. */
async function failing(page: Page, operation: string, how: 'refused' | 'unreachable' = 'refused'): Promise<void> {
  await page.route('**/graphql', (route) => {
    const body = route.request().postDataJSON() as { operationName?: string } | null;
    if (body?.operationName !== operation) return route.continue();
    if (how === 'unreachable') return route.abort();
    return route.fulfill({ json: { data: null, errors: [{ message: 'The storage is full.' }] } });
  });
}

it.each([
  [1440, 'light'],
  [1440, 'dark'],
  [390, 'light'],
  [390, 'dark'],
] as const)('background work that fails comes first and says why, at %i px, %s', async (width, colorScheme) => {
  const page = await signedIn('admin', '/operations', { viewport: { width, height: 900 }, colorScheme });
  await page.getByText(/^2 of \d+ do not succeed$/).waitFor();
  const rows = page.getByRole('table', { name: 'Background work' }).getByRole('row');
  const first = await rows.filter({ hasText: /nothing/ }).allInnerTexts();
  expect(first).toHaveLength(2);
  for (const text of first) expect(text).toMatch(/Fails[\s\S]*the disk is full/);
  // What had no turn yet is not said to succeed.
  for (const text of await rows.allInnerTexts()) {
    if (text.includes('not yet') && !text.includes('nothing')) expect(text).toMatch(/Not known yet/);
    if (text.includes('Succeeds')) expect(text).toMatch(/\b20\d\d\b/);
  }
  expect(await rows.nth(1).innerText()).toContain('nothing');
  expect(await rows.nth(2).innerText()).toContain('nothing');
  expect(await overflowOf(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  if (process.env['HANDRAIL_PICTURES'])
    await page.screenshot({
      path: `${process.env['HANDRAIL_PICTURES']}/operations-${width}-${colorScheme}.png`,
      fullPage: true,
    });
  await page.context().close();
});

it('a page whose watching has stopped says so, and where to look', async () => {
  const background = world.handrail.running.app.get(Background);
  await (background as unknown as { telling: Loop }).telling.stop();
  const judged = background.health;
  // As if the drift had not been computed for an hour.
  Object.assign(background, {
    judged: judged.map((one) =>
      one.name === 'watch-drift' ? { ...one, verdict: 'LATE' as const, silentMs: 3_600_000 } : one,
    ),
  });
  const page = await signedIn('admin', '/p/mail/drift');
  const notice = page.getByRole('alert').filter({ hasText: 'What this page shows may be old' });
  await notice.waitFor();
  expect(await notice.innerText()).toContain('Computing of drift has not succeeded for 60 minutes.');
  await notice.getByRole('link', { name: 'See background work' }).click();
  await page.getByRole('heading', { name: 'Background work' }).waitFor();
  await page.context().close();
});

it('who could not be signed out is told that they still are signed in', async () => {
  const page = await signedIn('admin', '/p/mail/overview');
  await page.getByRole('button', { name: /^Account of/ }).click();
  await failing(page, 'SignOut', 'unreachable');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByText('You are still signed in').waitFor();
  await page.unroute('**/graphql');
  await page.reload();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.context().close();
});

it('what no screen shows is shown by the page', async () => {
  const page = await signedIn('admin', '/p/mail/overview');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.evaluate(() => void Promise.reject(new TypeError('of a mistake of ours')));
  await page.getByText('Something on this page failed.').waitFor();
  await page.context().close();
});

it('the next part of a list that does not come says so, and comes when it is asked for again', async () => {
  const send = (n: number): Promise<Response> =>
    fetch(`${world.handrail.url}/v1/projects/mail/decisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input: { text: `number ${n}` } }),
    });
  await Promise.all(Array.from({ length: 60 }, (_, n) => send(n)));
  const page = await signedIn('admin', '/p/mail/decisions');
  const more = page.getByRole('button', { name: 'Show more' });
  await more.waitFor();
  await failing(page, 'Decisions');
  await more.click();
  await page.getByText('The storage is full.').waitFor();
  await page.unroute('**/graphql');
  await more.click();
  await page.getByText('number 0', { exact: true }).waitFor();
  await page.context().close();
});

it('alarms that could not be asked for are not the same as none', async () => {
  const page = await openPage(browser);
  await failing(page, 'OverviewAlarms');
  await signInAt(page, `${world.handrail.url}/p/mail/overview`, 'admin@t.example');
  await page.getByText('Alarms: The storage is full.').waitFor();
  await page.context().close();
});

it('a part of a page that could not be read is said to be, and is read again', async () => {
  const page = await signedIn('admin', '/p/mail/alarms');
  await page.getByRole('heading', { name: 'Alarms' }).waitFor();
  for (const [path, operation, what] of [
    ['alarms', 'AlarmCounts', 'How many there are'],
    ['monitoring', 'Annotations', 'What happened in this time'],
    ['decisions?segment=vip', 'DecisionChoices', 'The segments and machines to choose from'],
    ['datasets/new', 'DatasetCount', 'How many cases there are'],
  ] as const) {
    await failing(page, operation);
    await page.goto(`${world.handrail.url}/p/mail/${path}`);
    const said = page.getByRole('alert').filter({ hasText: `${what}: The storage is full.` });
    await said.waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await said.getByRole('button', { name: 'Try again' }).click();
    await said.waitFor({ state: 'detached' });
  }
  await page.context().close();
});
