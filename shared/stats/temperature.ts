import { list } from './check.js';
import { bisect } from './numeric.js';

const LOG_LOW = Math.log(0.01);
const LOG_HIGH = Math.log(100);

/**
 * Finds the temperature T that makes softmax(logits / T) honest: the one with the least mean negative log-likelihood,
 * over ln T in [ln 0.01, ln 100]. The objective is unimodal in 1/T, so T is where its slope changes sign; that is found
 * by bisection to the last digit, which comparing likelihoods could not do.
 *
 * `logits`: one row of k ≥ 2 finite numbers a case; `labels`: the index of the right class; `w`: how much each case
 * counts, ≥ 0, all the same by default. Empty input gives temperature 1 and null likelihoods.
 *
 * @throws RangeError naming the argument: rows of unequal or too small length, a logit that is not finite, a label that
 * is no index, a weight that is negative or not finite, only zeros, arrays of unequal length.
 * Source: Guo et al. 2017, On calibration of modern neural networks, section 4.2.
 */
export function temperatureFit({
  logits,
  labels,
  w,
}: {
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly w?: readonly number[];
}): { temperature: number; nll: number | null; nllBefore: number | null } {
  checkRows(logits, labels);
  if (w) checkWeights(w, logits.length);
  if (logits.length === 0) return { temperature: 1, nll: null, nllBefore: null };
  const rows = { logits, labels, w };
  const logT = bisect((value) => -slopeAt(rows, Math.exp(-value)), [LOG_LOW, LOG_HIGH], true);
  const nllAt = (temperature: number): number => meanNll(rows, temperature);
  return { temperature: Math.exp(logT), nll: nllAt(Math.exp(logT)), nllBefore: nllAt(1) };
}

function checkRows(logits: readonly (readonly number[])[], labels: readonly number[]): void {
  list('logits', logits);
  list('labels', labels);
  if (logits.length !== labels.length) throw new RangeError('labels: as many as there are rows of logits');
  const classes = logits[0]?.length ?? 2;
  if (classes < 2) throw new RangeError('logits: at least two classes');
  logits.forEach((row, index) => {
    if (row.length !== classes || !row.every(Number.isFinite)) {
      throw new RangeError(`logits: row ${index} must have ${classes} finite numbers`);
    }
    const label = labels[index] ?? -1;
    if (!Number.isInteger(label) || label < 0 || label >= classes) throw new RangeError(`labels: ${label} is no class`);
  });
}

function checkWeights(w: readonly number[], rows: number): void {
  if (w.length !== rows) throw new RangeError('w: as many as there are rows of logits');
  if (!w.every((weight) => Number.isFinite(weight) && weight >= 0)) throw new RangeError('w: finite numbers ≥ 0');
  if (rows > 0 && w.every((weight) => weight === 0)) throw new RangeError('w: not all 0');
}

type Rows = {
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly number[];
  readonly w: readonly number[] | undefined;
};

function meanNll({ logits, labels, w }: Rows, temperature: number): number {
  let [sum, weights] = [0, 0];
  logits.forEach((row, index) => {
    const weight = w?.[index] ?? 1;
    const top = Math.max(...row) / temperature;
    const total = row.reduce((part, logit) => part + Math.exp(logit / temperature - top), 0);
    sum += weight * (top + Math.log(total) - (row[labels[index] ?? 0] ?? 0) / temperature);
    weights += weight;
  });
  return sum / weights;
}

/** Slope of the sum of negative log-likelihoods over 1/T: what the softmax expects of the logits, less what was right. */
function slopeAt({ logits, labels, w }: Rows, inverse: number): number {
  let slope = 0;
  logits.forEach((row, index) => {
    const top = Math.max(...row);
    let [total, first] = [0, 0];
    for (const logit of row) {
      const share = Math.exp((logit - top) * inverse);
      total += share;
      first += share * (logit - top);
    }
    slope += (w?.[index] ?? 1) * (first / total - ((row[labels[index] ?? 0] ?? 0) - top));
  });
  return slope;
}
