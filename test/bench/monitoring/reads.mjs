import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import pg from 'pg';
import { quantile } from '../client.mjs';
import { furnish, withServer } from '../server.mjs';
import { frozenLayouts } from './freeze.mjs';
import { Cases, FIELDS, OUTPUT, seedBuckets, tellCase, VERSIONS } from './seed-buckets.mjs';
import { seedRest } from './seed-rest.mjs';
import { webQueries } from './web-queries.mjs';

const MANY = Number(process.env.BENCH_READS_MANY ?? 10_000_000);
const FEW = MANY / 100;
const TIMES = Number(process.env.BENCH_READS_TIMES ?? 21);
const WARM_UP = 4;
const MOST_MS = 150;
const MOST_RATIO = 1.3;
const DAY_MS = 86_400_000;
/** As the web draws. */
const MOST_LINES = 6;
const GROUPS = { SOFTWARE: 'Software', INPUT: 'Inputs', OUTPUT: 'Outputs', PEOPLE: 'People' };

/**
 * How long the server takes for each page over 30 days, with all the queries that the web sends for it, one after the other
 * and each by itself; of a project with many decisions and of one with a hundredth of them, by turns. Buckets are seeded as
 * so many decisions would have left them; the decisions of the last two days are there, and how many rows of cases, decisions
 * and predictions a page has read is counted by PostgreSQL.
 */
export async function run() {
  const rows = [];
  let load;
  await withServer(
    async ({ url, databaseUrl, pid }) => {
      const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
      pool.on('error', () => undefined);
      try {
        const projects = { ...(await prepareProjects(url, pool)), processorMs: await processorOf(pool, pid) };
        const pages = await pagesOf(projects);
        for (const [name, page] of Object.entries(pages)) rows.push(...(await measurePage(pool, name, page, projects)));
        load = loadavg()[0].toFixed(1);
      } finally {
        await pool.end();
      }
    },
    { HANDRAIL_ROLE: 'api' },
  );
  return {
    title: `Reads over 30 days: ${MANY.toLocaleString('en')} decisions beside ${FEW.toLocaleString('en')}; medians of ${TIMES} reads, at the server over HTTP, the queries of a page one after the other; load of the machine ${load}.`,
    rows,
  };
}

async function prepareProjects(url, pool) {
  const { run, projectId } = await furnish(url, ['DECISIONS_READ'], FIELDS);
  const input = { slug: 'few', name: 'Few', inputSchema: { fields: FIELDS }, outputSchema: OUTPUT };
  const { createProject } = await run(
    'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
    { input },
  );
  const now = Date.now();
  const seen = (id) => ({ id, inputSchema: { fields: FIELDS }, outputSchema: OUTPUT });
  const cases = new Cases(7);
  const first = { project: seen(projectId), at: now, version: VERSIONS[0] };
  const layouts = frozenLayouts((adderOf) => tellCase(cases, first, adderOf));
  for (const [id, decisions] of [
    [projectId, MANY],
    [createProject.id, FEW],
  ]) {
    const started = performance.now();
    const project = seen(id);
    await seedBuckets(pool, { project, decisions, now, layouts, withProcesses: decisions === MANY });
    await seedRest(pool, { project, decisions, now, layouts });
    console.info(
      `seeded ${decisions.toLocaleString('en')} decisions in ${Math.round((performance.now() - started) / 1000)} s`,
    );
  }
  return { run, many: projectId, few: createProject.id, now };
}

async function pagesOf({ run, many, now }) {
  const text = webQueries();
  const [from, to] = [new Date(now - 30 * DAY_MS).toISOString(), new Date(now).toISOString()];
  const { metrics } = (await run(text('Metrics'), { projectId: many })).metrics;
  const ask = (name, variables = {}) => ({ name, query: text(name), variables });
  const monitoring = [ask('Metrics'), ask('Annotations', { from, to }), ask('MonitoringOverview', { hours: 24 })];
  const charts = (group) => {
    const ids = metrics.filter((one) => one.group === group).map(({ id }) => id);
    return ask('ManyMetricSeries', { metrics: ids, from, to, by: null, mostOfPart: MOST_LINES });
  };
  return {
    'Overview of the project': ['ProjectHours', 'LevelSummary', 'Policies', 'OverviewAlarms'].map((name) => ask(name)),
    'Is it all right? over 30 days': [ask('MonitoringOverview', { hours: 720 })],
    ...Object.fromEntries(
      Object.entries(GROUPS).map(([group, title]) => [`Monitoring: ${title}`, [...monitoring, charts(group)]]),
    ),
    'Drift: data': [ask('DataDrift', { from, to, reference: null })],
    'Drift: concept': [ask('ConceptDrift', { version: null, hours: 720 }), ask('Annotations', { from, to })],
    Alarms: [ask('AlarmCounts'), ask('Alarms', { view: 'UNRESOLVED' }), ask('AlarmSettings')],
    Risks: [ask('RiskRegister')],
  };
}

