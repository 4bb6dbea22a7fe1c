import { count, each, list, nonNegative, oneOf, open, sameLength } from './check.js';
import { at, sum, sumOf } from './numeric.js';
import { zOf } from './special.js';

type Weights = 'none' | 'linear' | 'quadratic' | readonly (readonly number[])[];

function checkTable(table: readonly (readonly number[])[]): number {
  list('table', table);
  table.forEach((row, i) => {
    sameLength(`table[${i}]`, row, table.length);
    each(`table[${i}]`, row, nonNegative);
  });
  return sumOf(table.length, (i) => sum(at(table, i)));
}

/**
 * Agreement of two raters beyond chance, from a K×K table of counts. `weights`: of agreement between categories, 1 on the
 * diagonal; 'linear' 1 − |i−j|/(K−1), 'quadratic' with squares. kappa is null when chance agreement is complete (both
 * used one category), and everything is null without items.
 *
 * @throws RangeError naming `table` (square, ≥ 0), `weights` or `confidence`.
 * Source: Cohen 1960, 1968; standard error Fleiss, Cohen, Everitt 1969.
 */
export function cohenKappa({
  table,
  weights = 'none',
  confidence = 0.95,
}: {
  readonly table: readonly (readonly number[])[];
  readonly weights?: Weights;
  readonly confidence?: number;
}): {
  kappa: number | null;
  po: number | null;
  pe: number | null;
  se: number | null;
  lower: number | null;
  upper: number | null;
} {
  const n = checkTable(table);
  open('confidence', confidence);
  const size = table.length;
  const w = weightMatrix(weights, size);
  if (n === 0) return { kappa: null, po: null, pe: null, se: null, lower: null, upper: null };
  const p = table.map((row) => row.map((cell) => cell / n));
  const rows = p.map((row) => sum(row));
  const columns = p.map((_, j) => sumOf(size, (i) => at(at(p, i), j)));
  const over = (term: (i: number, j: number) => number): number =>
    sumOf(size * size, (cell) => term(Math.floor(cell / size), cell % size));
  const po = over((i, j) => at(at(w, i), j) * at(at(p, i), j));
  const pe = over((i, j) => at(at(w, i), j) * at(rows, i) * at(columns, j));
  if (Math.abs(1 - pe) < 1e-15) return { kappa: null, po, pe, se: null, lower: null, upper: null };
  const kappa = (po - pe) / (1 - pe);
  const byRow = w.map((row) => sumOf(size, (j) => at(row, j) * at(columns, j)));
  const byColumn = w.map((_, j) => sumOf(size, (i) => at(at(w, i), j) * at(rows, i)));
  const spread = over(
    (i, j) => at(at(p, i), j) * (at(at(w, i), j) - (at(byRow, i) + at(byColumn, j)) * (1 - kappa)) ** 2,
  );
  const variance = spread - (kappa - pe * (1 - kappa)) ** 2;
  const se = Math.sqrt(Math.max(0, variance)) / ((1 - pe) * Math.sqrt(n));
  const half = zOf(confidence) * se;
  return { kappa, po, pe, se, lower: kappa - half, upper: kappa + half };
}

function weightMatrix(weights: Weights, size: number): number[][] {
  if (typeof weights !== 'string') {
    sameLength('weights', weights, size);
    weights.forEach((row, i) => {
      sameLength(`weights[${i}]`, row, size);
      each(`weights[${i}]`, row, nonNegative);
    });
    return weights.map((row) => [...row]);
  }
  oneOf<string>('weights', weights, ['none', 'linear', 'quadratic']);
  const power = weights === 'linear' ? 1 : 2;
  const of = (i: number, j: number): number => {
    if (i === j) return 1;
    return weights === 'none' ? 0 : 1 - (Math.abs(i - j) / (size - 1)) ** power;
  };
  return Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_unused, j) => of(i, j)));
}

/**
 * Agreement of many raters beyond chance, from counts items × classes with the same number of raters for each item.
 * kappa is null when chance agreement is complete, all is null without items. `z` tests kappa = 0.
 *
 * @throws RangeError naming `counts`: not whole, rows of other length or sum, or fewer than two raters.
 * Source: Fleiss 1971; standard error under H0 Fleiss, Nee, Landis 1979.
 */
export function fleissKappa({ counts }: { readonly counts: readonly (readonly number[])[] }): {
  kappa: number | null;
  observed: number | null;
  expected: number | null;
  se0: number | null;
  z: number | null;
} {
  list('counts', counts);
  const first = counts[0];
  if (!first) return { kappa: null, observed: null, expected: null, se0: null, z: null };
  const raters = sum(first);
  counts.forEach((row, i) => {
    sameLength(`counts[${i}]`, row, first.length);
    each(`counts[${i}]`, row, count);
    if (sum(row) !== raters) throw new RangeError(`counts[${i}]: ${sum(row)} ratings where others have ${raters}`);
  });
  if (raters < 2) throw new RangeError('counts: fewer than two raters cannot agree');
  const items = counts.length;
  const p = first.map((_, c) => sumOf(items, (i) => at(at(counts, i), c)) / (items * raters));
  const observed =
    sumOf(items, (i) => at(counts, i).reduce((part, k) => part + k * (k - 1), 0)) / (items * raters * (raters - 1));
  const expected = sumOf(p.length, (c) => at(p, c) ** 2);
  const pq = sumOf(p.length, (c) => at(p, c) * (1 - at(p, c)));
  if (pq < 1e-15) return { kappa: null, observed, expected, se0: null, z: null };
  const kappa = (observed - expected) / (1 - expected);
  const skew = sumOf(p.length, (c) => at(p, c) * (1 - at(p, c)) * (1 - 2 * at(p, c)));
  const se0 = (Math.sqrt(2 / (items * raters * (raters - 1))) * Math.sqrt(Math.max(0, pq * pq - skew))) / pq;
  return { kappa, observed, expected, se0, z: se0 === 0 ? null : kappa / se0 };
}

