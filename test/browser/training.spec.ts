import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { registerDecider } from '../support/deciders.js';
import { labelCases, mixed } from '../support/labels.js';
import { FLOAT, floats, model, value } from '../support/onnx-model.js';
import { axeViolations, choose, openPage, overflowOf, signInAt } from '../support/page.js';
import { mails, storePast } from '../support/rollouts.js';
import { createWorld, type World } from '../support/world.js';

const NEW_LABELS = 20;

let world: World;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  world = await createWorld();
  await registerDecider(world, 'filter');
  browser = await launchBrowser();
  page = await signInAt(
    await openPage(browser, { reducedMotion: 'reduce' }),
    `${world.handrail.url}/p/mail/deciders/filter`,
    'scientist@t.example',
  );
});
afterAll(async () => {
  await browser?.close();
  await world?.handrail.stop();
});

/** No violation on a wide and a narrow page. */
async function isClean(): Promise<void> {
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect([await axeViolations(page), await overflowOf(page)]).toEqual([[], 0]);
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** While `work` goes on no version can be stored, so that a training stays under way however fast it is. */
async function withNothingStored(work: () => Promise<void>): Promise<void> {
  const line = await world.handrail.database.connect();
  try {
    await line.query('begin');
    await line.query('lock table decider_version in share mode');
    await work();
  } finally {
    await line.query('rollback');
    line.release();
  }
}

describe('training, in a browser', () => {
  it('says what is missing before there is anything to learn from', async () => {
    const training = page.getByRole('region', { name: 'Training' });
    await training.getByText('Not trained yet').waitFor();
    await training.getByRole('button', { name: 'Train on 0 labels' }).waitFor();
    await training.getByText('It needs at least 20.').waitFor();
    await page.getByText('No version yet').waitFor();
  });

  it('trains on a press, shows how far it is, and what came of it: a challenger in shadow with its evaluation', async () => {
    await storePast(world, mails().slice(0, 160));
    await page.reload();
    const training = page.getByRole('region', { name: 'Training' });
    await withNothingStored(async () => {
      await training.getByRole('button', { name: 'Train on 160 labels' }).click();
      await training.getByRole('progressbar', { name: 'How far it is' }).waitFor();
      await training.getByText('One is under way.').waitFor();
      await training.getByRole('button', { name: 'Call it off' }).waitFor();
      expect(await training.getByRole('button', { name: /^Train on/ }).isDisabled()).toBe(true);
      expect(await axeViolations(page)).toEqual([]);
    });
    await page.getByRole('heading', { name: 'filter@1' }).waitFor();
    await page.getByText('Under the policy in force it is a shadow').waitFor();
    await training.getByText('Version 1', { exact: true }).waitFor();
    const card = page.getByRole('region', { name: 'Model card' });
    await card.getByText('There was no champion to compare it with').waitFor();
    const confusion = card.getByRole('table', { name: 'Said of each label' });
    const counts = await confusion.getByRole('cell').allInnerTexts();
    const cases = await card
      .getByRole('group', { name: 'Precision and recall' })
      .getByRole('row', { name: /^(spam|ham)/ })
      .getByRole('cell', { name: /^\d+$/ })
      .allInnerTexts();
    const total = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + Number(text), 0);
    expect([counts.length, cases.length]).toEqual([4, 2]);
    // Every held-out case is in one cell, and in one class.
    expect(total(counts)).toBe(total(cases));
    await card.getByText(`Measured on ${total(cases)} cases that it never saw`).waitFor();
    await isClean();
  });

  it('trains by itself once so many new labels have come', async () => {
    const schedule = page.getByRole('region', { name: 'Schedule' });
    const every = schedule.getByLabel('New labels before the next training');
    await every.fill('9');
    await schedule.getByText('at least 10').waitFor();
    expect(await schedule.getByRole('button', { name: 'Set' }).isDisabled()).toBe(true);
    await every.fill(String(NEW_LABELS));
    await schedule.getByRole('button', { name: 'Set' }).click();
    await schedule.getByText(`Trained anew after every ${NEW_LABELS} new labels; 0 have come`).waitFor();
    await labelCases(world, mixed(NEW_LABELS));
    await page.getByText('as scheduled, by').waitFor();
    await page.getByRole('button', { name: /^Version 2/ }).click();
    await page.getByRole('heading', { name: 'filter@2' }).waitFor();
    await page.getByText('Under the policy in force it is a shadow').waitFor();
    await schedule.getByRole('button', { name: 'End it' }).click();
    await schedule.getByText('It is trained only when somebody asks for it.').waitFor();
  });
});

/** Its logit is the amount − 5: high speaks for the second label. */
const byAmount = model({
  inputs: [value('amount', FLOAT, ['N', 1])],
  outputs: [value('p', FLOAT, ['N', 1])],
  initializers: [floats('five', [1], [-5])],
  nodes: [
    { op: 'Add', inputs: ['amount', 'five'], outputs: ['logit'] },
    { op: 'Sigmoid', inputs: ['logit'], outputs: ['p'] },
  ],
});
const ofPixels = model({
  inputs: [value('pixels', FLOAT, ['N', 3, 32, 32]), value('features', FLOAT, ['N', 7])],
  outputs: [value('p', FLOAT, ['N', 1])],
  nodes: [{ op: 'Identity', inputs: ['features'], outputs: ['p'] }],
});

describe('an ONNX file, in a browser', () => {
  const upload = (buffer: Buffer): Promise<void> =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name: 'model.onnx', mimeType: 'application/octet-stream', buffer });

  it('refuses what is no model, and a model with other inputs, and says what was expected', async () => {
    const panel = page.getByRole('region', { name: 'ONNX file' });
    await upload(Buffer.from('hello, I am a model'));
    await panel.getByRole('alert').getByText('The file is no ONNX model').waitFor();
    await upload(byAmount.subarray(0, byAmount.length >> 1));
    await panel.getByRole('alert').getByText('The file is no ONNX model').waitFor();
    await upload(ofPixels);
    await panel.getByRole('alert').getByText('takes float32 of shape [N, 3, 32, 32]').waitFor();
    await panel.getByRole('alert').getByText('takes float32 of shape [N, 7]').waitFor();
    expect(await panel.getByRole('button', { name: 'Register it' }).count()).toBe(0);
    await isClean();
  });

  it('shows how a good one is asked, tries it again when its scores mean something else, and registers it', async () => {
    const panel = page.getByRole('region', { name: 'ONNX file' });
    await upload(byAmount);
    await panel.getByRole('row', { name: 'amount float32 [N, 1] amount' }).waitFor();
    await panel.getByText('Asked about one case it predicted').waitFor();
    await choose(page, 'Place 1 speaks for', 'ham');
    await panel.getByRole('button', { name: 'Ask it again' }).click();
    await panel.getByRole('button', { name: 'Ask it again' }).waitFor({ state: 'detached' });
    await isClean();
    await panel.getByRole('button', { name: 'Register it' }).click();
    await panel.getByText('filter@3 is registered').waitFor();
    await page.getByRole('button', { name: /^Version 3/ }).click();
    await page.getByRole('heading', { name: 'filter@3' }).waitFor();
    await page.getByText('A case that I type').click();
    await page.getByLabel('Case', { exact: true }).fill('{"text": "a", "amount": 8}');
    const test = page.getByRole('region', { name: 'Test connection' });
    await test.getByRole('button', { name: 'Test', exact: true }).click();
    await test.getByText('spam', { exact: true }).waitFor();
    await test.getByRole('img', { name: 'confidence 0.95' }).waitFor();
  });
});
