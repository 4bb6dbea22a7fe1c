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
  type Layout,
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
/**
 * The bins of a metric and part. One lookup always says the same: where bins change (a reference was frozen, a schema
 * changed) there is another one, and cells are looked up anew by it.
 */
export type LayoutLookup = (metric: string, part: string) => NamedBinning | null;
/** `writer`: of the cell alone, so that whatever series it is stored as, no two cells share a row. */
export type DirtyCell = {
  readonly bucket: Bucket;
  readonly series: SeriesKey;
  readonly layout: Layout | null;
  readonly writer: string;
  readonly cell: Cell;
};
/** A minute (hour, day) that this process counts into. */
export type Bucket = {
  readonly resolution: Resolution;
  /** Unix milliseconds. */
  readonly start: number;
  readonly scopes: Tree;
  touchedAt: number;
};
type Entry = {
  readonly series: SeriesKey;
  readonly writer: string;
  readonly cell: Cell;
  readonly shape: CellShape;
  /** What gave its bins last. */
  layoutOf: LayoutLookup;
  isDirty: boolean;
};
/** One segment, decider and level of a project. Cells by metric and part; looking one up makes no string. */
type Scope = {
  readonly dimensions: Omit<SeriesKey, 'metric' | 'part' | 'layout'>;
  readonly entries: Map<string, Map<string, Entry>>;
  /** Cells whose bins are not counted on now, by metric, part and layout: where those bins come back, so does the cell. */
  readonly retired: Map<string, Entry>;
};
type Tree = Map<string | null, Map<string, Map<string, Map<string, Scope>>>>;
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
  private latest: Bucket | undefined;
  private bytes = 0;
  private day = 0;

  /** Gives what takes values of one moment and one place. Times are Unix milliseconds, of the database's clock. */
  adder(where: Where, now: number, layoutOf: LayoutLookup): Add {
    const scope = this.scope(this.bucket(where.at, now), where);
    return (metric, part, value) => {
      const known = scope.entries.get(metric)?.get(part);
      const entry = known?.layoutOf === layoutOf ? known : this.enter(scope, { metric, part }, layoutOf);
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
      const { series, shape, writer, cell } = entry;
      dirty.push({ bucket, series, layout: shape.binning?.layout ?? null, writer, cell });
    }
    return dirty;
  }

  private *entries(): Generator<{ bucket: Bucket; entry: Entry }> {
    for (const bucket of this.buckets.values()) {
      for (const scope of scopesOf(bucket)) for (const entry of entriesOf(scope)) yield { bucket, entry };
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
      if (!isOver) continue;
      const entries = [...scopesOf(bucket)].flatMap((scope) => [...entriesOf(scope)]);
      if (entries.some(({ isDirty }) => isDirty)) continue;
      this.buckets.delete(key);
      if (this.latest === bucket) this.latest = undefined;
      for (const entry of entries) this.bytes -= bytesOf(entry);
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
    const { latest } = this;
    const bucket =
      latest?.start === start && latest.resolution === resolution ? latest : this.named(resolution, start, now);
    this.latest = bucket;
    bucket.touchedAt = now;
    return bucket;
  }

  private named(resolution: Resolution, start: number, now: number): Bucket {
    const key = `${resolution} ${start}`;
    let bucket = this.buckets.get(key);
    if (!bucket) {
      bucket = { resolution, start, scopes: new Map(), touchedAt: now };
      this.buckets.set(key, bucket);
    }
    return bucket;
  }

  /** A place that there is already needs no look at the bounds. */
  private scope(bucket: Bucket, { projectId, segment: given, decider: by, level }: Where): Scope {
    const known = bucket.scopes.get(projectId)?.get(given)?.get(by)?.get(level);
    if (known) return known;
    const segment = this.bounded('segment', projectId, given);
    const decider = this.bounded('decider', projectId, by);
    const dimensions = { projectId, segment, decider, level };
    return inside(levelsOf(bucket.scopes, dimensions), level, () => ({
      dimensions,
      entries: new Map(),
      retired: new Map(),
    }));
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

  private enter(
    scope: Scope,
    { metric, part: given }: { readonly metric: string; readonly part: string },
    layoutOf: LayoutLookup,
  ): Entry | undefined {
    const { dimensions, entries } = scope;
    const part = this.bounded('part', `${dimensions.projectId} ${metric}`, given);
    const known = entries.get(metric)?.get(part);
    if (known?.layoutOf === layoutOf) return known;
    const layout = layoutOf(metric, part);
    const id = layout?.id ?? '';
    // A series has one cell of a bucket, however often its bins went and came back.
    const same = known?.series.layout === id ? known : scope.retired.get(nameOf(metric, part, id));
    const entry = same ?? this.begin({ ...dimensions, metric, part, layout: id }, layout, layoutOf);
    if (!entry) return undefined;
    entry.layoutOf = layoutOf;
    if (entry !== known) replace(scope, known, entry);
    return entry;
  }

  private begin(series: SeriesKey, layout: NamedBinning | null, layoutOf: LayoutLookup): Entry | undefined {
    const kind = metricOf(series.metric)?.kind;
    const shape = { hasSketch: kind === 'VALUES' || kind === 'SHARES', binning: layout?.binning ?? null };
    const entry = { series, writer: newId(), cell: emptyCell(shape), shape, layoutOf, isDirty: true };
    const bytes = bytesOf(entry);
    if (this.bytes + bytes > BUDGET_BYTES) return undefined;
    this.bytes += bytes;
    return entry;
  }
}

/** From now on values count into `entry`. */
function replace({ entries, retired }: Scope, before: Entry | undefined, entry: Entry): void {
  const { metric, part, layout } = entry.series;
  if (before) retired.set(nameOf(metric, part, before.series.layout), before);
  retired.delete(nameOf(metric, part, layout));
  entries.set(metric, inside(entries, metric, () => new Map<string, Entry>()).set(part, entry));
}

function nameOf(...names: readonly string[]): string {
  return names.join('\0');
}

function levelsOf(tree: Tree, { projectId, segment, decider }: Scope['dimensions']): Map<string, Scope> {
  const segments = inside(tree, projectId, () => new Map<string, Map<string, Map<string, Scope>>>());
  const deciders = inside(segments, segment, () => new Map<string, Map<string, Scope>>());
  return inside(deciders, decider, () => new Map<string, Scope>());
}

function inside<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

function* scopesOf({ scopes }: Bucket): Generator<Scope> {
  for (const segments of scopes.values())
    for (const deciders of segments.values()) for (const levels of deciders.values()) yield* levels.values();
}

function* entriesOf({ entries, retired }: Scope): Generator<Entry> {
  for (const parts of entries.values()) yield* parts.values();
  yield* retired.values();
}

function bytesOf({ cell, shape }: Entry): number {
  const bins = (cell.bins?.counts.length ?? 0) + (cell.bins?.sums?.length ?? 0);
  return BYTES_A_CELL + bins * BYTES_A_BIN + (shape.hasSketch ? BYTES_A_SKETCH : 0);
}
