import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { claim, createWorld, decide, submit, type World } from '../support/world.js';

/** What a lead sees and does where people leave a case to each other, or differ on it; answers are numbers here. */
let world: World;
let browser: Browser;
let page: Page;
const caseIds: string[] = [];
beforeAll(async () => {
  world = await createWorld({}, { kind: 'number', unit: 'EUR', tolerance: { absolute: 5 } });
  browser = await launchBrowser();
  const bring = async (text: string) => caseIds.push((await decide(world, { input: { text } })).body.id);
  await bring('nobody can read it');
  for (const session of [world.reviewer, world.other]) {
    const [review] = await claim(world, session);
    await session.run('mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }', {
      input: { reviewId: review?.id, leaseToken: review?.leaseToken, reason: 'blurred' },
    });
  }
  await bring('what is it worth?');
  const answer = async (session: typeof world.reviewer, value: number): Promise<void> => {
    const [review] = await claim(world, session);
    if (!review) throw new Error('nothing to answer');
    await submit(session, review, value);
  };
  await answer(world.reviewer, 100);
  await world.scientist.run('mutation ($input: AskReviewersInput!) { askReviewers(input: $input) { opened } }', {
    input: { projectId: world.projectId, caseIds: [caseIds[1]] },
  });
  await answer(world.other, 140);
  page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/overview`, 'admin@t.example');
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

const TEXTS = ['nobody can read it', 'what is it worth?'];
const rowOf = (index: number) => page.getByRole('group', { name: `Case: ${TEXTS[index] ?? ''}` });

it('lists both, with what people said, on wide and small screens', async () => {
  await page.getByText('1 case waits that nobody is left to answer').waitFor();
  await page.getByText('People differ on 1 case, and nobody is asked').waitFor();
  expect(await rowOf(1).innerText()).toContain('100 (1 person, stands) · 140 (1 person)');
  expect(await rowOf(0).innerText()).toContain('reviewer: blurred · other: blurred');
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await overflowOf(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
  }
});

it('an admin decides what people differ on; what does not fit is said, and what was typed stays', async () => {
  const row = rowOf(1);
  await row.getByRole('button', { name: 'Decide …' }).click();
  await row.locator('.case-text').getByText('what is it worth?').waitFor();
  await row.getByRole('button', { name: 'Decide', exact: true }).click();
  await row.getByText('The answer must be a finite number').waitFor();
  await row.getByLabel('Your answer').fill('120');
  await row.getByLabel('Why').fill('asked the seller');
  expect(await axeViolations(page)).toEqual([]);
  await row.getByRole('button', { name: 'Decide', exact: true }).click();
  await page.getByText('People differ on').waitFor({ state: 'detached' });
  const { rows } = await world.handrail.database.query(
    'select value, decided_by_name as by from decision where case_id = $1 order by sequence',
    [caseIds[1]],
  );
  expect(rows.map(({ value }) => value as number)).toEqual([100, 120]);
});

it('who skipped a case is asked again by a click', async () => {
  await rowOf(0).getByRole('button', { name: 'Ask reviewer again', exact: true }).click();
  await page.getByText('waits that nobody is left to answer').waitFor({ state: 'detached' });
  expect((await claim(world, world.reviewer)).map(({ caseId }) => caseId)).toEqual([caseIds[0]]);
  expect(await claim(world, world.other)).toEqual([]);
  await page.getByText('In the last 30 days: blurred (2).').waitFor();
});
