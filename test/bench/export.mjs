import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { AMOUNT, furnish, residentMb, TEXT, withServer } from './server.mjs';

/**
 * How fast a frozen dataset comes out in each format, over HTTP from asking to the last byte, beside PostgreSQL's own
 * `COPY (SELECT row_to_json(…)) TO STDOUT` of the same rows in the same run: from one table that has them ready, and from
 * the tables where they are. Then how fast a dataset is counted live over many decisions. Ratios count: machines differ.
 */
const { values: given } = parseArgs({
  options: {
    labels: { type: 'string', default: '1000000' },
    decisions: { type: 'string', default: '10000000' },
  },
});
const LABELS = Number(given.labels);
const DECISIONS = Number(given.decisions);
const FILES = [
  'data.jsonl',
  'data.csv',
  'data.parquet',
  'data.arrows',
  'data.hf.tar',
  'data.jsonl.gz',
  'data.jsonl.zst',
];
const TARGETS = { 'data.jsonl': 0.4, 'data.csv': 0.4, 'data.parquet': 0.2 };
const SEED_BATCH = 100_000;
const MACHINE_ONLY = 1_000_000_000;

/** What the seeded cases were routed by: the first policy, one rung up. */
const POLICY = `insert into policy (id, project_id, version, level, settings, output_schema, salt, reason, created_by, created_at)
  select gen_random_uuid(), project_id, 2, 'PARTIAL_AUTOMATION', settings || '{"level": "PARTIAL_AUTOMATION"}', output_schema, salt, 'Seeded.', created_by, now()
    from policy where project_id = $1 and version = 1`;

await withServer(measure, {}, { failsOnErrors: true });

async function measure({ url, databaseUrl, pid }) {
  const { run, projectId, key } = await furnish(url, ['LABELS_READ'], [TEXT, AMOUNT]);
  const client = new pg.Client({ connectionString: databaseUrl });
  // Where something fails, its reason is told rather than that the database has gone.
  client.on('error', () => undefined);
  await client.connect();
  const { rows: people } = await client.query('select id from person limit 1');
  const seed = { client, projectId, personId: people[0].id };
  await client.query(POLICY, [projectId]);
  await fill(seed, { from: 1, count: LABELS, every: 1 });
  const call = (path, init = {}) =>
    fetch(`${url}/v1${path}`, {
      ...init,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });

  const [view, frozenIn] = await timed(() => freeze(call));
  console.info(`frozen: ${view.rows} rows in ${seconds(frozenIn)}, ${perSecond(LABELS, frozenIn)} rows/s`);
  const baseline = await baselines(client, projectId);
  const before = residentMb(pid);
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, residentMb(pid))), 100);
  const table = [];
  for (const file of FILES) {
    const high = most;
    const [bytes, took] = await timed(() => download(call, `/datasets/${view.number}/${file}`));
    const ratio = baseline.flat / took;
    table.push({
      file,
      MB: Math.round(bytes / 1e6),
      'rows/s': perSecond(LABELS, took),
      'MB grown': Math.round(most - high),
      'against one table': ratio.toFixed(2),
      'against the joins': (baseline.joined / took).toFixed(2),
      target: TARGETS[file] ? `≥ ${TARGETS[file]} ${ratio >= TARGETS[file] ? 'met' : 'MISSED'}` : '',
    });
  }
  clearInterval(watch);
  console.table(table);
  console.info(
    `COPY of row_to_json, one table: ${perSecond(LABELS, baseline.flat)} rows/s; the joins: ${perSecond(LABELS, baseline.joined)} rows/s`,
  );
  console.info(
    `server memory: ${Math.round(before)} MB before, at most ${Math.round(most)} MB: grew by ${Math.round(most - before)} MB (target ≤ 100)`,
  );

  await fill(seed, { from: LABELS + 1, count: Math.max(0, DECISIONS - LABELS), every: MACHINE_ONLY });
  await count(run, projectId);
  await client.end();
}

