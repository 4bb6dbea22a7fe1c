import { decodeBins, emptyBins, encodeBins, mergeBins, type Binning, type Bins } from './layout.js';
import { addMoments, addNumber } from './moments.js';
import { QuantileSketch } from './quantile-sketch.js';

/**
 * What one bucket of one series holds. `count`: values; `missing`: where there was none, or none that is finite. `mean`
 * and `m2`: of the numbers among them, see `Moments`. Cells add exactly, in any order; moments up to rounding.
 */
export type Cell = {
  count: number;
  missing: number;
  mean: number;
  m2: number;
  /** Infinity and −Infinity of an empty cell. */
  min: number;
  max: number;
  sketch: QuantileSketch | null;
  bins: Bins | null;
};
/** What is kept of a value besides counts and moments. */
export type CellShape = { readonly hasSketch: boolean; readonly binning: Binning | null };

export function emptyCell({ binning }: Pick<CellShape, 'binning'>): Cell {
  return {
    count: 0,
    missing: 0,
    mean: 0,
    m2: 0,
    min: Infinity,
    max: -Infinity,
    sketch: null,
    bins: binning ? emptyBins(binning.layout) : null,
  };
}

/** Counts one value: a number, a category, or null where it is missing. NaN and infinities count as missing. */
export function addToCell(cell: Cell, value: number | string | null, shape: CellShape): void {
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) {
    cell.missing += 1;
    return;
  }
  if (cell.bins) shape.binning?.add(cell.bins, value);
  if (typeof value === 'string') {
    cell.count += 1;
    return;
  }
  addNumber(cell, value);
  if (value < cell.min) cell.min = value;
  if (value > cell.max) cell.max = value;
  if (shape.hasSketch) (cell.sketch ??= new QuantileSketch()).add(value);
}

/** Adds `from` to `into`. Bins of unlike length are of two layouts and are not added. */
export function mergeCell(into: Cell, from: Cell): void {
  addMoments(into, from);
  into.missing += from.missing;
  into.min = Math.min(into.min, from.min);
  into.max = Math.max(into.max, from.max);
  if (from.sketch) {
    into.sketch ??= new QuantileSketch();
    into.sketch.merge(from.sketch);
  }
  if (!from.bins) return;
  if (!into.bins) into.bins = { counts: [...from.bins.counts], sums: from.bins.sums ? [...from.bins.sums] : null };
  else if (into.bins.counts.length === from.bins.counts.length) mergeBins(into.bins, from.bins);
}

/** A cell as the database keeps it; min and max null of an empty one. */
export type StoredCell = {
  readonly count: number;
  readonly missing: number;
  readonly mean: number;
  readonly m2: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly sketch: Uint8Array | null;
  readonly bins: Uint8Array | null;
};

export function storeCell(cell: Cell): StoredCell {
  const { min, max, sketch, bins } = cell;
  return {
    count: cell.count,
    missing: cell.missing,
    mean: cell.mean,
    m2: cell.m2,
    min: Number.isFinite(min) ? min : null,
    max: Number.isFinite(max) ? max : null,
    sketch: sketch && cell.count > 0 ? sketch.encode() : null,
    bins: bins ? encodeBins(bins) : null,
  };
}

export function restoreCell(stored: StoredCell): Cell {
  return {
    count: stored.count,
    missing: stored.missing,
    mean: stored.mean,
    m2: stored.m2,
    min: stored.min ?? Infinity,
    max: stored.max ?? -Infinity,
    sketch: stored.sketch ? QuantileSketch.decode(stored.sketch) : null,
    bins: stored.bins ? decodeBins(stored.bins) : null,
  };
}

/** All of them as one. */
export function mergeCells(cells: Iterable<Cell>): Cell {
  const total = emptyCell({ binning: null });
  for (const cell of cells) mergeCell(total, cell);
  return total;
}
