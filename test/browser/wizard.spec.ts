import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, moveTo, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.handrail.stop();
});

const SAMPLE = [
  'id;text;amount;lang;label',
  ...Array.from(
    { length: 40 },
    (_, i) => `${i};"Invoice ""${i}"";\nplease pay";${i},5;${['de', 'en'][i % 2]};${['approve', 'refuse'][i % 2]}`,
  ),
].join('\r\n');

/** As a person drops a file: the browser's own event with the file in it. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ({ fileName, content }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: 'text/csv' }));
      return transfer;
    },
    { fileName: name, content: text },
  );
  await page.getByRole('group', { name: 'Drop a sample here' }).dispatchEvent('drop', { dataTransfer: data });
}

describe('the wizard', () => {
  it('makes a project from a dropped CSV, and its first case goes through as the page says', async () => {
    const page = await signInAt(await openPage(browser), `${world.handrail.url}/new`, 'admin@t.example');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('alert').getByText('Choose one of the three cases.').waitFor();
    await page.getByRole('radio', { name: 'Automate or assist a manual task' }).click();
    await page.getByLabel('Name of the project').fill('Approve invoices');
    await page.getByRole('button', { name: 'Go on' }).click();

    await drop(page, 'broken.csv', 'a,b\n1,"2\n');
    await page.getByText('never closed').waitFor();
    await drop(page, 'invoices.csv', `\uFEFF${SAMPLE}`);
    await page.getByText('invoices.csv: 5 columns, 3 of them fields of a case').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await drop(
      page,
      'invoices.ndjson',
      [
        { text: 'Invoice 1', amount: 1.5, paid: true, label: 'approve' },
        { text: 'Invoice 2', amount: 12, paid: false, label: 'refuse' },
      ]
        .map((row) => JSON.stringify(row))
        .join('\n'),
    );
    await page.getByText('invoices.ndjson: 4 columns, 3 of them fields of a case').waitFor();
    await page.getByRole('textbox', { name: 'What reviewers read for paid' }).waitFor();
    await drop(page, 'invoices.csv', `\uFEFF${SAMPLE}`);
    await page.getByText('invoices.csv: 5 columns, 3 of them fields of a case').waitFor();
    await drop(page, 'empty.csv', '');
    await page.getByText('The file is empty').waitFor();
    await page.getByRole('textbox', { name: 'What reviewers read for text' }).fill('Invoice');
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'What reviewers read for text' }).inputValue()).toBe('Invoice');
    await page.getByRole('button', { name: 'Go on' }).click();

    await page.getByText('The answer in your sample').waitFor();
    expect(await page.getByRole('textbox', { name: 'Label 1', exact: true }).inputValue()).toBe('approve');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('combobox', { name: 'Reviewers' }).fill('reviewer@t.example');
    await page.keyboard.press('Enter');
    await page.getByLabel('Guidelines for reviewers').fill('# Pay\n\n*Never* twice.');
    await page.getByRole('region', { name: 'How the guidelines look' }).getByRole('heading', { name: 'Pay' }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Policy 1 says').waitFor();
    await page.getByRole('button', { name: 'Create project' }).click();

    await page.getByRole('heading', { name: 'Next steps' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const { rows: kept } = await world.handrail.database.query(
      `select import_hint as hint from project where slug = 'approve-invoices'`,
    );
    expect(kept).toEqual([{ hint: { label: 'label', system: null, readings: {} } }]);
    const command = await page.locator('pre').filter({ hasText: 'curl' }).innerText();
    const body = JSON.parse(/-d '(.*)'$/s.exec(command)?.[1] ?? '') as { input: unknown };
    expect(body.input).toEqual({ text: 'Invoice "0";\nplease pay', amount: 0.5, lang: 'de' });
    const address = /https?:\S+/.exec(command)?.[0] ?? '';

    await page.getByRole('link', { name: 'Make a key' }).click();
    await page.getByLabel('New key for').fill('a program');
    await page.getByRole('button', { name: 'Create key' }).click();
    const secret = await page.locator('code.secret').innerText();
    await page.goBack();
    await page.getByRole('listitem').filter({ hasText: 'Make a key' }).getByLabel('done', { exact: true }).waitFor();
    const answer = await fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(202);
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Send a first case' })
      .getByLabel('done', { exact: true })
      .waitFor();
    await page.context().close();
  });

  it('asks where a sample can be read in two ways, and every guess can be changed and then holds', async () => {
    const page = await signInAt(await openPage(browser), `${world.handrail.url}/new`, 'admin@t.example');
    await page.getByRole('radio', { name: 'New product' }).click();
    await page.getByLabel('Name of the project').fill('Ambiguous');
    await page.getByRole('button', { name: 'Go on' }).click();
    const lines = ['a;268,459;paga;NA;spam', 'b;999,914;nada;x;ham', 'c;2,534;paga;x;spam', 'd;3,100;nada;y;ham'];
    await drop(page, 'two ways.csv', `text;größe;paid;grade;label\n${lines.join('\n')}\n`);
    await page.getByText('two ways.csv: 5 columns').waitFor();
    const choose = async (of: Locator, label: string, option: string): Promise<void> => {
      await of.getByRole('combobox', { name: label }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    const fields = page.getByRole('table', { name: 'Fields of a case' });
    const size = page.getByRole('group', { name: 'How größe is read' });

    // What is not clear is asked about in the open, and nothing is made of it meanwhile.
    await fields.getByText('Whether the mark in 268,459 stands between thousands or before decimals').waitFor();
    expect(await fields.getByText(/\d to \d/).count()).toBe(0);
    const numbers = size.getByRole('combobox', { name: 'Its numbers are written' });
    expect(await numbers.inputValue()).toBe('Not clear: say which');

    // The encoding: what was written in UTF-8 is another text in Windows-1252, and back again.
    await choose(page.locator('body'), 'Encoding', 'Windows-1252 (Latin-1)');
    await page.getByRole('group', { name: 'How grÃ¶ÃŸe is read' }).waitFor();
    await choose(page.locator('body'), 'Encoding', 'UTF-8');
    await size.waitFor();

    await choose(size, 'Its numbers are written', 'Like 1234,5');
    await fields.getByText('2.534 to 999.914').waitFor();
    await choose(size, 'Its numbers are written', 'Like 1,234.5');
    await fields.getByText('2534 to 999914').waitFor();

    const grade = page.getByRole('group', { name: 'How grade is read' });
    const required = page.getByRole('checkbox', { name: 'grade is required' });
    expect(await required.isChecked()).toBe(true);
    await grade.getByRole('combobox', { name: 'Words that count as empty' }).fill('NA');
    await page.keyboard.press('Enter');
    await until('grade may be missing', async () => !(await required.isChecked()));

    await choose(fields, 'Type of paid', 'Yes or no');
    const paid = page.getByRole('group', { name: 'How paid is read' });
    for (const [name, word] of [
      ['True', 'paga'],
      ['False', 'nada'],
    ] as const) {
      await paid.getByRole('combobox', { name }).fill(word);
      await page.keyboard.press('Enter');
    }
    expect(await axeViolations(page)).toEqual([]);
    for (const _ of ['A case', 'An answer', 'People']) await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Policy 1 says').waitFor();
    await page.getByRole('button', { name: 'Create project' }).click();
    await page.getByRole('heading', { name: 'Next steps' }).waitFor();
    const command = await page.locator('pre').filter({ hasText: 'curl' }).innerText();
    const body = JSON.parse(/-d '(.*)'$/s.exec(command)?.[1] ?? '') as { input: unknown };
    expect(body.input).toEqual({ text: 'a', gro_e: 268_459, paid: true });
    await page.context().close();
  });

  it('takes 300 columns and big files by their beginning, and fits a phone', async () => {
    const page = await signInAt(
      await openPage(browser, { viewport: { width: 390, height: 844 } }),
      `${world.handrail.url}/new`,
      'admin@t.example',
    );
    await page.getByRole('radio', { name: 'New product' }).click();
    await page.getByLabel('Name of the project').fill('Wide');
    await page.getByRole('button', { name: 'Go on' }).click();
    const names = Array.from({ length: 300 }, (_, i) => `c${i}`);
    await drop(page, 'wide.csv', `${names.join(',')}\n${names.map((name) => `${name} is here`).join(',')}`);
    await page.getByText('The file has 300 columns').waitFor();
    await page.getByText('300 columns, 100 of them fields of a case').waitFor();
    const row = `${'word '.repeat(200)},yes\n`;
    const folder = mkdtempSync(join(tmpdir(), 'handrail-sample-'));
    const big = join(folder, 'big.csv');
    writeFileSync(big, `text,label\n${row.repeat(Math.ceil(50_000_000 / row.length))}`);
    await page.setInputFiles('input[type=file]', big);
    await page.getByText('big.csv: 2 columns').waitFor();
    await page.getByText('The first 2000 rows were looked at.').waitFor();
    rmSync(folder, { recursive: true });
    expect(await overflowOf(page)).toBe(0);
    await page.context().close();
  });

  it('declares a limit in the settings, which holds for the next case', async () => {
    const page = await signInAt(
      await openPage(browser),
      `${world.handrail.url}/p/mail/settings?tab=profile`,
      'admin@t.example',
    );
    await page.getByText('Nothing was declared yet').waitFor();
    await page.getByLabel('Cases a second, at most').fill('3');
    await page.getByLabel('Memory it may use').fill('16');
    await page.getByLabel('Processor it may use').fill('64');
    await page.getByLabel('Why?').fill('a small machine');
    await page.getByRole('button', { name: 'Declare profile 1' }).click();
    await page.getByText('a small machine').waitFor();
    await page.getByText('Over what is declared: memory').waitFor();
    await page
      .getByRole('row', { name: /^Memory/ })
      .getByText('over', { exact: true })
      .waitFor();
    await page
      .getByRole('row', { name: /^Processor/ })
      .getByText('within', { exact: true })
      .waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Personal data is kept for').fill('30');
    await page.getByText('No case is older than 30 days yet').waitFor();
    const next = page.getByRole('button', { name: 'Declare profile 2' });
    expect(await next.isDisabled()).toBe(true);
    // A colour on its way to another is neither.
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Erase it. It cannot be brought back.').check();
    await next.click();
    await page.getByText('days of personal data: none → 30').waitFor();
    await page.getByLabel('A machine may take, at most').fill('750');
    await page.getByRole('textbox', { name: 'Why?' }).first().fill('it is fast');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page.getByText('within 750 ms').waitFor();
    await page.context().close();
  });

  it('changes what a case holds and what can be answered, says before what that does, and takes it back', async () => {
    const page = await signInAt(
      await openPage(browser),
      `${world.handrail.url}/p/mail/settings?tab=project`,
      'admin@t.example',
    );
    await page.getByRole('button', { name: 'Change fields and answers' }).click();
    await page.getByRole('button', { name: 'Another field' }).click();
    await page.getByLabel(/^Name of new field/).fill('shop floor');
    await page.getByText('Fields: a field name starts with a letter').waitFor();
    await page.getByLabel(/^Name of new field/).fill('shop');
    await page.getByText('shop may come with a case.').waitFor();
    await page.getByRole('button', { name: 'Another label' }).click();
    await page.getByLabel('Label 3', { exact: true }).fill('phishing');
    await page.getByText('phishing is an answer: machines that were trained without it do not give it.').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Why?').fill('a new kind of mail');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page.getByText(/^One of: .*phishing$/).waitFor();
    await page.getByRole('cell', { name: 'shop', exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('It is as it was before.').waitFor();
    await page.getByText(/^One of: .*phishing$/).waitFor({ state: 'detached' });
    // Without what was told above, which would lie over the page.
    await page.reload();
    await page.getByRole('button', { name: 'Change fields and answers' }).click();
    await page.getByRole('button', { name: 'Another label' }).click();
    await page.getByLabel('Label 3', { exact: true }).fill('newsletter');
    await moveTo(world, 'SHADOW');
    await page.getByLabel('Why?').fill('what somebody else did is not written over');
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/was written meanwhile/)
      .waitFor();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await page.getByRole('button', { name: 'Change fields and answers' }).click();
    await page.getByLabel('What reviewers read for shop').waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });
});
