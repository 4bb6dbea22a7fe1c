import {
  addToCell,
  bucketOf,
  emptyCell,
  LENGTH_MS,
  metricOf,
  type Add,
  type Binning,
  type Cell,
  type CellShape,
  type Dimensions,
  type Resolution,
} from '@handrail/shared/monitoring';
import { newId } from '../platform/ids/index.js';

/** What a series is, beside its project. `layout`: of its bins; empty where it has none. */
export type SeriesKey = Dimensions & {
  readonly projectId: string | null;
  readonly metric: string;
  readonly part: string;
  readonly layout: string;
};
export type NamedBinning = { readonly id: string; readonly binning: Binning };
/** The bins of a metric and part, looked up when a cell begins. */
export type LayoutLookup = (metric: string, part: string) => NamedBinning | null;
export type DirtyCell = { readonly bucket: Bucket; readonly series: SeriesKey; readonly cell: Cell };
/** A minute (hour, day) that this process counts into. Its rows in the database carry its `writer`. */
export type Bucket = {
  readonly resolution: Resolution;
  /** Unix milliseconds. */
  readonly start: number;
  readonly writer: string;
  readonly scopes: Map<string, Scope>;
  touchedAt: number;
};
type Entry = { readonly series: SeriesKey; readonly cell: Cell; readonly shape: CellShape; isDirty: boolean };
type Scope = Map<string, Entry>;
type Where = Dimensions & { readonly projectId: string | null; readonly at: number };

/** What a name beyond the bound counts as. */
export const OTHER = '(other)';
const BOUND = { segment: 20, decider: 20, part: 120 } as const;
const BUDGET_BYTES = 40_000_000;
const BYTES_A_CELL = 500;
const BYTES_A_SKETCH = 1500;
const BYTES_A_BIN = 16;
/** A bucket stays while late events may still come, so that they join its rows instead of making new ones. */
const IDLE_MS = 60_000;

/**
 * The metrics of this process that are not yet, or not finally, in the database. Bounded: names beyond the bound count as
 * `(other)`, and past 40 MB new cells are dropped and counted.
 */
export class MetricBuffer {
  /** Values that found no room. */
  dropped = 0;
  private readonly buckets = new Map<string, Bucket>();
  private readonly names = new Map<string, Set<string>>();
  private bytes = 0;
  private day = 0;

  /** Gives what takes values of one moment and one place. Times are Unix milliseconds, of the database's clock. */
  adder(where: Where, now: number, layoutOf: LayoutLookup): Add {
    const bucket = this.bucket(where.at, now);
    const scope = this.scope(bucket, where);
    const series = scope.dimensions;
    return (metric, part, value) => {
      const key = `${metric}\0${part}`;
      const entry = scope.entries.get(key) ?? this.enter(scope.entries, { ...series, metric, part }, layoutOf);
      if (!entry) {
        this.dropped += 1;
        return;
      }
      addToCell(entry.cell, value, entry.shape);
      entry.isDirty = true;
    };
  }

  /** Takes what changed since it was last taken; what could not be stored is to be given back with `keep`. */
  takeDirty(): DirtyCell[] {
    const dirty: DirtyCell[] = [];
    for (const { bucket, entry } of this.entries()) {
      if (!entry.isDirty) continue;
      entry.isDirty = false;
      dirty.push({ bucket, series: entry.series, cell: entry.cell });
    }
    return dirty;
  }

  private *entries(): Generator<{ bucket: Bucket; entry: Entry }> {
    for (const bucket of this.buckets.values()) {
      for (const scope of bucket.scopes.values()) {
        for (const entry of scope.values()) yield { bucket, entry };
      }
    }
  }

  keep(cells: readonly DirtyCell[]): void {
    const kept = new Set(cells.map(({ cell }) => cell));
    for (const { entry } of this.entries()) if (kept.has(entry.cell)) entry.isDirty = true;
  }

