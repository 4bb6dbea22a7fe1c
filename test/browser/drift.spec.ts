import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WatchAlarms } from '../../server/dist/alarms/index.js';
import {
  FreezeReferences,
  KeepMetrics,
  LearnReferences,
  WatchDrift,
  WatchTraffic,
} from '../../server/dist/monitoring/index.js';
import { addLabels, noLabels, type JudgedLabel } from '../../shared/dist/monitoring/index.js';
import { launchBrowser } from '../support/browser.js';
import { minutesOf, writeMinutes } from '../support/buckets.js';
import { axeViolations, openPage, overflowOf, signInAt } from '../support/page.js';
import { until } from '../support/until.js';
import { createWorld, decide, moveTo, type World } from '../support/world.js';

type Field = {
  metric: string;
  part: string;
  state: string;
  reason: string;
  since: string | null;
  segments: { segment: string; state: string; count: number }[];
  compared: { effect: number; ks: number | null; currentCount: number; referenceCount: number } | null;
};
type Drift = { sentence: string; referenceKind: string; referenceText: string; fields: Field[] };

const DRIFT = `query ($projectId: ID!, $from: DateTime!, $to: DateTime!, $reference: DriftPeriodInput) {
  dataDrift(projectId: $projectId, from: $from, to: $to, reference: $reference) {
    sentence referenceKind referenceText
    fields { metric part state reason since segments { segment state count } compared { effect ks currentCount referenceCount } } } }`;
const CASES = `query ($projectId: ID!, $metric: String!, $part: String!, $from: DateTime!, $to: DateTime!) {
  mostDifferentCases(projectId: $projectId, metric: $metric, part: $part, from: $from, to: $to) { id value } }`;
const AT_ONCE = 16;
const TRAINED = 1008;
const NOW = 240;

let world: World;
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  // Without jobs: what freezes is called where the test is ready for it.
  world = await createWorld({ HANDRAIL_ROLE: 'api' });
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0, blindControlRate: 0 });
});
afterAll(async () => {
  await browser?.close();
  await world?.handrail.stop();
});

const period = (): { from: string; to: string } => ({
  from: new Date(Date.now() - 3_600_000).toISOString(),
  to: new Date(Date.now() + 60_000).toISOString(),
});

async function drift(more: Record<string, unknown> = {}): Promise<Drift> {
  const answer = await world.scientist.run<{ dataDrift: Drift }>(DRIFT, {
    projectId: world.projectId,
    ...period(),
    ...more,
  });
  return answer.dataDrift;
}

function fieldOf({ fields }: Drift, part: string): Field | undefined {
  return fields.find((field) => field.metric === 'input.value' && field.part === part);
}

/** Amounts spread evenly over a hundred from `from` on. */
async function traffic(size: number, { from, segment }: { from: number; segment: string }): Promise<void> {
  for (let start = 0; start < size; start += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, size - start) }, (_, index) => {
      const amount = from + (((start + index) * 61.803_398_87) % 100);
      const predictions = [{ model: 'm@1', value: 'spam', confidence: 0.95 }];
      return decide(world, { segment, input: { text: 'ten words', amount }, predictions });
    });
    for (const { status } of await Promise.all(batch)) expect(status).toBeLessThan(300);
  }
  await world.handrail.running.app.get(KeepMetrics).flush();
}

type Alarm = {
  title: string;
  since: string;
  signals: { metric: string; part: string; sentence: string; picture: string | null; cases: { from: string } }[];
  causes: { kind: string; title: string }[];
};
const ALARMS = `query ($projectId: ID!) { alarms(projectId: $projectId) { edges { node {
  title since signals { metric part sentence picture cases { from } } causes { kind title } } } } }`;
/** A drift has to last for eleven looks, which no test waits for: minutes ahead are looked at. */
const LOOKS = 12;
const MINUTE = 60_000;
let minute = Math.ceil(Date.now() / MINUTE) * MINUTE;

