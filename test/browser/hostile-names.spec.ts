import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { openPage, overflowOf, signInAt } from '../support/page.js';
import { registerCaller } from '../support/rollouts.js';
import { claim, createWorld, decide, moveTo, submit, type World } from '../support/world.js';

/** Turns what follows, is read from right to left, and has no place to break: cut to what its field takes. */
const hostile = (what: string, most = 320): string =>
  `${what}\u202Egnp ${'שלום'} (1) ${'x'.repeat(300)}`.slice(0, most);
const [FIRST, SECOND] = [hostile('one', 200), hostile('two', 200)];
const OUTPUT = {
  kind: 'label',
  labels: [
    { value: FIRST, title: hostile('One', 200) },
    { value: SECOND, title: hostile('Two', 200) },
  ],
};
const INPUT = {
  fields: [
    { name: 'text', type: 'text', required: true, title: hostile('Text', 120), description: hostile('said of it') },
    { name: 'amount', type: 'number', required: false, title: hostile('Amount', 120), unit: 'kg\u202E' },
  ],
};
const SLUG = '/p/mail';
const ALARM = '0199c0de-0000-7000-8000-000000000001';

let world: World;
let browser: Browser;
let caseId: string;
beforeAll(async () => {
  world = await createWorld({}, OUTPUT);
  const { database } = world.handrail;
  await database.query('update project set name = $1, description = $1, guidelines = $1, input_schema = $2', [
    hostile('Mail', 100),
    JSON.stringify(INPUT),
  ]);
  await database.query('update person set name = left(name || $1, 100)', [hostile('')]);
  const machine = await registerCaller(world, 'filter');
  const challenger = await registerCaller(world, 'newer');
  await database.query('update decider set owner = $1, notes = $2', [hostile('owner', 200), hostile('notes')]);
  const run = (mutation: string, input: object): Promise<unknown> =>
    world.admin.run(mutation, { input: { projectId: world.projectId, ...input } });
  await run('mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }', {
    name: hostile('key', 80),
    scopes: ['LABELS_READ'],
  });
  await run('mutation ($input: SaveAlarmRuleInput!) { saveAlarmRule(input: $input) { rules { id } } }', {
    rule: {
      name: hostile('rule', 120),
      metric: 'output.overridden',
      condition: 'ABOVE',
      limit: 5,
      segment: hostile('se', 200),
    },
  });
  await run('mutation ($input: SaveRiskInput!) { saveRisk(input: $input) { risks { id } } }', {
    title: hostile('risk', 300),
    impact: 2,
    likelihood: 2,
    metrics: [],
  });
  await run('mutation ($input: MuteAlarmsInput!) { muteAlarms(input: $input) { rules { id } } }', {
    from: new Date().toISOString(),
    to: new Date(Date.now() + 3_600_000).toISOString(),
    reason: hostile('mute'),
  });
  await database.query(
    `insert into channel (id, project_id, kind, name, events, is_on, shown, sealed, version, changed_by, changed_at)
     values (gen_random_uuid(), $1, 'SLACK', $2, '{}', true, $2, '', 1, $2, now())`,
    [world.projectId, hostile('channel', 80)],
  );
  await database.query(
    `insert into alarm (id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at)
     values ($3, $1, $2, 'FIRING', '', $4, now(), now(), now())`,
    [
      world.projectId,
      hostile('alarm', 200),
      ALARM,
      JSON.stringify([
        { kind: 'POLICY', id: 'a', at: Date.now(), title: hostile('cause', 200), detail: hostile('detail') },
      ]),
    ],
  );
  await moveTo(world, 'HUMAN_ONLY', { auditRate: 0 });
  const prediction = { model: machine, value: FIRST, confidence: 0.8 };
  const segment = hostile('seg', 200);
  const said = { input: { text: hostile('said') }, segment, predictions: [prediction] };
  for (let index = 0; index < 4; index += 1) ({ id: caseId } = (await decide(world, said)).body);
  for (const session of [world.reviewer, world.other]) {
    const [first, second, third] = await claim(world, session);
    if (!first || !second) throw new Error('nothing to answer');
    await submit(session, first, session === world.other ? SECOND : FIRST);
    for (const skipped of [second, third])
      if (skipped)
        await session.run('mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }', {
          input: { reviewId: skipped.id, leaseToken: skipped.leaseToken, reason: hostile('cannot read') },
        });
  }
  const { project } = await world.admin.run<{ project: { policy: { version: number } } }>(
    '{ project(slug: "mail") { policy { version } } }',
  );
  await run('mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { __typename } }', {
    expectedVersion: project.policy.version,
    reason: hostile('why'),
    withoutProof: true,
    settings: {
      level: 'PARTIAL_AUTOMATION',
      globalThreshold: 0.9,
      auditRate: 0,
      incumbent: machine,
      classThresholds: [{ name: FIRST, threshold: 0.85 }],
      segmentThresholds: { [segment]: { global: 0.95 } },
    },
  });
  for (let index = 0; index < 2; index += 1) await decide(world, said);
  await run('mutation ($input: FreezeDatasetInput!) { freezeDataset(input: $input) { number } }', {
    name: hostile('set', 80),
    definition: {},
  });
  expect(challenger).toBe('newer@1');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await world.handrail.stop();
});

