import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelMessageSchema } from '../../shared/dist/contracts/index.js';
import { Deliver, WatchOutbox } from '../../server/dist/webhooks/index.js';
import { HookServer, verified, type Hook } from '../support/hook-server.js';
import { TestHandrail, type Session } from '../support/handrail.js';
import { MailServer } from '../support/mail-server.js';
import { until } from '../support/until.js';
import { claim, createWorld, decide, submit, type World } from '../support/world.js';

type Delivery = {
  id: string;
  messageId: string;
  channel: string;
  state: string;
  tries: number;
  nextTryAt: string | null;
  lastStatus: string | null;
};
type Channel = {
  id: string;
  version: number;
  name: string;
  events: string[];
  isOn: boolean;
  offReason: string | null;
  shown: string;
  address: string | null;
  failures: number;
  waiting: number;
  failed: number;
};

let world: World;
let second: TestHandrail;
let hooks: HookServer;
let mail: MailServer;
beforeAll(async () => {
  hooks = await HookServer.start();
  mail = await MailServer.start();
  // Without work of its own: the tests say when is delivered.
  const environment = {
    HANDRAIL_ROLE: 'api',
    HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1',
    HANDRAIL_PUBLIC_URL: 'https://handrail.example/',
  };
  world = await createWorld({
    ...environment,
    HANDRAIL_SMTP_URL: mail.url,
    HANDRAIL_MAIL_FROM: 'Handrail <handrail@h.example>',
  });
  second = await TestHandrail.at(world.handrail.databaseUrl, environment);
});
afterAll(async () => {
  hooks.cut();
  await second?.stop();
  await world?.handrail.stop();
  await Promise.all([hooks?.stop(), mail?.down()]);
});

const deliver = ({ running }: TestHandrail = world.handrail) => running.app.get(Deliver).run();

/** An alarm that somebody acknowledges: it is announced to whoever listens. */
async function acknowledge(title = 'Requests fail'): Promise<string> {
  const { rows } = await world.handrail.database.query<{ id: string }>(
    `insert into alarm (id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at)
     values (gen_random_uuid(), $1, $2, 'FIRING', '', '[]', now(), now(), now()) returning id`,
    [world.projectId, title],
  );
  const id = rows[0]?.id ?? '';
  await world.scientist.run('mutation ($id: ID!) { acknowledgeAlarm(id: $id) { id } }', { id });
  return id;
}

type Kept = { id: string; secret: string | null };
async function add(path: string, more: Record<string, unknown> = {}): Promise<Kept> {
  const { addChannel } = await world.admin.run<{ addChannel: Kept }>(
    'mutation ($input: AddChannelInput!) { addChannel(input: $input) { id secret } }',
    {
      input: {
        projectId: world.projectId,
        kind: 'WEBHOOK',
        name: path,
        events: ['ALARM_ACKNOWLEDGED'],
        address: `${hooks.url}${path}`,
        ...more,
      },
    },
  );
  return addChannel;
}
async function channels(who: Session = world.admin): Promise<Channel[]> {
  const data = await who.run<{ channels: { channels: Channel[] } }>(
    'query ($projectId: ID!) { channels(projectId: $projectId) { channels { id version name events isOn offReason shown address failures waiting failed } } }',
    { projectId: world.projectId },
  );
  return data.channels.channels;
}
async function channelOf(id: string): Promise<Channel> {
  const found = (await channels()).find((one) => one.id === id);
  if (!found) throw new Error('no such channel');
  return found;
}
async function save(
  id: string,
  change: Partial<Pick<Channel, 'name' | 'isOn' | 'events'>> & { address?: string },
): Promise<void> {
  const { version, name, events, isOn } = await channelOf(id);
  await world.admin.run('mutation ($input: SaveChannelInput!) { saveChannel(input: $input) { id } }', {
    input: { projectId: world.projectId, id, expectedVersion: version, name, events, isOn, ...change },
  });
}
const off = (id: string) => save(id, { isOn: false });
async function deliveries(channelId: string): Promise<Delivery[]> {
  const data = await world.scientist.run<{ deliveries: { edges: { node: Delivery }[] } }>(
    `query ($projectId: ID!, $channelId: ID!) { deliveries(projectId: $projectId, channelId: $channelId) { edges { node {
       id messageId channel state tries nextTryAt lastStatus } } } }`,
    { projectId: world.projectId, channelId },
  );
  return data.deliveries.edges.map(({ node }) => node);
}
/** As if the time to the next try had passed, by a second: a process has milliseconds, the database more. */
async function passTime(): Promise<void> {
  await world.handrail.database.query(
    `update delivery set next_try_at = now() - interval '1 second' where state = 'WAITING'`,
  );
  await world.handrail.database.query('update channel set paused_until = null');
}
function only<T>(all: readonly T[]): T {
  const [one, ...more] = all;
  if (one === undefined || more.length > 0) throw new Error(`${all.length} where one should be`);
  return one;
}
const idOf = ({ headers }: Hook): string => headers['webhook-id'] ?? '';

