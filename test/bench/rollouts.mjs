import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machineOnDuty } from '@handrail/shared/ladder';
import { simulateRollouts } from '@handrail/shared/rollouts/simulate';
import { hashUniform } from '@handrail/shared/stats';
import { random } from '@handrail/shared/stats/simulate';
import pg from 'pg';

/**
 * What rollouts promise and what they cost: false rollbacks and delays in seeded simulations, the time to deal a case to
 * an arm, what a shadow challenger costs the caller, and what judging a step of many cases costs. Each beside its baseline.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const RUNS = Number(process.env.BENCH_RUNS ?? 400);
const STEP_CASES = Number(process.env.BENCH_STEP_CASES ?? 200_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 6);
const REQUESTS = 250;
const EVERY_MS = 12;

if (process.send) await serve();
else await main();

async function serve() {
  const { startHandrail } = await import('../../server/dist/main.js');
  const running = await startHandrail(
    { PORT: '0', DATABASE_URL: process.env.BENCH_DATABASE, HANDRAIL_SECRET: randomBytes(16).toString('hex') },
    ROOT,
  );
  process.send(running.url);
  process.on('message', () => running.close().then(() => process.exit(0)));
}

async function main() {
  simulations();
  armAssignment();
  const { startEmbeddedPostgres } = await import('../../server/dist/platform/database/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'));
  chmodSync(folder, 0o755);
  const database = await startEmbeddedPostgres(folder);
  const pool = new pg.Pool({ connectionString: database.url, max: 4 });
  pool.on('error', () => undefined);
  let server;
  try {
    server = fork(fileURLToPath(import.meta.url), { env: { ...process.env, BENCH_DATABASE: database.url } });
    const url = await new Promise((resolve) => server.once('message', resolve));
    const world = await prepare(url, pool);
    await shadowCost(world);
    await judgementCost(world, pool);
    server.send('stop');
    await new Promise((resolve) => server.once('exit', resolve));
  } finally {
    server?.kill('SIGKILL');
    await pool.end();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

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
  if (rows.some(({ verdict }) => verdict === 'BROKEN')) process.exitCode = 1;
}

function armAssignment() {
  const policy = (share) => ({
    level: 'FULL_AUTOMATION',
    incumbent: 'old@1',
    salt: 'salt',
    rollout: { id: 'r', mode: 'canary', challenger: 'new@1', share, challengerLevel: null },
  });
  const time = (work) => {
    const n = 300_000;
    for (let index = 0; index < 30_000; index += 1) work(`case-${index}`);
    const started = performance.now();
    for (let index = 0; index < n; index += 1) work(`case-${index}`);
    return ((performance.now() - started) * 1000) / n;
  };
  const rows = [0, 0.05, 1].map((share) => {
    const given = policy(share);
    return { share, 'µs an assignment': time((key) => machineOnDuty(given, { key })).toFixed(3), budget: '≤ 1' };
  });
  rows.push({
    share: 'baseline: one hashUniform',
    'µs an assignment': time((key) => hashUniform({ salt: 'salt', purpose: 'canary', key })).toFixed(3),
    budget: '',
  });
  console.table(rows);
}

async function shadowCost({ run, key, url, projectId, shadow }) {
  const off = [];
  const on = [];
  const set = (mutation) =>
    run(
      `mutation ($input: ShadowInput!) { ${mutation}(input: $input) { __typename ... on RolloutRefused { message } } }`,
      {
        input: { projectId, machine: shadow, reason: 'bench' },
      },
    );
  await set('endShadow');
  await load(url, key, 200);
  for (let round = 0; round < ROUNDS; round += 1) {
    off.push(...(await load(url, key, REQUESTS)));
    await set('startShadow');
    on.push(...(await load(url, key, REQUESTS)));
    await set('endShadow');
  }
  const row = (name, values) => ({
    shadow: name,
    requests: values.length,
    'p50 ms': at(values, 0.5),
    'p95 ms': at(values, 0.95),
    'p99 ms': at(values, 0.99),
  });
  console.info(
    `One request every ${EVERY_MS} ms to one process that also predicts behind the answer; off and on by turns, ${ROUNDS} rounds.`,
  );
  console.table([row('off (baseline)', off), row('on', on)]);
  console.info(
    `p95 with a shadow challenger: ${(((at(on, 0.95) - at(off, 0.95)) / at(off, 0.95)) * 100).toFixed(1)} % over the baseline; budget ≤ 5 %.`,
  );
}

async function judgementCost({ run, projectId, shadow, policyVersion }, pool) {
  const { startRollout } = await run(
    `mutation ($input: StartRolloutInput!) { startRollout(input: $input) { __typename ... on RolloutMoved { rollout { id } } ... on RolloutRefused { message } } }`,
    {
      input: {
        projectId,
        expectedVersion: await policyVersion(),
        mode: 'CANARY',
        challenger: shadow,
        reason: 'bench',
        steps: [{ share: 0.5, approval: true }, { share: 1 }],
      },
    },
  );
  const { id } = startRollout.rollout;
  await fill(pool, { id, projectId, challenger: shadow, version: await policyVersion() });
  const judged = async () => (await pool.query('select judgement from rollout where id = $1', [id])).rows[0].judgement;
  const started = performance.now();
  let found = await judged();
  while ((found?.evidence.challenger.cases ?? 0) + (found?.evidence.incumbent.cases ?? 0) < STEP_CASES) {
    if (performance.now() - started > 600_000) throw new Error('not judged');
    await new Promise((wake) => setTimeout(wake, 200));
    found = await judged();
  }
  const { rows } = await pool.query(
    `select extract(epoch from judge_after - clock_timestamp())::float8 as rest from rollout where id = $1`,
    [id],
  );
  const scan = performance.now();
  await pool.query(`select count(*) from intake_case c join prediction p on p.case_id = c.id where c.project_id = $1`, [
    projectId,
  ]);
  const baseline = performance.now() - scan;
  console.info(
    `A step of ${STEP_CASES} cases: the first full judgement was there ${Math.round(performance.now() - started)} ms after the last case; ` +
      `the next one in about ${Math.max(0, rows[0].rest).toFixed(1)} s, so one takes about ${(Math.max(0, rows[0].rest) / 9).toFixed(2)} s. ` +
      `Baseline, counting the same cases and predictions once: ${(baseline / 1000).toFixed(2)} s.`,
  );
}

/** Cases of a step as the write path stores them, in bulk: two predictions each, a tenth with a blind label. */
async function fill(pool, { id, projectId, challenger, version }) {
  await pool.query('create temp table if not exists nothing()');
  await pool.query('drop table if exists step_case');
  await pool.query(
    `create unlogged table step_case as
       select gen_random_uuid() as id, n, case when n % 2 = 0 then 'challenger' else 'incumbent' end as arm, n % 10 = 0 as labelled
         from generate_series(1, $1::int) n`,
    [STEP_CASES],
  );
  await pool.query(
    `insert into intake_case (id, project_id, case_key, request_hash, input, source, policy_version, route, created_at)
     select id, $1, id::text, '', jsonb_build_object('text', repeat('word ', 40) || n), 'api', $2,
            jsonb_build_object('level', 'FULL_AUTOMATION', 'policyVersion', $2::int, 'reason', 'level', 'propensity', 0.1, 'blindPropensity', 0.1,
              'machine', case arm when 'challenger' then $3::text else 'old@1' end, 'failure', null, 'review', null, 'threshold', null,
              'decider', jsonb_build_object('kind', 'model', 'name', 'old@1', 'value', 'ham', 'confidence', 0.99),
              'rollout', jsonb_build_object('id', $4::text, 'arm', arm)), clock_timestamp() from step_case`,
    [projectId, version, challenger, id],
  );
  await pool.query(
    `insert into prediction (id, case_id, kind, model, given_by, value, confidence, latency_ms, behind, created_at)
     select gen_random_uuid(), s.id, 'model', m.model, 'caller', to_jsonb(case when n % 50 = 0 and m.arm = 'challenger' then 'spam' else 'ham' end), 0.9, 10 + n % 20,
            s.arm <> m.arm, clock_timestamp() from step_case s cross join (values ('challenger', $1::text), ('incumbent', 'old@1')) m(arm, model)`,
    [challenger],
  );
  await pool.query(
    `with r as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
       select gen_random_uuid(), id, $1, $2, 'audit', true, false, 0.5, 'answered', now(), now() from step_case where labelled returning id, case_id)
     insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
     select gen_random_uuid(), id, case_id, $1, (select id from person limit 1), '"ham"', 1000, true, 1, now() from r`,
    [projectId, version],
  );
  await pool.query('analyze intake_case, prediction, label, review');
  await pool.query('select pg_notify($1, $2)', ['handrail_change', JSON.stringify({ type: 'project', projectId })]);
}

