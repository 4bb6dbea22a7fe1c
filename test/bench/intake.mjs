import pg from 'pg';
import { caller, rateOf } from './client.mjs';
import { furnish, TEXT, withServer } from './server.mjs';

/**
 * How many decisions a second the write path stores, over HTTP, every one acknowledged after its commit; beside raw
 * single-row inserts of the same case rows on the same PostgreSQL in the same run. Ratios count: machines differ.
 */
const CASES = Number(process.env.BENCH_CASES ?? 8000);
const CLIENTS = [1, 16, 64, 256];
const CASE = {
  input: { text: 'Free entry in 2 a weekly competition to win tickets, text to receive entry question' },
  predictions: [{ model: 'filter@1', value: 'spam', confidence: 0.93 }],
};

await withServer(async ({ url, databaseUrl }) => {
  const { run, projectId, key } = await furnish(url, ['DECISIONS_WRITE'], [TEXT]);
  await run('mutation ($input: MoveLadderInput!) { moveLadder(input: $input) { __typename } }', {
    input: {
      projectId,
      expectedVersion: 1,
      reason: 'bench',
      settings: { level: 'PARTIAL_AUTOMATION', globalThreshold: 0.9, auditRate: 0.1 },
    },
  });
  const rows = [];
  for (const clients of CLIENTS) {
    const cases = clients === 1 ? CASES / 8 : CASES;
    const baseline = await rawInserts(databaseUrl, clients);
    const raw = await rateOf(cases, clients, baseline.insert);
    await baseline.close();
    const client = caller(url, key, clients);
    const ours = await rateOf(cases, clients, () => client.decide(CASE));
    client.close();
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
});

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
