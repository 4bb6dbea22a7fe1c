import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connectSocket, firstOf } from '../support/socket.js';
import { until } from '../support/until.js';
import { createWorld, type World } from '../support/world.js';

const PULSE = 'subscription ($projectId: ID!) { projectPulse(projectId: $projectId) { queueLength } }';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.handrail.stop());

type Answer = { errors?: { message: string; extensions?: { problem?: { status: number } } }[] };
async function post(body: string, type = 'application/json'): Promise<Answer & { status: number }> {
  const answer = await fetch(`${world.handrail.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': type, 'x-handrail-request': '1' },
    body,
  });
  return { ...((await answer.json()) as Answer), status: answer.status };
}
const query = (text: string): string => JSON.stringify({ query: text });

/** Sockets that say nothing but what a test says. */
class Raw {
  readonly heard: { type: string; id?: string; payload?: unknown }[] = [];
  code: number | undefined;
  status: number | undefined;
  private readonly socket: WebSocket;

  constructor(cookie = '', protocol = 'graphql-transport-ws') {
    this.socket = new WebSocket(`${world.handrail.url.replace('http', 'ws')}/graphql`, protocol, {
      headers: { cookie },
      origin: world.handrail.url,
    });
    this.socket.on('message', (data: Buffer) => this.heard.push(JSON.parse(data.toString()) as never));
    this.socket.on('close', (code) => (this.code = code));
    this.socket.on('unexpected-response', (request, answer) => {
      this.status = answer.statusCode ?? 0;
      this.code ??= 1006;
      request.destroy();
    });
    // A refusal closes what never opened: with the library's own error.
    this.socket.on('error', () => (this.code ??= 1006));
  }

  /** Open, or refused. */
  settled(): Promise<boolean> {
    return until('a socket', () => this.socket.readyState === WebSocket.OPEN || this.code !== undefined);
  }

  say(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Opened and acknowledged. */
  async begin(): Promise<this> {
    await this.settled();
    this.say({ type: 'connection_init' });
    await until('the acknowledgement', () => this.heard.some(({ type }) => type === 'connection_ack'));
    return this;
  }

  subscribe(id: string, text = PULSE): void {
    this.say({ type: 'subscribe', id, payload: { query: text, variables: { projectId: world.projectId } } });
  }

  answersTo(id: string): Promise<{ type: string; payload?: unknown }> {
    return until(`an answer to ${id}`, () => this.heard.find((one) => one.id === id));
  }

  closedWith(): Promise<number> {
    return until('the end of a socket', () => this.code);
  }

  end(): void {
    this.socket.terminate();
  }
}

describe('POST /graphql', () => {
  it.each([
    ['a document of too many tokens', query(`{me{${'a '.repeat(3000)}}}`), /tokens/],
    ['a document of too many characters', query(`{ me { id } } #${'x'.repeat(100_000)}`), /characters/],
    ['a number', query('1'), /no GraphQL document/],
    ['a text in quotes', query('"x"'), /no GraphQL document/],
    ['null as text', query('null'), /no GraphQL document/],
    ['a list', query('[]'), /no GraphQL document/],
    ['a tree that was parsed elsewhere', query('{"kind":"Document","definitions":[]}'), /no GraphQL document/],
    [
      'a tree with a place',
      query('{"kind":"Document","definitions":[],"loc":{"start":0,"end":1}}'),
      /no GraphQL document/,
    ],
    ['no query', '{}', /./],
    ['nothing', 'null', /./],
    ['a list of queries', `[${query('{ me { id } }')}]`, /./],
    ['an operation that is not there', JSON.stringify({ query: '{ me { id } }', operationName: 'nope' }), /nope/],
    ['nothing but a fragment', query('fragment a on Person { id }'), /./],
    ['a definition', query('type A { a: Int }'), /./],
  ])('refuses %s as the caller’s to mend', async (_name, body, message) => {
    const { errors = [], status } = await post(body);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.extensions?.problem?.status ?? status).toBeLessThan(500);
    expect(status).toBeLessThan(500);
  });

  it('takes documents as JSON only', async () => {
    for (const text of ['1', '{ me { id } }', '']) {
      const { errors, status } = await post(text, 'application/graphql');
      expect(errors?.[0]?.extensions?.problem?.status).toBe(415);
      expect(status).toBeLessThan(500);
    }
  });

  it('walks no deep variables of a GET', async () => {
    const variables = `{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`;
    const answer = await fetch(`${world.handrail.url}/graphql?query={me{id}}&variables=${variables}`, {
      headers: { 'x-handrail-request': '1' },
    });
    expect(await answer.text()).toContain('nested deeper');
  });
});