/** Computes what drifts, lets the rules look at it, and gives the open alarms of these metrics. */
async function alarmsOf(...metrics: string[]): Promise<Alarm[]> {
  const { app } = world.handrail.running;
  expect(await app.get(WatchDrift).run({ everyMs: 0 })).toBe(1);
  const computedAt = (at: Date) => world.handrail.database.query('update drift_state set computed_at = $1', [at]);
  // Looks run ahead of the clock; what was computed hours before them would say nothing of then.
  await computedAt(new Date(minute));
  for (let look = 0; look < LOOKS; look += 1) await app.get(WatchAlarms).run(new Date((minute += MINUTE)));
  await computedAt(new Date());
  const { alarms } = await world.scientist.run<{ alarms: { edges: { node: Alarm }[] } }>(ALARMS, {
    projectId: world.projectId,
  });
  return alarms.edges
    .flatMap(({ node }) => node)
    .filter(({ signals }) => signals.some(({ metric }) => metrics.includes(metric)));
}

describe('data drift of live traffic', () => {
  beforeAll(async () => {
    await traffic(TRAINED / 2, { from: 0, segment: 'mail' });
    await traffic(TRAINED / 2, { from: 0, segment: 'chat' });
  }, 120_000);

  it('has nothing to compare with before a reference is frozen, and says so', async () => {
    const before = await drift();
    expect(fieldOf(before, 'amount')).toMatchObject({ state: 'NO_REFERENCE', compared: null });
    expect(before.referenceText).toContain('first 1,000 cases');
  });

  it('freezes what the fields look like once, whoever asks and however often', async () => {
    const { app } = world.handrail.running;
    expect(await app.get(FreezeReferences).run()).toBeGreaterThan(0);
    expect(await app.get(FreezeReferences).run()).toBe(0);
    await app.get(LearnReferences).learn();
    const frozen = await drift();
    expect(fieldOf(frozen, 'amount')).toMatchObject({ state: 'NO_DATA', compared: null });
    expect(frozen.referenceKind).toBe('FROZEN');
  });

  it('raises no alarm of cases as they were', async () => {
    await traffic(NOW, { from: 0, segment: 'mail' });
    expect((await drift()).sentence).toMatch(/^Nothing drifts/);
    expect(await alarmsOf('drift.input', 'drift.output')).toEqual([]);
  }, 60_000);

  it('says which field drifts, how much, in which segment and since when, and which does not', async () => {
    const begun = Date.now();
    await traffic(NOW, { from: 80, segment: 'chat' });
    const now = await drift();
    const amount = fieldOf(now, 'amount');
    expect(now.sentence).toMatch(/^1 of \d+ drifts: amount/);
    expect(now.fields[0]).toBe(amount);
    expect(amount).toMatchObject({ state: 'DRIFTS', compared: { currentCount: 2 * NOW, referenceCount: TRAINED } });
    expect(amount?.compared?.ks).toBeCloseTo(0.4, 1);
    expect(amount?.segments.map(({ segment, state }) => [segment, state])).toEqual([
      ['chat', 'DRIFTS'],
      ['mail', 'STABLE'],
    ]);
    expect(Date.parse(amount?.since ?? '')).toBeLessThanOrEqual(begun + 60_000);
    expect(fieldOf(now, 'text')?.state).toBe('STABLE');
  }, 60_000);

  it('raises an alarm of it without being told to, with its picture and cases, and only of that field', async () => {
    const [alarm, ...more] = await alarmsOf('drift.input', 'drift.output');
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({
      title: 'A field drifts: amount',
      signals: [{ metric: 'drift.input', part: 'amount' }],
    });
    const [signal] = alarm?.signals ?? [];
    expect(signal?.sentence).toMatch(
      /^Data drift of amount is [\d.]+ standard deviations; the limit is at most 0\.1 standard deviations\.$/,
    );
    expect(signal?.picture).toContain('<polyline');
    const { since } = fieldOf(await drift(), 'amount') ?? {};
    expect(Date.parse(signal?.cases.from ?? '')).toBeLessThanOrEqual(Date.parse(since ?? ''));
  }, 60_000);

  it('is named among the likely causes of what begins after it', async () => {
    // More than an hour after the project began: what begins within one has that as its cause, and joins the drift's alarm.
    minute += 65 * MINUTE;
    const fails = minutesOf(LOOKS, { count: 40, sum: 24 });
    const errors = { projectId: world.projectId, metric: 'software.errors', from: minute };
    await writeMinutes(world.handrail.database, errors, fails);
    const [alarm] = await alarmsOf('software.errors');
    expect(alarm?.causes).toContainEqual({ kind: 'DRIFT', title: 'Drift in amount' });
  }, 60_000);

  it('names the most different cases', async () => {
    const { mostDifferentCases: named } = await world.scientist.run<{ mostDifferentCases: { value: string }[] }>(
      CASES,
      { projectId: world.projectId, metric: 'input.value', part: 'amount', ...period() },
    );
    expect(named).toHaveLength(10);
    for (const { value } of named) expect(Number(value)).toBeGreaterThan(150);
  });

  it('compares with a time of one’s choice, which must be another one', async () => {
    const before = { from: new Date(Date.now() - 9e6).toISOString(), to: new Date(Date.now() - 7.2e6).toISOString() };
    const chosen = await drift({ reference: before });
    expect(chosen.referenceKind).toBe('PERIOD');
    expect(fieldOf(chosen, 'amount')?.state).toBe('NO_REFERENCE');
    await expect(drift({ reference: period() })).rejects.toThrow(/overlap/);
    const later = { from: new Date(Date.now() + 1e6).toISOString(), to: new Date(Date.now() + 2e6).toISOString() };
    expect((await drift(later)).sentence).toContain('nothing was counted');
  });

  it('is not for who only answers reviews', async () => {
    await expect(world.reviewer.run(DRIFT, { projectId: world.projectId, ...period() })).rejects.toThrow();
  });
});