const TABLES = `'intake_case', 'decision', 'prediction', 'label'`;

async function rowsRead(pool) {
  await pool.query('select pg_stat_clear_snapshot()');
  const { rows } = await pool.query(
    `select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0)::float8 as n from pg_stat_user_tables where relname in (${TABLES})`,
  );
  return rows[0].n;
}

async function measurePage(pool, name, page, { run, many, few, processorMs }) {
  let processor = 0;
  const taken = { many: [], few: [] };
  const byQuery = new Map();
  const ids = { many, few };
  for (let time = 0; time < TIMES + WARM_UP; time += 1) {
    for (const side of time % 2 === 0 ? ['many', 'few'] : ['few', 'many']) {
      let total = 0;
      const before = processorMs();
      for (const { name: operation, label = operation, query, variables } of page) {
        const started = performance.now();
        await run(query, { projectId: ids[side], ...variables });
        const took = performance.now() - started;
        total += took;
        if (time < WARM_UP || side === 'few') continue;
        byQuery.set(label, [...(byQuery.get(label) ?? []), took]);
      }
      if (time < WARM_UP) continue;
      taken[side].push(total);
      if (side === 'many') processor += (processorMs() - before) / TIMES;
    }
  }
  const touched = await touchedBy(pool, () =>
    Promise.all(page.map(({ query, variables }) => run(query, { projectId: many, ...variables }))),
  );
  const [p50, p95] = [quantile(taken.many, 0.5), quantile(taken.many, 0.95)];
  const ratio = quantile(
    taken.many.map((one, index) => one / taken.few[index]),
    0.5,
  );
  const [slowest, times] = [...byQuery].sort((a, b) => quantile(b[1], 0.5) - quantile(a[1], 0.5))[0];
  return [
    {
      what: name,
      measured: `${p50.toFixed(0)} ms (p95 ${p95.toFixed(0)})`,
      budget: `≤ ${MOST_MS} ms`,
      'processor ms': processor.toFixed(0),
      'many / few': ratio.toFixed(2),
      'budget ': `≤ ${MOST_RATIO}`,
      queries: page.length,
      'slowest query': `${slowest} ${quantile(times, 0.5).toFixed(0)} ms`,
      'rows of cases read': touched,
      holds: p50 <= MOST_MS && ratio <= MOST_RATIO,
    },
  ];
}

const TICKS_A_SECOND = 100;

/** What the server and all processes of its database have used of the processor, which a busy machine does not change. */
async function processorOf(pool, pid) {
  const { rows } = await pool.query('select pg_backend_pid() as pid');
  const statOf = (id) => readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1].split(' ');
  const postmaster = statOf(rows[0].pid)[1];
  const usedBy = (stat) => ((Number(stat[11]) + Number(stat[12])) * 1000) / TICKS_A_SECOND;
  return () => {
    let total = usedBy(statOf(pid));
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const stat = statOf(id);
        if (stat[1] === postmaster) total += usedBy(stat);
      } catch {
        // It ended meanwhile.
      }
    }
    return total;
  };
}

/** Statistics arrive a moment after the statement. */
async function touchedBy(pool, work) {
  const settle = async () => {
    let [before, now] = [-1, await rowsRead(pool)];
    while (now !== before) {
      await new Promise((wake) => setTimeout(wake, 1200));
      [before, now] = [now, await rowsRead(pool)];
    }
    return now;
  };
  const before = await settle();
  await work();
  return (await settle()) - before;
}
