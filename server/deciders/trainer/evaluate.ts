import type { AgainstChampion, HeldOut, ShareOf } from '@handrail/shared/deciders';
import { mcnemar, pairedE, reliability, wilsonOfShare } from '@handrail/shared/stats';

/** A held-out case: the right class, the model's probabilities, how much it counts. */
export type Judged = { readonly truth: number; readonly chances: readonly number[]; readonly weight: number };

const Z = 1.959963984540054;
export const LEAST_CHANCE = 1e-15;

/**
 * Measures a model on cases that it never saw. Shares and log loss count each case with its weight; the confusion
 * matrix and the reliability table count cases.
 */
export function evaluate(labels: readonly string[], cases: readonly Judged[]): HeldOut {
  const confusion = labels.map(() => labels.map(() => 0));
  const answers = cases.map(({ chances }) => chances.indexOf(Math.max(...chances)));
  cases.forEach(({ truth }, index) => {
    const row = confusion[truth];
    const answer = answers[index] ?? -1;
    if (row) row[answer] = (row[answer] ?? 0) + 1;
  });
  const isRight = (index: number): boolean => cases[index]?.truth === answers[index];
  const { bins, ece } = reliability({
    p: cases.map(({ chances }) => Math.min(1, Math.max(...chances))),
    y: cases.map((_, index) => Number(isRight(index))),
  });
  const shareWhere = (take: (index: number) => boolean): ShareOf => shareOf(cases, { take, isRight });
  const columnSum = (k: number): number => confusion.reduce((sum, row) => sum + (row[k] ?? 0), 0);
  return {
    cases: cases.length,
    accuracy: shareWhere(() => true),
    majorityShare: majorityOf(labels.length, cases),
    logLoss: logLossOf(cases),
    ece,
    reliability: bins,
    perClass: labels.map((label, k) => ({
      label,
      cases: (confusion[k] ?? []).reduce((sum, count) => sum + count, 0),
      predicted: columnSum(k),
      precision: shareWhere((index) => answers[index] === k),
      recall: shareWhere((index) => cases[index]?.truth === k),
    })),
    confusion,
    several: null,
    number: null,
  };
}

/** The weighted share of right answers among the cases to take; its interval rests on Kish's effective number. */
export function shareOf(
  cases: readonly { readonly weight: number }[],
  { take, isRight }: { take: (index: number) => boolean; isRight: (index: number) => boolean },
): ShareOf {
  let [right, total, squares] = [0, 0, 0];
  cases.forEach(({ weight }, index) => {
    if (!take(index)) return;
    total += weight;
    squares += weight * weight;
    if (isRight(index)) right += weight;
  });
  if (total === 0) return { share: null, lower: 0, upper: 1, n: 0 };
  const n = (total * total) / squares;
  const share = Math.min(1, right / total);
  return { share, ...wilsonOfShare({ share, n, z: Z }), n };
}

function majorityOf(classes: number, cases: readonly Judged[]): number | null {
  const sums = new Array<number>(classes).fill(0);
  for (const { truth, weight } of cases) sums[truth] = (sums[truth] ?? 0) + weight;
  const total = sums.reduce((sum, part) => sum + part, 0);
  return total === 0 ? null : Math.max(...sums) / total;
}

export function logLossOf(cases: readonly Judged[]): number | null {
  let [sum, total] = [0, 0];
  for (const { truth, chances, weight } of cases) {
    sum -= weight * Math.log(Math.max(LEAST_CHANCE, chances[truth] ?? 0));
    total += weight;
  }
  return total === 0 ? null : sum / total;
}

/** Who had a case right. */
export type Duel = { readonly isRight: boolean; readonly isChampionRight: boolean };

const SURE = 0.05;

/** Compares with the champion on the same cases, in numbers and in a sentence. Cases count the same, whatever they weigh. */
export function compare(champion: string, duels: readonly Duel[], isClean: boolean): AgainstChampion {
  const count = (mine: boolean, theirs: boolean): number =>
    duels.filter(({ isRight, isChampionRight }) => isRight === mine && isChampionRight === theirs).length;
  const [onlyThis, onlyChampion] = [count(true, false), count(false, true)];
  const { midP } = mcnemar({ b: onlyThis, c: onlyChampion });
  const { logE } = pairedE({ challengerOnlyRight: onlyThis, incumbentOnlyRight: onlyChampion });
  const verdict = midP >= SURE ? 'not_known_yet' : onlyThis > onlyChampion ? 'better' : 'worse';
  const counts = {
    cases: duels.length,
    bothRight: count(true, true),
    onlyThis,
    onlyChampion,
    bothWrong: count(false, false),
  };
  return {
    champion,
    ...counts,
    midP,
    logE,
    verdict,
    sentence: sentenceOf(champion, { ...counts, verdict, midP, isClean }),
    isClean,
  };
}

function sentenceOf(
  champion: string,
  given: Pick<AgainstChampion, 'cases' | 'onlyThis' | 'onlyChampion' | 'verdict' | 'midP' | 'isClean'>,
): string {
  const { cases, onlyThis, onlyChampion, verdict, midP, isClean } = given;
  if (cases === 0) return `${champion} answered none of the held-out cases, so the two cannot be compared.`;
  const of = `of ${cases} held-out cases they differ on ${onlyThis + onlyChampion} in who is right: ${onlyThis} for this version, ${onlyChampion} for ${champion} (p ${midP < 0.001 ? '< 0.001' : `= ${midP.toFixed(3)}`})`;
  const aside = isClean ? '' : ` ${champion} may have learned from some of these cases, which flatters it.`;
  const says: Readonly<Record<AgainstChampion['verdict'], string>> = {
    better: `Better than ${champion}: ${of}.`,
    worse: `Worse than ${champion}: ${of}.`,
    not_known_yet: `Not known yet whether it is better than ${champion}: ${of}.`,
  };
  return `${says[verdict]}${aside}`;
}