describe('a signed webhook', () => {
  it('is told of what it listens to, once, signed, with a body that the contract describes', async () => {
    const { id, secret } = await add('/signed');
    const deaf = await add('/deaf', { events: ['EXPORT_READY'] });
    const alarmId = await acknowledge();
    await deliver();
    await deliver();
    const hook = only(hooks.of('/signed'));
    expect(hooks.of('/deaf')).toEqual([]);
    const message = channelMessageSchema.parse(verified(hook, secret ?? ''));
    expect(message).toMatchObject({
      type: 'alarm.acknowledged',
      data: { alarm: { id: alarmId, by: 'a person' }, project: { slug: 'mail', name: 'Mail' } },
    });
    expect(() => verified({ ...hook, body: `${hook.body} ` }, secret ?? '')).toThrow();
    const delivery = only(await deliveries(id));
    expect(delivery).toMatchObject({
      state: 'DELIVERED',
      tries: 1,
      nextTryAt: null,
      lastStatus: 'HTTP 204',
      messageId: idOf(hook),
    });
    await Promise.all([off(id), off(deaf.id)]);
  });

  it('is tried again with the same id until it is taken, and not before its time', async () => {
    const { id } = await add('/failing');
    hooks.replies.set('/failing', [{ status: 500 }, { status: 302, headers: { location: `${hooks.url}/elsewhere` } }]);
    await acknowledge();
    const before = Date.now();
    await deliver();
    expect(only(await deliveries(id))).toMatchObject({ state: 'WAITING', tries: 1, lastStatus: 'HTTP 500' });
    expect(await channelOf(id)).toMatchObject({ failures: 1, waiting: 1 });
    const { rows } = await world.handrail.database.query<{ next: Date }>(
      `select least(d.next_try_at, c.paused_until) as next from delivery d join channel c on c.id = d.channel_id where c.id = $1`,
      [id],
    );
    // Five seconds and up to a fifth less.
    expect(rows[0]?.next.getTime()).toBeGreaterThanOrEqual(before + 4000);
    await passTime();
    await deliver();
    expect(only(await deliveries(id))).toMatchObject({ tries: 2, lastStatus: 'HTTP 302: redirects are not followed' });
    expect(hooks.of('/elsewhere')).toEqual([]);
    await passTime();
    await deliver();
    expect(only(await deliveries(id))).toMatchObject({ state: 'DELIVERED', tries: 3 });
    expect(new Set(hooks.of('/failing').map(idOf)).size).toBe(1);
    expect(await channelOf(id)).toMatchObject({ failures: 0, waiting: 0 });
    await off(id);
  });

  it('that asks for patience gets it', async () => {
    const { id } = await add('/busy');
    hooks.replies.set('/busy', [{ status: 503, headers: { 'retry-after': '7200' } }]);
    await acknowledge();
    const before = Date.now();
    await deliver();
    const { nextTryAt } = only(await deliveries(id));
    expect(Date.parse(nextTryAt ?? '')).toBeGreaterThanOrEqual(before + 7_200_000);
    await off(id);
  });

  it('that is gone is turned off and says so; a click sends again once it is on', async () => {
    const { id } = await add('/gone');
    hooks.replies.set('/gone', [{ status: 410 }]);
    await acknowledge('one');
    await deliver();
    expect(await channelOf(id)).toMatchObject({
      isOn: false,
      offReason: expect.stringContaining('410') as string,
      failed: 1,
    });
    await acknowledge('two');
    await deliver();
    const delivery = only(await deliveries(id));
    expect(delivery).toMatchObject({ state: 'FAILED', lastStatus: 'HTTP 410' });
    const again = () => world.admin.run('mutation ($id: ID!) { redeliver(id: $id) { state } }', { id: delivery.id });
    await expect(again()).rejects.toThrow(/is off or removed/);
    await save(id, { isOn: true });
    expect(await again()).toEqual({ redeliver: { state: 'WAITING' } });
    await deliver();
    expect(only(await deliveries(id))).toMatchObject({ state: 'DELIVERED', tries: 2 });
    expect(new Set(hooks.of('/gone').map(idOf))).toEqual(new Set([delivery.messageId]));
    await off(id);
  });

  it('is given up after ten tries or three days, and has ten more when somebody sends it again', async () => {
    const { id } = await add('/down');
    hooks.replies.set(
      '/down',
      Array.from({ length: 11 }, () => ({ status: 500 })),
    );
    await acknowledge();
    for (let time = 0; time < 12; time += 1) {
      await deliver();
      await passTime();
    }
    const lost = only(await deliveries(id));
    expect(lost).toMatchObject({ state: 'FAILED', tries: 10, nextTryAt: null });
    await world.admin.run('mutation ($id: ID!) { redeliver(id: $id) { state } }', { id: lost.id });
    await deliver();
    expect(only(await deliveries(id))).toMatchObject({ state: 'WAITING', tries: 11 });
    await world.handrail.database.query(`update delivery set created_at = now() - interval '4 days' where id = $1`, [
      lost.id,
    ]);
    await world.handrail.running.app.get(WatchOutbox).sweep();
    expect(only(await deliveries(id))).toMatchObject({
      state: 'FAILED',
      lastStatus: 'HTTP 500; given up after 3 days',
    });
    await world.handrail.database.query(
      `update outbox_message set created_at = now() - interval '31 days' where id = $1`,
      [lost.messageId],
    );
    await world.handrail.running.app.get(WatchOutbox).sweep();
    expect(await deliveries(id)).toEqual([]);
    await off(id);
  });

  it('has a new secret beside the old one for a day', async () => {
    const { id, secret } = await add('/rotated');
    const { version } = await channelOf(id);
    const { newChannelSecret } = await world.admin.run<{ newChannelSecret: Kept }>(
      'mutation ($projectId: ID!, $id: ID!, $v: Int!) { newChannelSecret(projectId: $projectId, id: $id, expectedVersion: $v) { id secret } }',
      { projectId: world.projectId, id, v: version },
    );
    await acknowledge();
    await deliver();
    const hook = only(hooks.of('/rotated'));
    expect(hook.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const one of [secret, newChannelSecret.secret])
      expect(verified(hook, one ?? '').type).toBe('alarm.acknowledged');
    expect(newChannelSecret.secret).not.toBe(secret);
    await off(id);
  });

  it('lies sealed in the database, is read by who edits the project, and known to others by its host alone', async () => {
    const { id, secret } = await add('/quokkatoken', { name: 'sealed' });
    const { rows } = await world.handrail.database.query<{ text: string }>(
      `select c::text || encode(c.sealed, 'escape') as text from channel c where id = $1`,
      [id],
    );
    expect(rows[0]?.text).not.toContain('quokka');
    expect(rows[0]?.text).not.toContain(secret);
    const of = async (who: Session) => (await channels(who)).find((one) => one.id === id);
    expect(await of(world.admin)).toMatchObject({ address: `${hooks.url}/quokkatoken`, shown: `${hooks.url}/…` });
    expect((await of(world.scientist))?.address).toBeNull();
    const { rows: audit } = await world.handrail.database.query<{ action: string; text: string }>(
      `select action, a::text as text from audit_entry a where action like 'channel.%' order by id`,
    );
    expect(new Set(audit.map(({ action }) => action))).toEqual(
      new Set(['channel.add', 'channel.change', 'channel.turn-off', 'channel.new-secret']),
    );
    expect(JSON.stringify(audit)).not.toContain('quokka');
    await off(id);
  });
});

