import {
  LENGTH_MS,
  mergeCell,
  observeAnswer,
  observeCase,
  observeFeedback,
  observeMedium,
  observeRequest,
  storeCell,
} from '@handrail/shared/monitoring';
import { random } from '@handrail/shared/stats/simulate';
import { readMails } from '../../../server/dist/demo/mails.js';
import { MetricBuffer } from '../../../server/dist/monitoring/metric-buffer.js';
import { MetricLayouts } from '../../../server/dist/monitoring/metric-layouts.js';
import { insertLayouts, seriesIds } from '../../../server/dist/monitoring/metric.sql.js';

export const FIELDS = [
  { name: 'subject', type: 'text' },
  { name: 'body', type: 'text' },
  { name: 'fromDomain', type: 'category' },
  { name: 'links', type: 'number' },
  { name: 'amount', type: 'number' },
  { name: 'html', type: 'boolean' },
  { name: 'scan', type: 'image-url' },
];
export const OUTPUT = { kind: 'label', labels: [{ value: 'spam' }, { value: 'ham' }] };
/** Of 30 days, the older version decided the first half. */
export const VERSIONS = ['filter@1', 'filter@2'];
const DAYS = 30;
const SEGMENTS = ['mail', 'mail', 'mail', 'chat', 'chat', 'letter'];
/** Different minutes, hours and days of each version; they follow each other in turn. */
const TEMPLATES = { MINUTE: 6, HOUR: 4, DAY: 1 };
const KEPT_DAYS = { MINUTE: 2, HOUR: DAYS, DAY: DAYS };
const PROCESSES = ['api a:1', 'api b:1', 'worker c:1'];

/** Mails as cases, with what a machine said of them. */
export class Cases {
  constructor(seed) {
    this.draw = random(seed);
    this.mails = readMails().map(({ input }) => input);
  }

  next() {
    const mail = this.mails[Math.floor(this.draw() * this.mails.length)];
    return { ...mail, amount: Math.round(1000 * -Math.log(1 - this.draw())) / 10, scan: 'https://media.example/1' };
  }
}

/** What the live path tells of one case, with its request, its picture, and now and then an answer and feedback. */
export function tellCase(cases, { project, at, version }, adderOf) {
  const { draw } = cases;
  const segment = SEGMENTS[Math.floor(draw() * SEGMENTS.length)];
  const confidence = 1 - 0.5 * draw() ** 3;
  const value = draw() < 0.3 ? 'spam' : 'ham';
  const isAutomated = confidence > 0.9;
  const level = 'PARTIAL_AUTOMATION';
  const route = {
    level,
    machine: version,
    failure: null,
    review: isAutomated ? null : { reason: 'low_confidence' },
    decider: isAutomated ? { kind: 'model', name: version, value, confidence } : { kind: 'human' },
  };
  const answers = [{ kind: 'model', model: version, value, confidence, error: null }];
  const took = () => Math.exp(1.5 + 0.6 * (draw() + draw() + draw() - 1.5) * 2);
  const stages = { predict: took(), route: 0.1 * took(), store: took() };
  const add = adderOf({ segment, decider: version, level });
  observeCase({ project, at, segment, input: cases.next(), route, answers, stages }, add);
  const luma = { brightness: 0.4 + 0.3 * draw(), contrast: 0.1 + 0.2 * draw(), sharpness: 50 + 400 * draw() };
  observeMedium('scan', { kind: 'image', width: 1200 + Math.floor(800 * draw()), height: 900, ...luma }, add);
  const nowhere = adderOf({ segment: '', decider: '', level: '' });
  const totalMs = 2 + stages.predict + stages.route + stages.store;
  observeRequest(
    { projectId: project.id, at, status: draw() < 0.002 ? 500 : 200, totalMs, authMs: 0.3 * took() },
    nowhere,
  );
  if (draw() < 0.1) {
    const shared = { project, at, segment, level, machine: version, value, isSame: draw() < 0.95, propensity: 0.1 };
    observeAnswer({ ...shared, isBlind: true, leadTimeMs: 8000 * took(), decides: !isAutomated }, add);
  }
  if (draw() < 0.03)
    observeFeedback({ projectId: project.id, at, kind: draw() < 0.9 ? 'accepted' : 'overridden' }, nowhere);
}

/** What is looked at now and then rather than counted. */
function tellLevels(draw, times, adderOf) {
  for (let index = 0; index < times; index += 1) {
    const add = adderOf('project');
    add('people.queue_depth', '', Math.floor(400 * draw()));
    add('people.queue_age', '', 20_000 * draw());
    const ofProcess = adderOf('process');
    ofProcess('software.job_queue_depth', '', Math.floor(20 * draw()));
    ofProcess('software.job_queue_age', '', 30 * draw());
    for (const name of PROCESSES) {
      ofProcess('software.memory', name, 2e8 + 1e8 * draw());
      ofProcess('software.cpu', name, draw());
      ofProcess('software.load', name, 2 * draw());
      ofProcess('software.process_latency', name, 40 * draw());
      ofProcess('software.process_errors', name, draw() < 0.01 ? 1 : 0);
      ofProcess('software.clock_offset', name, 0.01 * draw());
      ofProcess('software.event_loop_delay', name, 30 * draw());
    }
  }
}

/**
 * Leaves the buckets that `decisions` cases, evenly over the 30 days before `now`, would have left: cells are counted by the
 * product out of real mails, for a few minutes, hours and days of each version, and repeated in turn.
 */
