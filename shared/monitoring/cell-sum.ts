import type { Cell, StoredCell } from './cell.js';
import { addEncodedCounts, type Places } from './layout.js';
import { addMoments } from './moments.js';
import { SketchSum } from './sketch-sum.js';

/** A cell as it is read: of a sketch nothing but quantiles is asked. */
export type ReadCell = Readonly<Omit<Cell, 'sketch'>> & {
  readonly sketch: { quantiles(shares: readonly number[]): (number | null)[] } | null;
};

/**
 * The sum of stored cells, for who only reads it: what merging them restored gives, without making each. Counts of bins are
 * added at the places given with each cell, without the sums of their values.
 */
export class CellSum implements ReadCell {
  count = 0;
  missing = 0;
  mean = 0;
  m2 = 0;
  min = Infinity;
  max = -Infinity;
  sketch: SketchSum | null = null;
  readonly bins: { readonly counts: number[]; readonly sums: null } | null;

  /** `bins`: how many; 0: none are kept. */
  constructor(bins = 0) {
    this.bins = bins === 0 ? null : { counts: Array.from({ length: bins }, () => 0), sums: null };
  }

  add(stored: StoredCell, places: Places = []): void {
    addMoments(this, stored);
    this.missing += stored.missing;
    if (stored.min !== null && stored.min < this.min) this.min = stored.min;
    if (stored.max !== null && stored.max > this.max) this.max = stored.max;
    if (stored.sketch) (this.sketch ??= new SketchSum()).add(stored.sketch);
    if (stored.bins && this.bins) addEncodedCounts(stored.bins, places, this.bins.counts);
  }

  /** @param other with as many bins. */
  merge(other: CellSum): void {
    addMoments(this, other);
    this.missing += other.missing;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    if (other.sketch) (this.sketch ??= new SketchSum()).merge(other.sketch);
    const counts = this.bins?.counts;
    if (counts) other.bins?.counts.forEach((value, index) => (counts[index] = (counts[index] ?? 0) + value));
  }
}
