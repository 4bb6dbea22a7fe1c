import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.js';
import { registerDecider } from '../support/deciders.js';
import { openPage, signInAt } from '../support/page.js';
import { answerOpen, mails, reportOf, storePast, train, type RolloutView, type TestMail } from '../support/rollouts.js';
import { dealtSubjects } from '../support/subjects.js';
import { until } from '../support/until.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

/**
 * The whole story of replacing one model by another on real mails that people have judged: the moves are made in a
 * browser, traffic comes over REST, and a reviewer answers what comes up with what is true of each mail.
 *
 * Nothing in it may fail by chance: the guardrail's chance of a false alarm is set to 1 in 100,000, and subjects are
 * chosen so that every twenty are dealt exactly as the share says.
 */
const all = mails();
const truth = new Map(all.map(({ text, label }) => [text, label]));
const [first, second] = [all.slice(0, 400), all.slice(400, 700)];
const traffic = all.slice(700);
const BATCH = 20;
const FALSE_ALARM_PER_CENT = '0.001';

let world: World;
let browser: Browser;
let page: Page;
let sent = 0;
beforeAll(async () => {
  world = await createWorld();
  await registerDecider(world, 'filter');
  await storePast(world, first);
  browser = await launchBrowser();
  page = await signInAt(
    await openPage(browser, { reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] }),
    `${world.handrail.url}/p/mail/deciders/filter`,
    'admin@t.example',
  );
  // Going elsewhere before it is there would take the signing in back.
  await page.getByRole('heading', { name: 'filter', exact: true }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  await world?.handrail.stop();
});

type Sent = { readonly id: string; readonly status: number; readonly by: string };

async function send(mail: TestMail, subject: string): Promise<Sent> {
  const { status, body } = await decide(world, { input: { text: mail.text }, subject });
  const { name, version } = body['decidedBy'] as { name: string; version: string };
  return { id: body.id, status, by: `${name}@${version}` };
}

/** The next mails. There are some thousands, and each is a case of its own when they come again. */
function next(count: number): TestMail[] {
  const from = sent;
  sent += count;
  return Array.from({ length: count }, (_, index) => traffic[(from + index) % traffic.length]).filter(
    (mail) => mail !== undefined,
  );
}

/** Twenty mails at once, and a person's answer to every question that comes of them. */
async function live(): Promise<Sent[]> {
  const names = await dealtSubjects(world, `s-${sent}`, BATCH);
  const answers = await Promise.all(next(BATCH).map((mail, index) => send(mail, names[index] ?? '')));
  await answerOpen(world, truth);
  return answers;
}

async function liveUntil(what: string, holds: (rollout: RolloutView) => boolean): Promise<Sent[]> {
  const id = rolloutId();
  const answers: Sent[] = [];
  await until(`a rollout that ${what}`, async () => {
    answers.push(...(await live()));
    return holds((await reportOf(world, id)).rollout);
  });
  return answers;
}

const rolloutId = (): string => /rollouts\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

/** Fills the form of a canary: each step's share and what it waits for, wrong answers as the only guardrail. */
async function fillCanary(
  steps: readonly { share: number; cases: number; labels: number }[],
  worseThan: number,
): Promise<void> {
  for (let extra = 5; extra > steps.length; extra -= 1)
    await page.getByRole('button', { name: `Remove step ${extra}` }).click();
  for (const [at, { share, cases, labels }] of steps.entries()) {
    await page.getByLabel(`Share of step ${at + 1}, per cent`).fill(String(share));
    await page.getByLabel(`At least minutes in step ${at + 1}`).fill('0');
    await page.getByLabel(`At least cases in step ${at + 1}`).fill(String(cases));
    await page.getByLabel(`At least blind labels in step ${at + 1}`).fill(String(labels));
  }
  for (const metric of ['Missing answers', 'Overrides', 'Refusals', 'Slow answers'])
    await page.getByRole('checkbox', { name: metric }).uncheck();
  await page.getByLabel('Wrong answers: fails above').fill(String(worseThan));
  await page.getByLabel('Wrong answers: passes below').fill(String(worseThan + 1));
  await page.getByLabel('Wrong answers: chance of a false alarm').fill(FALSE_ALARM_PER_CENT);
}

