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
  let none = 1;
  for (const component of components) {
    if (!Number.isFinite(component) || component < 0 || component > 1) {
      throw new RangeError(`components: ${component} is not a probability in [0, 1]`);
    }
    none *= 1 - component;
  }
  return 1 - none;
}
