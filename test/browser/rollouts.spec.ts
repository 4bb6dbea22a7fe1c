import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { place, registerDecider, registerVersion } from '../support/deciders.js';
import { axeViolations, choose, openPage, signInAt } from '../support/page.js';
import { policyInForce } from '../support/rollouts.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  browser = await launchBrowser();
  for (const name of ['old', 'new']) {
    await registerDecider(world, name);
    await registerVersion(world, name, { connector: 'CALLER', config: {} });
  }
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0.5, incumbent: 'old@1' });
});
afterAll(async () => {
  await browser?.close();
  await world?.handrail.stop();
});

/** Cases of their own subjects that both machines answer: they differ on every fourth. */
async function send(prefix: string, count: number): Promise<string[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      decide(world, {
        input: { text: `${prefix} ${index}` },
        subject: `${prefix}-${index}`,
        segment: index % 2 === 0 ? 'even' : 'odd',
        predictions: [
          { model: 'old@1', value: 'ham', confidence: 0.95 },
          { model: 'new@1', value: index % 4 === 0 ? 'spam' : 'ham', confidence: 0.97 },
        ],
      }),
    ),
  );
  return answers.map(({ body }) => (body['decidedBy'] as { name: string }).name);
}

/** People say of every case what the new machine said, so that no guardrail can fail on their labels. */
async function labelAll(): Promise<number> {
  let labels = 0;
  for (
    let reviews = await claim(world, world.reviewer);
    reviews.length > 0;
    reviews = await claim(world, world.reviewer)
  )
    for (const review of reviews) {
      const number = Number(/\d+$/.exec(String(review.input?.['text']))?.[0]);
      await submit(world.reviewer, review, number % 4 === 0 ? 'spam' : 'ham');
      labels += 1;
    }
  return labels;
}

/** Sets every step to nothing but a share, the last but one with an approval; no guardrails. */
async function fillSteps(page: Page): Promise<void> {
  for (const step of [5, 4, 3]) await page.getByRole('button', { name: `Remove step ${step}` }).click();
  await page.getByLabel('Share of step 1, per cent').fill('50');
  await page.getByLabel('Share of step 2, per cent').fill('100');
  for (const step of [1, 2])
    for (const what of ['minutes', 'cases', 'blind labels'])
      await page.getByLabel(`At least ${what} in step ${step}`).fill('0');
  for (const step of [1, 2]) await page.getByLabel(`Somebody approves leaving step ${step}`).check();
}