describe('the page Drift', () => {
  it('ranks the fields, draws both distributions and leads to the cases, by keyboard', async () => {
    const page = await signInAt(
      await openPage(browser),
      `${world.handrail.url}/p/mail/drift?range=1h`,
      'scientist@t.example',
    );
    const part = page.getByRole('region', { name: 'Data drift' });
    await part.getByText(/^1 of \d+ drifts: amount/).waitFor();
    const chart = page.getByRole('figure', { name: 'amount, then and now' });
    await chart.getByRole('group', { name: /Most moved/ }).waitFor();
    await part.getByRole('table', { name: 'Segments it comes from' }).getByText('chat', { exact: true }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      chart.getByRole('button', { name: 'CSV of amount, then and now' }).click(),
    ]);
    expect(await readFile(await file.path(), 'utf8')).toMatch(/^bin,reference,current\r\n/);
    await part.getByRole('button', { name: 'text (length)' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('figure', { name: 'text (length), then and now' }).waitFor();
    expect(page.url()).toContain('field=');
    await part.getByRole('button', { name: 'amount' }).click();
    await part.getByRole('listitem').getByRole('link').first().click();
    await page.getByRole('dialog').waitFor();
    await page.context().close();
  });

  it('is readable on a narrow dark screen, and says that a time without cases holds nothing', async () => {
    const page = await signInAt(
      await openPage(browser, { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }),
      `${world.handrail.url}/p/mail/drift?range=1h`,
      'scientist@t.example',
    );
    await page.getByRole('figure', { name: 'amount, then and now' }).waitFor();
    expect(await overflowOf(page)).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Compared with').selectOption('before');
    await page.getByText('there is nothing to compare with', { exact: false }).first().waitFor();
    await page.getByText('Concept drift', { exact: true }).click();
    await page.getByText('No blind label yet').waitFor();
    await page.context().close();
  });
});

describe('drift of texts', () => {
  it('is told by their language and their words, of which the cases that differ most are named', async () => {
    const sentences = ['Die Rechnung kam zu spät an und war', 'Bitte senden Sie uns den Vertrag noch'];
    for (let start = 0; start < NOW; start += AT_ONCE)
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => {
          const text = `${sentences[index % 2]} einmal, ${'wie besprochen '.repeat(1 + (index % 3))}zurück`;
          const predictions = [{ model: 'm@1', value: 'ham', confidence: 0.95 }];
          return decide(world, { input: { text, amount: 50 }, predictions });
        }),
      );
    const { app } = world.handrail.running;
    // They are looked at behind the answers.
    await until('all texts', () => app.get(WatchTraffic).textsWaiting === 0);
    await app.get(KeepMetrics).flush();
    const { fields } = await drift();
    const states = fields.filter(({ part }) => part === 'text').map(({ metric, state }) => [metric, state]);
    expect(states).toEqual(
      expect.arrayContaining([
        ['input.language', 'DRIFTS'],
        ['input.new_words', 'DRIFTS'],
      ]),
    );
    // Decided otherwise, too: the machine says ham, and is sure.
    expect(fields.find(({ metric }) => metric === 'output.decision')?.state).toBe('DRIFTS');
    const ask = { projectId: world.projectId, metric: 'input.language', part: 'text', ...period() };
    const { mostDifferentCases } = await world.scientist.run<{ mostDifferentCases: { value: string }[] }>(CASES, ask);
    expect(mostDifferentCases.map(({ value }) => value)).toEqual(Array.from({ length: 10 }, () => 'German'));
    const series = `query ($projectId: ID!, $from: DateTime!, $to: DateTime!) {
      metricSeries(projectId: $projectId, metric: "input.language", from: $from, to: $to) { lines { part category total { value } } } }`;
    const { metricSeries } = await world.scientist.run<{ metricSeries: { lines: { category: string }[] } }>(
      series,
      ask,
    );
    expect(metricSeries.lines.map(({ category }) => category).sort()).toEqual(['German', 'unknown']);
  }, 60_000);

  it('is told by how well a classifier tells them from those before, with what that means, and raises an alarm', async () => {
    const rule = { name: 'Other texts', source: 'DRIFT', metric: 'drift.text', condition: 'ABOVE', limit: 0.6 };
    await world.admin.run('mutation ($input: SaveAlarmRuleInput!) { saveAlarmRule(input: $input) { rules { id } } }', {
      input: {
        projectId: world.projectId,
        rule: { ...rule, minimumCount: 200, windowMinutes: 1440, opensAfter: 1, closesAfter: 1 },
      },
    });
    const [alarm] = await alarmsOf('drift.text');
    expect(alarm?.signals.filter(({ metric }) => metric === 'drift.text').map(({ part }) => part)).toEqual(['text']);
    const page = await signInAt(
      await openPage(browser),
      `${world.handrail.url}/p/mail/drift?range=1h`,
      'scientist@t.example',
    );
    const part = page.getByRole('region', { name: 'Texts told apart' });
    await part.getByText(/^AUC [\d.]+ \([\d.]+–[\d.]+\), \d+ texts of the last day/).waitFor();
    await part.getByText(/a classifier names the one of now in \d+ % of pairs/).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  }, 60_000);
});

