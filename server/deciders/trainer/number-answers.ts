import type { Tolerance } from '@handrail/shared/schema';

/** What an answer that is a number may be, and what counts as the same one. */
export type NumberAsked = {
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly isWhole: boolean;
  /** Null: only what is exactly equal. */
  readonly tolerance: Tolerance | null;
};
/**
 * How a model of numbers speaks: what its first weight means in the project's unit (centre + spread × it; its second is ln of
 * how far off it tends to be, in spreads), and how far off it truly was, in those widths, ascending, on cases that it had not
 * seen: what the chance of being within any distance follows from.
 */
export type NumberScale = NumberAsked & {
  readonly centre: number;
  readonly spread: number;
  readonly misses: readonly number[];
  /** ln of the widths stays within what was seen. */
  readonly least: number;
  readonly most: number;
};
export type NumberAnswer = { readonly value: number; readonly confidence: number; readonly width: number };

/** The share of cases whose truth lies within the interval that is stated with an answer. */
export const INTERVAL_LEVEL = 0.9;

/** The answer, and the chance that the truth agrees with it: the level of the conformal interval that is as wide as the tolerance. */
export function numberOf(scale: NumberScale, said: number, lnWidth: number): NumberAnswer {
  const raw = scale.centre + scale.spread * said;
  const bounded = Math.min(scale.maximum ?? Infinity, Math.max(scale.minimum ?? -Infinity, raw));
  const width = scale.spread * Math.exp(Math.min(scale.most, Math.max(scale.least, lnWidth)));
  const value = scale.isWhole ? Math.round(bounded) : asPrecise(bounded, { ...scale, width });
  return { value, width, confidence: chanceWithin(scale.misses, allowedAt(scale, value) / width) };
}

/** No more digits than it knows: what is left off is less than a hundredth of how far off it tends to be. */
function asPrecise(
  value: number,
  { width, minimum, maximum }: { width: number; minimum: number | null; maximum: number | null },
): number {
  const decimals = 2 - Math.floor(Math.log10(width));
  const step = 10 ** -decimals;
  const rounded = decimals >= 0 ? Number(value.toFixed(Math.min(100, decimals))) : Math.round(value / step) * step;
  const isInside = rounded >= (minimum ?? -Infinity) && rounded <= (maximum ?? Infinity);
  return isInside && Number.isFinite(rounded) ? Number(rounded.toPrecision(12)) : Number(value.toPrecision(12));
}

/** Half the width of the interval that holds the truth of so many cases; infinite where too few were seen to say. */
export function halfWidthOf({ misses }: NumberScale, width: number, level = INTERVAL_LEVEL): number {
  const place = Math.ceil(level * (misses.length + 1)) - 1;
  return place >= misses.length ? Infinity : (misses[place] ?? Infinity) * width;
}

/** Conformal: of n + 1 cases that are alike, this one is as likely as any to be the farthest off. */
function chanceWithin(misses: readonly number[], distance: number): number {
  let [from, to] = [0, misses.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((misses[middle] ?? Infinity) <= distance) from = middle + 1;
    else to = middle;
  }
  return from / (misses.length + 1);
}

/** A whole number is hit from half a step off. */
function allowedAt({ tolerance, isWhole }: NumberAsked, value: number): number {
  const allowed = Math.max(tolerance?.absolute ?? 0, (tolerance?.relative ?? 0) * Math.abs(value));
  return isWhole ? Math.floor(allowed) + 0.5 : allowed;
}
