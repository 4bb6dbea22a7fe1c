/** GraphQL's absent and null arguments, as the schemas take them: left out, also in `secrets`. */
export function withoutAbsent<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(
    Object.entries({ ...given }).flatMap(([key, value]: [string, unknown]) => {
      if (value == null) return [];
      return [[key, key === 'secrets' ? withoutAbsent(value) : value]];
    }),
  ) as Partial<T>;
}
