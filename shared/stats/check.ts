/**
 * What every function here refuses: each check throws a `RangeError` that begins with the argument's name, and gives
 * the value back otherwise.
 */
export function finite(name: string, value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${name}: ${value} is not a finite number`);
  return value;
}

/** A whole number of at least `least`. */
export function count(name: string, value: number, least = 0): number {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name}: ${value} is not a whole number of at least ${least}`);
  }
  return value;
}

/** A finite number of at least 0, such as a count that may be weighted. */
export function nonNegative(name: string, value: number): number {
  if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`${name}: ${value} is not a number of at least 0`);
  return value;
}

/** A finite number above 0. */
export function positive(name: string, value: number): number {
  if (!(Number.isFinite(value) && value > 0)) throw new RangeError(`${name}: ${value} is not a number above 0`);
  return value;
}

/** In [0, 1]. */
export function unit(name: string, value: number): number {
  if (!(Number.isFinite(value) && value >= 0 && value <= 1)) throw new RangeError(`${name}: ${value} is not in [0, 1]`);
  return value;
}

/** In (0, 1): a level, a confidence, a share of traffic. */
export function open(name: string, value: number): number {
  if (!(Number.isFinite(value) && value > 0 && value < 1)) throw new RangeError(`${name}: ${value} is not in (0, 1)`);
  return value;
}

/** In (0, 1]: a propensity. */
export function propensity(name: string, value: number): number {
  if (!(Number.isFinite(value) && value > 0 && value <= 1)) throw new RangeError(`${name}: ${value} is not in (0, 1]`);
  return value;
}

/** 0 or 1. */
export function bit(name: string, value: number): number {
  if (value !== 0 && value !== 1) throw new RangeError(`${name}: ${value} is neither 0 nor 1`);
  return value;
}

/** An array, of anything. */
export function list(name: string, values: unknown): void {
  if (!Array.isArray(values)) throw new RangeError(`${name}: not an array`);
}

/** Checks every element of an array. */
export function each(name: string, values: readonly number[], check: (name: string, value: number) => number): void {
  list(name, values);
  for (let index = 0; index < values.length; index += 1) check(`${name}[${index}]`, values[index] ?? Number.NaN);
}

/** `values` must be an array as long as `length`. */
export function sameLength(name: string, values: { readonly length: number }, length: number): void {
  list(name, values);
  if (values.length !== length) throw new RangeError(`${name}: ${values.length} values where ${length} belong`);
}

/** k successes in n trials, 0 ≤ k ≤ n, both whole. */
export function successes(k: number, n: number): void {
  count('n', n);
  count('k', k);
  if (k > n) throw new RangeError(`k: ${k} is more than n = ${n}`);
}

/** One of the given words. */
export function oneOf<T extends string>(name: string, value: T, words: readonly T[]): T {
  if (!words.includes(value)) throw new RangeError(`${name}: ${String(value)} is none of ${words.join(', ')}`);
  return value;
}
