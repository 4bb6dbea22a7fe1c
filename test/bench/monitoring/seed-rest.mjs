import { readFileSync } from 'node:fs';
import { addLabels, noLabels } from '@handrail/shared/monitoring';
import { random } from '@handrail/shared/stats/simulate';
import { saveState } from '../../../server/dist/monitoring/concept/concept.sql.js';
import { storeReferences } from './freeze.mjs';
import { Cases, tellCase, VERSIONS } from './seed-buckets.mjs';

const SEED = readFileSync(new URL('../seed-log.sql', import.meta.url), 'utf8');
const DAY_MS = 86_400_000;
const LABELS = 5000;

/** What pages read besides buckets: frozen references, the state of concept drift, and the cases of the last two days. */
export async function seedRest(pool, { project, decisions, now, layouts }) {
  const tx = { query: (sql, parameters) => pool.query(sql, parameters).then(({ rows }) => rows) };
  const cases = new Cases(11);
  await storeReferences(tx, {
    projectId: project.id,
    at: new Date(now - 40 * DAY_MS),
    layouts,
    tell: (adderOf) => tellCase(cases, { project, at: now, version: VERSIONS[0] }, adderOf),
  });
  for (const [index, machine] of VERSIONS.entries())
    await saveState(tx, project.id, {
      machine,
      state: labelsOf(index + 1, now),
      settled: null,
      settled_at: null,
      now: new Date(now + index),
    });
  await seedCases(pool, { project, decisions, now });
}

function labelsOf(seed, now) {
  const draw = random(seed);
  let state = noLabels();
  for (let index = 0; index < LABELS; index += 1) {
    const label = {
      at: now - 30 * DAY_MS + Math.floor((index / LABELS) * 30 * DAY_MS),
      segment: draw() < 0.7 ? 'mail' : 'chat',
      predicted: draw() < 0.3 ? 'spam' : 'ham',
      confidence: 0.9,
      isError: draw() < 0.05,
      ...{ pi: 0.1, piMin: 0.1, uniform: draw(), corrects: null },
    };
    state = addLabels(state, [label]);
  }
  return state;
}

/** As `bench:log` seeds them, moved to the last two days; those before lie behind an index that no page goes along. */
async function seedCases(pool, { project, decisions, now }) {
  const count = Math.round((decisions / 30) * 2);
  const sql = SEED.replace("timestamptz '2026-09-01'", `timestamptz '${new Date(now - 2 * DAY_MS).toISOString()}'`)
    .replaceAll("interval '30 days'", "interval '2 days'")
    .replace('1790000000000 + i', `${now - 2 * DAY_MS} + i * ${Math.floor((2 * DAY_MS) / count)}`);
  const client = await pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    for (let first = 1; first <= count; first += 100_000)
      await client.query(sql, [project.id, first, Math.min(count, first + 99_999), count]);
    await client.query('set session_replication_role = origin');
    for (const table of ['intake_case', 'decision', 'review']) await client.query(`vacuum (analyze) ${table}`);
  } finally {
    client.release();
  }
}
