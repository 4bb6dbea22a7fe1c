/**
 * What an object has itself under a name that somebody else chose: a plain object has `constructor` and `toString` as well,
 * which nobody gave it.
 */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
