import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { HookServer, verified } from '../support/hook-server.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, type World } from '../support/world.js';

const PATH = '/hooks/handrail/of-those-who-are-on-call-tonight';
let world: World;
let hooks: HookServer;
let browser: Browser;
beforeAll(async () => {
  hooks = await HookServer.start();
  world = await createWorld({ HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1' });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world?.handrail.stop();
  await hooks?.stop();
});

it('a webhook is added, tried, told of an alarm by itself, sent again, and removed', async () => {
  const page = await signInAt(
    await openPage(browser),
    `${world.handrail.url}/p/mail/settings?tab=channels`,
    'admin@t.example',
  );
  await page.getByText('No channel yet').waitFor();
  await page.getByText('Nothing was sent').waitFor();
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Add a channel' }).click();
  await page.getByLabel('Kind').selectOption('EMAIL');
  await page.getByText(/has to set HANDRAIL_SMTP_URL/).waitFor();
  expect(await page.getByRole('button', { name: 'Add it' }).isDisabled()).toBe(true);
  await page.getByLabel('Kind').selectOption('WEBHOOK');
  await page.getByLabel('Name').fill('On call');
  await page.getByLabel('URL', { exact: true }).fill('http://127.0.0.2:9/');
  await page.getByRole('button', { name: 'Add it' }).click();
  await page
    .getByText(/127\.0\.0\.2 is a private or local address/)
    .first()
    .waitFor();
  await page.getByLabel('URL', { exact: true }).fill(`${hooks.url}${PATH}`);
  await page.getByRole('checkbox', { name: 'An alarm is acknowledged' }).check();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add it' }).click();
  const secret = (await page.locator('code.secret').textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  const explained = await page.getByRole('link', { name: 'how that is done' }).getAttribute('href');
  const explanation = await (await fetch(new URL(explained ?? '', world.handrail.url))).text();
  expect(explanation).toContain('id="webhooks"');
  expect(explanation).toContain('POST decision.made');
  await page.getByRole('button', { name: 'I have it' }).click();

  await page.getByRole('button', { name: 'Send a test by “On call”' }).click();
  await page.getByRole('button', { name: 'Send a test', exact: true }).click();
  await page.getByText('It was taken').waitFor();
  await page.getByText(/webhook-signature: v1,/).waitFor();
  await page.getByText('HTTP 204').first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Close' }).click();

  // Nobody delivers by hand, and nobody reads the page again.
  hooks.replies.set(PATH, [{ status: 500 }]);
  await world.handrail.database.query(
    `insert into alarm (id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at)
     values ('0199c0de-0000-7000-8000-000000000001', $1, 'Requests fail', 'FIRING', '', '[]', now(), now(), now())`,
    [world.projectId],
  );
  await world.scientist.run('mutation ($id: ID!) { acknowledgeAlarm(id: $id) { id } }', {
    id: '0199c0de-0000-7000-8000-000000000001',
  });
  const row = page.getByRole('table', { name: 'Deliveries' }).getByRole('row', { name: /An alarm is acknowledged/ });
  await row.getByText('Taken').waitFor();
  const [test, failed, taken] = await until('three messages', () => hooks.seen.length === 3 && hooks.seen);
  if (!test || !failed || !taken) throw new Error('unreachable');
  expect(verified(test, secret).type).toBe('channel.test');
  expect(verified(taken, secret).type).toBe('alarm.acknowledged');
  expect(taken.headers['webhook-id']).toBe(failed.headers['webhook-id']);

  const again = row.getByRole('button', { name: 'Send again' });
  await again.focus();
  await page.keyboard.press('Enter');
  await until('the message once more', () => hooks.seen.length === 4);
  expect(hooks.seen.at(-1)?.headers['webhook-id']).toBe(taken.headers['webhook-id']);

  await page.getByRole('button', { name: 'Change “On call”' }).click();
  await page.getByLabel('Name').fill('Night shift');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflowOf(page)).toBe(0);
  expect(await axeViolations(page)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Save' }).click();
  const on = page.getByRole('switch', { name: '“Night shift” is on' });
  await on.focus();
  await page.keyboard.press('Space');
  await page.getByRole('switch', { name: '“Night shift” is on', checked: false }).waitFor();
  await page.getByRole('button', { name: 'Change “Night shift”' }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'Remove for ever' }).click();
  await page.getByText('No channel yet').waitFor();
}, 180_000);
