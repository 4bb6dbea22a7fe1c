const LOG_LOW = Math.log(0.01);
const LOG_HIGH = Math.log(100);
const TOLERANCE = 1e-12;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Finds the temperature T that makes softmax(logits / T) honest: the one with the least mean negative log-likelihood,
 * over ln T in [ln 0.01, ln 100], by golden section to 1e-12 (the objective is unimodal in 1/T).
 *
 * `logits`: one row of k ≥ 2 finite numbers a case; `labels`: the index of the right class. Empty input gives
 * temperature 1 and null likelihoods.
 *
 * @throws RangeError naming the argument: rows of unequal or too small length, a logit that is not finite, a label that
 * is no index, arrays of unequal length.
 * Source: Guo et al. 2017, On calibration of modern neural networks, section 4.2.
 */
export function temperatureFit({
  logits,
  labels,
}: {
  readonly logits: readonly (readonly number[])[];
  readonly labels: readonly number[];
}): { temperature: number; nll: number | null; nllBefore: number | null } {
  checkRows(logits, labels);
  if (logits.length === 0) return { temperature: 1, nll: null, nllBefore: null };
  const nllAt = (logT: number): number => meanNll(logits, labels, Math.exp(logT));
  let [low, high] = [LOG_LOW, LOG_HIGH];
  let [a, b] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [atA, atB] = [nllAt(a), nllAt(b)];
  while (high - low > TOLERANCE) {
    if (atA <= atB) {
      [high, b, atB] = [b, a, atA];
      a = high - GOLDEN * (high - low);
      atA = nllAt(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + GOLDEN * (high - low);
      atB = nllAt(b);
    }
  }
  const logT = (low + high) / 2;
  return { temperature: Math.exp(logT), nll: nllAt(logT), nllBefore: nllAt(0) };
}

function checkRows(logits: readonly (readonly number[])[], labels: readonly number[]): void {
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

function meanNll(logits: readonly (readonly number[])[], labels: readonly number[], temperature: number): number {
  let sum = 0;
  logits.forEach((row, index) => {
    const top = Math.max(...row) / temperature;
    const total = row.reduce((part, logit) => part + Math.exp(logit / temperature - top), 0);
    sum += top + Math.log(total) - (row[labels[index] ?? 0] ?? 0) / temperature;
  });
  return sum / logits.length;
}
