export { rateText } from '../words/index.js';

/** Beyond so many decimals a binary fraction shows its own noise. */
const MOST_DECIMALS = 15;
const FEWEST_DECIMALS = 2;

/** A threshold with every digit it has and at least two: 0.9 is 0.90, and 0.999 is never shown as 0.99 or as 1.00. */
export function thresholdText(threshold: number): string {
  const digits = Number(threshold.toPrecision(MOST_DECIMALS)).toFixed(MOST_DECIMALS).replace(/0+$/, '');
  const decimals = digits.split('.')[1]?.length ?? 0;
  return decimals >= FEWEST_DECIMALS ? digits : threshold.toFixed(FEWEST_DECIMALS);
}

/**
 * A confidence with two decimals, or as many as the threshold it is held against has. Cut and not rounded: 0.897 is
 * never shown as reaching 0.90.
 */
export function confidenceText(confidence: number, threshold: number | null = null): string {
  const decimals = threshold === null ? FEWEST_DECIMALS : (thresholdText(threshold).split('.')[1]?.length ?? 0);
  const digits = confidence.toFixed(MOST_DECIMALS);
  return digits.slice(0, digits.length - MOST_DECIMALS + decimals);
}