type Level = 'nominal' | 'ordinal' | 'interval' | 'ratio';

/**
 * Krippendorff's alpha: agreement of any number of raters, with ratings missing (null), at four levels of measurement.
 * `data`: raters × units. Units with fewer than two ratings do not count. alpha is null when nothing could have
 * disagreed. The default measure of agreement.
 *
 * @throws RangeError naming `data` (rows of equal length; finite or null) or `level`.
 * Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability.
 */
export function krippendorffAlpha({
  data,
  level = 'nominal',
}: {
  readonly data: readonly (readonly (number | null)[])[];
  readonly level?: Level;
}): {
  alpha: number | null;
  observedDisagreement: number | null;
  expectedDisagreement: number | null;
  pairable: number;
} {
  oneOf<Level>('level', level, ['nominal', 'ordinal', 'interval', 'ratio']);
  list('data', data);
  const units = data[0]?.length ?? 0;
  data.forEach((row, r) => {
    sameLength(`data[${r}]`, row, units);
    row.forEach((value, u) => {
      if (value !== null && !Number.isFinite(value)) throw new RangeError(`data[${r}][${u}]: neither finite nor null`);
    });
  });
  const values = [...new Set(data.flat().filter((value) => value !== null))].sort((a, b) => a - b);
  const size = values.length;
  const coincidence = coincidencesOf(data, values);
  const totals = values.map((_, a) => sumOf(size, (b) => at(coincidence, a * size + b)));
  const n = sum(totals);
  if (n < 2) return { alpha: null, observedDisagreement: null, expectedDisagreement: null, pairable: n };
  const distance = distanceAt(level, values, totals);
  const cells = size * size;
  const observed = sumOf(cells, (cell) => at(coincidence, cell) * distance(Math.floor(cell / size), cell % size)) / n;
  const expected =
    sumOf(cells, (cell) => {
      const [a, b] = [Math.floor(cell / size), cell % size];
      return a === b ? 0 : at(totals, a) * at(totals, b) * distance(a, b);
    }) /
    (n * (n - 1));
  return {
    alpha: expected === 0 ? null : 1 - observed / expected,
    observedDisagreement: observed,
    expectedDisagreement: expected,
    pairable: n,
  };
}

/** How often two ratings of one unit are the values a and b: size × size, row after row. */
function coincidencesOf(data: readonly (readonly (number | null)[])[], values: readonly number[]): Float64Array {
  const place = new Map(values.map((value, index) => [value, index]));
  const size = values.length;
  const coincidence = new Float64Array(size * size);
  for (let u = 0; u < (data[0]?.length ?? 0); u += 1) {
    const counts = new Float64Array(size);
    for (const row of data) {
      const index = place.get(row[u] ?? Number.NaN);
      if (index !== undefined) counts[index] = at(counts, index) + 1;
    }
    const m = sum(counts);
    if (m < 2) continue;
    for (let cell = 0; cell < coincidence.length; cell += 1) {
      const [a, b] = [Math.floor(cell / size), cell % size];
      const pairs = at(counts, a) * at(counts, b) - (a === b ? at(counts, a) : 0);
      coincidence[cell] = at(coincidence, cell) + pairs / (m - 1);
    }
  }
  return coincidence;
}

/** Squared distance δ² of two values by their index. */
function distanceAt(
  level: Level,
  values: readonly number[],
  totals: readonly number[],
): (a: number, b: number) => number {
  return (a, b) => {
    if (a === b) return 0;
    const [x, y] = [at(values, a), at(values, b)];
    switch (level) {
      case 'nominal':
        return 1;
      case 'interval':
        return (x - y) ** 2;
      case 'ratio':
        return x + y === 0 ? 0 : ((x - y) / (x + y)) ** 2;
      case 'ordinal': {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const between = sumOf(high - low + 1, (g) => at(totals, low + g));
        return (between - (at(totals, low) + at(totals, high)) / 2) ** 2;
      }
    }
  };
}

/**
 * Gwet's AC1 of two raters from a K×K table: shown beside kappa when one class is above 90 %, where kappa misleads. Null
 * without items or with one category.
 *
 * @throws RangeError naming `table`.
 * Source: Gwet 2008, BJMSP 61.
 */
export function gwetAC1({ table }: { readonly table: readonly (readonly number[])[] }): {
  ac1: number | null;
  po: number | null;
  pe: number | null;
} {
  const n = checkTable(table);
  const size = table.length;
  if (n === 0 || size < 2) return { ac1: null, po: n === 0 ? null : 1, pe: null };
  const po = sumOf(size, (i) => at(at(table, i), i)) / n;
  const pe =
    sumOf(size, (i) => {
      const column = sumOf(size, (j) => at(at(table, j), i));
      const share = (sum(at(table, i)) + column) / (2 * n);
      return share * (1 - share);
    }) /
    (size - 1);
  return { ac1: (po - pe) / (1 - pe), po, pe };
}
