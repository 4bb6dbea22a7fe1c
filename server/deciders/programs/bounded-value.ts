const MAX_DEPTH = 64;
const MAX_VALUES = 20_000;
const MAX_CHARACTERS = 1_000_000;

/**
 * A copy of what a program gave, as JSON would have it: plain objects and lists, functions left out. A value that is
 * shared counts each time that it is met, so a small graph that unfolds to a huge tree is refused early.
 *
 * @throws Error for more than 20,000 values, a million characters or 64 levels.
 */
export function boundedValue(value: unknown): unknown {
  const left = { values: MAX_VALUES, characters: MAX_CHARACTERS };
  const spend = (text: string): string => {
    left.characters -= text.length;
    if (left.characters < 0) throw new Error(`the result is longer than ${MAX_CHARACTERS} characters`);
    return text;
  };
  const copy = (one: unknown, depth: number): unknown => {
    left.values -= 1;
    if (left.values < 0) throw new Error(`the result holds more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) throw new Error(`the result is nested deeper than ${MAX_DEPTH} levels`);
    if (typeof one === 'string') return spend(one);
    if (typeof one === 'number') return Number.isFinite(one) ? one : null;
    if (typeof one === 'boolean' || one === null) return one;
    if (Array.isArray(one)) return one.map((item) => copy(item, depth + 1) ?? null);
    if (typeof one !== 'object') return undefined;
    return Object.fromEntries(
      Object.entries(one).flatMap(([key, item]) => {
        const kept = copy(item, depth + 1);
        return kept === undefined ? [] : [[spend(key), kept] as const];
      }),
    );
  };
  return copy(value, 0);
}