describe('rollouts in a browser', () => {
  it('starts a canary, waits for an approval, goes on, and is rolled back', async () => {
    const page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/rollouts`, 'admin@t.example');
    await page.getByText('No rollout yet').waitFor();
    await page.getByRole('link', { name: 'Start a rollout' }).click();
    await page.getByText('5 % of subjects for at least 60 min, 200 cases and 20 blind labels').waitFor();
    await page.getByLabel('Share of step 2, per cent').fill('3');
    await page.getByText('Step 2, share: must be above').waitFor();
    const minutes = page.getByLabel('At least minutes in step 1');
    await minutes.click();
    await page.keyboard.press('End');
    for (const _ of '60') await page.keyboard.press('Backspace');
    await page.getByText('The plan has numbers that cannot be read').waitFor();
    expect(await minutes.inputValue()).toBe('');
    await minutes.pressSequentially('50');
    await page.getByText('5 % of subjects for at least 50 min,').waitFor();
    await fillSteps(page);
    await page.getByText('new@1 answers 50 % of subjects until somebody approves, then 100 %').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Why?').fill('it is better');
    await page.getByRole('button', { name: 'Start the rollout' }).click();

    await page.getByRole('heading', { name: 'new@1 for old@1' }).waitFor();
    await page.getByRole('table', { name: 'Guardrails' }).getByText('not enough data yet').first().waitFor();
    const dealt = await send('canary', 60);
    expect(new Set(dealt)).toEqual(new Set(['old', 'new']));
    expect(await labelAll()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Approve going on to 100 %' }).click();
    await page.getByText('Say why first.').waitFor();
    await page.getByLabel('Why?').fill('looks right');
    await page.getByRole('button', { name: 'Approve going on to 100 %' }).click();
    await page.getByRole('listitem').filter({ hasText: 'looks right' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Why?').fill('a bad feeling');
    await page.getByRole('button', { name: 'Roll back now' }).click();
    await page.getByRole('listitem').filter({ hasText: 'a bad feeling' }).waitFor();
    await page.getByRole('link', { name: 'Try it again …' }).waitFor();
    expect(new Set(await send('after', 20))).toEqual(new Set(['old']));

    await page.getByRole('link', { name: 'Report' }).click();
    await page.getByRole('heading', { name: 'Report: new@1 for old@1' }).waitFor();
    await page.getByText('new@1 was rolled back').first().waitFor();
    await page.getByRole('table', { name: 'Cases of either side' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('tells who approves too late what happened, and keeps what they typed', async () => {
    const page = await signInAt(
      await openPage(browser),
      `${world.handrail.url}/p/mail/rollouts/new?challenger=new%401`,
      'admin@t.example',
    );
    await page.getByText('5 % of subjects for').waitFor();
    await fillSteps(page);
    await page.getByLabel('Why?').fill('once more');
    await page.getByRole('button', { name: 'Start the rollout' }).click();
    await page.getByRole('button', { name: 'Start it again all the same' }).click();
    await page.getByRole('button', { name: 'Approve going on to 100 %' }).waitFor();
    // The page hears late of what happens, as when its network is slow.
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes('query RolloutReport')) await slow;
      await route.continue();
    });
    await world.admin.run('mutation ($input: MoveRolloutInput!) { rollBack(input: $input) { __typename } }', {
      input: { rolloutId: page.url().split('/').at(-1), reason: 'sooner' },
    });
    await page.getByLabel('Why?').fill('too late');
    await page.getByRole('button', { name: 'Approve going on to 100 %' }).click();
    // The answer itself says it, before anything is read again.
    await page.getByRole('alert').getByText('It has moved on meanwhile. new@1 was rolled back').waitFor();
    release();
    const ended = page.getByRole('alert').filter({ hasText: 'It ended meanwhile' });
    await ended.getByText('“too late”').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'sooner' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('compares both on the same cases, and sends what they differ on to review', async () => {
    expect((await place(world, 'new@1', { place: 'SHADOW' })).__typename).toBeDefined();
    const page = await signInAt(
      await openPage(browser),
      `${world.handrail.url}/p/mail/rollouts/compare?challenger=new%401&champion=old%401`,
      'scientist@t.example',
    );
    await page.getByRole('region', { name: 'Verdict' }).waitFor();
    await page.getByRole('table', { name: 'Agreement' }).getByRole('rowheader', { name: 'ham' }).waitFor();
    await page.getByRole('table', { name: 'Wrong by blind human labels' }).getByText('even').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send to review' }).first().click();
    await page.getByText(/1 sent to review/).waitFor();
    await page.context().close();
  });

  it('switches blue to green and back, each for every case', async () => {
    const page = await signInAt(
      await openPage(browser),
      `${world.handrail.url}/p/mail/rollouts/new`,
      'admin@t.example',
    );
    await page.getByRole('radio', { name: 'Blue/green' }).click();
    await page
      .getByText(/Of [\d,]+ cases that both were asked, .* would decide 100 % without a person and .* 100 %/)
      .waitFor();
    await page.getByLabel('Why?').fill('at once');
    await page.getByRole('button', { name: 'Start the rollout' }).click();
    const again = page.getByRole('button', { name: 'Start it again all the same' });
    await again.click();
    await page.getByRole('region', { name: 'Blue', exact: true }).getByText('Answers every case.').waitFor();
    await page.getByText(/Of [\d,]+ cases before this rollout that both were asked, blue would decide 100 %/).waitFor();
    expect(new Set(await send('blue', 20))).toEqual(new Set(['old']));
    await page.getByText('Of 20 cases that both were asked, blue would decide 100 %').waitFor();
    for (const [button, side, name] of [
      ['Switch to green: new@1', 'Green', 'new'],
      ['Switch back to blue: old@1', 'Blue', 'old'],
    ] as const) {
      await page.getByLabel('Why do you switch?').fill(`to ${side}`);
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('region', { name: side, exact: true }).getByText('Answers every case.').waitFor();
      expect(new Set(await send(side, 20))).toEqual(new Set([name]));
      expect(await axeViolations(page)).toEqual([]);
    }
    await page.getByLabel('Why?').fill('enough');
    await page.getByRole('button', { name: 'Roll back now' }).click();
    await page.getByText('new@1 was rolled back').first().waitFor();
    await page.context().close();
  });

  it('brings in a first model where people alone decide, under limits of its own', async () => {
    await moveTo(world, 'SHADOW', { incumbent: null });
    const page = await signInAt(
      await openPage(browser),
      `${world.handrail.url}/p/mail/rollouts/new?challenger=old%401`,
      'admin@t.example',
    );
    await page.getByText('People alone decide now').waitFor();
    const limit = page.getByLabel('Wrong answers: limit');
    expect(await limit.inputValue()).toBe('10');
    await limit.fill('');
    await page.getByText('Wrong answers: people alone decide now').waitFor();
    await limit.fill('15');
    await page.getByText('In Shadow it only predicts').waitFor();
    await choose(page, 'Its own rung', 'Partial automation');
    await page.getByText('In Shadow it only predicts').waitFor({ state: 'detached' });
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Why?').fill('the first one');
    await page.getByRole('button', { name: 'Start the rollout' }).click();
    await page.getByRole('heading', { name: 'old@1 for people and the previous system' }).waitFor();
    await page.getByRole('table', { name: 'Guardrails' }).getByText('fails above 15 % of cases').waitFor();
    // It is given a rung of its own, so it decides at once what it is dealt and sure of.
    expect((await policyInForce(world)).settings).toMatchObject({ incumbent: null, level: 'PARTIAL_AUTOMATION' });
    await page.context().close();
  });
});