async function fill({ client, projectId, personId }, { from, count, every }) {
  const sql = readFileSync(new URL('seed-labels.sql', import.meta.url), 'utf8');
  // Foreign keys hold by construction; checking them row by row is most of the time.
  await client.query(`set session_replication_role = replica`);
  const [, took] = await timed(async () => {
    for (let at = from; at < from + count; at += SEED_BATCH)
      await client.query(sql, [projectId, personId, at, Math.min(at + SEED_BATCH, from + count) - 1, every]);
    await client.query('vacuum analyze intake_case, prediction, decision, review, label');
  });
  console.info(`seeded: ${count} cases in ${seconds(took)}`);
}

async function freeze(call) {
  const answer = await call('/projects/bench/datasets', { method: 'POST', body: JSON.stringify({ name: 'all' }) });
  const location = answer.headers.get('location').replace('/v1', '');
  for (;;) {
    const view = await (await call(location)).json();
    if (view.state === 'ready') return view;
    if (view.state === 'failed') throw new Error(view.failure);
    await new Promise((wake) => setTimeout(wake, 250));
  }
}

async function download(call, path) {
  const answer = await call(path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  return bytes;
}

/** Milliseconds of COPY, as text over the same kind of connection; the better of two each. */
async function baselines(client, projectId) {
  const { CANDIDATES, candidateParameters } = await import('../../server/dist/datasets/dataset-facts.sql.js');
  const parameters = candidateParameters({
    projectId,
    frozenAt: new Date('2030-01-01'),
    filter: {},
    consensus: 'newest',
    includeMachineDecisions: false,
  });
  const joined = CANDIDATES.replaceAll(/\$(\d+)/g, (_, at) => literal(parameters[at - 1]));
  await client.query(`create table bench_rows as ${joined}`);
  await client.query('vacuum analyze bench_rows');
  const best = async (sql) =>
    Math.min((await timed(() => copy(client, sql)))[1], (await timed(() => copy(client, sql)))[1]);
  const flat = await best('copy (select row_to_json(r) from bench_rows r) to stdout');
  const joins = await best(`copy (select row_to_json(r) from (${joined}) r) to stdout`);
  await client.query('drop table bench_rows');
  return { flat, joined: joins };
}

function literal(value) {
  if (value === null) return 'null';
  return typeof value === 'boolean' ? String(value) : `'${value instanceof Date ? value.toISOString() : value}'`;
}

/** The driver has no COPY of its own; these are the messages that matter. */
function copy(client, text) {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    const ignored = () => undefined;
    client.query({
      submit: (connection) => connection.query(text),
      handleCopyData: ({ chunk }) => void (bytes += chunk.length),
      handleCommandComplete: ignored,
      handleReadyForQuery: () => resolve(bytes),
      handleError: (error) => reject(error),
      handleRowDescription: ignored,
      handleDataRow: ignored,
      handlePortalSuspended: ignored,
      handleEmptyQuery: ignored,
    });
  });
}

async function count(run, projectId) {
  const query =
    'query ($projectId: ID!, $definition: JSON!) { datasetCount(projectId: $projectId, definition: $definition) { rows isExact lower upper } }';
  const table = [];
  for (const [what, definition, truth] of [
    ['labels', {}, LABELS],
    // Every fourth case, every tenth.
    ['blind labels of a segment', { filter: { segments: ['sms'], blind: true } }, Math.floor(LABELS / 20)],
    ['machine decisions too', { includeMachineDecisions: true }, Math.max(LABELS, DECISIONS)],
  ]) {
    const times = [];
    let found;
    for (let at = 0; at < 5; at += 1) {
      const [{ datasetCount }, took] = await timed(() => run(query, { projectId, definition }));
      found = datasetCount;
      times.push(took);
    }
    const worst = Math.max(...times);
    table.push({
      what,
      rows: found.rows,
      exact: found.isExact,
      '95 %': `${found.lower} to ${found.upper}`,
      truth,
      covered: found.lower <= truth && truth <= found.upper,
      'worst ms of 5': Math.round(worst),
      target: `≤ 300 ${worst <= 300 ? 'met' : 'MISSED'}`,
    });
  }
  console.info(`live counts over ${DECISIONS} decisions:`);
  console.table(table);
}

async function timed(work) {
  const started = performance.now();
  return [await work(), performance.now() - started];
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

function perSecond(rows, ms) {
  return Math.round(rows / (ms / 1000));
}
