/** Beyond so many digits a binary fraction shows its own noise. */
const MOST_DIGITS = 15;
const MOST_DECIMALS = 12;
const DAY_MINUTES = 1440;

/** Digits with thousands as people write them, whatever the locale of whoever runs this: 1234567.12345 is 1,234,567.12345. */
export function grouped(digits: string): string {
  const [whole = '', ...fraction] = digits.split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}

/** A number that somebody has set: with every digit it has. */
export function setNumber(value: number): string {
  return grouped(String(Number(value.toPrecision(MOST_DIGITS))));
}

/** A rate that somebody has set, in per cent with every digit it has. */
export function rateText(rate: number): string {
  return `${Number((100 * rate).toPrecision(12))} %`;
}

/**
 * A measured share in per cent with so many decimals, or with more where those would say none, all, or as much as what it
 * is held against (`against`) of a share that is not.
 */
export function shareText(
  share: number,
  { decimals = 1, against = [] }: { readonly decimals?: number; readonly against?: readonly number[] } = {},
): string {
  const others = [0, 1, ...against].filter((other) => other !== share);
  const text = (value: number, digits: number): string => (100 * value).toFixed(digits);
  for (let digits = decimals; digits <= MOST_DECIMALS; digits += 1)
    if (others.every((other) => text(other, digits) !== text(share, digits))) return `${text(share, digits)} %`;
  return `${text(share, decimals)} %`;
}

/** So many significant digits, at least `least`, that two numbers that differ are not written alike. */
export function digitsApart(value: number, other: number | null, least: number): number {
  if (other === null || value === other) return least;
  let digits = least;
  while (digits < MOST_DIGITS && value.toPrecision(digits) === other.toPrecision(digits)) digits += 1;
  return digits;
}

/** Whole minutes as people say them, none of them lost: `90 min`, `8 h 20 min`, `3 days 2 h`. */
export function minutesText(minutes: number): string {
  if (minutes < 120) return `${minutes} min`;
  const isLong = minutes >= 2 * DAY_MINUTES;
  const days = isLong ? Math.floor(minutes / DAY_MINUTES) : 0;
  const hours = Math.floor((minutes - days * DAY_MINUTES) / 60);
  const parts = [
    days > 0 ? `${days} days` : '',
    hours > 0 ? `${hours} h` : '',
    minutes % 60 > 0 ? `${minutes % 60} min` : '',
  ];
  return parts.filter(Boolean).join(' ');
}