  /** Lets go of buckets that nothing was counted into for a while and that are stored. */
  forgetIdle(now: number): void {
    for (const [key, bucket] of this.buckets) {
      const isOver = now > bucket.start + LENGTH_MS[bucket.resolution] && now > bucket.touchedAt + IDLE_MS;
      if (!isOver || [...bucket.scopes.values()].some((scope) => [...scope.values()].some((entry) => entry.isDirty)))
        continue;
      this.buckets.delete(key);
      for (const scope of bucket.scopes.values()) for (const entry of scope.values()) this.bytes -= bytesOf(entry);
    }
  }

  /** What is counted of this part from now on has new bins and is a new series; what was counted is still stored. */
  beginAnew({ projectId, metric, part }: Pick<SeriesKey, 'projectId' | 'metric' | 'part'>): void {
    const key = `${metric}\0${part}`;
    for (const bucket of this.buckets.values()) {
      for (const scope of bucket.scopes.values()) {
        const entry = scope.get(key);
        if (entry?.series.projectId !== projectId) continue;
        scope.delete(key);
        scope.set(`${key}\0${entry.series.layout}`, entry);
      }
    }
  }

  /** Roughly what the cells take, in bytes. */
  get size(): number {
    return this.bytes;
  }

  private bucket(at: number, now: number): Bucket {
    const { resolution, start } = bucketOf(at, now);
    // Names are bounded afresh every day: a segment that went away makes room.
    const day = Math.floor(now / LENGTH_MS.DAY);
    if (day !== this.day) this.names.clear();
    this.day = day;
    const key = `${resolution} ${start}`;
    let bucket = this.buckets.get(key);
    if (!bucket) {
      bucket = { resolution, start, writer: newId(), scopes: new Map(), touchedAt: now };
      this.buckets.set(key, bucket);
    }
    bucket.touchedAt = now;
    return bucket;
  }

  private scope(
    bucket: Bucket,
    where: Where,
  ): { entries: Scope; dimensions: Omit<SeriesKey, 'metric' | 'part' | 'layout'> } {
    const { projectId, level } = where;
    const segment = this.bounded('segment', projectId, where.segment);
    const decider = this.bounded('decider', projectId, where.decider);
    const key = `${projectId}\0${segment}\0${decider}\0${level}`;
    let entries = bucket.scopes.get(key);
    if (!entries) bucket.scopes.set(key, (entries = new Map<string, Entry>()));
    return { entries, dimensions: { projectId, segment, decider, level } };
  }

  private bounded(kind: keyof typeof BOUND, of: string | null, name: string): string {
    if (name === '') return name;
    const key = `${kind} ${of}`;
    let known = this.names.get(key);
    if (!known) this.names.set(key, (known = new Set()));
    if (known.has(name)) return name;
    if (known.size >= BOUND[kind]) return OTHER;
    known.add(name);
    return name;
  }

  private enter(scope: Scope, given: Omit<SeriesKey, 'layout'>, layoutOf: LayoutLookup): Entry | undefined {
    const part = this.bounded('part', `${given.projectId} ${given.metric}`, given.part);
    const key = `${given.metric}\0${part}`;
    const known = scope.get(key);
    if (known) return known;
    const layout = layoutOf(given.metric, part);
    const kind = metricOf(given.metric)?.kind;
    const shape = { hasSketch: kind === 'VALUES' || kind === 'SHARES', binning: layout?.binning ?? null };
    const entry: Entry = {
      series: { ...given, part, layout: layout?.id ?? '' },
      cell: emptyCell(shape),
      shape,
      isDirty: true,
    };
    if (this.bytes + bytesOf(entry) > BUDGET_BYTES) return undefined;
    this.bytes += bytesOf(entry);
    scope.set(key, entry);
    return entry;
  }
}

function bytesOf({ cell, shape }: Entry): number {
  const bins = (cell.bins?.counts.length ?? 0) + (cell.bins?.sums?.length ?? 0);
  return BYTES_A_CELL + bins * BYTES_A_BIN + (shape.hasSketch ? BYTES_A_SKETCH : 0);
}