function at(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2));
}

/** Sends at a steady pace, whatever the answers take. */
async function load(url, key, count) {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const times = [];
  const waiting = [];
  for (let index = 0; index < count; index += 1) {
    const started = performance.now();
    waiting.push(
      decide({ url, key, agent, text: `Free entry in a weekly competition, call ${index} now to win` }).then(() =>
        times.push(performance.now() - started),
      ),
    );
    await new Promise((wake) => setTimeout(wake, EVERY_MS));
  }
  await Promise.all(waiting);
  agent.destroy();
  return times;
}

function decide({ url, key, agent, text }) {
  const body = JSON.stringify({ input: { text } });
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const call = request(`${url}/v1/projects/bench/decisions`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

async function prepare(url, pool) {
  let cookie = '';
  const run = async (query, variables) => {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-handrail-request': '1', cookie },
      body: JSON.stringify({ query, variables }),
    });
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const { data, errors } = await answer.json();
    if (errors) throw new Error(errors[0].message);
    return data;
  };
  await run('mutation ($input: CreateFirstAdminInput!) { createFirstAdmin(input: $input) { __typename } }', {
    input: { name: 'Bench', email: 'bench@handrail.example', password: randomBytes(12).toString('hex') },
  });
  const inputSchema = { fields: [{ name: 'text', type: 'text' }] };
  const outputSchema = { kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] };
  const { createProject } = await run(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
    {
      input: { slug: 'bench', name: 'Bench', inputSchema, outputSchema },
    },
  );
  const projectId = createProject.id;
  await storeLabels(pool, projectId);
  const [champion, shadow] = [await train(run, projectId), await train(run, projectId)];
  const policyVersion = async () =>
    (await run('{ project(slug: "bench") { policy { version } } }')).project.policy.version;
  await run('mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { __typename } }', {
    input: {
      projectId,
      expectedVersion: await policyVersion(),
      reason: 'bench',
      settings: { level: 'FULL_AUTOMATION', globalThreshold: 0.9, auditRate: 0.1, incumbent: champion },
    },
  });
  const { createApiKey } = await run(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    {
      input: { projectId, name: 'bench', scopes: ['DECISIONS_WRITE'] },
    },
  );
  return { run, url, key: createApiKey.secret, projectId, shadow, policyVersion };
}