async function trainOn(labels: number, version: number): Promise<void> {
  await page.goto(`${world.handrail.url}/p/mail/deciders/filter`);
  await page.getByRole('button', { name: `Train on ${labels} labels` }).click();
  await page.getByRole('button', { name: new RegExp(`^Version ${version}`) }).click();
  await page.getByRole('heading', { name: `filter@${version}` }).waitFor();
  await page.getByText('Under the policy in force it is a shadow').waitFor();
}

/** From the form of a rollout that is open to its page. */
async function start(challenger: string, fill: () => Promise<void>): Promise<void> {
  await page.getByText(`${challenger} answers`).waitFor();
  await fill();
  await page.getByLabel('Why?').fill('it may be better');
  await page.getByRole('button', { name: 'Start the rollout' }).click();
  await page.getByRole('heading', { name: new RegExp(`^${challenger} for filter@`) }).waitFor();
}

async function openForm(challenger: string): Promise<void> {
  await page.goto(`${world.handrail.url}/p/mail/rollouts/new?${new URLSearchParams({ challenger })}`);
}

describe('replacing a model on real mail, in a browser', { timeout: 120_000 }, () => {
  it('trains on the first part, and on more, which watches in shadow and is compared', async () => {
    await trainOn(first.length, 1);
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: 'filter@1', auditRate: 0.5 });
    await storePast(world, second);
    await trainOn(first.length + second.length, 2);
    expect(new Set((await live()).map(({ by }) => by))).toEqual(new Set(['filter@1']));
    const pair = { challenger: 'filter@2', champion: 'filter@1' };
    await until('both to have answered everything', async () => {
      const { compareMachines } = await world.scientist.run<{ compareMachines: { cases: number } }>(
        `query ($projectId: ID!, $challenger: String!, $champion: String!) {
          compareMachines(projectId: $projectId, challenger: $challenger, champion: $champion) { cases } }`,
        { projectId: world.projectId, ...pair },
      );
      return compareMachines.cases === BATCH;
    });
    await page.goto(`${world.handrail.url}/p/mail/rollouts/compare?${new URLSearchParams(pair)}`);
    await page
      .getByRole('region', { name: 'Verdict' })
      .getByText(/They differ on/)
      .waitFor();
    await page.getByRole('row', { name: /^95 % within [\d.,]+ ms [\d.,]+ ms$/ }).waitFor();
    await page.getByRole('table', { name: 'Agreement' }).getByRole('rowheader', { name: 'ham' }).waitFor();
  });

  it('lets it answer step by step, waits for an approval, and makes it the champion', async () => {
    await page.getByRole('link', { name: 'Bring filter@2 in …' }).click();
    await start('filter@2', async () => {
      const held = { cases: 8, labels: 4 };
      await fillCanary(
        [
          { share: 20, ...held },
          { share: 50, ...held },
          { share: 100, ...held },
        ],
        3,
      );
      await page.getByLabel('Somebody approves leaving step 2').check();
    });
    await liveUntil(
      'waits for its approval alone',
      ({ step, standing }) => step === 1 && standing?.waiting.length === 1 && standing.waiting[0]?.kind === 'APPROVAL',
    );
    const steps = page.getByRole('list', { name: 'Steps' });
    await steps.getByText('Waits for somebody’s approval').waitFor();
    const before = await live();
    expect(new Set(before.map(({ by }) => by))).toEqual(new Set(['filter@1', 'filter@2']));
    expect((await reportOf(world, rolloutId())).rollout.step).toBe(1);
    await page.getByLabel('Why?').fill('it looks right');
    await page.getByRole('button', { name: 'Approve going on to 100 %' }).click();
    await page.getByRole('listitem').filter({ hasText: 'it looks right' }).waitFor();
    await liveUntil('is finished', ({ status }) => status === 'FINISHED');
    await page.getByText('filter@2 has replaced filter@1.').first().waitFor();
    expect(new Set((await live()).map(({ by }) => by))).toEqual(new Set(['filter@2']));
  });

  it('catches one that was trained on corrupted labels by what people say, with nobody touching it', async () => {
    const since = new Date().toISOString();
    await storePast(world, second, { isCorrupted: true });
    const corrupted = await train(world, 'corrupted', since);
    await openForm(corrupted);
    await start(corrupted, () =>
      fillCanary(
        [
          { share: 20, cases: 5000, labels: 0 },
          { share: 100, cases: 0, labels: 0 },
        ],
        1,
      ),
    );
    const id = rolloutId();
    const answers = await liveUntil('is rolled back', ({ status }) => status === 'ROLLED_BACK');
    const decided = answers.filter(({ by }) => by === corrupted).length;
    expect(decided).toBeGreaterThan(0);
    await page.getByRole('link', { name: 'Try it again …' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'Rolled back' }).getByText('Handrail').waitFor();
    await page.getByRole('link', { name: 'Report' }).click();
    const dealt = page.getByRole('table', { name: 'Cases of either side' });
    await dealt.getByRole('row', { name: new RegExp(`^Decided by its machine alone ${decided} `) }).waitFor();
    await page.getByText(`decided ${decided} of them alone`).waitFor();
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await page.getByRole('button', { name: 'Link copied' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    // Whoever gets the link sees the same, first of all who they are.
    const colleague = await signInAt(await openPage(browser), link, 'scientist@t.example');
    await colleague.getByText(`decided ${decided} of them alone`).waitFor();
    await colleague.context().close();
    const shared = await fetch(`${world.handrail.url}/v1/projects/mail/rollouts/${id}`, {
      headers: { authorization: `Bearer ${world.key}` },
    });
    expect(await shared.json()).toMatchObject({
      rollout: { id, status: 'rolled_back' },
      challenger: { decidedByMachine: decided },
    });
    expect(new Set((await live()).map(({ by }) => by))).toEqual(new Set(['filter@2']));
  });

  it('switches blue to green and back under load: no request fails, each decision is one version’s', async () => {
    await moveTo(world, 'FULL_AUTOMATION', { incumbent: 'filter@2', auditRate: 0 });
    await openForm('filter@1');
    await start('filter@1', () => page.getByRole('radio', { name: 'Blue/green' }).click());
    const answers: Sent[] = [];
    let isOver = false;
    const lanes = Array.from({ length: 4 }, async (_, lane) => {
      while (!isOver) for (const mail of next(1)) answers.push(await send(mail, `lane-${lane}-${answers.length}`));
    });
    const more = (by: string): Promise<unknown> => {
      const from = answers.length;
      return until(`answers by ${by}`, () => answers.slice(from).filter((answer) => answer.by === by).length >= 30);
    };
    await more('filter@2');
    for (const [button, side, by] of [
      ['Switch to green: filter@1', 'Green', 'filter@1'],
      ['Switch back to blue: filter@2', 'Blue', 'filter@2'],
    ] as const) {
      await page.getByLabel('Why do you switch?').fill(`to ${side}`);
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('region', { name: side, exact: true }).getByText('Answers every case.').waitFor();
      await more(by);
    }
    isOver = true;
    await Promise.all(lanes);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const { rows } = await world.handrail.database.query<{ id: string; n: number; by: string; machine: string }>(
      `select c.id, count(d.id)::int as n, min(d.decided_by_name) as by, c.route->>'machine' as machine
         from intake_case c left join decision d on d.case_id = c.id where c.id = any($1) group by c.id`,
      [answers.map(({ id }) => id)],
    );
    const kept = new Map(rows.map((row) => [row.id, [row.n, row.by, row.machine]]));
    expect(kept.size).toBe(answers.length);
    // What the caller was told, what is kept as the decision, and who was on duty are one version.
    for (const { id, by } of answers) expect(kept.get(id)).toEqual([1, by, by]);
  });
});
