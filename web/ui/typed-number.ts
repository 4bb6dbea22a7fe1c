/** What stands in a number field, and what is kept of it. */
export type TypedNumber = { readonly value: number | null; readonly problem: string | null };

/**
 * A number as it was typed: "0.70", ".5" and "1." are numbers; an empty field and a lone sign are none yet. A number
 * that a computer would keep as another one is refused rather than changed.
 */
export function readTyped(typed: string | number): TypedNumber {
  const text = String(typed).trim();
  if (text === '' || /^[-+]?\.?$/.test(text)) return { value: null, problem: null };
  const value = Number(text);
  if (!Number.isFinite(value)) return { value: null, problem: `“${text}” is not a number.` };
  if (Number.isInteger(value) ? !Number.isSafeInteger(value) : digitsOf(text) > 17)
    return { value: null, problem: 'More digits than can be kept exactly.' };
  return { value, problem: null };
}

/** Multiplies or divides as on paper: 0.007 × 100 is 0.7, and 0.7 ÷ 100 is 0.007. */
export function scaled(value: number, times: number): number {
  return Number((value * times).toPrecision(15));
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

/** Without an exponent, which a field of digits would read as something else. */
function plain(value: number): string {
  const text = String(value);
  const power = /e([-+]\d+)$/.exec(text)?.[1];
  if (power === undefined) return text;
  const mantissaDecimals = (/\.(\d+)e/.exec(text)?.[1] ?? '').length;
  return value.toFixed(Math.min(100, Math.max(0, mantissaDecimals - Number(power))));
}

function digitsOf(text: string): number {
  return text.replace(/[^\d]/g, '').replace(/^0+/, '').length;
}
