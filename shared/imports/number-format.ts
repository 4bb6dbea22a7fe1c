/**
 * How the numbers of a column are written, by the example of 1234.5; `unclear`: not to be told from the cells, so that
 * those which could be two numbers are refused until somebody says.
 */
export const NUMBER_FORMATS = [
  '1234.5',
  '1,234.5',
  '1.234,5',
  '1234,5',
  '1 234.5',
  '1 234,5',
  "1'234.5",
  'unclear',
] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];
type Clear = Exclude<NumberFormat, 'unclear'>;

export type NumberRead =
  | { readonly ok: true; readonly value: number }
  /** `nearest`: it is a number, and has more digits than one keeps; what it would be rounded to. */
  | { readonly ok: false; readonly detail: string; readonly nearest?: number };

const SPACES = '[ \\u00a0\\u2007\\u2009\\u202f]';
const WHOLE = '\\d+';
const grouped = (mark: string): string => `[1-9]\\d{0,2}(?:${mark}\\d{3})+|${WHOLE}`;
const numberOf = (whole: string, point: string): RegExp =>
  new RegExp(`^[+-]?(?:(?:${whole})(?:${point}\\d*)?|${point}\\d+)(?:[eE][+-]?\\d+)?$`);

const GRAMMAR: Readonly<Record<Clear, RegExp>> = {
  '1234.5': numberOf(WHOLE, '\\.'),
  '1,234.5': numberOf(grouped(','), '\\.'),
  '1.234,5': numberOf(grouped('\\.'), ','),
  '1234,5': numberOf(WHOLE, ','),
  '1 234.5': numberOf(grouped(SPACES), '\\.'),
  '1 234,5': numberOf(grouped(SPACES), ','),
  "1'234.5": numberOf(grouped("['\\u2019]"), '\\.'),
};
/** One mark and three digits: a thousand, or a decimal. */
const TWO_WAYS = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;
/** A quotation mark in front keeps spreadsheets from running what starts like a formula. */
const GUARDED = /^'(?=[=+\-@])/;
const SHOWN = 40;
/** Every decimal of so many digits is told from all others by a double, unless it is one of the smallest (IEEE 754). */
const ALWAYS_KEPT = 15;
const SMALLEST_WHOLE = 2 ** -1022;
/** JavaScript writes no more. */
const MOST_SHOWN = 100;

/** The number that a cell holds, written as its column is. No number is rounded to fit: it is refused. */
export function readNumber(cell: string, format: NumberFormat = '1234.5'): NumberRead {
  const text = withPlainMinus(cell.trim().replace(GUARDED, ''));
  if (format === 'unclear' && TWO_WAYS.test(text))
    return refused(
      `could be ${text.replace(/[.,]/, '')} or ${text.replace(',', '.')}; say how its numbers are written`,
    );
  const clear = format === 'unclear' ? '1234.5' : format;
  if (!GRAMMAR[clear].test(text)) {
    const how = clear === '1234.5' ? '' : ` written like ${clear}`;
    return refused(`must be a finite number${how}, got ${quoted(cell)}`);
  }
  const plain = plainOf(text, clear);
  const value = Number(plain);
  if (!Number.isFinite(value)) return refused(`must be a finite number, got ${quoted(cell)}`);
  if (isTooSmall(plain, value)) return refused(`is too small to be kept as a number, got ${quoted(cell)}`);
  if ((!/e/i.test(plain) && Math.abs(value) > Number.MAX_SAFE_INTEGER) || !isKept(plain, value))
    return { ...refused(`has more digits than a number keeps, got ${quoted(cell)}; take it as text`), nearest: value };
  return { ok: true, value };
}

/**
 * Whether the number, written with as many digits as stand there, is the same: `0.10000000000000001` is how some write 0.1.
 * The shortest text that is read as it is its own, too, also where rounding its digits gives the next: 743428217660584.2.
 */
function isKept(plain: string, value: number): boolean {
  const digits = digitsOf(plain);
  if (digits.length <= ALWAYS_KEPT && Math.abs(value) >= SMALLEST_WHOLE) return true;
  if (digits === '' || digitsOf(String(value)) === digits) return true;
  return digits.length <= MOST_SHOWN && digitsOf(value.toPrecision(digits.length)) === digits;
}

function isTooSmall(plain: string, value: number): boolean {
  return value === 0 && digitsOf(plain) !== '';
}

/** Those that count: without the zeros around them. */
function digitsOf(plain: string): string {
  return plain.replace(/e.*$/i, '').replace(/[^\d]/g, '').replace(/^0+/, '').replace(/0+$/, '');
}

/**
 * How the numbers of a column are written: as most of its cells fit, the plain way before all others. Null where no cell is
 * a number. `isComma`: commas separate the cells, so that one inside a cell was put there on purpose; elsewhere a lone
 * mark before three digits may be either, and is asked about.
 */
export function formatOfNumbers(
  cells: readonly string[],
  { isComma }: { readonly isComma: boolean },
): NumberFormat | null {
  const texts = cells.map((cell) => withPlainMinus(cell.trim().replace(GUARDED, ''))).filter((text) => text !== '');
  const counts = (Object.keys(GRAMMAR) as Clear[]).map((format) => ({
    format,
    fits: texts.filter((text) => GRAMMAR[format].test(text)).length,
  }));
  const most = Math.max(...counts.map(({ fits }) => fits));
  if (most === 0) return null;
  const likely = counts.filter(({ fits }) => fits === most).map(({ format }) => format);
  const marked = texts.filter((text) => /[.,]/.test(text) && likely.some((format) => GRAMMAR[format].test(text)));
  if (!isComma && areTwoWays(marked)) return 'unclear';
  return likely.includes('1234.5') ? '1234.5' : (likely[0] ?? null);
}

/** A way to read a column of which the way is not clear, for an example and no more. */
export function clearOf(format: NumberFormat): NumberFormat {
  return format === 'unclear' ? '1,234.5' : format;
}

/** Whether cells with a point or a comma in them could each be either of two numbers. */
export function areTwoWays(cells: readonly string[]): boolean {
  const marked = cells.filter((cell) => /[.,]/.test(cell));
  return marked.length > 0 && marked.every((cell) => TWO_WAYS.test(withPlainMinus(cell.trim().replace(GUARDED, ''))));
}

/** The minus of typesetters means what that of keyboards does. */
function withPlainMinus(text: string): string {
  return text.replace(/^\u2212/, '-');
}

function plainOf(text: string, format: Clear): string {
  switch (format) {
    case '1234.5':
      return text;
    case '1,234.5':
      return text.replaceAll(',', '');
    case '1.234,5':
      return text.replaceAll('.', '').replace(',', '.');
    case '1234,5':
      return text.replace(',', '.');
    case '1 234.5':
      return text.replaceAll(/[ \u00a0\u2007\u2009\u202f]/g, '');
    case '1 234,5':
      return text.replaceAll(/[ \u00a0\u2007\u2009\u202f]/g, '').replace(',', '.');
    case "1'234.5":
      return text.replaceAll(/['\u2019]/g, '');
  }
}

function refused(detail: string): Extract<NumberRead, { ok: false }> {
  return { ok: false, detail };
}

/** A cell as errors show it. */
export function quoted(cell: unknown): string {
  const text = typeof cell === 'string' ? cell : (JSON.stringify(cell) ?? '');
  return JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
}
