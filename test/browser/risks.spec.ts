import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { axeViolations, choose, openPage, overflowOf, signInAt } from '../support/page.js';
import { createWorld, type World } from '../support/world.js';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await createWorld();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

it('an admin takes the starting list, sees the risk that no metric reveals, retires a metric and brings it back', async () => {
  const page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/risks`, 'admin@t.example');
  await page.getByRole('button', { name: 'Take them all' }).click();
  const risks = page.getByRole('table', { name: 'Risks' });
  const misled = risks.getByRole('row', { name: /mislead the machine/ });
  await misled.getByText('no metric').waitFor();
  expect(await risks.getByText('no metric').count()).toBe(1);
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Add a risk' }).click();
  await page.getByRole('textbox', { name: 'What could go wrong' }).fill('The moon falls');
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  const moon = risks.getByRole('row', { name: /The moon falls/ });
  await moon.getByText('no metric').waitFor();
  await moon.getByRole('button', { name: 'Change: The moon falls' }).click();
  await choose(page, 'Metrics that would reveal it', 'Answers');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: 'Save' }).click();
  await moon.getByText('no metric').waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Retire: Answers', exact: true }).click();
  await moon.getByText('no metric').waitFor();
  await page.getByRole('button', { name: 'Bring back: Answers', exact: true }).click();
  await moon.getByText('no metric').waitFor({ state: 'detached' });

  await moon.getByRole('button', { name: 'Change: The moon falls' }).click();
  await world.handrail.database.query(
    `update risk set impact = 5, version = version + 1 where title = 'The moon falls'`,
  );
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').getByText('changed or removed this risk meanwhile').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await moon.getByText('5 of 5').waitFor();
  await moon.getByRole('button', { name: 'Change: The moon falls' }).click();
  await page.getByRole('button', { name: 'Remove' }).click();
  await moon.waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
}, 120_000);

it('a data scientist reads the register and is not offered to change it', async () => {
  const page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/risks`, 'scientist@t.example');
  await page.getByRole('table', { name: 'Metrics' }).waitFor();
  expect(await page.getByRole('button', { name: /^(Retire|Change|Add a risk)/ }).count()).toBe(0);
}, 60_000);

it('a metric whose alarms helped nobody is proposed, and retired by that', async () => {
  const { database } = world.handrail;
  await database.query(
    `with rule as (insert into alarm_rule (id, project_id, settings, version, changed_by, changed_at)
       values (gen_random_uuid(), $1, '{"name":"Repeats"}', 1, 'test', now()) returning id),
     raised as (insert into alarm (id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at, resolved_at, useful)
       select gen_random_uuid(), $1, 'Repeats', 'RESOLVED', '', '[]', now(), now(), now(), now(), false from generate_series(1, 5) returning id)
     insert into alarm_signal (id, alarm_id, rule_id, part, metric, settings, reading, points, since, opened_at, closed_at)
     select gen_random_uuid(), raised.id, rule.id, '', 'output.repeats', '{}', '{}', '[]', now(), now(), now() from raised, rule`,
    [world.projectId],
  );
  const page = await signInAt(await openPage(browser), `${world.handrail.url}/p/mail/risks`, 'admin@t.example');
  const row = page.getByRole('row', { name: /output\.repeats/ });
  await row.getByText('Might be retired: It alarmed 5 times; 5 were judged not useful, none useful.').waitFor();
  await row.getByText('5, 0 useful, 5 not').waitFor();
  await row.getByRole('button', { name: /^Retire/ }).click();
  await row.getByText(/retired by Ada/).waitFor();
  await row.getByText('Might be retired').waitFor({ state: 'detached' });
}, 60_000);