describe('concept drift of live labels', () => {
  /** Every so many-th is wrong. */
  const labels = (size: number, wrongEvery: number): JudgedLabel[] =>
    Array.from({ length: size }, (_, index) => ({
      ...{ at: Date.now() - MINUTE, segment: '', predicted: 'spam', confidence: 0.9, uniform: 0 },
      ...{ isError: index % wrongEvery === 0, pi: 0.1, piMin: 0.1, corrects: null },
    }));
  const keep = (state: object) =>
    world.handrail.database.query(
      `insert into concept_state (project_id, machine, state, updated_at) values ($1, 'm@1', $2, now())
       on conflict (project_id, machine) do update set state = excluded.state`,
      [world.projectId, JSON.stringify(state)],
    );

  it('raises an alarm when the error rises by more than chance, and none while it is as it was', async () => {
    const quiet = addLabels(noLabels(), labels(300, 20));
    await keep(quiet);
    expect(await alarmsOf('drift.error')).toEqual([]);
    await keep(addLabels(quiet, labels(300, 3)));
    // It may be told together with what the drift of the field caused.
    const signals = (await alarmsOf('drift.error')).flatMap((alarm) => alarm.signals);
    expect(signals.find(({ metric }) => metric === 'drift.error')?.sentence).toMatch(
      /^Rise of the machine’s error is \d+ points; the limit is at most 2 points\.$/,
    );
  }, 60_000);
});
