import { each, unit } from './check.js';

/**
 * Gives the probability that at least one of several independent mechanisms picks a case: 1 − Π(1 − π_j).
 *
 * `components`: probabilities in [0, 1]. None gives 0. Each mechanism must draw with its own purpose
 * (`hashUniform`), otherwise they are not independent and this is not the probability.
 *
 * @throws RangeError naming `components` when one is not a finite number in [0, 1].
 * Source: inclusion–exclusion of independent draws; Särndal, Swensson, Wretman 1992, 2.4.
 *
 * @example combinePropensity({ components: [0.1, 0.05] }) // 0.145
 */
export function combinePropensity({ components }: { readonly components: readonly number[] }): number {
  each('components', components, unit);
  // Adding what is left keeps the digits of small ones, which 1 − Π(1 − π) would lose.
  return components.reduce((any, component) => any + component * (1 - any), 0);
}
