import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { PASSWORD } from '../support/handrail.js';
import { openPage, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

let world: World;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  world = await createWorld();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});
beforeEach(async () => {
  // Each test begins with a queue of its own.
  await world.handrail.database.query(`update review set state = 'answered', closed_at = now() where state = 'open'`);
  page = await openPage(browser);
});

async function newestLabel(): Promise<unknown> {
  const { rows } = await world.handrail.database.query(
    'select value, note from label order by created_at desc limit 1',
  );
  return rows[0];
}

/** How often a page that is yet to be opened was told that the queue moved, and how often it claimed. */
function watchPulse(of: Page): { moves: number; claims: number } {
  const seen = { moves: 0, claims: 0 };
  of.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('queueMark')) seen.moves += 1;
    }),
  );
  of.on('request', (request) => {
    if (request.postData()?.includes('claimReviews')) seen.claims += 1;
  });
  return seen;
}

async function reviewing(...texts: string[]): Promise<void> {
  for (const text of texts) await decide(world, { input: { text } });
  await signInAt(page, `${world.handrail.url}/p/mail/review`, 'reviewer@t.example');
  await page.getByText(texts[0] ?? '').waitFor();
}

describe('what a reviewer typed', () => {
  it('stays when their time with the case ran out, and they can take it again', async () => {
    const told = watchPulse(page);
    await reviewing('a slow case');
    await page.keyboard.press('m');
    await page.getByLabel('Note').fill('half a thought');
    await page.keyboard.press('Escape');
    await world.handrail.database.query(
      `update review set lease_expires_at = now() - interval '1 minute' where state = 'open'`,
    );
    await page.keyboard.press('1');
    await page.getByText('This case is no longer yours').waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('half a thought');
    // The queue moves, which lets the page claim what is free: not what its reviewer has yet to read about.
    const before = { ...told };
    await decide(world, { input: { text: 'another case' } });
    await until('the page is told that the queue moved', () => told.moves > before.moves);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    expect(told.claims).toBe(before.claims);
    await page.getByText('This case is no longer yours').waitFor();
    await page.getByRole('button', { name: 'Take the case again' }).click();
    await page.getByText('This case is no longer yours').waitFor({ state: 'detached' });
    await page.keyboard.press('2');
    await page.getByText('another case').waitFor();
    // The next case is painted at once; the answer follows behind it.
    await until('the answer is stored', async () => (await newestLabel()) !== undefined);
    expect(await newestLabel()).toEqual({ value: 'ham', note: 'half a thought' });
    await page.context().close();
  });

  it('stays when they were signed out elsewhere, and the page goes on where it was', async () => {
    await reviewing('a case of two sessions');
    await page.keyboard.press('m');
    await page.getByLabel('Note').fill('written before');
    await page.keyboard.press('Escape');
    await page.evaluate(() =>
      fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-handrail-request': '1' },
        body: JSON.stringify({ query: 'mutation { signOut }' }),
      }),
    );
    await page.keyboard.press('1');
    const dialog = page.getByRole('dialog', { name: 'You were signed out' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Note').inputValue()).toBe('written before');
    await page.getByRole('group', { name: 'Answers' }).getByRole('button', { name: 'spam' }).click();
    await page.getByText('Nothing waits for you').waitFor();
    const { rows } = await world.handrail.database.query('select value, note from label order by id desc limit 1');
    expect(rows).toEqual([{ value: 'spam', note: 'written before' }]);
    await page.context().close();
  });
});

describe('the keys', () => {
  it('a held key answers one case, a key typed into a note answers none, a skip can be taken back', async () => {
    await reviewing('first in line', 'second in line');
    await page.keyboard.press('m');
    await page.keyboard.type('12');
    expect(await page.getByLabel('Note').inputValue()).toBe('12');
    await page.keyboard.press('Escape');
    await page.getByText('first in line').waitFor();
    await page.keyboard.down('1');
    await page.keyboard.down('1');
    await page.getByText('second in line').waitFor();
    await page.keyboard.down('1');
    await page.keyboard.up('1');
    await page.keyboard.press('s');
    await page.getByLabel('Why skip? (optional)').fill('not my language');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing waits for you').waitFor();
    await page.getByText('1 you have skipped').waitFor();
    const skips = await world.handrail.database.query('select reason from review_skip');
    expect(skips.rows).toEqual([{ reason: 'not my language' }]);
    await page.getByRole('button', { name: 'Undo the last one' }).click();
    await page.getByText('second in line').waitFor();
    await page.keyboard.press('2');
    await page.getByText('Nothing waits for you').waitFor();
    await page.context().close();
  });

  it('an empty queue says that somebody else holds a case', async () => {
    await reviewing('held by the first');
    const other = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/review`, 'other@t.example');
    await other.getByText('1 case is held by others').waitFor();
    await other.context().close();
    await page.context().close();
  });
});

it('an admin keeps what they chose when another moves the ladder meanwhile', async () => {
  await signInAt(page, `${world.handrail.url}/p/mail/ladder`, 'admin@t.example');
  await page.getByRole('slider', { name: 'Automation level' }).press('End');
  await page.getByLabel('Why?').fill('all the way');
  const version = await moveTo(world, 'SHADOW');
  await page.getByText('The ladder was moved meanwhile').waitFor();
  await page.getByText(`Ada applied policy ${version}`).waitFor();
  expect(await page.getByRole('button', { name: /^Apply/ }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Compare my choice with it' }).click();
  expect(await page.getByLabel('Why?').inputValue()).toBe('all the way');
  await page.getByRole('button', { name: /^Apply/ }).click();
  await page.getByRole('listitem').filter({ hasText: 'all the way' }).waitFor();
  await page.context().close();
});
