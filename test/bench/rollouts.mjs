import { liveWorld, ROLLOUT_WORLDS, simulateRollouts } from '@handrail/shared/rollouts/simulate';
import { random } from '@handrail/shared/stats/simulate';
import pg from 'pg';
import { judgementCost } from './judgement-cost.mjs';
import { withServer } from './server.mjs';
import { shadowCost } from './shadow-cost.mjs';
import { trainedProject } from './trained-project.mjs';

/**
 * What rollouts promise and what they cost: false rollbacks and delays in seeded simulations, what a shadow challenger
 * costs the caller, and what judging a step of many cases costs. Each beside its baseline.
 */
const RUNS = Number(process.env.BENCH_RUNS ?? 400);

simulations();
await withServer(async ({ url, databaseUrl, pid }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => undefined);
  try {
    const world = { ...(await trainedProject(url, pool)), pid };
    await shadowCost(world);
    await judgementCost(world, pool);
  } finally {
    await pool.end();
  }
});

function simulations() {
  const base = { incumbentRate: 0.05, overlap: 0.5, labelRate: 0.2, mostCases: 20_000, runs: RUNS };
  const rows = [0.025, 0.05, 0.075, 0.1, 0.15, 0.25].map((challengerRate, index) => {
    const found = simulateRollouts({ ...base, challengerRate, draw: random(index + 1) });
    const isGood = challengerRate <= base.incumbentRate;
    const allowed = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / RUNS);
    return {
      'error, challenger : incumbent': `${challengerRate} : ${base.incumbentRate}`,
      'rolled back': (found.rolledBack / RUNS).toFixed(3),
      allowed: isGood ? `≤ ${allowed.toFixed(3)}` : '',
      finished: (found.finished / RUNS).toFixed(3),
      'median cases': found.medianCases ?? '–',
      'of them the challenger’s': found.medianChallengerCases ?? '–',
      verdict: !isGood || found.rolledBack / RUNS <= allowed ? 'holds' : 'BROKEN',
    };
  });
  console.info(
    `Canaries 5, 10, 25, 50, 100 %; 20 % labelled blind; judged every 50 cases on arms and pairs; delta 0.05; ${RUNS} runs.`,
  );
  console.table(rows);
  const lived = worlds();
  if ([...rows, ...lived].some(({ verdict }) => verdict === 'BROKEN')) process.exitCode = 1;
}

/** Good challengers that used to be thrown out, and bad ones that must be. */
function worlds() {
  const rows = ROLLOUT_WORLDS.map((world, index) => {
    const { rolledBack, by } = liveWorld(world, { runs: RUNS, mostCases: 20_000, draw: random(100 + index) });
    const share = rolledBack / RUNS;
    // Every guardrail may err in 5 % of all rollouts; together, with what chance adds.
    const allowed = 0.1 + 3 * Math.sqrt((0.1 * 0.9) / RUNS);
    return {
      challenger: world.name,
      'rolled back': share.toFixed(3),
      expected: world.isGood ? `≤ ${allowed.toFixed(3)}` : '≥ 0.95',
      by: JSON.stringify(by),
      verdict: (world.isGood ? share <= allowed : share >= 0.95) ? 'holds' : 'BROKEN',
    };
  });
  console.info('All of the usual guardrails at Partial automation, 20 % audited, latency budget 2,000 ms.');
  console.table(rows);
  return rows;
}
