import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/**
 * How many decisions a second the write path stores, over HTTP, every one acknowledged after its commit; beside raw
 * single-row inserts of the same case rows on the same PostgreSQL in the same run. Ratios count: machines differ.
 */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CASES = Number(process.env.BENCH_CASES ?? 8000);
const CLIENTS = [1, 16, 64, 256];
const CASE = {
  input: { text: 'Free entry in 2 a weekly competition to win tickets, text to receive entry question' },
  predictions: [{ model: 'filter@1', value: 'spam', confidence: 0.93 }],
};

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
  const { startEmbeddedPostgres } = await import('../../server/dist/platform/database/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'));
  chmodSync(folder, 0o755);
  const database = await startEmbeddedPostgres(folder);
  let server;
  try {
    server = fork(fileURLToPath(import.meta.url), { env: { ...process.env, BENCH_DATABASE: database.url } });
    const url = await new Promise((resolve) => server.once('message', resolve));
    const key = await prepare(url);
    const rows = [];
    for (const clients of CLIENTS) {
      const cases = clients === 1 ? CASES / 8 : CASES;
      const baseline = await rawInserts(database.url, clients);
      const raw = await rate(cases, clients, baseline.insert);
      await baseline.close();
      const ours = await rate(cases, clients, decisions(url, key, clients));
      rows.push({
        clients,
        'raw inserts/s': Math.round(raw),
        'decisions/s': Math.round(ours),
        ratio: (ours / raw).toFixed(2),
      });
    }
    console.table(rows);
    console.info(
      'raw: one insert of the case row a transaction. decision: HTTP, checks, routing, case + prediction + decision + audit review, commit.',
    );
    server.send('stop');
    await new Promise((resolve) => server.once('exit', resolve));
  } finally {
    server?.kill('SIGKILL');
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function rate(count, clients, once) {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (next < count) await once(client, (next += 1));
    }),
  );
  return count / ((performance.now() - started) / 1000);
}

async function rawInserts(url, clients) {
  const pool = new pg.Pool({ connectionString: url, max: Math.min(16, clients) });
  pool.on('error', () => undefined);
  await pool.query(
    'create table if not exists raw_case (id uuid primary key, project_id uuid, case_key text, input jsonb, route jsonb, created_at timestamptz)',
  );
  const route = JSON.stringify({ level: 'PARTIAL_AUTOMATION', reason: 'confident', policyVersion: 2, propensity: 0.1 });
  const insert = () =>
    pool.query('insert into raw_case values (gen_random_uuid(), gen_random_uuid(), $1, $2, $3, now())', [
      'key',
      JSON.stringify(CASE.input),
      route,
    ]);
  return { insert, close: () => pool.end() };
}

function decisions(url, key, clients) {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const body = JSON.stringify(CASE);
  const headers = {
    authorization: `Bearer ${key}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return () =>
    new Promise((resolve, reject) => {
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

async function prepare(url) {
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
    { input: { slug: 'bench', name: 'Bench', inputSchema, outputSchema } },
  );
  const projectId = createProject.id;
  await run('mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { __typename } }', {
    input: {
      projectId,
      expectedVersion: 1,
      reason: 'bench',
      settings: { level: 'PARTIAL_AUTOMATION', globalThreshold: 0.9, auditRate: 0.1 },
    },
  });
  return (
    await run('mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }', {
      input: { projectId, name: 'bench', scopes: ['DECISIONS_WRITE'] },
    })
  ).createApiKey.secret;
}
