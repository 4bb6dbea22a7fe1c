import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { AddressRules } from './address-rules.js';
import { guardedPool, type Resolver } from './guarded-pool.js';
import { whyRefusedNow } from './refused-now.js';

const PRIVATE = [
  '127.0.0.1',
  '10.0.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:a00:1',
  '64:ff9b::a00:1',
  '2002:7f00:1::',
  'fd00:ec2::254',
  'fe80::1%eth0',
  'ff02::1',
  'localhost',
  '',
];

describe('AddressRules', () => {
  it.each(PRIVATE)('refuses %j', (address) => {
    expect(new AddressRules([]).allows('models.example', address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8'])(
    'lets %s through',
    (address) => {
      expect(new AddressRules([]).allows('models.example', address)).toBe(true);
    },
  );

  it('lets through what the operator names: a range, an address, a host', () => {
    const rules = new AddressRules(['10.1.0.0/16', 'fd00::/8', '127.0.0.1', 'Models.Internal']);
    const allowed = ['10.1.2.3', 'fd00::1', '127.0.0.1', '::ffff:10.1.2.3'].map((ip) => rules.allows('x', ip));
    expect(allowed).toEqual([true, true, true, true]);
    expect([rules.allows('models.internal', '10.9.9.9'), rules.allows('models.internal', '')]).toEqual([true, false]);
    expect([rules.allows('x', '10.2.0.1'), rules.allows('x', '127.0.0.2')]).toEqual([false, false]);
  });
});

describe('guardedPool', () => {
  it('judges the address that it connects to, however the name changes its mind', async () => {
    let reached = 0;
    const server = createServer((_request, reply) => {
      reached += 1;
      reply.end('{}');
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const answers = ['93.184.216.34', '127.0.0.1'];
    const asked: string[] = [];
    const pool = guardedPool(`http://rebinding.example:${port}`, {
      rules: new AddressRules([]),
      connections: 1,
      resolver: (host, done) => {
        asked.push(host);
        // A check of its own first would have seen the public one; what is connected to is the second.
        done(null, [{ address: asked.length === 1 ? (answers[1] ?? '') : (answers[0] ?? ''), family: 4 }]);
      },
    });
    await expect(pool.request({ method: 'GET', path: '/' })).rejects.toThrow(/private or local address/);
    expect(reached).toBe(0);
    await pool.destroy();
    const open = guardedPool(`http://rebinding.example:${port}`, {
      rules: new AddressRules(['rebinding.example']),
      connections: 1,
      resolver: (_host, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    expect((await open.request({ method: 'GET', path: '/' })).statusCode).toBe(200);
    expect(reached).toBe(1);
    await open.destroy();
    server.close();
  });
});

describe('whyRefusedNow', () => {
  const rules = new AddressRules(['10.1.0.0/16']);
  const leadsTo =
    (...addresses: string[]): Resolver =>
    (_host, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      );

  it('tells a name that leads to private addresses alone, and lets go what is public, allowed or not known', async () => {
    const of = (resolver: Resolver): Promise<string | undefined> =>
      whyRefusedNow('https://hooks.example/x', rules, resolver);
    expect(await of(leadsTo('192.168.0.1', '127.0.0.1'))).toMatch(/hooks\.example is a private or local address/);
    expect(await of(leadsTo('192.168.0.1', '93.184.216.34'))).toBeUndefined();
    expect(await of(leadsTo('10.1.2.3'))).toBeUndefined();
    expect(await of((_host, done) => done(new Error('no such name'), []))).toBeUndefined();
  });
});
