import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Session } from '../support/handrail.js';
import {
  dataFolder,
  databaseUrlOf,
  HandrailProcess,
  postmasterOf,
  processesOf,
  removeFolder,
} from '../support/handrail-process.js';
import { HookServer } from '../support/hook-server.js';
import { missing, NOTHING_MISSING } from '../support/ledger.js';
import { Load, loadBody, type Acknowledged } from '../support/load.js';
import { until } from '../support/until.js';
import { decide, furnish, moveTo, type World } from '../support/world.js';

const ENOUGH_CASES = 120;
const ENOUGH_LABELS = 8;

let folder: string;
let world: World<HandrailProcess>;
let hooks: HookServer;
beforeAll(async () => {
  folder = dataFolder();
  hooks = await HookServer.start();
  world = await furnish(await start());
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0.2 });
  await world.admin.run('mutation ($input: AddChannelInput!) { addChannel(input: $input) { id } }', {
    input: {
      projectId: world.projectId,
      kind: 'WEBHOOK',
      name: 'all',
      events: ['DECISION_MADE'],
      address: `${hooks.url}/`,
    },
  });
});
afterAll(async () => {
  await world?.handrail.stop();
  await hooks?.stop();
  removeFolder(folder);
});

function start(): Promise<HandrailProcess> {
  return HandrailProcess.start({
    HANDRAIL_DATA_DIR: folder,
    HANDRAIL_DEMO: 'off',
    HANDRAIL_ALLOW_PRIVATE_ADDRESSES: '127.0.0.1',
  });
}

/** The same people at the new address, with the cookies that they have. */
async function restart(): Promise<void> {
  const handrail = await start();
  const again = (session: Session): Session => Object.assign(new Session(handrail.url), { cookie: session.cookie });
  const { admin, reviewer, other, scientist } = world;
  world = {
    ...world,
    handrail,
    admin: again(admin),
    reviewer: again(reviewer),
    other: again(other),
    scientist: again(scientist),
  };
}

async function underLoad(name: string, fault: () => Promise<unknown> | void): Promise<Acknowledged> {
  const load = new Load(world, name);
  const { cases, labels } = load.acknowledged;
  await until('enough load', () => cases.size >= ENOUGH_CASES && labels.length >= ENOUGH_LABELS);
  await fault();
  return load.stop();
}

describe('kill -9 under load', () => {
  it('of the server: the next start takes the orphaned database over, all that was acknowledged is there once', async () => {
    const acknowledged = await underLoad('server', () => world.handrail.kill());
    const orphan = postmasterOf(folder);
    expect(processesOf(folder)).toContain(orphan);
    await restart();
    expect(postmasterOf(folder)).not.toBe(orphan);
    expect(await missing(databaseUrlOf(folder), acknowledged)).toEqual(NOTHING_MISSING);
  });

  it('of the server and the database: PostgreSQL recovers, repeated keys give the first answers', async () => {
    const acknowledged = await underLoad('both', () => {
      process.kill(postmasterOf(folder), 'SIGKILL');
      return world.handrail.kill();
    });
    await restart();
    expect(await missing(databaseUrlOf(folder), acknowledged)).toEqual(NOTHING_MISSING);
    for (const [key, id] of [...acknowledged.cases].slice(-10)) {
      const { body } = await decide(world, loadBody(key), { 'idempotency-key': key });
      expect(body.id).toBe(id);
    }
    const { me } = await world.reviewer.run<{ me: { name: string } }>('{ me { name } }');
    expect(me.name).toBe('reviewer');
  });

  it('of the database alone: the server starts it again and goes on', async () => {
    const acknowledged = await underLoad('database', async () => {
      const killed = postmasterOf(folder);
      process.kill(killed, 'SIGKILL');
      await until('an answer after the fault', async () => {
        const answer = await fetch(`${world.handrail.url}/readyz`);
        return postmasterOf(folder) !== killed && answer.status === 200;
      });
    });
    expect(world.handrail.exitCode).toBeNull();
    expect([...acknowledged.refused.keys()].filter((status) => status !== 503 && status !== 0)).toEqual([]);
    expect((await decide(world, loadBody('after-0'))).status).toBeLessThan(300);
    expect(await missing(databaseUrlOf(folder), acknowledged)).toEqual(NOTHING_MISSING);
  });

  it('SIGTERM under load answers what is under way and loses nothing', async () => {
    const acknowledged = await underLoad('stop', async () => expect(await world.handrail.stop()).toBe(0));
    await restart();
    expect(await missing(databaseUrlOf(folder), acknowledged)).toEqual(NOTHING_MISSING);
    expect([...acknowledged.refused.keys()].filter((status) => status !== 503 && status !== 0)).toEqual([]);
  });

  it('and after all of these every answer of a person has been told', async () => {
    const client = new pg.Client({ connectionString: databaseUrlOf(folder) });
    await client.connect();
    try {
      // What a killed process had begun to send is held for a while, which is over now.
      await client.query(`update delivery set next_try_at = now() where state = 'WAITING'`);
      const { rows } = await client.query<{ case_id: string; times: number }>(
        `select case_id, count(*)::int as times from decision where decided_by_kind = 'human' group by case_id`,
      );
      expect(rows.length).toBeGreaterThanOrEqual(ENOUGH_LABELS);
      const toldOf = (): Map<string, Set<string>> => {
        const told = new Map<string, Set<string>>();
        for (const { body, headers } of hooks.seen) {
          const { data } = JSON.parse(body) as { data: { decision: { id: string } } };
          const ids = told.get(data.decision.id) ?? new Set();
          told.set(data.decision.id, ids.add(headers['webhook-id'] ?? ''));
        }
        return told;
      };
      await until('all told', () => {
        const told = toldOf();
        return rows.every(({ case_id: id, times }) => told.get(id)?.size === times);
      });
    } finally {
      await client.end();
    }
  });
});