describe('many processes', () => {
  it('send each message once, however many deliver at the same time', async () => {
    const { id } = await add('/many');
    await Promise.all(Array.from({ length: 25 }, (_, at) => acknowledge(`many ${at}`)));
    await Promise.all([deliver(), deliver(second), deliver(), deliver(second)]);
    const ids = hooks.of('/many').map(idOf);
    expect(ids).toHaveLength(25);
    expect(new Set(ids).size).toBe(25);
    expect((await channelOf(id)).waiting).toBe(0);
    await off(id);
  });

  it('go on with what one had begun that stopped in the middle of it, and not before its hold is over', async () => {
    const { id } = await add('/killed');
    hooks.replies.set('/killed', ['hang']);
    await acknowledge();
    const dying = await TestHandrail.at(world.handrail.databaseUrl, {
      HANDRAIL_ROLE: 'api',
      HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1',
    });
    const lost = deliver(dying).catch(() => undefined);
    while (hooks.of('/killed').length === 0) await new Promise((wake) => setImmediate(wake));
    await dying.stop();
    await lost;
    await deliver();
    expect(hooks.of('/killed')).toHaveLength(1);
    expect(only(await deliveries(id))).toMatchObject({ state: 'WAITING', tries: 1 });
    await passTime();
    await deliver();
    expect(only(await deliveries(id))).toMatchObject({ state: 'DELIVERED', tries: 2 });
    expect(new Set(hooks.of('/killed').map(idOf)).size).toBe(1);
    await off(id);
  });
});

