import { afterAll, beforeAll, expect, it } from 'vitest';
import { WatchAlarms } from '../../server/dist/alarms/index.js';
import { minutesOf, writeMinutes, type Minute } from '../support/buckets.js';
import { claim, createWorld, decide, moveTo, type World } from '../support/world.js';

type Alarm = {
  id: string;
  title: string;
  phase: string;
  acknowledgedBy: string | null;
  signals: { rule: string; part: string; sentence: string; closedAt: string | null }[];
  events: { kind: string; detail: string }[];
};
const PARTS = 'id title phase acknowledgedBy signals { rule part sentence closedAt } events { kind detail }';
const MINUTE = 60_000;
const HOUR = 60;

let world: World;
/** The tests follow each other in time: a minute is looked at once. */
let now = Math.ceil(Date.now() / MINUTE) * MINUTE;
beforeAll(async () => {
  // Without work of its own: the tests say when is looked.
  world = await createWorld({ HANDRAIL_ROLE: 'api' });
});
afterAll(() => world.handrail.stop());

/** Lets minutes pass, with a look after each. */
async function pass(metrics: Readonly<Record<string, Minute>>, minutes: number): Promise<void> {
  await write(metrics, { length: minutes, seconds: 60 });
  for (let i = 1; i <= minutes; i += 1) {
    now += MINUTE;
    await world.handrail.running.app.get(WatchAlarms).run(new Date(now));
  }
}

/** Lets whole hours pass in which nobody looks, as they are kept: rolled up, the last three by the minute too. */
async function passHours(metrics: Readonly<Record<string, Minute>>, hours: number): Promise<void> {
  const ofHour = Object.entries(metrics).map(([name, { count, sum }]) => [name, { count: 60 * count, sum: 60 * sum }]);
  await write(Object.fromEntries(ofHour) as typeof metrics, { length: hours, seconds: 3600 });
  now += (hours - 3) * HOUR * MINUTE;
  await write(metrics, { length: 3 * HOUR, seconds: 60 });
  now += 3 * HOUR * MINUTE;
}

async function write(
  metrics: Readonly<Record<string, Minute>>,
  { length, seconds }: { length: number; seconds: 60 | 3600 },
): Promise<void> {
  for (const [name, minute] of Object.entries(metrics)) {
    const [metric = '', part = ''] = name.split(' ');
    const at = { projectId: world.projectId, metric, part, from: now, seconds };
    await writeMinutes(world.handrail.database, at, minutesOf(length, minute));
  }
}

async function alarms(view = 'UNRESOLVED'): Promise<Alarm[]> {
  const data = await world.scientist.run<{ alarms: { edges: { node: Alarm }[] } }>(
    `query ($projectId: ID!, $view: AlarmView!) { alarms(projectId: $projectId, view: $view) { edges { node { ${PARTS} } } } }`,
    { projectId: world.projectId, view },
  );
  return data.alarms.edges.map(({ node }) => node);
}

async function addRule(rule: Record<string, unknown>): Promise<void> {
  await world.admin.run('mutation ($input: SaveAlarmRuleInput!) { saveAlarmRule(input: $input) { rules { id } } }', {
    input: {
      projectId: world.projectId,
      rule: { opensAfter: 1, closesAfter: 1, minimumCount: 30, windowMinutes: 2, ...rule },
    },
  });
}

async function resolveAll(): Promise<void> {
  for (const { id } of await alarms())
    await world.scientist.run('mutation ($id: ID!) { resolveAlarm(id: $id) { id } }', { id });
  now += 5 * HOUR * MINUTE;
}

type Told = { event: string; title: string; joined: string[] | undefined; grown: string[] | undefined };
async function told(): Promise<Told[]> {
  const { rows } = await world.handrail.database.query<{ event: string; body: Record<string, unknown> }>(
    `select event, body from outbox_message where project_id = $1 and event like 'alarm.%' order by created_at, id`,
    [world.projectId],
  );
  return rows.map(({ event, body }) => {
    const { alarm } = (body['data'] ?? body) as { alarm: { title: string; joined?: string[]; grown?: string[] } };
    return { event, title: alarm.title, joined: alarm.joined, grown: alarm.grown };
  });
}

const FAILING = { count: 40, sum: 24 };

