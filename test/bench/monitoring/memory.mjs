import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { KeepMetrics } from '../../../server/dist/monitoring/index.js';
import { MetricLayouts } from '../../../server/dist/monitoring/metric-layouts.js';
import { frozenLayouts } from './freeze.mjs';
import { Cases, FIELDS, OUTPUT, tellCase, VERSIONS } from './seed-buckets.mjs';

const PROJECTS = 50;
const CASES_A_MINUTE = 60;
const MINUTES = 5;
const MOST_MB = 50;
/** Hostile traffic: segments and parts in all combinations, until nothing more is taken in; and so for some minutes. */
const HOSTILE = { minutes: 3, segments: 25, parts: 125 };
const MINUTE_MS = 60_000;

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');

/** What a process holds for its metrics, on its heap and beside it: as it is used, and as somebody may try to fill it. */
export async function run() {
  const inputSchema = { fields: FIELDS };
  const cases = new Cases(3);
  const layouts = frozenLayouts((adderOf) =>
    tellCase(cases, { project: { id: 'x', inputSchema, outputSchema: OUTPUT }, at: 0, version: VERSIONS[0] }, adderOf),
  );
  const before = held();
  const usual = newKeeper();
  await use(usual, { cases, inputSchema, layouts });
  const used = held() - before;
  await fill(usual);
  const full = held() - before;
  const { size, dropped } = usual.keeper.buffer;
  return {
    title: `Memory for metrics in one process, by what is left after collecting garbage; ${PROJECTS} projects.`,
    rows: [
      row(`used: ${FIELDS.length} fields, 3 segments, 2 versions, ${CASES_A_MINUTE} cases a minute`, used),
      {
        ...row('filled with names until nothing more is taken', full),
        'counted as': `${(size / 1e6).toFixed(0)} MB`,
        dropped,
      },
    ],
  };
}

function row(what, bytes) {
  const mb = bytes / 1e6;
  return { what, measured: `${mb.toFixed(1)} MB`, budget: `≤ ${MOST_MB} MB`, holds: mb <= MOST_MB };
}

function held() {
  for (let time = 0; time < 3; time += 1) gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** The product's keeper on a database that keeps nothing and numbers series. */
function newKeeper() {
  let now = Date.UTC(2027, 0, 4);
  let series = 0;
  const database = {
    query: (sql, parameters) => {
      if (sql.includes('clock_timestamp()')) return Promise.resolve([{ at: now }]);
      if (!sql.trimStart().startsWith('select')) return Promise.resolve([]);
      return Promise.resolve(parameters[0].map(() => ({ id: String((series += 1)) })));
    },
  };
  const unitOfWork = { run: (work) => work({ query: () => Promise.resolve([]) }) };
  const layouts = new MetricLayouts();
  const keeper = new KeepMetrics(database, unitOfWork, { now: () => new Date(now) });
  return { keeper, layouts, now: () => now, pass: (ms) => (now += ms) };
}

const uuidOf = (index) => `018f0000-0000-7000-8000-${String(index).padStart(12, '0')}`;

async function use({ keeper, layouts, now, pass }, { cases, inputSchema, layouts: frozen }) {
  for (let index = 0; index < PROJECTS; index += 1) {
    const id = uuidOf(index);
    for (const decider of VERSIONS) for (const one of frozen) layouts.learn({ projectId: id, decider, ...one });
  }
  for (let minute = 0; minute < MINUTES; minute += 1) {
    for (let index = 0; index < PROJECTS; index += 1) {
      const project = { id: uuidOf(index), inputSchema, outputSchema: OUTPUT };
      for (let time = 0; time < CASES_A_MINUTE; time += 1) {
        const version = VERSIONS[time % 2];
        tellCase(cases, { project, at: now(), version }, (dimensions) =>
          keeper.adder({ projectId: project.id, at: now(), dimensions }, layouts.of(project, version)),
        );
      }
    }
    await keeper.flush();
    pass(MINUTE_MS);
  }
}

async function fill({ keeper, now, pass }) {
  for (let minute = 0; minute < HOSTILE.minutes; minute += 1) {
    if (minute > 0) pass(3 * MINUTE_MS);
    await keeper.flush();
    for (let index = 0; index < PROJECTS; index += 1) {
      for (let place = 0; place < HOSTILE.segments; place += 1) {
        const dimensions = { segment: `a segment of its own ${place}`, decider: '', level: `RUNG_${minute}` };
        const add = keeper.adder({ projectId: uuidOf(index), at: now(), dimensions });
        for (let part = 0; part < HOSTILE.parts; part += 1) add('input.violations', `aFieldOfItsOwn${part}`, 1);
      }
    }
    await keeper.flush();
  }
}
