import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startHandrail, type Running } from '../../server/dist/main.js';
import { HandrailProcess } from '../support/handrail-process.js';
import { registerCaller, reportOf, startRollout } from '../support/rollouts.js';
import { until } from '../support/until.js';
import { createWorld, moveTo, type World } from '../support/world.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SECRET = 'only for tests, long enough';
/** Nothing holds them, so every judgement is a move. */
const STEPS = Array.from({ length: 8 }, (_, index) => ({ share: (index + 1) / 8 }));
const MOST_CUTS = 4;

let world: World;
let second: Running;
beforeAll(async () => {
  world = await createWorld();
  second = await startHandrail(
    { PORT: '0', DATABASE_URL: world.handrail.databaseUrl, HANDRAIL_SECRET: SECRET, HANDRAIL_ROLE: 'worker' },
    ROOT,
  );
  await registerCaller(world, 'old');
  await registerCaller(world, 'new');
});
afterAll(async () => {
  await second.close();
  await world.handrail.stop();
});

type Moved = {
  sequence: number;
  kind: string;
  step: number;
  share: number;
  policy_share: number | null;
  incumbent: string;
};

/** Whatever anybody is doing to the rollout at this moment ends here, between one statement and the next. */
async function cutOff(): Promise<number> {
  const { rows } = await world.handrail.database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and query ~ 'rollout_event|into policy|update rollout' and state <> 'idle'`,
  );
  return rows.length;
}

it('neither repeats nor skips a step while two workers judge, a third is killed, and transactions are cut off', async () => {
  await moveTo(world, 'FULL_AUTOMATION', { incumbent: 'old@1' });
  const env = { DATABASE_URL: world.handrail.databaseUrl, HANDRAIL_SECRET: SECRET, HANDRAIL_ROLE: 'worker' };
  const third = await HandrailProcess.start(env);
  const { rollout } = await startRollout(world, { challenger: 'new@1', guardrails: [], steps: STEPS });
  const id = rollout?.id ?? '';
  let cut = 0;
  let isOver = false;
  // Without a pause: a transaction is under way for a few milliseconds only.
  const cutting = (async () => {
    while (!isOver && cut < MOST_CUTS) cut += await cutOff();
  })();
  await until(
    'the rollout to end',
    async () => {
      const { rollout: now } = await reportOf(world, id).catch(() => ({ rollout: { status: 'RUNNING', step: 0 } }));
      if (now.step >= 3 && third.exitCode === null) third.child.kill('SIGKILL');
      // While the slider is moved beside it.
      if (now.step % 3 === 2) await moveTo(world, 'FULL_AUTOMATION').catch(() => undefined);
      return now.status === 'FINISHED';
    },
    150,
  ).finally(() => {
    isOver = true;
  });
  await cutting;
  const { rows } = await world.handrail.database.query<Moved>(
    `select e.sequence, e.kind, (e.state->>'step')::int as step, (e.state->>'share')::float8 as share,
            (p.settings->'rollout'->>'share')::float8 as policy_share, p.settings->>'incumbent' as incumbent
       from rollout_event e join policy p on p.project_id = $2 and p.version = e.policy_version where e.rollout_id = $1 order by e.sequence`,
    [id, world.projectId],
  );
  expect(rows.map(({ sequence }) => sequence)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.map(({ kind, step }) => `${kind} ${step}`)).toEqual([
    'started 0',
    ...STEPS.slice(1).map((_, index) => `advanced ${index + 1}`),
    `finished ${STEPS.length - 1}`,
  ]);
  // Each state has its policy: none was committed without the other.
  for (const { kind, share, policy_share: inForce, incumbent } of rows) {
    expect(inForce).toBe(kind === 'finished' ? null : share);
    expect(incumbent).toBe(kind === 'finished' ? 'new@1' : 'old@1');
  }
  const { rows: stray } = await world.handrail.database.query<{ n: number }>(
    `select count(*)::int as n from policy where project_id = $1 and evidence->>'rolloutId' = $2`,
    [world.projectId, id],
  );
  expect(stray).toEqual([{ n: STEPS.length }]);
  expect(cut).toBeGreaterThan(0);
  await third.kill();
}, 240_000);
