/** What stands in a number field, and what is kept of it. */
export type TypedNumber = {
  /** Null: nothing is typed. NaN: what is typed cannot be read, or is not whole yet. */
  readonly value: number | null;
  /** Why it cannot be read; null where it can, and where it is not whole yet. */
  readonly problem: string | null;
};
export type Reading = {
  /** Only whole numbers. */
  readonly isWhole?: boolean;
  /** Nothing typed is no answer. */
  readonly isNeeded?: boolean;
  /** What is typed is so many times what is kept: 100 for per cent. */
  readonly times?: number;
};

/** Thin, narrow and ordinary spaces that do not break stand between thousands. */
const SPACES = /[\u00A0\u2007\u2009\u202F]/gu;
const MINUS = /^[\u2212\u2013]/u;
const NUMBER = /^([-+]?)(\d+|[1-9]\d{0,2}(?: \d{3})+|)(?:[.,](\d*))?$/;
const LONGEST = 40;
const TOO_MANY = 'More digits than can be kept exactly.';
/** One comma that may stand before decimals or between thousands. */
const EITHER = /^[-+]?[1-9]\d{0,2},\d{3}$/;

/**
 * Reads a number as it was typed, every sign of it: "0.70", ".5", "1.", "12,5" and "1 000" are numbers, an empty field and a
 * lone sign are none yet. What would have to be guessed, or kept as another number, is refused in words, with NaN.
 */
export function readTyped(typed: string, { isWhole, isNeeded }: Reading = {}): TypedNumber {
  const text = typed.replaceAll(SPACES, ' ').trim().replace(MINUS, '-');
  if (text === '') return isNeeded === true ? refused('A number is needed.') : { value: null, problem: null };
  if (/^[-+]?[.,]?$/.test(text)) return { value: Number.NaN, problem: null };
  if (EITHER.test(text))
    return refused(`“${text}” can be ${text.replace(',', '')} or ${text.replace(',', '.')}. Write one of them.`);
  const parts = NUMBER.exec(text);
  if (!parts) return refused(`“${shortened(text)}” cannot be read. Write digits, and a point before decimals.`);
  const exact = shortest(parts[2] ?? '', parts[3] ?? '');
  if (isWhole === true && exact.includes('.')) return refused('A whole number is needed.');
  return exactly(exact, parts[1] === '-' ? -1 : 1);
}

function exactly(exact: string, sign: 1 | -1): TypedNumber {
  const value = Number(exact);
  const isKept = plain(value) === exact && (!Number.isInteger(value) || Number.isSafeInteger(value));
  // Never -0.
  return isKept ? { value: value === 0 ? 0 : sign * value, problem: null } : refused(TOO_MANY);
}

/** A number as it is kept, where what is typed is so many times that; no digit is lost on the way. */
export function readKept(typed: string, reading: Reading = {}): TypedNumber {
  const read = readTyped(typed, reading);
  if (read.value === null || Number.isNaN(read.value) || reading.times === undefined) return read;
  const value = scaled(read.value, 1 / reading.times);
  return scaled(value, reading.times) === read.value ? { value, problem: null } : refused(TOO_MANY);
}

/** The digits of a number without the zeros that say nothing. */
function shortest(digits: string, decimals: string): string {
  const whole = digits.replaceAll(' ', '').replace(/^0+(?=\d)/, '') || '0';
  const rest = decimals.replace(/0+$/, '');
  return rest === '' ? whole : `${whole}.${rest}`;
}

/** As much of a text as a sentence holds; somebody may have pasted a page. */
function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function refused(problem: string): TypedNumber {
  return { value: Number.NaN, problem };
}

/** Multiplies or divides as on paper: 0.007 × 100 is 0.7, and 0.7 ÷ 100 is 0.007. */
export function scaled(value: number, times: number): number {
  return times === 1 ? value : Number((value * times).toPrecision(15));
}

/** A field for a number of which the text stands in the address: as it was typed, and what it means. */
export function typedIn(given: string | number | boolean | undefined): {
  value: number | null;
  text: string | undefined;
} {
  const text = String(given ?? '');
  const { value } = readTyped(text);
  return { value, text: Number.isNaN(value) ? text : undefined };
}

/** The next number up or down by a step, on paper's terms, within its bounds; from nothing, the lowest or 0. */
export function stepped(
  value: number | null,
  step: number,
  { min, max }: { min?: number | undefined; max?: number | undefined },
): number {
  const from = value === null || Number.isNaN(value) ? null : value;
  const next = from === null ? (min ?? 0) : Number((from + step).toPrecision(12));
  return Math.min(max ?? Infinity, Math.max(min ?? -Infinity, next));
}

/** A number for a field, with at least so many decimals and never fewer than it has. */
export function fieldText(value: number | null, decimals = 0): string {
  if (value === null || Number.isNaN(value)) return '';
  const text = plain(value);
  const has = text.split('.')[1]?.length ?? 0;
  return has >= decimals ? text : value.toFixed(decimals);
}

/** Why a number does not fit between its bounds, or null. */
export function boundsProblem(value: number | null, min?: number, max?: number): string | null {
  if (value === null || Number.isNaN(value)) return null;
  if ((min === undefined || value >= min) && (max === undefined || value <= max)) return null;
  if (min === undefined) return `At most ${plain(max ?? value)}`;
  return max === undefined ? `At least ${plain(min)}` : `From ${plain(min)} to ${plain(max)}`;
}

/** Without an exponent, which a field of digits refuses. */
function plain(value: number): string {
  const text = String(value);
  const power = /e([-+]\d+)$/.exec(text)?.[1];
  if (power === undefined) return text;
  const mantissaDecimals = (/\.(\d+)e/.exec(text)?.[1] ?? '').length;
  return value.toFixed(Math.min(100, Math.max(0, mantissaDecimals - Number(power))));
}