describe('a receiver that fails', () => {
  it('is left alone, and keeps nothing from another one', async () => {
    const bad = await add('/bad');
    const good = await add('/good');
    hooks.replies.set(
      '/bad',
      Array.from({ length: 50 }, () => ({ status: 500 })),
    );
    await Promise.all(Array.from({ length: 12 }, (_, at) => acknowledge(`twelve ${at}`)));
    await deliver();
    await deliver();
    expect(hooks.of('/good')).toHaveLength(12);
    // A few at a time; the others wait.
    expect(hooks.of('/bad')).toHaveLength(4);
    expect(await channelOf(bad.id)).toMatchObject({ failures: 1, waiting: 12 });
    await Promise.all([off(bad.id), off(good.id)]);
    expect(await channelOf(bad.id)).toMatchObject({ waiting: 0, failed: 12 });
  });
});

describe('receivers that hang', () => {
  it('keep nothing from one that takes what it is sent, however many they are', async () => {
    const { createProject } = await world.admin.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      {
        input: {
          ...{ slug: 'crowd', name: 'Crowd', outputSchema: { kind: 'text' } },
          inputSchema: { fields: [{ name: 'a', type: 'text', required: true }] },
        },
      },
    );
    const projectId = createProject.id;
    const paths = Array.from({ length: 18 }, (_, at) => `/hanging-${at}`);
    for (const path of paths) {
      await add(path, { projectId });
      hooks.replies.set(path, ['hang']);
    }
    await add('/quick', { projectId });
    const { rows } = await world.handrail.database.query<{ id: string }>(
      `insert into alarm (id, project_id, title, phase, cause_key, causes, since, opened_at, last_signal_at)
       values (gen_random_uuid(), $1, 'Crowd', 'FIRING', '', '[]', now(), now(), now()) returning id`,
      [projectId],
    );
    await world.admin.run('mutation ($id: ID!) { acknowledgeAlarm(id: $id) { id } }', { id: rows[0]?.id });
    const delivered = deliver();
    await until('all have been asked at once', () => [...paths, '/quick'].every((path) => hooks.of(path).length === 1));
    hooks.cut();
    await delivered;
    await world.handrail.database.query('update channel set is_on = false where project_id = $1', [projectId]);
  });
});

