import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { openPage, signInAt } from '../support/page.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  // No random audits or blind controls here: what a case shows must follow from its level alone.
  await moveTo(world, 'HUMAN_ONLY', { auditRate: 0 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

async function signedIn(name: string, path: string): Promise<Page> {
  return signInAt(await openPage(browser), `${world.handrail.url}${path}`, `${name}@t.example`);
}

describe('the three people, in a browser', () => {
  it('a case comes in, a reviewer answers it by keyboard, the waiting caller gets it, and it is in the download', async () => {
    const page = await signedIn('reviewer', '/p/mail/review');
    await page.getByText('Nothing waits for you').waitFor();
    const waiting = decide(world, { input: { text: 'win a free cruise today' } }, { prefer: 'wait=40' });
    await page.getByText('win a free cruise today').waitFor();
    await page.keyboard.press('1');
    const { status, body } = await waiting;
    expect([status, body['value'], body['decidedBy']]).toEqual([200, 'spam', { kind: 'human', name: 'reviewer' }]);
    await page.getByText('1 answered today').waitFor();
    await page.context().close();

    const scientist = await signedIn('scientist', '/p/mail/labels');
    await scientist.getByRole('cell', { name: 'win a free cruise today' }).waitFor();
    const [download] = await Promise.all([
      scientist.waitForEvent('download'),
      scientist.getByRole('link', { name: 'JSONL' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const rows = Buffer.concat(chunks)
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { case_id: string; label: string });
    expect(rows).toMatchObject([{ case_id: body.id, label: 'spam' }]);
    await scientist.context().close();
  });

  it('an admin moves the slider through all five levels, sees what it would do, and undoes', async () => {
    const page = await signedIn('admin', '/p/mail/ladder');
    const outcomes: [string, number][] = [];
    for (const name of ['Shadow', 'AI assistance', 'Partial automation', 'Full automation']) {
      await page.getByRole('slider', { name: 'Automation level' }).press('ArrowUp');
      await page.getByText('What would happen to the last').waitFor();
      await page.getByLabel('Why?').fill(`on to ${name}`);
      await page.getByRole('button', { name: /^Apply/ }).click();
      await page
        .getByRole('listitem')
        .filter({ hasText: `on to ${name}` })
        .waitFor();
      const { status } = await decide(world, {
        input: { text: `a case in ${name}` },
        predictions: [
          {
            model: 'm@1',
            value: 'ham',
            confidence: 0.95,
            evidence: [{ field: 'text', start: 2, end: 6, weight: 0.5 }],
          },
        ],
      });
      outcomes.push([name, status]);
    }
    expect(outcomes).toEqual([
      ['Shadow', 202],
      ['AI assistance', 202],
      ['Partial automation', 200],
      ['Full automation', 200],
    ]);
    await page.getByRole('button', { name: 'Undo policy 6' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Undo of policy 6' }).waitFor();
    await page.getByRole('slider', { name: 'Automation level' }).and(page.locator('[aria-valuenow="4"]')).waitFor();
    await page.context().close();
  });

  it('shows the suggestion with its evidence only where it may, skips, undoes, and corrects', async () => {
    const page = await signedIn('reviewer', '/p/mail/review');
    const seen: string[] = [];
    for (let index = 0; index < 2; index += 1) {
      await page.locator('.case-text').filter({ hasText: 'a case in' }).first().waitFor();
      const text = await page.locator('main').innerText();
      seen.push(
        text.includes('a case in AI assistance')
          ? `assisted ${await page.locator('mark').count()} ${text.includes('0.95')}`
          : `blind ${await page.locator('mark').count()} ${text.includes('0.95')}`,
      );
      await page.keyboard.press('2');
      await page.getByText(`${index + 2} answered today`).waitFor();
    }
    expect(seen.filter((one) => one.startsWith('blind'))).toEqual(['blind 0 false']);
    expect(seen.filter((one) => one.startsWith('assisted'))).toHaveLength(1);
    await page.getByText('Nothing waits for you').waitFor();
    await page.getByRole('button', { name: 'Undo the last one' }).click();
    await page.getByText('You are correcting an answer of yours').waitFor();
    await page.keyboard.press('1');
    await page.getByText('Nothing waits for you').waitFor();
    const { rows } = await world.handrail.database.query<{ value: string }>(
      'select value from label where corrects_id is not null',
    );
    expect(rows).toEqual([{ value: 'spam' }]);
    await page.context().close();
  });
});
