import { plattFit } from '@handrail/shared/stats';
import { sigmoid } from './softmax-fit.js';

/** How many labels an answer has. `maximum` null: as many as there are. */
export type Several = { readonly minimum: number; readonly maximum: number | null };
export type Platt = { readonly A: number; readonly B: number };
/** Platt scalings: of each label’s logit, and of the whole answer’s. */
export type Calibrations = { readonly perLabel: readonly Platt[]; readonly whole: Platt };

/** What is said of a case: the calibrated chance of each label, the places of those given, the chance that all of it is right. */
export type SeveralAnswer = {
  readonly chances: readonly number[];
  readonly chosen: readonly number[];
  readonly confidence: number;
};

const FARTHEST_LOGIT = 30;

/**
 * Gives the labels that are more likely than not, the likeliest where that is fewer or more than an answer may have. The
 * confidence is of the whole answer, as it is routed and compared: the product of what each label has to be, were they
 * independent, and then calibrated on how often whole answers were right, since they are not.
 */
export function judgeSeveral(given: Several & Calibrations, logits: readonly number[]): SeveralAnswer {
  const chances = logits.map((logit, k) => scaled(given.perLabel[k], logit));
  const chosen = choose(given, chances);
  return { chances, chosen, confidence: scaled(given.whole, wholeLogit(chances, chosen)) };
}

/** Sets the scalings on rows that the model has not seen, with the places that each of them was said to be. */
export function calibrateSeveral(
  several: Several,
  logits: readonly (readonly number[])[],
  truths: readonly (readonly number[])[],
): Calibrations {
  const perLabel = (logits[0] ?? []).map((_, k) =>
    plattFit({
      scores: logits.map((row) => row[k] ?? 0),
      labels: truths.map((places) => Number(places.includes(k))),
    }),
  );
  const said = logits.map((row) => {
    const chances = row.map((logit, k) => scaled(perLabel[k], logit));
    return { chances, chosen: choose(several, chances) };
  });
  const whole = plattFit({
    scores: said.map(({ chances, chosen }) => wholeLogit(chances, chosen)),
    labels: said.map(({ chosen }, index) => Number(isSameSet(chosen, truths[index] ?? []))),
  });
  return { perLabel, whole };
}

/** Both ascending. */
export function isSameSet(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((place, index) => place === other[index]);
}

/** The chance that exactly these labels are right, were each independent of the others. */
export function wholeChance(chances: readonly number[], chosen: readonly number[]): number {
  return chances.reduce((product, chance, k) => product * (chosen.includes(k) ? chance : 1 - chance), 1);
}

function choose({ minimum, maximum }: Several, chances: readonly number[]): number[] {
  const likeliest = chances.map((chance, place) => ({ chance, place })).sort((a, b) => b.chance - a.chance);
  const likely = likeliest.filter(({ chance }) => chance >= 0.5).length;
  const many = Math.min(maximum ?? Infinity, Math.max(minimum, likely));
  return likeliest
    .slice(0, many)
    .map(({ place }) => place)
    .sort((a, b) => a - b);
}

function wholeLogit(chances: readonly number[], chosen: readonly number[]): number {
  const chance = wholeChance(chances, chosen);
  return Math.max(-FARTHEST_LOGIT, Math.min(FARTHEST_LOGIT, Math.log(chance) - Math.log1p(-chance)));
}

function scaled({ A, B }: Platt = { A: -1, B: 0 }, logit: number): number {
  return sigmoid(-(A * logit + B));
}
