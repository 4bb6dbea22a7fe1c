import { readFileSync } from 'node:fs';
import pg from 'pg';
import { AMOUNT, furnish, TEXT, withServer } from './server.mjs';

/**
 * How fast a page of the decision log comes, filter by filter, over HTTP, among so many decisions; beside a raw primary-key
 * SELECT on the same PostgreSQL in the same run. `BENCH_LOG_ROWS` decisions, 100,000 where nothing is said.
 */
const ROWS = Number(process.env.BENCH_LOG_ROWS ?? 100_000);
const TIMES = Number(process.env.BENCH_LOG_TIMES ?? 40);
const CHUNK = 250_000;
const PAGE = `query ($projectId: ID!, $filter: DecisionFilterInput, $after: String) {
  decisions(projectId: $projectId, filter: $filter, first: 50, after: $after) {
    edges { node { id summary segment status value confidence threshold decidedByKind decidedByName reason policyVersion createdAt } } pageInfo { endCursor hasNextPage } } }`;
const SEED = readFileSync(new URL('seed-log.sql', import.meta.url), 'utf8');

const key = () => `order-${1 + Math.floor(Math.random() * ROWS)}`;
const day = (number) => new Date(Date.UTC(2026, 8, number)).toISOString();
/** What an index finds. */
const INDEXED = {
  'no filter': () => ({}),
  'idempotency key': () => ({ key: key() }),
  'a day': () => ({ from: day(12), to: day(13) }),
  'common value': () => ({ value: 'ham' }),
  'rare value (1 in 10,000)': () => ({ value: 'fraud' }),
  'decided by people': () => ({ decidedBy: 'HUMAN' }),
  'decided by machines': () => ({ decidedBy: 'MODEL' }),
  'an old version': () => ({ decider: 'filter@1' }),
  'a rare version (1 in 20,000)': () => ({ decider: 'filter@2' }),
  'rare reason (1 in 10,000)': () => ({ reason: 'blind_control' }),
  'an old level': () => ({ level: 'AI_ASSISTANCE' }),
  'rare segment (1 in 9,000)': () => ({ segment: 'vip' }),
  'waiting (1 in 20,000)': () => ({ status: 'pending' }),
  'rare value on a common segment': () => ({ value: 'fraud', segment: 'sms' }),
  'rare value, one week': () => ({ value: 'fraud', from: day(8), to: day(15) }),
};
/** What is looked for along an index, 20,000 cases a page. */
const LOOKED_FOR = {
  'confidence 0.600 to 0.601': () => ({ confidenceFrom: 0.6, confidenceTo: 0.601 }),
  'common word': () => ({ search: 'weekly competition' }),
  'a field without a value': () => ({ field: 'amount', fieldState: 'MISSING' }),
  'a value that is new, and none is': () => ({ field: 'amount', fieldState: 'NEW' }),
  'a value of a field that is nowhere': () => ({ field: 'text', fieldValue: 'no such text' }),
  'word that is nowhere': () => ({ search: 'no such words' }),
  'word that is nowhere, rare value': () => ({ search: 'no such words', value: 'fraud' }),
};

await withServer(async ({ url, databaseUrl }) => {
  const { run, projectId } = await furnish(url, ['DECISIONS_READ'], [TEXT, AMOUNT]);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await seed(client, projectId);
    await freeze(client, projectId);
    const raw = await times(async () => {
      const i = 1 + Math.floor(Math.random() * ROWS);
      const hex = (number) => number.toString(16).padStart(12, '0');
      const { rows } = await client.query('select * from intake_case where id = $1', [
        `${hex(1790000000000 + i)}70008000${hex(i)}`,
      ]);
      if (rows.length !== 1) throw new Error('The baseline found nothing.');
    });
    const rows = [['raw primary-key SELECT', raw]];
    for (const [name, filter] of Object.entries({ ...INDEXED, ...LOOKED_FOR })) {
      let found = 0;
      const taken = await times(async () => {
        const { decisions } = await run(PAGE, { projectId, filter: filter() });
        found = decisions.edges.length;
      });
      rows.push([name in INDEXED ? name : `${name} (looked for)`, taken, found]);
    }
    console.info(`decision log, ${ROWS.toLocaleString('en')} decisions, ${TIMES} pages of 50 a filter, over HTTP`);
    console.table(
      Object.fromEntries(
        rows.map(([name, { p50, p95 }, found]) => [
          name,
          { 'p50 ms': p50.toFixed(1), 'p95 ms': p95.toFixed(1), 'p95 / raw': (p95 / raw.p95).toFixed(0), found },
        ]),
      ),
    );
  } finally {
    await client.end();
  }
});

async function times(once) {
  const taken = [];
  for (let time = 0; time < TIMES + 2; time += 1) {
    const started = performance.now();
    await once();
    // The first ones compile and open connections.
    if (time >= 2) taken.push(performance.now() - started);
  }
  taken.sort((a, b) => a - b);
  const at = (share) => taken[Math.min(taken.length - 1, Math.floor(share * taken.length))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

/** Indexes are made afterwards: ten million rows into all of them would take hours. */
async function seed(client, projectId) {
  const started = performance.now();
  const { rows: indexes } = await client.query(
    `select indexrelid::regclass as name, pg_get_indexdef(indexrelid) as made_by from pg_index
      where indrelid in ('intake_case'::regclass, 'decision'::regclass) and not indisprimary
        and not exists (select 1 from pg_constraint where conindid = indexrelid)`,
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  // No foreign key is checked: the rows fit by construction.
  await client.query('set session_replication_role = replica');
  for (let first = 1; first <= ROWS; first += CHUNK)
    await client.query(SEED, [projectId, first, Math.min(ROWS, first + CHUNK - 1), ROWS]);
  await client.query('set session_replication_role = origin');
  for (const { made_by: statement } of indexes) await client.query(statement);
  await client.query('vacuum (analyze) intake_case');
  await client.query('vacuum (analyze) decision');
  await client.query('vacuum (analyze) review');
  console.info(`seeded in ${Math.round((performance.now() - started) / 1000)} s`);
}

/** The thousand amounts that there are, as a reference has names. */
async function freeze(client, projectId) {
  const names = Array.from({ length: 1000 }, (_, amount) => String(amount));
  const layout = { kind: 'categorical', categories: names.slice(0, 500), rest: names.slice(500) };
  await client.query(`insert into metric_layout (id, layout, created_at) values ('amounts', $1, now())`, [
    JSON.stringify(layout),
  ]);
  await client.query(
    `insert into metric_reference (project_id, decider, metric, part, segment, layout, source, first_at, last_at, count, missing, mean, m2, bins, frozen_at)
     values ($1, 'filter@3', 'input.value', 'amount', null, 'amounts', 'CASES', now(), now(), 1000, 0, 0, 0, '\\x', now())`,
    [projectId],
  );
}
