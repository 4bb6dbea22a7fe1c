import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { NO_DIMENSIONS, type Add, type Cell, type Dimensions } from '@handrail/shared/monitoring';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import { MetricBuffer, type DirtyCell, type LayoutLookup, type SeriesKey } from './metric-buffer.js';
import { MetricLayouts } from './metric-layouts.js';
import { BoundNames } from './names/bound-names.js';
import { insertLayouts, markDue, seriesIds, staleFrom, storeBuckets } from './metric.sql.js';

const EVERY_MS = 2000;
const ROWS_A_STATEMENT = 1000;
/** Of series whose ids are remembered; 50 projects have about 10,000. Beside the cells they are most of what metrics hold. */
const MOST_IDS = 30_000;
const OFFSET_EVERY_MS = 60_000;
/** Below it the way to the database and back is what differs. */
const OFFSET_THAT_COUNTS_MS = 2000;

type Place = { readonly series: SeriesKey; readonly writer: string };

const NO_LAYOUTS: LayoutLookup = () => null;

/**
 * Counts what happens, in memory, and stores it every two seconds. Buckets are stored as they stand, so a flush may be
 * repeated; what a process has counted since its last one dies with it. Times are corrected by how far this process's
 * clock is from the database's, so that processes whose clocks differ count into the same minute.
 */
@Injectable()
export class KeepMetrics implements OnApplicationBootstrap, OnModuleDestroy {
  readonly buffer = new MetricBuffer();
  private readonly ids = new Map<string, string>();
  private readonly names: BoundNames;
  /** As what a cell was stored first it is stored again, so that it is counted once. */
  private readonly places = new WeakMap<Cell, Place>();
  private readonly storedLayouts = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private flushes = 0;
  private offset = 0;
  private offsetAt = -Infinity;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly layouts: MetricLayouts,
  ) {
    this.names = new BoundNames(unitOfWork);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.measureOffset();
    this.timer = setInterval(() => void this.flush().catch(() => undefined), EVERY_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.flush().catch(() => undefined);
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

  /** Stores what changed since the last time. @throws what the database says; then it is stored the next time. */
  async flush(): Promise<void> {
    while (this.running) await this.running.catch(() => undefined);
    this.running = this.store().finally(() => (this.running = undefined));
    await this.running;
  }

  private async store(): Promise<void> {
    const dirty = this.buffer.takeDirty();
    const now = this.clock.now();
    try {
      if (now.getTime() - this.offsetAt > OFFSET_EVERY_MS) await this.measureOffset();
      if (dirty.length > 0) await this.write(dirty, now);
    } catch (error) {
      this.buffer.keep(dirty);
      throw error;
    }
    this.buffer.forgetIdle(now.getTime() + this.offset);
  }

  private async write(dirty: readonly DirtyCell[], now: Date): Promise<void> {
    await this.storeLayouts(dirty, now);
    const places = await this.placesOf(dirty, now);
    const ids = await this.idsOf(
      places.map(({ series }) => series),
      now,
    );
    this.flushes += 1;
    const rows = dirty.map(({ bucket, cell }, index) => ({
      seriesId: ids[index] ?? '',
      resolution: bucket.resolution,
      start: bucket.start,
      writer: places[index]?.writer ?? bucket.writer,
      cell,
    }));
    await this.unitOfWork.run(async (tx) => {
      for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
        await storeBuckets(tx, rows.slice(start, start + ROWS_A_STATEMENT), this.flushes);
      }
      await markDue(tx, staleFrom(dirty), now);
    });
  }

  private async placesOf(dirty: readonly DirtyCell[], now: Date): Promise<Place[]> {
    const fresh = dirty.filter(({ cell }) => !this.places.has(cell));
    const named = await this.names.of(
      fresh.map(({ series }) => series),
      now,
    );
    fresh.forEach(({ bucket, cell, series: own }, index) => {
      const series = named[index] ?? own;
      // Several cells may be of one series then, and each has its row.
      this.places.set(cell, { series, writer: series === own ? bucket.writer : newId() });
    });
    return dirty.map(({ bucket, series, cell }) => this.places.get(cell) ?? { series, writer: bucket.writer });
  }

  private async storeLayouts(dirty: readonly DirtyCell[], now: Date): Promise<void> {
    const names = new Set(dirty.map(({ series }) => series.layout));
    const fresh = [...names].filter((id) => id !== '' && !this.storedLayouts.has(id));
    if (fresh.length === 0) return;
    await insertLayouts(
      this.database,
      fresh.map((id) => ({ id, layout: this.layouts.get(id)?.binning.layout })),
      now,
    );
    for (const id of fresh) this.storedLayouts.add(id);
  }

  private async idsOf(keys: readonly SeriesKey[], now: Date): Promise<string[]> {
    const names = keys.map(nameOf);
    const unknown = new Map(
      keys.flatMap((key, index) => (this.ids.has(names[index] ?? '') ? [] : [[nameOf(key), key]])),
    );
    if (unknown.size > 0) {
      const found = await seriesIds(this.database, [...unknown.values()], now);
      [...unknown.keys()].forEach((name, index) => this.ids.set(name, found[index] ?? ''));
    }
    const ids = names.map((name) => this.ids.get(name) ?? '');
    if (this.ids.size > MOST_IDS) this.ids.clear();
    return ids;
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

function nameOf({ projectId, metric, part, layout, segment, decider, level }: SeriesKey): string {
  return [projectId, metric, part, layout, segment, decider, level].join('\0');
}
