import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { PASSWORD, TestHandrail } from '../support/handrail.js';
import { openPage } from '../support/page.js';

let handrail: TestHandrail;
let browser: Browser;
beforeAll(async () => {
  handrail = await TestHandrail.start();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await handrail.stop();
});

const YES_NO = [{ value: 'Yes' }, { value: 'No' }];
const KINDS = [
  { name: 'Which', answer: { kind: 'label', labels: YES_NO }, keys: ['2'], label: 'No' },
  { name: 'Marks', answer: { kind: 'labels', labels: YES_NO }, keys: ['2', '1', 'Enter'], label: ['Yes', 'No'] },
  { name: 'How much', answer: { kind: 'number' }, keys: ['-', '1', '2', '.', '5', 'Enter'], label: -12.5 },
  { name: 'Say it', answer: { kind: 'text' }, keys: ['Enter', 'o', 'k', 'Control+Enter'], label: 'ok' },
];

/** With the page's own session; how a person makes one is wizard.spec.ts. */
async function makeProject(page: Page, slug: string, { name, answer }: (typeof KINDS)[number]): Promise<void> {
  const inputSchema = { fields: [{ name: 'text', type: 'text' }] };
  const made = await page.evaluate(
    async (input) => {
      const query = 'mutation ($input: CreateProjectInput!) { createProject(input: $input) { slug } }';
      const reply = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-handrail-request': '1' },
        body: JSON.stringify({ query, variables: { input } }),
      });
      return reply.text();
    },
    { slug, name, inputSchema, outputSchema: answer },
  );
  expect(made).toContain(`"slug":"${slug}"`);
  await page.goto(`${handrail.url}/p/${slug}/ladder`);
  await page.getByRole('heading', { name: 'Ladder' }).waitFor();
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
    const slug = kind.name.toLowerCase().replace(' ', '-');
    await makeProject(page, slug, kind);
    await page.goto(`${handrail.url}/p/${slug}/settings?tab=members`);
    await page.getByRole('checkbox', { name: 'Reviewer for Ada' }).click();
    // The menu gains the page at once.
    await page.getByRole('link', { name: 'Review', exact: true }).waitFor();
    await page.getByRole('tab', { name: 'API keys' }).click();
    await page.getByLabel('New key for').fill('the test');
    await page.getByRole('button', { name: 'Create key' }).click();
    const secret = await page.locator('.secret').innerText();
    const { status } = await fetch(`${handrail.url}/v1/projects/${slug}/decisions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ input: { text: `a case of ${kind.name}` } }),
    });
    expect(status).toBe(202);
    await page.goto(`${handrail.url}/p/${slug}/review`);
    await page.getByText(`a case of ${kind.name}`).waitFor();
    for (const key of kind.keys) await page.keyboard.press(key);
    await page.getByText('1 answered today').waitFor();
  }
  const { rows } = await handrail.database.query<{ value: unknown }>('select value from label order by id');
  expect(rows.map(({ value }) => value)).toEqual(KINDS.map(({ label }) => label));
  await page.context().close();
});