describe('what is typed in', () => {
  it.each([
    ['WEBHOOK', 'ftp://x.example/'],
    ['WEBHOOK', 'no address'],
    ['WEBHOOK', 'https://user:secret@x.example/'],
    ['EMAIL', 'nobody'],
    ['EMAIL', 'ops@x.example\r\nBcc:<all@x.example>'],
    ['EMAIL', Array.from({ length: 21 }, (_, at) => `a${at}@x.example`).join(' ')],
    ['SLACK', ''],
    ['SLACK', 'https://x.example/\nhost: y'],
  ])('%s %j is refused', async (kind, address) => {
    await expect(add('/refused', { kind, address })).rejects.toThrow(/fit/);
  });

  it('e-mail is refused where the operator has not set it up, which is said', async () => {
    const admin = await second.signIn('admin@t.example');
    const input = { projectId: world.projectId, kind: 'EMAIL', name: 'x', events: [], address: 'ops@x.example' };
    const added = admin.run('mutation ($input: AddChannelInput!) { addChannel(input: $input) { id } }', { input });
    await expect(added).rejects.toThrow(/HANDRAIL_SMTP_URL/);
    const { channels: list } = await admin.run<{ channels: { mailNeeds: string | null } }>(
      'query ($projectId: ID!) { channels(projectId: $projectId) { mailNeeds } }',
      { projectId: world.projectId },
    );
    expect(list.mailNeeds).toContain('HANDRAIL_SMTP_URL');
  });

  it.each(['http://127.0.0.2:9/', 'https://169.254.169.254/', 'http://[::ffff:10.0.0.1]/', 'https://0x7f000002/'])(
    'a private address is refused where it is typed in, however it is written: %s',
    async (address) => {
      await expect(add('/private', { address })).rejects.toThrow(/private or local address/);
    },
  );

  it('a channel keeps its address where it is given a private one', async () => {
    const { id } = await add('/public');
    const before = await channelOf(id);
    await expect(save(id, { address: 'http://127.0.0.2:9/' })).rejects.toThrow(/private or local address/);
    expect(await channelOf(id)).toEqual(before);
    await off(id);
  });
});

describe('a test', () => {
  it('shows what went out and what came back, of which it reads the beginning', async () => {
    const { id, secret } = await add('/tried', { events: [] });
    hooks.replies.set('/tried', [{ status: 400, body: 'x'.repeat(100_000) }]);
    const ask = () =>
      world.admin.run<{
        testChannel: {
          isTaken: boolean;
          status: string;
          headers: string[];
          body: string;
          answerStatus: number;
          answer: string;
        };
      }>('mutation ($id: ID!) { testChannel(id: $id) { isTaken status headers body answerStatus answer } }', { id });
    const { testChannel } = await ask();
    expect(testChannel).toMatchObject({
      isTaken: false,
      status: 'HTTP 400',
      answerStatus: 400,
      answer: 'x'.repeat(2000),
    });
    expect(testChannel.headers).toContainEqual(expect.stringMatching(/^webhook-signature: v1,/));
    expect(testChannel.body).toBe(only(hooks.of('/tried')).body);
    expect((await ask()).testChannel.isTaken).toBe(true);
    expect(verified(hooks.of('/tried')[1] ?? only([]), secret ?? '')).toMatchObject({ type: 'channel.test' });
    expect(await deliveries(id)).toEqual([]);
    await off(id);
  });
});

it('Slack gets text and blocks, with a link, and nothing that would call somebody', async () => {
  const { id, secret } = await add('/slack', { kind: 'SLACK' });
  expect(secret).toBeNull();
  const alarmId = await acknowledge('<!channel> & more');
  await deliver();
  const hook = only(hooks.of('/slack'));
  expect(hook.headers['webhook-signature']).toBeUndefined();
  const body = JSON.parse(hook.body) as { text: string; blocks: { type: string; text: { text: string } }[] };
  expect(body.text).toBe('Acknowledged: &lt;!channel&gt; &amp; more (Mail)');
  expect(only(body.blocks).text.text).toContain(
    `<https://handrail.example/p/mail/alarms?alarm=${alarmId}|Open in Handrail>`,
  );
  await off(id);
});

