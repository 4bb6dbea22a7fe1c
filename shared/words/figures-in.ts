/** A number as a sentence says it. `step`: the value of its last digit, in the same unit. */
export type Said = { readonly value: number; readonly unit: string; readonly step: number };

const UNITS = [
  ...['%', 'points', 'ms', 'MB', 'bytes', 'days', 'min', 'h', 's', 'seconds', 'minutes', 'hours'],
  ...['per minute', 'standard deviations', 'Jensen–Shannon distance', 'cores', 'per core', 'Mpx', 'dBFS'],
];
/** Thousands are in threes from the right and nowhere behind the point, or the number is none. */
const NUMBER = /(?<![\w.,@-])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?(?![\w@]|[.,]\d)/g;

/**
 * Every number of a sentence with its unit, in order: what a reader takes from it. For tests of sentences against the
 * figures they are made from; a number that cannot be read as people write them is left out and so found missing.
 */
export function figuresIn(sentence: string): Said[] {
  return [...sentence.matchAll(NUMBER)].map(({ 0: text, index }) => {
    const rest = sentence.slice(index + text.length);
    const unit = UNITS.filter((one) => new RegExp(`^[ \\u202f]?${one}(?![\\w])`).test(rest)).sort(
      (a, b) => b.length - a.length,
    )[0];
    const [mantissa = '', power = '0'] = text.replaceAll(',', '').split('e');
    const decimals = mantissa.split('.')[1]?.length ?? 0;
    return { value: Number(text.replaceAll(',', '')), unit: unit ?? '', step: 10 ** (Number(power) - decimals) };
  });
}
