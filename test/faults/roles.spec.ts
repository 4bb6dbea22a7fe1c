import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Session } from '../support/handrail.js';
import { HandrailProcess, newDatabase } from '../support/handrail-process.js';
import { until } from '../support/until.js';
import { claim, decide, furnish, moveTo, submit, type World } from '../support/world.js';

const SECRET = 'one secret for all of them';
const LABELS = 24;

let databaseUrl: string;
let processes: HandrailProcess[] = [];
let world: World<HandrailProcess>;
let elsewhere: World<HandrailProcess>;

const start = (role: string, secret = SECRET): Promise<HandrailProcess> =>
  HandrailProcess.start({ DATABASE_URL: databaseUrl, HANDRAIL_SECRET: secret, HANDRAIL_ROLE: role });

beforeAll(async () => {
  databaseUrl = await newDatabase(inject('databaseUrl'));
  // Both find an empty database, and both want to migrate it.
  const [one, other] = await Promise.all([start('api'), start('api')]);
  processes = [one, other];
  world = await furnish(one);
  elsewhere = { ...world, handrail: other, reviewer: at(other, world.reviewer) };
});
afterAll(async () => {
  await Promise.all(processes.map((handrail) => handrail.stop()));
});

/** The same cookie at another process. */
function at(handrail: HandrailProcess, { cookie }: Session): Session {
  return Object.assign(new Session(handrail.url), { cookie });
}

async function nameOf(session: Session): Promise<string | undefined> {
  return (await session.run<{ me: { name: string } | null }>('{ me { name } }')).me?.name;
}

describe('several processes on one given database', () => {
  it('the demo is not started, and every process is ready', async () => {
    const { installation } = await world.admin.run<{ installation: { demo: boolean } }>('{ installation { demo } }');
    expect(installation.demo).toBe(false);
    for (const { url } of processes) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('a move of the slider is in force on the other process', async () => {
    const sure = { input: { text: 'sure' }, predictions: [{ model: 'f@1', value: 'spam', confidence: 0.99 }] };
    expect((await decide(elsewhere, sure)).status).toBe(202);
    await moveTo(world, 'FULL_AUTOMATION', { auditRate: 0 });
    // That this is a second at most, and by being told, policy-everywhere.spec.ts shows with a clock of its own.
    await until('the new policy elsewhere', async () => (await decide(elsewhere, sure)).status === 200, 10);
    await moveTo(world, 'HUMAN_ONLY');
    await until('the old level elsewhere', async () => (await decide(elsewhere, sure)).status === 202, 10);
  });

  it('whoever waits on one process is woken by an answer on the other', async () => {
    const waiting = decide(world, { input: { text: 'wait for me' } }, { prefer: 'wait=60' });
    const end = waiting.then(() => performance.now());
    const review = await until('the review', async () => {
      for (const one of await claim(elsewhere, elsewhere.reviewer)) {
        if (one.input?.['text'] === 'wait for me') return one;
        await submit(elsewhere.reviewer, one, 'ham');
      }
      return undefined;
    });
    await submit(elsewhere.reviewer, review, 'spam');
    const answered = performance.now();
    expect((await waiting).body).toMatchObject({ status: 'decided', value: 'spam' });
    expect((await end) - answered).toBeLessThan(1000);
  });

  it('jobs wait for a worker, which takes no requests but says how it is', async () => {
    for (let index = 0; index < LABELS; index += 1) await decide(world, { input: { text: `to learn from ${index}` } });
    for (let labelled = 0; labelled < LABELS;) {
      for (const review of await claim(world, world.reviewer)) {
        await submit(world.reviewer, review, labelled % 2 === 0 ? 'spam' : 'ham');
        labelled += 1;
      }
    }
    const database = new pg.Client({ connectionString: databaseUrl });
    await database.connect();
    const versions = async (): Promise<number> =>
      (await database.query('select 1 from decider_version where project_id = $1', [world.projectId])).rowCount ?? 0;
    try {
      await world.admin.run('mutation ($input: TrainDeciderInput!) { trainDecider(input: $input) { __typename } }', {
        input: { projectId: world.projectId, name: 'from-a-job' },
      });
      const worker = await start('worker');
      // Nobody has taken it up to now: an api process works on no jobs.
      processes.push(worker);
      await until('the trained model', async () => (await versions()) === 1);
      const ask = (path: string): Promise<Response> => fetch(`${worker.url}${path}`);
      expect([(await ask('/readyz')).status, (await ask('/healthz')).status]).toEqual([200, 200]);
      for (const path of ['/', '/graphql', '/v1/decisions/1']) {
        expect(await (await ask(path)).text()).toContain('works on jobs only');
      }
    } finally {
      await database.end();
    }
  });

  it('another secret knows no session, the same one does', async () => {
    const stranger = await start('api', 'a secret that was rotated');
    processes.push(stranger);
    expect(await nameOf(elsewhere.reviewer)).toBe('reviewer');
    expect(await nameOf(at(stranger, world.reviewer))).toBeUndefined();
  });
});
