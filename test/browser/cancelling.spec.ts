import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { JobQueue } from '../../server/dist/platform/queue/index.js';
import { launchBrowser } from '../support/browser.js';
import { labelCases, mixed } from '../support/labels.js';
import { openPage, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, moveTo, type World } from '../support/world.js';

let world: World;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  world = await createWorld();
  await moveTo(world, 'HUMAN_ONLY');
  await labelCases(world, mixed(6));
  await freeze('all');
  await until('the version', async () => {
    const { rowCount } = await world.handrail.database.query(`select 1 from dataset_version where state = 'ready'`);
    return (rowCount ?? 0) > 0;
  });
  // From now on nobody works: what is asked for stays under way for as long as it takes to look.
  await world.handrail.running.app.get(JobQueue).onModuleDestroy();
  browser = await launchBrowser();
  page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/overview`, 'admin@t.example');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

const open = (path: string): Promise<unknown> => page.goto(`${world.handrail.url}/p/mail/${path}`);
const press = (name: string | RegExp): Promise<void> => page.getByRole('button', { name }).click();
const count = async (table: string): Promise<number> =>
  (await world.handrail.database.query(`select 1 from ${table}`)).rowCount ?? 0;
function freeze(name: string): Promise<unknown> {
  return world.scientist.run('mutation ($input: FreezeDatasetInput!) { freezeDataset(input: $input) { number } }', {
    input: { projectId: world.projectId, name, definition: {} },
  });
}

it('a freeze is cancelled and taken away on its page', async () => {
  await freeze('wrong');
  await open('datasets/2');
  await press('Cancel');
  await page.getByRole('button', { name: 'Remove' }).waitFor();
  await press('Remove');
  await page.waitForURL(/\/datasets$/);
  expect(await count('dataset_version')).toBe(1);
});

it('an export is stopped and taken away in its row', async () => {
  await world.scientist.run(
    'mutation ($input: StartDatasetExportInput!) { startDatasetExport(input: $input) { id } }',
    {
      input: { projectId: world.projectId, number: 1, file: 'data.csv' },
    },
  );
  await open('datasets/1');
  await press('Stop the export data.csv');
  await press('Remove the export data.csv');
  await page.getByRole('button', { name: 'Remove the export data.csv' }).waitFor({ state: 'detached' });
  expect(await count('dataset_export')).toBe(0);
});

it('a training is called off and taken away where it stands', async () => {
  await world.admin.run('mutation ($input: RegisterDeciderInput!) { registerDecider(input: $input) { __typename } }', {
    input: { projectId: world.projectId, name: 'filter', kind: 'MODEL', owner: '', notes: '' },
  });
  await world.admin.run('mutation ($input: TrainDeciderInput!) { trainDecider(input: $input) { __typename } }', {
    input: { projectId: world.projectId, name: 'filter' },
  });
  await open('deciders/filter');
  await press('Call it off');
  await press(/^Remove the training/);
  await page.getByText('Not trained yet').waitFor();
  expect(await count('training')).toBe(0);
});

it('an import is cancelled and taken away on its page', async () => {
  const { createApiKey } = await world.admin.run<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { projectId: world.projectId, name: 'importer', scopes: ['LABELS_WRITE'] } },
  );
  const call = async (path: string, type: string, body: string): Promise<unknown> =>
    (
      await fetch(`${world.handrail.url}/v1/projects/mail/imports${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${createApiKey.secret}`, 'content-type': type },
        body,
      })
    ).json();
  const sent = await call('?name=wrong.csv', 'application/octet-stream', 'text,label\na,spam\n');
  const { id, proposal } = sent as { id: string; proposal: object };
  await call(`/${id}/start`, 'application/json', JSON.stringify({ purpose: 'training', mapping: proposal }));
  await open(`datasets/imports/${id}`);
  await press('Cancel the import');
  await press('Remove from the list');
  await page.waitForURL(/\/datasets\/imports$/);
  // What its rows came from is still known; it is in no list any more.
  const { labelImports } = await world.scientist.run<{ labelImports: unknown[] }>(
    'query ($projectId: ID!) { labelImports(projectId: $projectId) { id } }',
    { projectId: world.projectId },
  );
  expect(labelImports).toEqual([]);
});