/** Where the page shows a control as it came, or what is read from right to left within a sentence that it turns. */
function leaksOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isolated = /\u2068[^\u2066-\u2069]*\u2069/gu;
    const control = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
    const [rightToLeft, other] = [/[\u0590-\u06ff]/u, /[a-z]/iu];
    // An element that is no more than the text, in its own direction.
    const isHeldApart = (element: Element): boolean =>
      element.closest('bdi, [dir]:not(html)') !== null || getComputedStyle(element).unicodeBidi === 'plaintext';
    const leaks = new Set<string>();
    const look = (text: string, where: string, isApart: boolean): void => {
      const rest = text.replace(isolated, '');
      if (control.test(rest)) leaks.add(`${where} has a control: ${encodeURI(text.slice(0, 60))}`);
      else if (!isApart && rightToLeft.test(rest) && other.test(rest))
        leaks.add(`${where} is turned: ${text.slice(0, 60)}`);
    };
    look(document.title, 'the title', false);
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest('script, style, textarea')) continue;
      const where = `${element.tagName.toLowerCase()}.${String(element.getAttribute('class')).slice(0, 40)}`;
      if (!(node instanceof Element)) look(node.nodeValue ?? '', where, isHeldApart(element));
      else
        for (const name of ['title', 'aria-label', 'aria-valuetext', 'alt', 'placeholder'])
          look(node.getAttribute(name) ?? '', `${where}[${name}]`, false);
    }
    return [...leaks];
  });
}

/** Both widths: nothing leaks, and the page is no wider than the window. */
async function wrongWith(page: Page, name: string): Promise<string[]> {
  const wrong = (await leaksOf(page)).map((leak) => `${name}: ${leak}`);
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    // What measures its place does so in the next frame.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    const overflow = await overflowOf(page);
    if (overflow > 0) wrong.push(`${name} at ${width}: ${overflow} px too wide`);
    const cut = await cutOf(page);
    wrong.push(...cut.map((each) => `${name} at ${width}: ${each}`));
  }
  return wrong;
}

/** What is cut at the edge of something that neither scrolls nor says by an ellipsis that there is more. */
function cutOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *, [role=dialog] *')]
      .filter((one) => {
        if (one.scrollWidth <= one.clientWidth + 2 || one.clientWidth <= 1 || (one.textContent ?? '').trim() === '')
          return false;
        if (one.closest('svg, textarea, input, thead, .chart-plot')) return false;
        const { overflowX, textOverflow } = getComputedStyle(one);
        return textOverflow !== 'ellipsis' && (overflowX === 'hidden' || overflowX === 'clip');
      })
      .map((one) => `${one.tagName.toLowerCase()}.${one.className} cuts “${(one.textContent ?? '').slice(0, 40)}”`),
  );
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
}

describe('names that turn what is read', () => {
  it('turn nothing and widen nothing on any page of an admin', async () => {
    const page = await signInAt(await openPage(browser), `${world.handrail.url}/`, 'admin@t.example');
    await page.getByText('New project').first().waitFor();
    const wrong = await wrongWith(page, '/');
    for (const path of [
      'overview',
      'ladder',
      'deciders',
      'deciders/filter',
      'deciders/filter/new',
      'rollouts',
      'rollouts/new',
      'rollouts/compare?champion=filter@1&challenger=newer@1',
      'monitoring',
      'alarms',
      `alarms?alarm=${ALARM}`,
      'alarms?view=rules',
      'drift',
      'decisions',
      `decisions?case=${caseId}`,
      'risks',
      'labels',
      'datasets',
      'datasets/1',
      'datasets/1/quality',
      'datasets/imports',
      'datasets/new',
      ...['members', 'project', 'keys', 'channels', 'profile'].map((tab) => `settings?tab=${tab}`),
      'start',
    ]) {
      await page.goto(`${world.handrail.url}${SLUG}/${path}`);
      await page.getByRole('main').waitFor();
      await settled(page);
      wrong.push(...(await wrongWith(page, path)));
    }
    // What a click opens: choices, a form about one of them, what would happen.
    await page.goto(`${world.handrail.url}${SLUG}/ladder`);
    await page.getByRole('button', { name: 'Another threshold for …' }).click();
    for (const field of ['Class', 'Segment']) {
      await page.getByLabel(field, { exact: true }).first().click();
      await page.getByRole('option').first().waitFor();
      wrong.push(...(await wrongWith(page, `choices of ${field}`)));
      await page.keyboard.press('Escape');
    }
    await page.getByRole('slider', { name: 'Automation level' }).press('End');
    await page.getByRole('region', { name: 'What would happen' }).waitFor();
    await settled(page);
    wrong.push(...(await wrongWith(page, 'preview')));
    await page.goto(`${world.handrail.url}${SLUG}/alarms?view=rules`);
    await page.getByRole('button', { name: /^rule/ }).click();
    await settled(page);
    wrong.push(...(await wrongWith(page, 'rule form')));
    await page.goto(`${world.handrail.url}${SLUG}/overview`);
    await page.getByRole('button', { name: 'Decide …' }).first().click();
    await settled(page);
    wrong.push(...(await wrongWith(page, 'decide form')));
    await page.goto(`${world.handrail.url}${SLUG}/overview`);
    await page.getByText('What needs someone').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
    wrong.push(...(await wrongWith(page, 'palette')));
    expect(wrong).toEqual([]);
    await page.context().close();
  });

  it('turn nothing and widen nothing for a reviewer', async () => {
    const page = await signInAt(await openPage(browser), `${world.handrail.url}${SLUG}/review`, 'reviewer@t.example');
    await page.getByRole('group', { name: 'Answers' }).waitFor();
    const wrong = await wrongWith(page, 'review');
    await page.keyboard.press('h');
    await page.getByRole('complementary', { name: 'Guidelines and last answers' }).waitFor();
    wrong.push(...(await wrongWith(page, 'drawer')));
    expect(wrong).toEqual([]);
    await page.context().close();
  });
});