it('what joins an open alarm is told, and one that was acknowledged is open again', async () => {
  await moveTo(world, 'AI_ASSISTANCE');
  // What nobody listens to is not written down.
  await world.handrail.database.query(
    `insert into channel (id, project_id, kind, name, events, is_on, shown, sealed, version, changed_by, changed_at)
     values (gen_random_uuid(), $1, 'WEBHOOK', 'x', '{alarm.opened,alarm.joined}', true, '', '', 1, 'x', now())`,
    [world.projectId],
  );
  await addRule({ name: 'Refused', metric: 'output.overridden', condition: 'ABOVE', limit: 0.1 });
  await addRule({ name: 'Late', metric: 'software.timeouts', condition: 'ABOVE', limit: 0.1, action: 'MOVE_DOWN' });
  await pass({ 'output.overridden': FAILING }, 3);
  const [first] = await alarms();
  await world.scientist.run('mutation ($id: ID!) { acknowledgeAlarm(id: $id) { id } }', { id: first?.id });
  expect((await alarms())[0]).toMatchObject({ phase: 'ACKNOWLEDGED' });
  await pass({ 'output.overridden': FAILING, 'software.timeouts': FAILING }, 3);
  const grown = (await alarms()).find(({ id }) => id === first?.id);
  expect(grown).toMatchObject({ id: first?.id, phase: 'FIRING', acknowledgedBy: null });
  const said = await told();
  expect(said.map(({ event }) => event)).toContain('alarm.joined');
  expect(said.find(({ event }) => event === 'alarm.joined')?.joined).toContain('Late');
});

it('what only becomes worse is told again, once, and an acknowledged one is open again', async () => {
  const refused = async () => (await alarms()).find(({ title }) => title === 'Refused');
  const toldOfIt = async () => (await told()).filter(({ title }) => title === 'Refused');
  const before = (await toldOfIt()).length;
  await world.scientist.run('mutation ($id: ID!) { acknowledgeAlarm(id: $id) { id } }', { id: (await refused())?.id });
  // As bad as it was told to be: nothing to say.
  await pass({ 'output.overridden': FAILING, 'software.timeouts': FAILING }, 10);
  expect(await refused()).toMatchObject({ phase: 'ACKNOWLEDGED' });
  expect(await toldOfIt()).toHaveLength(before);
  await pass({ 'output.overridden': { count: 40, sum: 38 }, 'software.timeouts': FAILING }, 10);
  const grown = await refused();
  expect(grown).toMatchObject({ phase: 'FIRING', acknowledgedBy: null });
  expect(grown?.events.filter(({ kind }) => kind === 'GREW')).toEqual([
    {
      kind: 'GREW',
      detail: expect.stringMatching(/^Refused: Overridden is 95 % .*; the limit is at most 10 %\.$/),
    },
  ]);
  expect((await toldOfIt()).slice(before)).toEqual([
    { event: 'alarm.joined', title: 'Refused', joined: undefined, grown: ['Refused'] },
  ]);
});

it('a slider that it moves gives the rule that moved it as the reason, not what opened the alarm', async () => {
  const { rows } = await world.handrail.database.query<{ level: string; reason: string }>(
    'select level, reason from policy where project_id = $1 order by version desc limit 1',
    [world.projectId],
  );
  expect(rows[0]).toMatchObject({ level: 'SHADOW' });
  expect(rows[0]?.reason).toContain('Alarm “Late”');
  await resolveAll();
});

it('its sentence has the numbers of now while it is open', async () => {
  await pass({ 'software.errors': FAILING }, 4);
  expect((await alarms())[0]?.signals[0]?.sentence).toContain('Error rate is 60 %');
  await pass({ 'software.errors': { count: 40, sum: 36 } }, 16);
  expect((await alarms())[0]?.signals[0]?.sentence).toContain('Error rate is 90 %');
  await resolveAll();
});

it('a lasting fault is compared with what was before it, however long it lasts', async () => {
  const rule = { name: 'Agree less', metric: 'people.agreement', part: 'blind', condition: 'LOWER', limit: 0.1 };
  await addRule({ ...rule, windowMinutes: 30 });
  const usual = { 'people.agreement blind': { count: 10, sum: 9 }, 'input.cases': { count: 60, sum: 60 } };
  const fault = { 'people.agreement blind': { count: 10, sum: 5 }, 'input.cases': { count: 1, sum: 1 } };
  const burning = async () => {
    const open = (await alarms()).flatMap(({ signals }) => signals.filter(({ closedAt }) => closedAt === null));
    return ['Agree less', 'Cases stay away'].map((name) => open.find((signal) => signal.rule === name)?.sentence);
  };
  now = Math.ceil(now / (HOUR * MINUTE)) * HOUR * MINUTE;
  await passHours(usual, 30);
  await pass(fault, 60);
  expect(await burning()).toEqual([
    expect.stringMatching(/before it was 90 %/),
    expect.stringMatching(/before it was 60 /),
  ]);
  for (let day = 0; day < 2; day += 1) {
    await passHours(fault, 23);
    await pass(fault, 60);
  }
  expect(await burning()).toEqual([
    expect.stringMatching(/is 50 % .*; before it was 90 %/),
    expect.stringMatching(/is 1 per minute .*; before it was (5\d|60) per minute/),
  ]);
  await pass(usual, 60);
  expect(await burning()).toEqual([undefined, undefined]);
  await resolveAll();
});