describe('a WebSocket', () => {
  it.each([
    [
      '21 subscriptions',
      `subscription { ${Array.from({ length: 21 }, (_, n) => `a${n}: projectPulse(projectId: "x") { queueLength }`).join(' ')} }`,
      /only one top level|one root|At most/i,
    ],
    ['too many tokens', `subscription { projectPulse(projectId: "x") { ${'queueLength '.repeat(3000)} } }`, /tokens/],
    ['a field that is not there', 'subscription { projectPulse(projectId: "x") { nope } }', /nope/],
    ['a query', '{ me { id } }', /Only subscriptions/],
    ['a number', '1', /Syntax/],
  ])('is refused a document with %s', async (_name, document, message) => {
    const first = await firstOf(connectSocket(world.handrail.url, { cookie: world.reviewer.cookie }), document);
    expect(first).toMatch(message);
    expect(first).toContain('/problems/bad-request');
  });

  it('runs at most 20 subscriptions, each under an id of its own', async () => {
    const raw = await new Raw(world.reviewer.cookie).begin();
    for (let n = 0; n < 20; n += 1) raw.subscribe(`s${n}`);
    for (let n = 0; n < 20; n += 1) expect((await raw.answersTo(`s${n}`)).type).toBe('next');
    raw.subscribe('one more');
    raw.subscribe('s20');
    expect(await raw.closedWith()).toBe(4400);
    const other = await new Raw(world.reviewer.cookie).begin();
    for (let n = 0; n < 21; n += 1) other.subscribe(`s${n}`);
    expect((await other.answersTo('s20')).type).toBe('error');
    // What is over makes room: it is not counted for good.
    other.say({ type: 'complete', id: 's3' });
    other.subscribe('again');
    expect((await other.answersTo('again')).type).toBe('next');
    other.end();
  });

  it('that asks again and again after a refusal is answered each time', async () => {
    const raw = await new Raw(world.reviewer.cookie).begin();
    for (let n = 0; n < 30; n += 1) {
      raw.say({ type: 'subscribe', id: `r${n}`, payload: { query: PULSE, variables: { projectId: 'nope' } } });
      const { payload } = await raw.answersTo(`r${n}`);
      expect(JSON.stringify(payload)).toContain('not-found');
    }
    raw.end();
  });

  it.each([
    ['no JSON', '{', 4400],
    ['deep JSON', `{"type":"ping","payload":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 4400],
    ['another type', '{"type":"connection_terminate"}', 4400],
    ['a subscription without a document', '{"type":"subscribe","id":"a"}', 4400],
    ['too long a message', JSON.stringify({ type: 'ping', payload: { a: 'x'.repeat(200_000) } }), 1009],
    ['a second start', '{"type":"connection_init"}', 4429],
  ])('is closed after %s', async (_name, message, code) => {
    const raw = await new Raw(world.reviewer.cookie).begin();
    raw.say(message);
    expect(await raw.closedWith()).toBe(code);
  });

  it('that talks without end is closed', async () => {
    const raw = await new Raw(world.reviewer.cookie).begin();
    for (let n = 0; n < 1000; n += 1) raw.say({ type: 'ping' });
    expect(await raw.closedWith()).toBe(1013);
  });

  it('of another protocol is not opened', async () => {
    const raw = new Raw(world.reviewer.cookie, 'graphql-ws');
    await raw.settled();
    expect(raw.status).toBe(400);
  });

  it('of a stranger is told so once, and gone', async () => {
    const raw = await new Raw().begin();
    raw.subscribe('a');
    expect(JSON.stringify(await raw.answersTo('a'))).toContain('/problems/unauthenticated');
    expect(await raw.closedWith()).toBe(4403);
  });

  it('of strangers: 100 are open at most, of one person 50, and each leaves room for the others', async () => {
    const open = async (count: number, cookie: string): Promise<Raw[]> => {
      const sockets = Array.from({ length: count }, () => new Raw(cookie));
      for (const one of sockets) await one.settled();
      return sockets;
    };
    const kept = (sockets: Raw[]): number => sockets.filter(({ code }) => code === undefined).length;
    const strangers = [...(await open(60, '')), ...(await open(60, ''))];
    const people = [...(await open(40, world.reviewer.cookie)), ...(await open(40, world.reviewer.cookie))];
    expect(kept(strangers)).toBeLessThanOrEqual(100);
    expect(kept(people)).toBeLessThanOrEqual(50);
    expect(strangers.find(({ status }) => status !== undefined)?.status).toBe(503);
    expect(kept(await open(1, world.admin.cookie))).toBe(1);
    for (const one of [...strangers, ...people]) one.end();
  });
});
