import { at } from '../numeric.js';

/** All labelled rows of a data set with a real model: taken as the whole truth, so that every risk is known. */
export type Population = { readonly confidence: readonly number[]; readonly errors: readonly number[] };

/** Candidate thresholds .30 … .98, ascending. */
export const GRID: readonly number[] = Array.from({ length: 35 }, (_, i) => (30 + 2 * i) / 100);

export type Truth = { readonly risk: number; readonly coverage: number };

export function truthAt({ confidence, errors }: Population, threshold: number): Truth {
  let [n, wrong] = [0, 0];
  confidence.forEach((score, i) => {
    if (score < threshold) return;
    n += 1;
    wrong += at(errors, i);
  });
  return { risk: n === 0 ? 0 : wrong / n, coverage: n / confidence.length };
}

/** The largest coverage that a threshold of the grid could have within the risk. */
export function oracleCoverage(population: Population, alpha: number): number {
  return Math.max(
    0,
    ...GRID.map((threshold) => truthAt(population, threshold))
      .filter(({ risk }) => risk <= alpha)
      .map(({ coverage }) => coverage),
  );
}

/** Where a fixed sequence starts: the highest candidate that expects at least so many of n labels; or else the lowest. */
export function startFor(population: Population, n: number, least: number): number {
  const enough = [...GRID].reverse().find((threshold) => n * truthAt(population, threshold).coverage >= least);
  return enough ?? at(GRID, 0);
}