async function train(run, projectId) {
  const { trainDecider } = await run(
    'mutation ($input: TrainDeciderInput!) { trainDecider(input: $input) { ... on TrainDeciderSuccess { training { id } } } }',
    { input: { projectId, name: 'filter' } },
  );
  for (;;) {
    const { trainings } = await run(
      'query ($projectId: ID!) { trainings(projectId: $projectId) { id version outcome } }',
      { projectId },
    );
    const training = trainings.find(({ id }) => id === trainDecider.training.id);
    if (training.version !== null) return `filter@${training.version}`;
    if (training.outcome !== null) throw new Error(training.outcome);
    await new Promise((wake) => setTimeout(wake, 200));
  }
}

async function storeLabels(pool, projectId) {
  const { readMails } = await import('../../server/dist/demo/mails.js');
  const rows = readMails()
    .slice(0, 600)
    .map(({ input, label }) => ({ text: String(input.body ?? '').replaceAll('\0', ''), label }));
  await pool.query(
    `with r as materialized (select gen_random_uuid() as case_id, gen_random_uuid() as review_id, text, label from jsonb_to_recordset($1::jsonb) as r(text text, label text)),
     cases as (insert into intake_case (id, project_id, case_key, request_hash, input, source, policy_version, route, created_at)
       select case_id, $2, case_id::text, '', jsonb_build_object('text', text), 'ui', 1, '{"level":"HUMAN_ONLY","propensity":1,"blindPropensity":1}', now() - interval '1 day' from r),
     reviews as (insert into review (id, case_id, project_id, policy_version, reason, blind, decides, priority, state, created_at, closed_at)
       select review_id, case_id, $2, 1, 'level', true, true, 0.5, 'answered', now(), now() from r)
     insert into label (id, review_id, case_id, project_id, person_id, value, lead_time_ms, blind, lease_token, created_at)
     select gen_random_uuid(), review_id, case_id, $2, (select id from person limit 1), to_jsonb(label), 1000, true, 1, now() from r`,
    [JSON.stringify(rows), projectId],
  );
}
