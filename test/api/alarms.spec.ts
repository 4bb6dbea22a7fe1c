import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WatchAlarms } from '../../server/dist/alarms/index.js';
import { minutesOf, writeMinutes, type Minute } from '../support/buckets.js';
import { TestHandrail, type Session } from '../support/handrail.js';
import { startRollout, registerCaller } from '../support/rollouts.js';
import { createWorld, moveTo, whoWatchesAndAnswers, type World } from '../support/world.js';

type Alarm = {
  id: string;
  title: string;
  phase: string;
  acknowledgedBy: string | null;
  resolvedBy: string | null;
  assignee: { name: string } | null;
  isUseful: boolean | null;
  signals: {
    rule: string;
    part: string;
    sentence: string;
    picture: string | null;
    closedAt: string | null;
    cases: { from: string };
  }[];
  causes: { kind: string; title: string }[];
  events: { kind: string }[];
  actions: { kind: string; state: string; result: string }[];
};
type Rule = { id: string; version: number; name: string; metric: string };
const PARTS = `id title phase acknowledgedBy resolvedBy assignee { name } isUseful
  signals { rule part sentence picture closedAt cases { from } } causes { kind title } events { kind } actions { kind state result }`;

const MINUTE = 60_000;
let world: World;
let second: TestHandrail;
/** The tests follow each other in time: a minute is looked at once. */
let now = Math.ceil(Date.now() / MINUTE) * MINUTE;
beforeAll(async () => {
  // Without work of its own: the tests say when is looked.
  world = await createWorld({ HANDRAIL_ROLE: 'api' });
  second = await TestHandrail.at(world.handrail.databaseUrl, { HANDRAIL_ROLE: 'api' });
});
afterAll(async () => {
  await second.stop();
  await world.handrail.stop();
});

const look = ({ running }: TestHandrail, at: number) => running.app.get(WatchAlarms).run(new Date(at));

/** Lets minutes pass, with a look after each. */
async function pass(metrics: Readonly<Record<string, Minute>>, minutes: number): Promise<void> {
  for (const [name, minute] of Object.entries(metrics)) {
    const [metric = '', part = ''] = name.split(' ');
    await writeMinutes(
      world.handrail.database,
      { projectId: world.projectId, metric, part, from: now },
      minutesOf(minutes, minute),
    );
  }
  for (let i = 0; i < minutes; i += 1) {
    now += MINUTE;
    await look(world.handrail, now);
  }
}

