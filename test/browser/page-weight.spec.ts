import { get } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { openPage, signInAt } from '../support/page.js';
import { createWorld, decide, INPUT_SCHEMA, moveTo, type World } from '../support/world.js';

/** Of script, gzipped. */
const MOST_BYTES = 200_000;
let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'AI_ASSISTANCE', { auditRate: 0, blindControlRate: 0 });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

/** How many bytes of script a reviewer's browser that has nothing of ours loads, gzipped, until they can answer the case. */
async function scriptsOf(path: string, text: string): Promise<Record<string, number>> {
  // Where no case is taken.
  const first = await signInAt(await openPage(browser), `${world.handrail.url}/nowhere`, 'reviewer@t.example');
  await first.getByRole('heading', { name: 'Not found' }).waitFor();
  const cookies = await first.context().cookies();
  await first.context().close();
  const page = await openPage(browser);
  await page.context().addCookies(cookies);
  const addresses = new Set<string>();
  page.on('request', (request) => request.resourceType() === 'script' && addresses.add(request.url()));
  await page.goto(`${world.handrail.url}${path}`);
  await page.getByText(text).waitFor();
  await page.locator('.answer-bar').getByRole('button', { name: 'Skip' }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.context().close();
  const sizes = await Promise.all([...addresses].map(async (url) => [url, await gzippedSize(url)] as const));
  return Object.fromEntries(sizes);
}

function gzippedSize(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      let bytes = 0;
      answer.on('data', (part: Buffer) => (bytes += part.length));
      answer.on('error', reject);
      answer.on('end', () => resolve(bytes));
    }).on('error', reject);
  });
}

/** Whoever makes it heavier sees which file it was. */
function expectLight(scripts: Record<string, number>): void {
  const sum = Object.values(scripts).reduce((all, bytes) => all + bytes, 0);
  expect({ ...scripts, sum, isLight: sum > 50_000 && sum < MOST_BYTES }).toMatchObject({ isLight: true });
}

it('the review page loads less than 200 KB of script, gzipped', async () => {
  const text = 'a mail with a suggestion';
  const evidence = [{ field: 'text', start: 2, end: 6, weight: 0.5 }];
  await decide(world, { input: { text }, predictions: [{ model: 'm@1', value: 'ham', confidence: 0.9, evidence }] });
  expectLight(await scriptsOf('/p/mail/review', text));
});

it('so it does where answers are numbers, whose field comes on top', async () => {
  const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
    { input: { slug: 'number', name: 'Number', inputSchema: INPUT_SCHEMA, outputSchema: { kind: 'number' } } },
  );
  const projectId = createProject.id;
  await world.admin.run('mutation ($input: SetMemberRolesInput!) { setMemberRoles(input: $input) { roles } }', {
    input: { projectId, email: 'reviewer@t.example', roles: ['REVIEWER'] },
  });
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId, name: 'test', scopes: ['DECISIONS_WRITE'] } },
  );
  await fetch(`${world.handrail.url}/v1/projects/number/decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${createApiKey.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ input: { text: 'how many?' } }),
  });
  expectLight(await scriptsOf('/p/number/review', 'how many?'));
});
