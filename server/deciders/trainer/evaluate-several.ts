import type { HeldOut } from '@handrail/shared/deciders';
import { reliability } from '@handrail/shared/stats';
import { LEAST_CHANCE, shareOf } from './evaluate.js';
import { isSameSet, type SeveralAnswer } from './several-labels.js';

/** A held-out case of several labels: the places that are right, ascending, what was said, how much it counts. */
export type JudgedSeveral = SeveralAnswer & { readonly truth: readonly number[]; readonly weight: number };

/** Measures a model of several labels on cases that it never saw. Shares, log loss and F1 count each case with its weight. */
export function evaluateSeveral(labels: readonly string[], cases: readonly JudgedSeveral[]): HeldOut {
  const isRight = (index: number): boolean => {
    const one = cases[index];
    return one !== undefined && isSameSet(one.chosen, one.truth);
  };
  const { bins, ece } = reliability({
    p: cases.map(({ confidence }) => confidence),
    y: cases.map((_, index) => Number(isRight(index))),
  });
  const tallies = labels.map((_, k) => tallyOf(cases, k));
  const known = tallies.map(f1Of).filter((f1) => f1 !== null);
  return {
    cases: cases.length,
    accuracy: shareOf(cases, { take: () => true, isRight }),
    majorityShare: commonestShare(cases),
    logLoss: logLossOfSeveral(cases),
    ece,
    reliability: bins,
    perClass: labels.map((label, k) => {
      const has = (index: number): boolean => cases[index]?.truth.includes(k) ?? false;
      const says = (index: number): boolean => cases[index]?.chosen.includes(k) ?? false;
      return {
        label,
        cases: cases.filter((_, index) => has(index)).length,
        predicted: cases.filter((_, index) => says(index)).length,
        precision: shareOf(cases, { take: says, isRight: has }),
        recall: shareOf(cases, { take: has, isRight: says }),
      };
    }),
    confusion: [],
    several: {
      microF1: f1Of({
        both: total(tallies.map(({ both }) => both)),
        either: total(tallies.map(({ either }) => either)),
      }),
      macroF1: known.length === 0 ? null : total(known) / known.length,
    },
    number: null,
  };
}

/** Mean over cases and labels of −ln of the chance of what is so; null of nothing. */
export function logLossOfSeveral(cases: readonly Omit<JudgedSeveral, 'chosen' | 'confidence'>[]): number | null {
  let [sum, weights] = [0, 0];
  for (const { truth, chances, weight } of cases) {
    chances.forEach((chance, k) => {
      sum -= weight * Math.log(Math.max(LEAST_CHANCE, truth.includes(k) ? chance : 1 - chance));
      weights += weight;
    });
  }
  return weights === 0 ? null : sum / weights;
}

/** Weights: said and right, and said plus right (2·TP + FP + FN). */
type Tally = { readonly both: number; readonly either: number };

function tallyOf(cases: readonly JudgedSeveral[], k: number): Tally {
  let [both, either] = [0, 0];
  for (const { truth, chosen, weight } of cases) {
    const [is, said] = [truth.includes(k), chosen.includes(k)];
    if (is && said) both += weight;
    either += weight * (Number(is) + Number(said));
  }
  return { both, either };
}

function f1Of({ both, either }: Tally): number | null {
  return either === 0 ? null : (2 * both) / either;
}

function commonestShare(cases: readonly JudgedSeveral[]): number | null {
  const bySet = new Map<string, number>();
  for (const { truth, weight } of cases) bySet.set(truth.join(' '), (bySet.get(truth.join(' ')) ?? 0) + weight);
  const sums = [...bySet.values()];
  return sums.length === 0 ? null : Math.max(...sums) / total(sums);
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
