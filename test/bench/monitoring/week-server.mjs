import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addLabels, noLabels, observeMedium } from '@handrail/shared/monitoring';
import { WatchAlarms } from '../../../server/dist/alarms/index.js';
import { startHandrail } from '../../../server/dist/main.js';
import { saveState } from '../../../server/dist/monitoring/concept/concept.sql.js';
import { WatchDrift } from '../../../server/dist/monitoring/drift/watch-drift.js';
import { KeepMetrics, RollUpMetrics } from '../../../server/dist/monitoring/index.js';
import { MetricLayouts } from '../../../server/dist/monitoring/metric-layouts.js';
import { Clock } from '../../../server/dist/platform/clock/index.js';
import { Database, startEmbeddedPostgres } from '../../../server/dist/platform/database/index.js';
import { LivePath } from '../../../server/dist/platform/telemetry/index.js';
import { furnish } from '../server.mjs';
import { frozenLayouts, storeReferences } from './freeze.mjs';
import { FIELDS, MACHINE, OUTPUT } from './week-cases.mjs';
import { tellSeen } from './tell-seen.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const LEVEL = 'PARTIAL_AUTOMATION';

/**
 * The product's own parts on a PostgreSQL, at a time that is set: its clock and the database's, which it compares with its
 * own, are moved together. It does no work by itself; what a worker does every minute is called.
 */
export class MovedServer {
  states = new Map();

  static async start() {
    const folder = mkdtempSync(join(tmpdir(), 'handrail-bench-'));
    chmodSync(folder, 0o755);
    const database = await startEmbeddedPostgres(folder);
    const settings = { PORT: '0', DATABASE_URL: database.url, HANDRAIL_DATA_DIR: join(folder, 'server') };
    const secret = randomBytes(16).toString('hex');
    const running = await startHandrail({ ...settings, HANDRAIL_SECRET: secret, HANDRAIL_ROLE: 'api' }, ROOT);
    return new MovedServer(running, async () => {
      await running.close();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    });
  }

  constructor(running, stop) {
    this.running = running;
    this.stop = stop;
    const part = (of) => running.app.get(of);
    this.parts = {
      keeper: part(KeepMetrics),
      roll: part(RollUpMetrics),
      drift: part(WatchDrift),
      live: part(LivePath),
    };
    this.alarms = part(WatchAlarms);
    this.layouts = part(MetricLayouts);
    this.database = part(Database);
  }

  /** From now on it is `at`, Unix milliseconds. */
  moveTo(at) {
    this.now = at;
    if (this.isMoved) return;
    this.isMoved = true;
    this.running.app.get(Clock).now = () => new Date(this.now);
    const query = this.database.query.bind(this.database);
    this.database.query = (sql, parameters) =>
      sql.includes('clock_timestamp()') ? Promise.resolve([{ at: this.now }]) : query(sql, parameters);
  }

  async projects() {
    const { run, projectId } = await furnish(this.running.url, ['DECISIONS_WRITE'], FIELDS);
    const input = { slug: 'control', name: 'Control', inputSchema: { fields: FIELDS }, outputSchema: OUTPUT };
    const { createProject } = await run(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      { input },
    );
    const budget = await this.database.query(
      `select (settings ->> 'latencyBudgetMs')::float8 as ms from policy where project_id = $1`,
      [projectId],
    );
    const latencyBudgetMs = budget[0].ms;
    return [projectId, createProject.id].map((id) => ({
      id,
      latencyBudgetMs,
      inputSchema: { fields: FIELDS },
      outputSchema: OUTPUT,
    }));
  }

  /** What the fields of usual cases are like, frozen before the week. */
  async freeze(project, stream, at) {
    const tell = (adderOf) => tellSeen(stream.next(project, at), adderOf({ segment: '' }));
    const layouts = frozenLayouts(tell);
    for (const one of layouts) this.layouts.learn({ projectId: project.id, decider: MACHINE, ...one });
    const tx = { query: (sql, parameters) => this.database.query(sql, parameters) };
    await storeReferences(tx, { projectId: project.id, at: new Date(at), layouts, tell });
  }

  /** A case as the live path tells it, its picture as the worker counts it, its label as it is counted. */
  take({ seen, request, picture, isRepeated, label }) {
    const { live, keeper } = this.parts;
    const { project, at } = seen;
    live.tell('cases', [seen]);
    live.tell('request', request);
    if (isRepeated) {
      live.tell('turnedAway', {
        kind: 'repeated',
        projectId: project.id,
        at,
        segment: null,
        level: LEVEL,
        machine: MACHINE,
      });
    }
    const dimensions = { segment: '', decider: MACHINE, level: LEVEL };
    const layouts = this.layouts.frozenOf(project.id, MACHINE);
    observeMedium('scan', picture, keeper.adder({ projectId: project.id, at, dimensions }, layouts));
    if (!label) return;
    const { truth, ...counted } = label;
    live.tell('answer', {
      ...{ project, at, segment: null, level: LEVEL, machine: MACHINE, value: truth },
      ...{ isSame: !label.isError, isBlind: true, propensity: label.pi, leadTimeMs: 9000, decides: false },
    });
    this.states.set(project.id, addLabels(this.states.get(project.id) ?? noLabels(), [counted]));
  }

  async look() {
    await this.parts.keeper.flush();
    return this.alarms.run(new Date(this.now));
  }

  async watchDrift() {
    const now = new Date(this.now);
    await this.parts.keeper.flush();
    for (const [projectId, state] of this.states)
      await saveState(this.database, projectId, { machine: MACHINE, state, settled: null, settled_at: null, now });
    await this.parts.drift.run({ everyMs: 0 });
  }

  rollUp() {
    return this.parts.roll.run();
  }

  /** Every rule that began to fire, oldest first. */
  signals() {
    return this.database.query(
      `select a.project_id as "projectId", r.starting_key as key, s.part, s.opened_at as at from alarm_signal s
         join alarm_rule r on r.id = s.rule_id join alarm a on a.id = s.alarm_id order by s.opened_at, r.starting_key, s.part`,
    );
  }
}
