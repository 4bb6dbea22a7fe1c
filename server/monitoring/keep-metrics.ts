import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { NO_DIMENSIONS, type Add, type Cell, type Dimensions } from '@handrail/shared/monitoring';
import { type Background, type Loop } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { Telemetry } from '../platform/telemetry/index.js';
import { MetricBuffer, type DirtyCell, type LayoutLookup } from './metric-buffer.js';
import type { Refused } from './store-apart.js';
import { StoreMetrics } from './store-metrics.js';

const EVERY_MS = 2000;
/** What was refused is tried again so often, and for so long. */
const REFUSED_EVERY_MS = 60_000;
const REFUSED_FOR_MS = 600_000;
const OFFSET_EVERY_MS = 60_000;
/** Below it the way to the database and back is what differs. */
const OFFSET_THAT_COUNTS_MS = 2000;

const NO_LAYOUTS: LayoutLookup = () => null;

/** Of what the database refuses: since when, when it is tried again, and how many of its values were given up. */
type SetAside = { readonly since: number; readonly againAt: number; readonly lost: number };

/**
 * Counts what happens, in memory, and stores it every two seconds. Buckets are stored as they stand, so a flush may be
 * repeated; what a process has counted since its last one dies with it. A bucket that is refused is set aside, tried again
 * for ten minutes and then given up, which is counted; it holds back no other. Times are corrected by how far this process's
 * clock is from the database's, so that processes whose clocks differ count into the same minute.
 */
@Injectable()
export class KeepMetrics implements OnApplicationBootstrap, OnModuleDestroy {
  readonly buffer = new MetricBuffer();
  /** Values that could not be stored and were given up. */
  lost = 0;
  private readonly storing: StoreMetrics;
  private readonly setAside = new WeakMap<Cell, SetAside>();
  private loop: Loop | undefined;
  private running: Promise<void> | undefined;
  private offset = 0;
  private offsetAt = -Infinity;

  constructor(
    private readonly database: Database,
    unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    telemetry: Telemetry,
  ) {
    telemetry.watchLost(() => ({ refused: this.lost, noRoom: this.buffer.dropped }));
    this.storing = new StoreMetrics(database, unitOfWork);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.measureOffset();
  }

  start(background: Background): void {
    const run = (): Promise<void> => this.flush();
    const what = { name: 'store-metrics', title: 'Storing of metrics', everyMs: EVERY_MS, isWatching: true };
    this.loop = background.loop({ ...what, run }).start();
  }

  /** A last time, for what was counted since. */
  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
    await this.loop?.run();
  }

  /** Seconds by which the database's clock is ahead of this process's. */
  get clockOffset(): number {
    return this.offset / 1000;
  }

  /** Gives what takes values of one moment. `at`: Unix milliseconds by this process's clock. */
  adder(
    where: { readonly projectId: string | null; readonly at: number; readonly dimensions?: Dimensions },
    layoutOf: LayoutLookup = NO_LAYOUTS,
  ): Add {
    const correction = Math.abs(this.offset) > OFFSET_THAT_COUNTS_MS ? this.offset : 0;
    const now = this.clock.now().getTime() + correction;
    const { segment, decider, level } = where.dimensions ?? NO_DIMENSIONS;
    const at = where.at + correction;
    return this.buffer.adder({ projectId: where.projectId, segment, decider, level, at }, now, layoutOf);
  }

  /**
   * Stores what changed since the last time, once whoever is at it has finished.
   *
   * @throws what the database says; then it is stored the next time. Of what it refuses for what is in it an
   * AggregateError, after all else is stored.
   */
  async flush(): Promise<void> {
    while (this.running) await Promise.allSettled([this.running]);
    this.running = this.store().finally(() => (this.running = undefined));
    await this.running;
  }

  private async store(): Promise<void> {
    const now = this.clock.now();
    const dirty = this.buffer.takeDirty();
    const due = dirty.filter(({ cell }) => now.getTime() >= (this.setAside.get(cell)?.againAt ?? 0));
    let refused: Refused<DirtyCell>[];
    try {
      if (now.getTime() - this.offsetAt > OFFSET_EVERY_MS) await this.measureOffset();
      refused = due.length === 0 ? [] : await this.storing.run(due, now);
    } catch (error) {
      this.buffer.keep(dirty);
      throw error;
    }
    const isRefused = new Set(refused.map(({ item: { cell } }) => cell));
    for (const { cell } of due) if (!isRefused.has(cell)) this.setAside.delete(cell);
    const givenUp = dirty.filter(({ cell }) => this.setAside.get(cell)?.againAt === Infinity);
    for (const one of [...refused.map(({ item }) => item), ...givenUp]) this.putAside(one, now.getTime());
    const kept = dirty.filter(({ cell }) => (this.setAside.get(cell)?.againAt ?? Infinity) < Infinity);
    this.buffer.keep(kept);
    this.buffer.forgetIdle(now.getTime() + this.offset);
    if (refused.length > 0) throw whyRefused(refused);
  }

  private putAside({ cell }: DirtyCell, now: number): void {
    const { since = now, lost = 0 } = this.setAside.get(cell) ?? {};
    const isGivenUp = now - since >= REFUSED_FOR_MS;
    const values = isGivenUp ? cell.count + cell.missing : 0;
    this.lost += values - lost;
    this.setAside.set(cell, { since, againAt: isGivenUp ? Infinity : now + REFUSED_EVERY_MS, lost: values });
  }

  private async measureOffset(): Promise<void> {
    const before = this.clock.now().getTime();
    const [row] = await this.database.query<{ at: number }>(
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as at',
    );
    const after = this.clock.now().getTime();
    this.offset = (row?.at ?? before) - (before + after) / 2;
    this.offsetAt = after;
  }
}

/** Names what is refused; what the values are is content. */
function whyRefused(refused: readonly Refused<DirtyCell>[]): AggregateError {
  const of = refused.map(({ item: { series } }) => `${series.metric} of ${series.projectId ?? 'no project'}`);
  return new AggregateError(
    refused.map(({ error }) => error),
    `The database refuses ${refused.length} of the buckets of metrics, tried again in a minute: ${[...new Set(of)].slice(0, 5).join(', ')}`,
    { cause: refused[0]?.error },
  );
}
