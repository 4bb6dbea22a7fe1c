import { fitRidge, ridgeOfRow, type Ridge, type RidgeFit } from './ridge.js';

/** A row that is farther off than so many times what is usual counts less, by the square of how much farther. */
const FAR = 5;
const MOST_ROUNDS = 8;
/** Median absolute deviation → standard deviation, where errors are normal. */
const OF_NORMAL = 1.4826;

/**
 * `fitRidge` that a few slips do not carry away: what lies far beyond the usual error is fitted again with less weight, until
 * nothing moves (iteratively reweighted least squares; Holland, Welsch 1977). Where nothing lies far off it is `fitRidge`.
 */
export function fitRobust(fit: RidgeFit): Ridge {
  let ridge = fitRidge(fit);
  let before = Infinity;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const off = fit.rows.map((row) => Math.abs((fit.targets[row] ?? 0) - ridgeOfRow(ridge, fit.matrix, row)));
    const usual = OF_NORMAL * medianOf(off);
    const far = FAR * usual;
    if (usual === 0 || usual > 0.99 * before || !off.some((one) => one > far)) return ridge;
    before = usual;
    const counts: number[] = [];
    fit.rows.forEach((row, index) => {
      counts[row] = (fit.counts[row] ?? 1) * Math.min(1, (far / (off[index] ?? 0)) ** 2);
    });
    ridge = fitRidge({ ...fit, counts });
  }
  return ridge;
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
