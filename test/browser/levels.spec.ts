import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { openPage, signInAt } from '../support/page.js';
import { createWorld, decide, moveTo, type Answer, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  // No random audits or blind controls here: what a case shows must follow from its level alone.
  await moveTo(world, 'SHADOW', { auditRate: 0 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

const signedIn = async (name: string, path: string): Promise<Page> =>
  signInAt(await openPage(browser), `${world.handrail.url}${path}`, `${name}@t.example`);

/** A mail that the caller's own model calls ham, as sure as given; the caller waits for the answer. */
function send(text: string, confidence: number): Promise<Answer> {
  const evidence = [{ field: 'text', start: 2, end: 6, weight: 0.5 }];
  return decide(
    world,
    { input: { text }, predictions: [{ model: 'm@1', value: 'ham', confidence, evidence }] },
    { prefer: 'wait=40' },
  );
}

async function moveSlider(page: Page, key: 'ArrowUp' | 'ArrowDown', reason: string): Promise<void> {
  await page.getByRole('slider', { name: 'Automation level' }).press(key);
  await page.getByText('What would happen to the last').waitFor();
  await page.getByLabel('Why?').fill(reason);
  await page.getByRole('button', { name: /^Apply/ }).click();
  await page.getByRole('listitem').filter({ hasText: reason }).waitFor();
}

/** What the reviewer is shown of the case, before they press 1 for spam. */
async function answerSpam(page: Page, text: string): Promise<{ marks: number; digits: boolean }> {
  await page.locator('.case-text').filter({ hasText: text }).waitFor();
  const shown = await page.locator('main').innerText();
  const seen = { marks: await page.locator('mark').count(), digits: /0\.(95|55)/.test(shown) };
  await page.keyboard.press('1');
  return seen;
}

it('the same kind of case goes its way at each of the five levels, the admin moving the slider between', async () => {
  const admin = await signedIn('admin', '/p/mail/ladder');
  const reviewer = await signedIn('reviewer', '/p/mail/review');
  const byHuman = { value: 'spam', decidedBy: { kind: 'human', name: 'reviewer' } };
  const byModel = { value: 'ham', decidedBy: { kind: 'model', name: 'm', version: '1' } };
  const blind = { marks: 0, digits: false };
  const assisted = { marks: 1, digits: true };

  for (const [level, key, shown] of [
    ['Human only', 'ArrowDown', blind],
    ['Shadow', 'ArrowUp', blind],
    ['AI assistance', 'ArrowUp', assisted],
  ] as const) {
    await moveSlider(admin, key, `now ${level}`);
    const text = `a sure mail under ${level}`;
    const waiting = send(text, 0.95);
    expect([level, await answerSpam(reviewer, text)]).toEqual([level, shown]);
    const { status, body } = await waiting;
    expect([level, status]).toEqual([level, 200]);
    expect(body).toMatchObject(byHuman);
  }

  await moveSlider(admin, 'ArrowUp', 'now Partial automation');
  expect((await send('a sure mail under Partial automation', 0.95)).body).toMatchObject(byModel);
  const unsure = send('an unsure mail under Partial automation', 0.55);
  expect(await answerSpam(reviewer, 'an unsure mail')).toEqual(assisted);
  expect((await unsure).body).toMatchObject(byHuman);

  await moveSlider(admin, 'ArrowUp', 'now Full automation');
  expect((await send('an unsure mail under Full automation', 0.55)).body).toMatchObject(byModel);
  await reviewer.getByText('Nothing waits for you').waitFor();
  await Promise.all([admin.context().close(), reviewer.context().close()]);

  const answer = await fetch(`${world.handrail.url}/v1/projects/mail/labels`, {
    headers: { authorization: `Bearer ${world.key}` },
  });
  const rows = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: string; shown_prediction: boolean; blind: boolean; label: string });
  expect(rows.map(({ level, shown_prediction: wasShown, label }) => [level, wasShown, label])).toEqual([
    ['HUMAN_ONLY', false, 'spam'],
    ['SHADOW', false, 'spam'],
    ['AI_ASSISTANCE', true, 'spam'],
    ['PARTIAL_AUTOMATION', true, 'spam'],
  ]);
});
