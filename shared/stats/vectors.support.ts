import { expect } from 'vitest';

export type Vector = [name: string, actual: () => unknown, expected: unknown, relative?: number];

/** Matches partially and deeply, as the reference cases do: the keys given, arrays in full, numbers to a tolerance. */
export function expectClose(actual: unknown, expected: unknown, relative = 1e-9, path = '', absolute = 1e-12): void {
  if (typeof expected === 'number') {
    const miss = Math.abs(Number(actual) - expected);
    expect(miss <= absolute + relative * Math.abs(expected), `${path}: ${String(actual)} is not ${expected}`).toBe(
      true,
    );
  } else if (Array.isArray(expected)) {
    expect(actual, path).toHaveLength(expected.length);
    expected.forEach((value, i) => expectClose((actual as unknown[])[i], value, relative, `${path}[${i}]`, absolute));
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [key, value] of Object.entries(expected)) {
      expectClose((actual as Record<string, unknown>)[key], value, relative, `${path}.${key}`, absolute);
    }
  } else expect(actual, path).toEqual(expected);
}

/** A `RangeError` that begins with the argument's name. */
export function expectRefused(name: string, call: () => unknown): void {
  expect(call).toThrow(RangeError);
  expect(call).toThrow(new RegExp(`^${name.replaceAll(/[[\].]/g, '\\$&')}`));
}

/** `0*500 1*500 (1 0)*50` as a stream of numbers. */
export function stream(text: string): number[] {
  const parts = text.match(/\([^)]*\)\*\d+|\S+/g) ?? [];
  return parts.flatMap((part) => {
    const [, body = part, times = '1'] = /^\(?([^)*]*)\)?\*(\d+)$/.exec(part) ?? [];
    const values = body.trim().split(/\s+/).map(Number);
    return Array.from({ length: Number(times) }, () => values).flat();
  });
}
