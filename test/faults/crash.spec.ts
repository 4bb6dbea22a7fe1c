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
import { missing, NOTHING_MISSING } from '../support/ledger.js';
import { Load, loadBody, type Acknowledged } from '../support/load.js';
import { until } from '../support/until.js';
import { decide, furnish, moveTo, type World } from '../support/world.js';

const ENOUGH_CASES = 120;
const ENOUGH_LABELS = 8;

let folder: string;
let world: World<HandrailProcess>;
beforeAll(async () => {
  folder = dataFolder();
  world = await furnish(await start());
  await moveTo(world, 'PARTIAL_AUTOMATION', { auditRate: 0.2 });
});
afterAll(async () => {
  await world?.handrail.stop();
  removeFolder(folder);
});

function start(): Promise<HandrailProcess> {
  return HandrailProcess.start({ HANDRAIL_DATA_DIR: folder, HANDRAIL_DEMO: 'off' });
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
});
