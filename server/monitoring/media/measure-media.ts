import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Piscina } from 'piscina';
import { observeMedium, type MediumMeasured } from '@handrail/shared/monitoring';
import { type Background, type Loop } from '../../platform/background/index.js';
import { Clock } from '../../platform/clock/index.js';
import { MonitoringConfig } from '../../platform/config/index.js';
import { Database, UnitOfWork } from '../../platform/database/index.js';
import { AddressRules, fetchMedium, UnfetchedMedium } from '../../platform/outbound/index.js';
import { KeepMetrics } from '../keep-metrics.js';
import { MetricLayouts } from '../metric-layouts.js';
import {
  casesWithMedia,
  keepMeasures,
  leaseMedia,
  projectsWithMedia,
  releaseMedia,
  type CaseWithMedia,
  type MediumRow,
} from './media.sql.js';
import type { MediumBytes } from './media-thread.js';

const EVERY_MS = 1000;
/** Media that come slowly take so long. */
const EXPECT_MS = 60_000;
const BATCH = 24;
/** Media of a project. */
const AT_ONCE = 4;
const PROJECTS_AT_ONCE = 4;
const THREAD_IDLE_MS = 10_000;
const THREAD_TIMEOUT_MS = 30_000;
const THREAD_HEAP_MB = 256;

/**
 * Looks at the pictures and listens to the recordings of new cases, behind the answer, in a process that works: fetched
 * four at a time, decoded in a thread that is there only while it is needed. Each medium counts once, in the minute of its
 * case. Where more come than can be measured, the latest are.
 */
@Injectable()
export class MeasureMedia implements OnModuleDestroy {
  private readonly stopping = new AbortController();
  private loop: Loop | undefined;
  private pool: Piscina<MediumBytes, MediumMeasured> | undefined;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly rules: AddressRules,
    private readonly metrics: KeepMetrics,
    private readonly layouts: MetricLayouts,
    private readonly config: MonitoringConfig,
  ) {}

  /** Call it in a process that works. */
  start(background: Background): void {
    if (!this.config.metrics) return;
    const run = (): Promise<void> => this.everyProject();
    const what = { name: 'measure-media', title: 'Measuring of media', everyMs: EVERY_MS, expectMs: EXPECT_MS };
    this.loop = background.loop({ ...what, isWatching: true, run }).start({ isAtOnce: true });
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.loop?.stop();
    await this.pool?.destroy();
  }

  private async everyProject(): Promise<void> {
    const projects = await projectsWithMedia(this.database, this.clock.now());
    const failed: unknown[] = [];
    // Media of one project that take long to come, or that fail, hold up no other's.
    await inLanes(projects, PROJECTS_AT_ONCE, async ({ id }) => {
      if (this.stopping.signal.aborted) return;
      try {
        await this.batch(id);
      } catch (error) {
        failed.push(error);
      }
    });
    if (failed.length > 0) throw new AggregateError(failed, `The media of ${failed.length} projects wait`);
  }

  private async batch(projectId: string): Promise<void> {
    const since = await this.unitOfWork.run((tx) => leaseMedia(tx, projectId, this.clock.now()));
    if (since === undefined) return;
    const begun = this.clock.now();
    let until = since;
    try {
      const cases = await casesWithMedia(this.database, { projectId, since, limit: BATCH });
      const rows = await this.measureAll(cases);
      // What was given up half-way is measured another time.
      if (this.stopping.signal.aborted) return;
      await this.keep(projectId, cases, rows);
      const last = cases.at(-1);
      until = cases.length < BATCH || !last ? begun : last.created_at;
    } finally {
      await this.unitOfWork.run((tx) => releaseMedia(tx, projectId, until));
    }
  }

  private async measureAll(cases: readonly CaseWithMedia[]): Promise<MediumRow[]> {
    const media = cases.flatMap((one) => one.media.map((medium) => ({ caseId: one.id, ...medium })));
    const rows: MediumRow[] = [];
    await inLanes(media, AT_ONCE, async ({ caseId, field, type, url }) => {
      if (this.stopping.signal.aborted) return;
      rows.push({ caseId, field, measured: await this.measure(type === 'image-url' ? 'image' : 'audio', url) });
    });
    return rows;
  }

  private async measure(kind: 'image' | 'audio', url: string): Promise<MediumMeasured> {
    try {
      const bytes = await fetchMedium(url, this.rules, this.stopping.signal);
      const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(THREAD_TIMEOUT_MS)]);
      return await this.thread().run({ kind, bytes }, { signal });
    } catch (error) {
      const reason =
        error instanceof UnfetchedMedium ? error.message : 'it took too long, or too much memory, to decode';
      return { kind: 'unreadable', reason };
    }
  }

  private async keep(projectId: string, cases: readonly CaseWithMedia[], rows: readonly MediumRow[]): Promise<void> {
    if (rows.length === 0) return;
    const kept = await this.unitOfWork.run((tx) => keepMeasures(tx, rows, this.clock.now()));
    const isKept = new Set(kept.map(({ case_id, field }) => `${case_id}/${field}`));
    const byId = new Map(cases.map((one) => [one.id, one]));
    for (const { caseId, field, measured } of rows) {
      const one = byId.get(caseId);
      if (!one || !isKept.has(`${caseId}/${field}`)) continue;
      const dimensions = { segment: one.segment ?? '', decider: one.machine ?? '', level: one.level };
      const layouts = this.layouts.frozenOf(projectId, dimensions.decider);
      observeMedium(
        field,
        measured,
        this.metrics.adder({ projectId, at: one.created_at.getTime(), dimensions }, layouts),
      );
    }
  }

  private thread(): Piscina<MediumBytes, MediumMeasured> {
    const script = import.meta.url.endsWith('.ts')
      ? '../../dist/monitoring/media/media-thread.js'
      : './media-thread.js';
    this.pool ??= new Piscina<MediumBytes, MediumMeasured>({
      filename: new URL(script, import.meta.url).href,
      name: 'measureMedium',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: THREAD_IDLE_MS,
      resourceLimits: { maxOldGenerationSizeMb: THREAD_HEAP_MB },
    });
    return this.pool;
  }
}

/** Does some work on each, so many at a time. */
async function inLanes<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
