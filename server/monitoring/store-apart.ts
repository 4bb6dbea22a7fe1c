/** What cannot be stored, and why. */
export type Refused<T> = { readonly item: T; readonly error: unknown };

/** More than these at once are not the fault of the items. */
export const MOST_REFUSED = 50;

/**
 * Stores many items at once. Where that is refused for what is in them, they are halved until what is refused stands alone,
 * so that nothing but it is held back. Storing an item again must change nothing.
 *
 * @param isOfItems whether an error lies in what was to be stored, not in where.
 * @returns what cannot be stored.
 * @throws any other error, and the last one when too many items are refused; then nobody knows what is stored.
 */
export async function storeApart<T>(
  items: readonly T[],
  store: (items: readonly T[]) => Promise<void>,
  isOfItems: (error: unknown) => boolean,
): Promise<Refused<T>[]> {
  const refused: Refused<T>[] = [];
  const waiting: (readonly T[])[] = [items];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [first] = next;
    if (first === undefined) continue;
    try {
      await store(next);
    } catch (error) {
      if (!isOfItems(error)) throw error;
      if (next.length === 1) refused.push({ item: first, error });
      if (refused.length > MOST_REFUSED) throw error;
      const middle = next.length >> 1;
      if (next.length > 1) waiting.push(next.slice(middle), next.slice(0, middle));
    }
  }
  return refused;
}

/** PostgreSQL refuses a value (22), a constraint (23), a statement for what is in it (21, 42, 54), as it always will. */
const OF_VALUES = /^(2[123]|42|54)/;

/** Whether what was to be stored is at fault: then it would be refused again, by itself too. */
export function isOfValues(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return code === '' ? error instanceof RangeError || error instanceof TypeError : OF_VALUES.test(code);
}
