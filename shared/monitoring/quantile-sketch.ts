import { ByteReader, ByteWriter } from './bytes.js';

/** Relative error of a value at a quantile. */
export const SKETCH_ERROR = 0.01;

const LOG_GAMMA = Math.log((1 + SKETCH_ERROR) / (1 - SKETCH_ERROR));
const SMALLEST = 1e-9;
const LARGEST = 1e15;

type Store = Map<number, number>;

/**
 * Counts of values in bins that grow geometrically, so that the value at any quantile is known to within 1 % of itself.
 * Sketches add exactly, in any order. Magnitudes below 1e-9 count as 0, those above 1e15 as 1e15; so there are at most
 * 5,600 bins, and a few dozen in practice.
 *
 * Source: DDSketch, Masson, Rim, Lee 2019, PVLDB 12.
 */
export class QuantileSketch {
  private readonly above: Store = new Map();
  private readonly below: Store = new Map();
  private zeros = 0;

  /** @param value finite. */
  add(value: number): void {
    const magnitude = Math.abs(value);
    if (magnitude < SMALLEST) this.zeros += 1;
    else increase(value > 0 ? this.above : this.below, keyOf(magnitude), 1);
  }

  merge(other: QuantileSketch): void {
    this.zeros += other.zeros;
    for (const [key, count] of other.above) increase(this.above, key, count);
    for (const [key, count] of other.below) increase(this.below, key, count);
  }

  get count(): number {
    let total = this.zeros;
    for (const count of this.above.values()) total += count;
    for (const count of this.below.values()) total += count;
    return total;
  }

  /** Bins in use, for whoever keeps a budget of memory. */
  get size(): number {
    return this.above.size + this.below.size + 1;
  }

  /** The values at these quantiles in [0, 1], null of an empty sketch; the lower of two middle values. */
  quantiles(shares: readonly number[]): (number | null)[] {
    const bins = this.ascending();
    const total = this.count;
    return shares.map((share) => (total === 0 ? null : valueAtRank(bins, Math.max(0, Math.ceil(share * total) - 1))));
  }

  private ascending(): { value: number; count: number }[] {
    const negative = [...this.below].sort(([a], [b]) => b - a).map(([key, count]) => ({ value: -valueAt(key), count }));
    const positive = [...this.above].sort(([a], [b]) => a - b).map(([key, count]) => ({ value: valueAt(key), count }));
    return [...negative, { value: 0, count: this.zeros }, ...positive];
  }

  encode(): Uint8Array {
    const bytes = new ByteWriter();
    bytes.count(this.zeros);
    for (const store of [this.above, this.below]) writeStore(bytes, store);
    return bytes.done();
  }

  /** @throws RangeError for bytes that `encode` did not give. */
  static decode(encoded: Uint8Array): QuantileSketch {
    const bytes = new ByteReader(encoded);
    const sketch = new QuantileSketch();
    sketch.zeros = bytes.count();
    for (const store of [sketch.above, sketch.below]) readSketch(bytes, (key, count) => store.set(key, count));
    return sketch;
  }
}

function keyOf(magnitude: number): number {
  return Math.ceil(Math.log(Math.min(LARGEST, magnitude)) / LOG_GAMMA);
}

/** The middle of a bin in the sense that both its ends are equally far in relative terms. */
export function valueAt(key: number): number {
  return Math.exp(key * LOG_GAMMA) * (1 - SKETCH_ERROR);
}

function increase(store: Store, key: number, by: number): void {
  store.set(key, (store.get(key) ?? 0) + by);
}

function valueAtRank(bins: readonly { value: number; count: number }[], rank: number): number {
  let seen = 0;
  for (const { value, count } of bins) {
    seen += count;
    if (seen > rank) return value;
  }
  return bins.at(-1)?.value ?? 0;
}

function writeStore(bytes: ByteWriter, store: Store): void {
  const sorted = [...store].sort(([a], [b]) => a - b);
  bytes.count(sorted.length);
  let before = 0;
  for (const [key, count] of sorted) {
    bytes.signed(key - before);
    bytes.count(count);
    before = key;
  }
}

/** Tells the bins of one side of an encoded sketch. */
export function readSketch(bytes: ByteReader, tell: (key: number, count: number) => void): void {
  const length = bytes.count();
  let key = 0;
  for (let i = 0; i < length; i += 1) {
    key += bytes.signed();
    tell(key, bytes.count());
  }
}