it('of a metric that is retired it is over', async () => {
  now += 5 * HOUR * MINUTE;
  await pass({ 'software.errors': FAILING }, 4);
  const alarm = (await alarms()).find(({ title }) => title === 'Requests fail');
  expect(alarm).toBeDefined();
  await world.admin.run(
    `mutation ($projectId: ID!, $metric: String!, $reason: String!) { retireMetric(projectId: $projectId, metric: $metric, reason: $reason) { __typename } }`,
    { projectId: world.projectId, metric: 'software.errors', reason: 'told nobody anything' },
  );
  await pass({ 'software.errors': FAILING }, 1);
  expect((await alarms()).map(({ id }) => id)).not.toContain(alarm?.id);
  const ended = (await alarms('RESOLVED')).find(({ id }) => id === alarm?.id);
  expect(ended?.events.at(-1)).toEqual({ kind: 'CALMED', detail: 'It is not watched any more.' });
});

it('of a part whose drift is not computed any more it is over', async () => {
  now += 5 * HOUR * MINUTE;
  const compute = async (parts: readonly string[]): Promise<void> => {
    const { database } = world.handrail;
    await database.query('delete from drift_state where project_id = $1', [world.projectId]);
    for (const part of parts)
      await database.query(
        `insert into drift_state (project_id, metric, part, window_minutes, value, adjusted_p, lower, upper, count, since, points, computed_at, unit)
         values ($1, 'drift.input', $2, 1440, $3, 0, null, null, 5000, null, '[]', $4, '')`,
        [world.projectId, part, part === 'colour' ? 0.6 : 0, new Date(now)],
      );
  };
  const burning = async () =>
    (await alarms()).flatMap(({ signals }) => signals.filter(({ part }) => part === 'colour'));
  await compute(['colour', 'amount']);
  await pass({}, 30);
  expect((await burning()).map(({ closedAt }) => closedAt)).toEqual([null]);
  const [open] = await alarms();
  await compute(['amount']);
  await pass({}, 1);
  expect(await burning()).toEqual([]);
  const ended = (await alarms('RESOLVED')).find(({ id }) => id === open?.id);
  expect(ended?.events.at(-1)).toEqual({ kind: 'CALMED', detail: 'It is not computed any more.' });
});

it('of cases that nobody is left to answer, that people skipped them is the likeliest cause, whatever else was done', async () => {
  await resolveAll();
  await decide(world, { input: { text: 'nobody can read it' } });
  for (const session of [world.reviewer, world.other])
    for (const { id: reviewId, leaseToken } of await claim(world, session))
      await session.run('mutation ($input: SkipReviewInput!) { skipReview(input: $input) { __typename } }', {
        input: { reviewId, leaseToken, reason: 'cannot read it' },
      });
  await moveTo(world, 'HUMAN_ONLY');
  await addRule({ name: 'Stuck', metric: 'people.stuck', condition: 'ABOVE', limit: 0, minimumCount: 1 });
  await pass({ 'people.stuck': { count: 6, sum: 6 } }, 3);
  const { alarms: found } = await world.scientist.run<{
    alarms: {
      edges: { node: { signals: { rule: string }[]; causes: { kind: string; title: string; detail: string }[] } }[];
    };
  }>(
    `query ($projectId: ID!) { alarms(projectId: $projectId, view: UNRESOLVED) { edges { node { signals { rule } causes { kind title detail } } } } }`,
    { projectId: world.projectId },
  );
  const stuck = found.edges.find(({ node }) => node.signals.some(({ rule }) => rule === 'Stuck'));
  expect(stuck?.node.causes[0]).toEqual({
    kind: 'SKIPS',
    title: 'Reviewers skipped 1 case',
    detail: 'most often “cannot read it”',
  });
});