describe('e-mail', () => {
  it('waits for a mail server that is down, says so, and is sent once it is up', async () => {
    const { id } = await add('/mail', { kind: 'EMAIL', address: 'ops@x.example, lead@y.example' });
    expect(await channelOf(id)).toMatchObject({ shown: '2 addresses at x.example, y.example' });
    await mail.down();
    await acknowledge('Requests\r\nBcc: all@x.example');
    await deliver();
    expect(only(await deliveries(id))).toMatchObject({
      state: 'WAITING',
      tries: 1,
      lastStatus: 'the mail server cannot be reached',
    });
    await mail.up();
    mail.unknown.add('lead@y.example');
    await passTime();
    await deliver();
    const delivery = only(await deliveries(id));
    expect(delivery).toMatchObject({ state: 'DELIVERED', tries: 2, lastStatus: 'taken for 1 of 2 addresses' });
    const letter = only(mail.letters.splice(0));
    expect(letter).toMatchObject({ from: 'handrail@h.example', to: ['ops@x.example'] });
    const [head = '', ...body] = letter.text.split('\r\n\r\n');
    expect(head).not.toMatch(/^bcc:/im);
    expect(head.replaceAll(/\r\n\s+/g, ' ')).toContain(
      'Subject: Handrail: Acknowledged: Requests Bcc: all@x.example (Mail)',
    );
    expect(head).toContain(`Message-ID: <${delivery.messageId}@h.example>`);
    expect(body.join('\n')).toContain('https://handrail.example/p/mail/alarms?alarm=');
    await off(id);
  });

  it('that no address is taken for is a failure, told without the address', async () => {
    const { id } = await add('/nobody', { kind: 'EMAIL', address: 'gone@x.example' });
    mail.unknown.add('gone@x.example');
    await acknowledge();
    await deliver();
    const { lastStatus } = only(await deliveries(id));
    expect(lastStatus).toBe('the mail server takes none of the addresses, or not the sender (550)');
    await off(id);
  });
});

describe('decision.made', () => {
  it('is told when a person decides, in the transaction of the answer, and when what stood is corrected', async () => {
    const answerOne = async (text: string): Promise<[caseId: string, labelId: string]> => {
      const { body } = await decide(world, { input: { text } });
      const [review] = await claim(world, world.reviewer);
      if (!review) throw new Error('nothing to answer');
      await submit(world.reviewer, review, 'spam');
      const { rows } = await world.handrail.database.query<{ id: string }>('select id from label where case_id = $1', [
        body.id,
      ]);
      return [body.id, only(rows).id];
    };
    await answerOne('nobody listens');
    const { rows } = await world.handrail.database.query(`select 1 from outbox_message where event = 'decision.made'`);
    expect(rows).toEqual([]);
    const { id, secret } = await add('/decided', { events: ['DECISION_MADE'] });
    const [caseId, labelId] = await answerOne('somebody listens');
    await world.reviewer.run('mutation ($input: CorrectLabelInput!) { correctLabel(input: $input) { __typename } }', {
      input: { labelId, value: 'ham' },
    });
    await deliver();
    const told = hooks.of('/decided').map((hook) => channelMessageSchema.parse(verified(hook, secret ?? '')));
    expect(told.map(({ data }) => ('decision' in data ? data.decision : undefined))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: caseId, value: 'spam', isCorrection: false, path: `/v1/decisions/${caseId}` }),
        expect.objectContaining({ id: caseId, value: 'ham', isCorrection: true }),
      ]),
    );
    expect(told).toHaveLength(2);
    expect(JSON.stringify(told)).not.toContain('somebody listens');
    await off(id);
  });
});

describe('export.ready', () => {
  it('is told to whoever asked for the file by e-mail, whatever the channels, while they are in the project', async () => {
    await world.handrail.database.query(
      `insert into outbox_message (id, project_id, person_id, event, body, created_at)
       select gen_random_uuid(), $1, id, 'export.ready', $2, now() from person where email in ('scientist@t.example', 'other@t.example')`,
      [world.projectId, { type: 'export.ready', timestamp: new Date().toISOString(), data: EXPORT }],
    );
    mail.letters.splice(0);
    await world.handrail.database.query(
      `delete from membership where person_id = (select id from person where email = 'other@t.example')`,
    );
    await deliver();
    const letter = only(mail.letters);
    expect(letter.to).toEqual(['scientist@t.example']);
    expect(letter.text).toContain('Subject: Handrail: data.csv of dataset 1 is ready (Mail)');
    const { rows } = await world.handrail.database.query<{ state: string; last_status: string }>(
      `select state, last_status from delivery where channel_id is null order by state`,
    );
    expect(rows).toEqual([
      { state: 'DELIVERED', last_status: 'taken by the mail server' },
      { state: 'WAITING', last_status: 'whoever asked is not in the project any more' },
    ]);
  });
});

const EXPORT = {
  export: {
    id: 'x',
    state: 'ready',
    dataset: 1,
    file: 'data.csv',
    bytes: 12,
    sha256: null,
    keptUntil: null,
    failure: null,
    path: '/p/mail/datasets/1',
  },
  project: { id: 'x', slug: 'mail', name: 'Mail' },
};
