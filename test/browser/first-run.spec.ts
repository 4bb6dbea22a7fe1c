import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { PASSWORD, TestHandrail } from '../support/handrail.js';
import { startMediaServer, type MediaServer } from '../support/media-server.js';
import { choose, openPage } from '../support/page.js';

let handrail: TestHandrail;
let media: MediaServer;
let browser: Browser;
beforeAll(async () => {
  media = await startMediaServer();
  handrail = await TestHandrail.start();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await handrail?.stop();
  await media?.stop();
});

type Field = { readonly name: string; readonly type: string; readonly values?: readonly string[] };
type Kind = {
  readonly name: string;
  readonly answer: string;
  /** Beside the text that the form begins with. */
  readonly fields: readonly Field[];
  readonly keys: readonly string[];
  readonly label: unknown;
};
const KINDS: readonly Kind[] = [
  {
    name: 'Which',
    answer: 'One label',
    fields: [{ name: 'Photo', type: 'Picture (address)' }],
    keys: ['2'],
    label: 'No',
  },
  {
    name: 'Marks',
    answer: 'Several labels',
    fields: [{ name: 'Call', type: 'Sound (address)' }],
    keys: ['2', '1', 'Enter'],
    label: ['Yes', 'No'],
  },
  {
    name: 'How much',
    answer: 'A number',
    fields: [
      { name: 'Amount', type: 'Number' },
      { name: 'Urgent', type: 'Yes or no' },
    ],
    keys: ['-', '1', '2', '.', '5', 'Enter'],
    label: -12.5,
  },
  {
    name: 'Say it',
    answer: 'Free text',
    fields: [
      { name: 'Colour', type: 'Category', values: ['red', 'green'] },
      { name: 'Seen', type: 'Date and time' },
    ],
    keys: ['Enter', 'o', 'k', 'Control+Enter'],
    label: 'ok',
  },
];

/** The five steps of the wizard, from the page of all projects. */
async function makeProject(page: Page, { name, answer, fields }: Kind): Promise<void> {
  const goOn = page.getByRole('button', { name: 'Go on' });
  await page.getByRole('link', { name: 'New project' }).click();
  await page.getByRole('radio', { name: 'Automate or assist a manual task' }).click();
  await page.getByLabel('Name of the project').fill(name);
  await goOn.click();
  for (const [index, field] of fields.entries()) {
    await page.getByRole('button', { name: 'Another field' }).click();
    await page.getByLabel(`What reviewers read for field ${index + 2}`).fill(field.name);
    await choose(page, `Type of ${field.name}`, field.type);
    for (const value of field.values ?? []) {
      await page.getByRole('combobox', { name: `Values of ${field.name}` }).fill(value);
      await page.keyboard.press('Enter');
    }
  }
  await goOn.click();
  await choose(page, 'The answer is', answer);
  await goOn.click();
  await page.getByLabel('Guidelines for reviewers').fill(`How to answer ${name}.`);
  await goOn.click();
  await page.getByRole('button', { name: 'Create project' }).click();
  await page.getByRole('heading', { name: 'Next steps' }).waitFor();
}

/** Sends what the page of next steps says to send, with files that are there in the place of the made-up ones. */
async function sendFirstCase(page: Page, secret: string): Promise<number> {
  const command = await page.locator('pre').filter({ hasText: 'curl' }).innerText();
  const body = (/-d '(.*)'$/s.exec(command)?.[1] ?? '')
    .replace('https://example.com/image.png', `${media.url}/picture.png`)
    .replace('https://example.com/sound.mp3', `${media.url}/sound.wav`);
  const { status } = await fetch(/https?:\S+/.exec(command)?.[0] ?? '', {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body,
  });
  return status;
}

/** Every field of the case is there to be seen, or heard. */
async function expectCase(page: Page, fields: readonly Field[]): Promise<void> {
  await page.getByText('An example of Text').waitFor();
  for (const { name, type } of fields) {
    if (type.startsWith('Picture'))
      await page.waitForFunction(
        (of) => document.querySelector<HTMLImageElement>(`img[alt="${of}"]`)?.naturalWidth,
        name,
      );
    else if (type.startsWith('Sound'))
      await page.waitForFunction(
        (of) => (document.querySelector<HTMLAudioElement>(`audio[aria-label="${of}"]`)?.duration ?? 0) > 0,
        name,
      );
    else await page.getByText(name, { exact: true }).waitFor();
  }
}

it('the first visit makes the first admin, who makes a project of each kind, gets a key, and answers by keyboard', async () => {
  const page = await openPage(browser);
  await page.goto(handrail.url);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('E-mail').fill('ada@t.example');
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create the first admin' }).click();
  await page.getByText('No project yet').waitFor();
  for (const kind of KINDS) {
    await makeProject(page, kind);
    await page.getByRole('link', { name: 'Make a key' }).click();
    await page.getByLabel('New key for').fill('the test');
    await page.getByRole('button', { name: 'Create key' }).click();
    const secret = await page.locator('.secret').innerText();
    await page.getByRole('tab', { name: 'People' }).click();
    await page.getByRole('checkbox', { name: 'Reviewer for Ada' }).click();
    // The menu gains the page at once.
    const review = page.getByRole('link', { name: 'Review', exact: true });
    await review.waitFor();
    await page.goto(page.url().replace(/\/settings.*/, '/start'));
    expect(await sendFirstCase(page, secret)).toBe(202);
    await review.click();
    await expectCase(page, kind.fields);
    for (const key of kind.keys) await page.keyboard.press(key);
    await page.getByText('1 answered today').waitFor();
    await page.goto(handrail.url);
  }
  const { rows } = await handrail.database.query<{ value: unknown }>('select value from label order by id');
  expect(rows.map(({ value }) => value)).toEqual(KINDS.map(({ label }) => label));
  await page.context().close();
}, 120_000);