export async function seedBuckets(pool, { project, decisions, now, layouts, withProcesses }) {
  const database = { query: (sql, parameters) => pool.query(sql, parameters).then(({ rows }) => rows) };
  const known = new MetricLayouts();
  for (const decider of VERSIONS) for (const one of layouts) known.learn({ projectId: project.id, decider, ...one });
  const cases = new Cases(decisions);
  for (const resolution of Object.keys(TEMPLATES)) {
    const perBucket = (decisions / DAYS) * (LENGTH_MS[resolution] / LENGTH_MS.DAY);
    for (const [index, version] of VERSIONS.entries()) {
      const templates = templatesOf(resolution, { perBucket, version, project, known, cases, withProcesses });
      await storeTemplates(pool, database, { templates, resolution, half: index, now, known });
    }
  }
  // The hour and the day that run are not rolled up: they are read out of their minutes and hours.
  await pool.query(
    `insert into metric_due (project_id, seconds, start, touched_at)
     select project, seconds, date_bin(seconds * interval '1 second', $2::timestamptz, 'epoch'), $2
       from unnest(array[$1, null]::uuid[]) as project, unnest(array[3600, 86400]) as seconds on conflict do nothing`,
    [project.id, new Date(now)],
  );
  await pool.query('vacuum (analyze) metric_bucket');
  await pool.query('analyze metric_series');
}

function templatesOf(resolution, { perBucket, version, project, known, cases, withProcesses }) {
  const minutes = LENGTH_MS[resolution] / LENGTH_MS.MINUTE;
  // A day is 24 hours that add; all else is counted case by case.
  const [times, parts] = resolution === 'DAY' ? [perBucket / 24, 24] : [perBucket, 1];
  const layoutsOf = known.of(project, version);
  return Array.from({ length: TEMPLATES[resolution] }, () => {
    const buffer = new MetricBuffer();
    const at = 60_000;
    const adderOf = (dimensions) => buffer.adder({ ...dimensions, projectId: project.id, at }, at, layoutsOf);
    const count = Math.floor(times) + (cases.draw() < times % 1 ? 1 : 0);
    for (let index = 0; index < count; index += 1) tellCase(cases, { project, at, version }, adderOf);
    const nowhere = { segment: '', decider: '', level: '' };
    tellLevels(cases.draw, Math.min(6 * minutes, 360), (of) => {
      if (of === 'process' && !withProcesses) return () => undefined;
      return buffer.adder({ ...nowhere, projectId: of === 'process' ? null : project.id, at }, at, () => null);
    });
    const cells = buffer.takeDirty().map(({ series, cell }) => ({ series, cell }));
    for (const { cell } of cells) {
      const once = copyOf(cell);
      for (let part = 1; part < parts; part += 1) mergeCell(cell, once);
    }
    return cells;
  });
}

/** A copy that adding to the original leaves alone. */
function copyOf(cell) {
  const copy = {
    ...cell,
    bins: cell.bins && { counts: [...cell.bins.counts], sums: cell.bins.sums && [...cell.bins.sums] },
  };
  if (!cell.sketch) return copy;
  copy.sketch = new cell.sketch.constructor();
  copy.sketch.merge(cell.sketch);
  return copy;
}

async function storeTemplates(pool, database, { templates, resolution, half, now, known }) {
  const length = LENGTH_MS[resolution];
  const last = Math.floor(now / length) * length;
  const [first, middle] = [last - KEPT_DAYS[resolution] * LENGTH_MS.DAY, last - (DAYS / 2) * LENGTH_MS.DAY];
  const [from, to] = half === 0 ? [first, middle] : [Math.max(first, middle), last + 1];
  if (from >= to) return;
  for (const [index, cells] of templates.entries()) {
    const layouts = [...new Set(cells.map(({ series }) => series.layout))].filter((id) => id !== '');
    await insertLayouts(
      database,
      layouts.map((id) => ({ id, layout: known.get(id).binning.layout })),
      new Date(first),
    );
    const ids = await seriesIds(
      database,
      cells.map(({ series }) => series),
      new Date(first),
    );
    const stored = cells.map(({ cell }) => storeCell(cell));
    const column = (name) => stored.map((cell) => cell[name]);
    const bytes = (name) => stored.map(({ [name]: value }) => value && Buffer.from(value));
    await pool.query(
      `insert into metric_bucket (series_id, seconds, start, writer, flush, count, missing, mean, m2, minimum, maximum, sketch, bins)
       select n.series_id, $1, t.start, case when $1 = 60 then '00000000-0000-4000-8000-000000000001' else '00000000-0000-0000-0000-000000000000' end::uuid,
              1, n.count, n.missing, n.mean, n.m2, n.minimum, n.maximum, n.sketch, n.bins
         from generate_series($2::timestamptz, $3::timestamptz, $1 * interval '1 second') with ordinality as t (start, place)
         cross join unnest($6::bigint[], $7::bigint[], $8::bigint[], $9::float8[], $10::float8[], $11::float8[], $12::float8[], $13::bytea[], $14::bytea[])
           as n (series_id, count, missing, mean, m2, minimum, maximum, sketch, bins)
        where t.place % $4 = $5`,
      [
        length / 1000,
        new Date(from),
        new Date(to - 1),
        templates.length,
        index,
        ids,
        ...['count', 'missing', 'mean', 'm2', 'min', 'max'].map(column),
        ...['sketch', 'bins'].map(bytes),
      ],
    );
  }
}