async function alarms(isOpen = true, who: Session = world.scientist): Promise<Alarm[]> {
  return (await alarmPage({ view: isOpen ? 'UNRESOLVED' : 'RESOLVED' }, who)).alarms;
}
type Asked = { view: string; first?: number; after?: string | null };
async function alarmPage(
  asked: Asked,
  who: Session = world.scientist,
): Promise<{ alarms: Alarm[]; next: string | null }> {
  const data = await who.run<{
    alarms: { edges: { node: Alarm }[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
  }>(
    `query ($projectId: ID!, $view: AlarmView!, $first: Int, $after: String) {
      alarms(projectId: $projectId, view: $view, first: $first, after: $after) { edges { node { ${PARTS} } } pageInfo { endCursor hasNextPage } } }`,
    { projectId: world.projectId, ...asked },
  );
  const { edges, pageInfo } = data.alarms;
  return { alarms: edges.map(({ node }) => node), next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}
const handle = async (call: string, variables: Record<string, unknown>, who = world.scientist): Promise<Alarm> => {
  const types = { id: 'ID!', isUseful: 'Boolean!', personId: 'ID' };
  const declared = Object.entries(types).flatMap(([name, type]) => (name in variables ? [`$${name}: ${type}`] : []));
  const passed = Object.keys(variables).map((name) => `${name}: $${name}`);
  const data = await who.run<Record<string, Alarm>>(
    `mutation (${declared.join(', ')}) { ${call}(${passed.join(', ')}) { ${PARTS} } }`,
    variables,
  );
  const [alarm] = Object.values(data);
  if (!alarm) throw new Error(`no ${call}`);
  return alarm;
};
const SAVE = `mutation ($input: SaveAlarmRuleInput!) { saveAlarmRule(input: $input) { rules { id version name metric } } }`;
async function saveRule(rule: Record<string, unknown>): Promise<Rule> {
  const { saveAlarmRule } = await world.admin.run<{ saveAlarmRule: { rules: Rule[] } }>(SAVE, {
    input: {
      projectId: world.projectId,
      rule: { opensAfter: 1, closesAfter: 1, minimumCount: 30, windowMinutes: 2, ...rule },
    },
  });
  const saved = saveAlarmRule.rules.find(({ name }) => name === rule['name']);
  if (!saved) throw new Error('not saved');
  return saved;
}
async function resolveAll(): Promise<void> {
  for (const { id } of await alarms()) await handle('resolveAlarm', { id });
  // Long enough for what was said to be over to be forgotten.
  now += 5 * 3_600_000;
}

const FINE = { count: 20, sum: 0 };
const FAILING = { count: 40, sum: 24 };

describe('alarms without configuration', () => {
  it('raises one when requests begin to fail, with figures, picture, causes and cases, and ends it when they stop', async () => {
    await moveTo(world, 'AI_ASSISTANCE');
    await pass({ 'software.errors': FINE }, 5);
    expect(await alarms()).toEqual([]);
    await pass({ 'software.errors': FAILING }, 4);
    const [alarm, ...more] = await alarms();
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ title: 'Requests fail', phase: 'FIRING', isUseful: null });
    expect(alarm?.signals[0]?.sentence).toMatch(/^Error rate is .* % \(.* % to .* %\); the limit is at most 1 %\.$/);
    expect(alarm?.signals[0]?.picture).toContain('<polyline');
    expect(alarm?.causes[0]).toEqual({ kind: 'POLICY', title: 'Policy 2: ai assistance' });
    await pass({ 'software.errors': FINE }, 22);
    expect(await alarms()).toEqual([]);
    const [ended] = await alarms(false);
    expect(ended).toMatchObject({ id: alarm?.id, phase: 'RESOLVED', resolvedBy: 'Handrail' });
    expect(ended?.events.map(({ kind }) => kind)).toEqual(['OPENED', 'CALMED']);
  });

  it('makes one alarm of what begins together, a signal for each metric and field', async () => {
    now += 6 * 3_600_000;
    await moveTo(world, 'SHADOW');
    const fine = { 'software.errors': FINE, 'input.value amount': { count: 20, sum: 0 }, 'input.value text': FINE };
    await pass(fine, 40);
    await pass(
      { 'software.errors': FAILING, 'input.value amount': { count: 2, sum: 0, missing: 18 }, 'input.value text': FINE },
      12,
    );
    const open = await alarms();
    expect(open.map(({ signals }) => signals.map(({ rule, part }) => `${rule} ${part}`.trim()).sort())).toHaveLength(2);
    expect(open.flatMap(({ signals }) => signals.map(({ part }) => part)).sort()).toEqual(['', 'amount']);
    await resolveAll();
  });
});

describe('rules', () => {
  it('of one cause raise one alarm, however many there are', async () => {
    for (const name of ['A', 'B', 'C', 'D'])
      await saveRule({ name, metric: 'output.overridden', condition: 'ABOVE', limit: 0.02 });
    await pass({ 'output.overridden': FAILING }, 4);
    const open = await alarms();
    expect(open.map(({ signals }) => signals.map(({ rule }) => rule).sort())).toEqual([['A', 'B', 'C', 'D']]);
    expect(open[0]?.events.map(({ kind }) => kind)).toEqual(['OPENED', 'JOINED', 'JOINED', 'JOINED']);
    await resolveAll();
  });

  it('show who may answer blindly no picture of what a machine says, and no figure of few cases', async () => {
    const condition = { metric: 'software.machine_failures', condition: 'ABOVE', limit: 0.02 };
    const rule = await saveRule({ name: 'Of few', ...condition, minimumCount: 4 });
    await pass({ 'software.machine_failures': { count: 3, sum: 3 } }, 3);
    const seen = async (who: Session) => (await alarms(true, who))[0]?.signals.find((one) => one.rule === rule.name);
    const [whole, veiled] = [await seen(world.scientist), await seen(await whoWatchesAndAnswers(world))];
    expect(whole?.sentence).toMatch(/^Machine failures is 100 %/);
    expect(whole?.picture).toContain('<polyline');
    expect(veiled).toMatchObject({ part: whole?.part, picture: null });
    expect(veiled?.sentence).toBe('Past its limit; the figure is of too few cases to be shown to who reviews.');
    await resolveAll();
  });

  it('stay silent on too few values, and while they are muted; what lasts is raised when that ends', async () => {
    const rule = await saveRule({
      name: 'Few',
      metric: 'input.refused',
      condition: 'ABOVE',
      limit: 0.02,
      minimumCount: 100,
    });
    await pass({ 'input.refused': { count: 40, sum: 40 } }, 4);
    expect(await alarms()).toEqual([]);
    const { muteAlarms } = await world.scientist.run<{ muteAlarms: { mutes: { id: string; reason: string }[] } }>(
      'mutation ($input: MuteAlarmsInput!) { muteAlarms(input: $input) { mutes { id reason } } }',
      {
        input: {
          projectId: world.projectId,
          ruleId: rule.id,
          from: new Date(now).toISOString(),
          to: new Date(now + 86_400_000).toISOString(),
          reason: 'moving house',
        },
      },
    );
    await pass({ 'input.refused': { count: 90, sum: 40 } }, 3);
    expect(await alarms()).toEqual([]);
    await world.scientist.run(
      'mutation ($projectId: ID!, $id: ID!) { unmuteAlarms(projectId: $projectId, id: $id) { mutes { id } } }',
      { projectId: world.projectId, id: muteAlarms.mutes[0]?.id },
    );
    await pass({ 'input.refused': { count: 90, sum: 40 } }, 1);
    expect((await alarms()).map(({ title }) => title)).toEqual(['Few']);
    await resolveAll();
  });

  it('watch what the processes use, by the process, until it is gone', async () => {
    const part = 'all elsewhere:7';
    // As the form begins: of a level, one look is enough.
    const rule = { name: 'Load', metric: 'software.load', part, condition: 'ABOVE', limit: 0.9, windowMinutes: 1 };
    const saved = await world.admin.send(SAVE, { input: { projectId: world.projectId, rule } });
    expect(saved.errors).toBeUndefined();
    const busy = async (minutes: number): Promise<void> => {
      const at = { projectId: null, metric: 'software.load', part, from: now };
      await writeMinutes(world.handrail.database, at, minutesOf(minutes, { count: 12, sum: 12 }));
      await pass({}, minutes);
    };
    await busy(3);
    const [open] = await alarms();
    expect(open?.signals).toMatchObject([
      { rule: 'Load', part, sentence: `Load of ${part} is 1 per core; the limit is at most 0.9 per core.` },
    ]);
    await pass({}, 1);
    expect(await alarms()).toEqual([]);
    for (const [more, pointer] of [
      [{ segment: 'a' }, '/segment'],
      [{ action: 'MOVE_DOWN' }, '/action'],
    ] as const) {
      const refused = await world.admin.send(SAVE, {
        input: { projectId: world.projectId, rule: { ...rule, ...more } },
      });
      expect(refused.errors?.[0]?.extensions?.problem).toMatchObject({ errors: [{ pointer }] });
    }
  });

  it('are refused where they mean nothing, and to who may not act', async () => {
    const bad = await world.admin.send<unknown>(SAVE, {
      input: { projectId: world.projectId, rule: { name: 'x', metric: 'no.such', condition: 'ABOVE', limit: 1 } },
    });
    expect(bad.errors?.[0]?.extensions?.problem).toMatchObject({
      type: '/problems/invalid',
      errors: [{ pointer: '/metric' }],
    });
    const refused = await world.scientist.send<unknown>(SAVE, {
      input: {
        projectId: world.projectId,
        rule: { name: 'x', metric: 'software.errors', condition: 'ABOVE', limit: 1 },
      },
    });
    expect(refused.errors?.[0]?.extensions?.problem?.type).toBe('/problems/forbidden');
  });
});

describe('several processes', () => {
  it('that look at once open one alarm, and a late look changes nothing', async () => {
    await saveRule({ name: 'Once', metric: 'output.repeats', condition: 'ABOVE', limit: 0.02 });
    await writeMinutes(
      world.handrail.database,
      { projectId: world.projectId, metric: 'output.repeats', from: now },
      minutesOf(3, FAILING),
    );
    for (let i = 0; i < 3; i += 1) {
      now += MINUTE;
      await Promise.all([look(world.handrail, now), look(second, now), look(world.handrail, now), look(second, now)]);
    }
    await look(second, now - MINUTE);
    const open = await alarms();
    expect(open.map(({ signals }) => signals.length)).toEqual([1]);
    expect(open[0]?.events.map(({ kind }) => kind)).toEqual(['OPENED']);
  });
});

describe('people', () => {
  it('acknowledge, assign, judge and resolve it; a second hand changes nothing, and it is on every time axis', async () => {
    const [alarm] = await alarms();
    if (!alarm) throw new Error('no alarm');
    const { id } = alarm;
    await Promise.all([handle('acknowledgeAlarm', { id }), handle('acknowledgeAlarm', { id }, world.admin)]);
    const { alarmSettings } = await world.scientist.run<{
      alarmSettings: { handlers: { id: string; name: string }[] };
    }>('query ($projectId: ID!) { alarmSettings(projectId: $projectId) { handlers { id name } } }', {
      projectId: world.projectId,
    });
    const personId = alarmSettings.handlers.find(({ name }) => name === 'scientist')?.id;
    expect((await handle('assignAlarm', { id, personId })).assignee).toEqual({ name: 'scientist' });
    await handle('judgeAlarm', { id, isUseful: true });
    const done = await handle('resolveAlarm', { id });
    expect(done).toMatchObject({ phase: 'RESOLVED', resolvedBy: 'scientist', isUseful: true });
    expect(done.events.map(({ kind }) => kind)).toEqual(['OPENED', 'ACKNOWLEDGED', 'ASSIGNED', 'JUDGED', 'RESOLVED']);
    const { annotations } = await world.scientist.run<{ annotations: { kind: string; title: string }[] }>(
      'query ($projectId: ID!, $from: DateTime!, $to: DateTime!) { annotations(projectId: $projectId, from: $from, to: $to) { kind title } }',
      { projectId: world.projectId, from: new Date(now - 3_600_000).toISOString(), to: new Date(now).toISOString() },
    );
    expect(annotations).toContainEqual({ kind: 'ALARM', title: 'Alarm: Once' });
  });

  it('who resolve what is still past its limit are left alone for an hour', async () => {
    await pass({ 'output.repeats': FAILING }, 5);
    expect(await alarms()).toEqual([]);
    now += 61 * MINUTE;
    await pass({ 'output.repeats': FAILING }, 3);
    expect((await alarms()).map(({ title }) => title)).toEqual(['Once']);
    await resolveAll();
  });
});

describe('what an alarm may do by itself', () => {
  const policy = async () => {
    const { rows } = await world.handrail.database.query<{
      level: string;
      version: number;
      reason: string;
      created_by: string;
    }>('select level, version, reason, created_by from policy where project_id = $1 order by version desc limit 1', [
      world.projectId,
    ]);
    return rows[0];
  };

  it('moves the slider one rung down, once, with the alarm as its reason; a person can undo it', async () => {
    await saveRule({ name: 'Down', metric: 'software.timeouts', condition: 'ABOVE', limit: 0.1, action: 'MOVE_DOWN' });
    const version = await moveTo(world, 'PARTIAL_AUTOMATION');
    await pass({ 'software.timeouts': FAILING }, 3);
    const [alarm] = await alarms();
    expect(await policy()).toMatchObject({
      level: 'AI_ASSISTANCE',
      version: version + 1,
      created_by: 'Handrail (alarm)',
    });
    expect((await policy())?.reason).toContain(alarm?.id);
    expect(alarm?.actions).toEqual([
      { kind: 'MOVE_DOWN', state: 'DONE', result: `Moved one rung down by policy ${version + 1}.` },
    ]);
    await world.admin.run('mutation ($input: UndoPolicyInput!) { undoPolicy(input: $input) { __typename } }', {
      input: {
        projectId: world.projectId,
        version: version + 1,
        expectedVersion: version + 1,
        reason: 'it was the network',
      },
    });
    await pass({ 'software.timeouts': FAILING }, 3);
    expect(await policy()).toMatchObject({ level: 'PARTIAL_AUTOMATION', version: version + 2 });
    await resolveAll();
  });

  it('rolls the running rollout back, and does nothing where somebody was quicker', async () => {
    await saveRule({
      name: 'Back',
      metric: 'software.machine_failures',
      condition: 'ABOVE',
      limit: 0.1,
      action: 'ROLL_BACK',
    });
    const machine = await registerCaller(world, 'filter');
    const challenger = await registerCaller(world, 'newer');
    await moveTo(world, 'PARTIAL_AUTOMATION', { incumbent: machine });
    const { rollout } = await startRollout(world, { challenger });
    await pass({ 'software.machine_failures': FAILING }, 3);
    const [alarm] = await alarms();
    expect(alarm?.actions).toEqual([{ kind: 'ROLL_BACK', state: 'DONE', result: 'Rolled the challenger back.' }]);
    const { rows } = await world.handrail.database.query<{ kind: string; reason: string }>(
      'select kind, reason from rollout_event where rollout_id = $1 order by created_at desc limit 1',
      [rollout?.id],
    );
    expect(rows[0]).toMatchObject({ kind: 'rolled_back' });
    expect(rows[0]?.reason).toContain(alarm?.id);
    await resolveAll();
    await pass({ 'software.machine_failures': FINE }, 3);
    await pass({ 'software.machine_failures': FAILING }, 3);
    expect((await alarms())[0]?.actions).toEqual([{ kind: 'ROLL_BACK', state: 'SKIPPED', result: 'No rollout ran.' }]);
  });
});

describe('views of alarms', () => {
  it('list the open, the acknowledged, the resolved and mine, with their counts, page by page', async () => {
    await resolveAll();
    const before = (await alarmPage({ view: 'RESOLVED', first: 100 })).alarms.length;
    for (const metric of ['software.errors', 'software.timeouts', 'input.refused', 'output.repeats'])
      await saveRule({ name: `views ${metric}`, metric, condition: 'ABOVE', limit: 0.2, opensAfter: 1 });
    await pass(
      Object.fromEntries(
        ['software.errors', 'software.timeouts', 'input.refused', 'output.repeats'].map((metric) => [
          metric,
          { count: 60, sum: 50 },
        ]),
      ),
      2,
    );
    const all = await alarms();
    expect(all.length).toBeGreaterThanOrEqual(2);
    const [first, second] = all;
    const [me] = (
      await world.handrail.database.query<{ id: string }>(`select id from person where email = 'scientist@t.example'`)
    ).rows;
    await handle('acknowledgeAlarm', { id: first?.id ?? '' });
    await handle('assignAlarm', { id: first?.id ?? '', personId: me?.id });
    const { alarmCounts } = await world.scientist.run<{ alarmCounts: Record<string, number> }>(
      'query ($projectId: ID!) { alarmCounts(projectId: $projectId) { open acknowledged resolved mine } }',
      { projectId: world.projectId },
    );
    expect(alarmCounts).toEqual({ open: all.length - 1, acknowledged: 1, resolved: before, mine: 1 });
    const idsIn = async (view: string): Promise<string[]> => (await alarmPage({ view })).alarms.map(({ id }) => id);
    expect(await idsIn('ACKNOWLEDGED')).toEqual([first?.id]);
    expect(await idsIn('MINE')).toEqual([first?.id]);
    expect((await alarmPage({ view: 'MINE' }, world.admin)).alarms).toEqual([]);
    expect(await idsIn('OPEN')).toContain(second?.id);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof alarmPage>> = await alarmPage({ view: 'UNRESOLVED', first: 1, after });
      paged.push(...page.alarms.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(paged).toEqual(all.map(({ id }) => id));
  });
});
