/** What stands behind the question mark of an address, by name. */
export type Search = Readonly<Record<string, unknown>>;
export type Params = Readonly<Record<string, string | undefined>>;

/** A place to go to: a path, possibly with `$names` that `params` fill; `.` is the path that one is on. */
export type Place = {
  readonly to: string;
  readonly params?: Params | undefined;
  readonly search?: Search | ((before: Search) => Search) | undefined;
};

/** The values of a pattern's `$names` in a path; null: the path is not of this pattern. */
export function matchPath(pattern: string, path: string): Params | null {
  const [wanted, given] = [partsOf(pattern), partsOf(path)];
  if (wanted.length !== given.length) return null;
  const params = new Map<string, string>();
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('$')) params.set(part.slice(1), decoded(value));
    else if (part !== decoded(value)) return null;
  }
  return Object.fromEntries(params);
}

/** The address of a place, seen from the address that one is on. */
export function hrefOf({ to, params = {}, search }: Place, from: { path: string; search: Search }): string {
  const filled = partsOf(to).map((part) =>
    part.startsWith('$') ? encodeURIComponent(params[part.slice(1)] ?? '') : part,
  );
  const path = to === '.' ? from.path : `/${filled.join('/')}`;
  return path + writeSearch(typeof search === 'function' ? search(from.search) : (search ?? {}));
}

/** Reads `?a=1&b=x`: a value that is JSON is what it says, any other is text. */
export function readSearch(text: string): Search {
  return Object.fromEntries([...new URLSearchParams(text)].map(([name, value]) => [name, valueOf(value)]));
}

/** The other way round; text that would be read as something else is written as JSON, and nothing is left out of it. */
export function writeSearch(search: Search): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(given.map(([name, value]) => [name, textOf(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' && valueOf(value) === value ? value : JSON.stringify(value);
}

function valueOf(text: string): unknown {
  try {
    const value = JSON.parse(text) as unknown;
    // A number that is written otherwise (1e3, 0.60, more digits than are kept) is text: nobody wrote that number.
    return typeof value === 'number' && String(value) !== text ? text : value;
  } catch {
    // No JSON: text as it stands.
    return text;
  }
}

/** The parts of a path as they were meant. */
export function pathParts(path: string): string[] {
  return partsOf(path).map(decoded);
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A lone % that somebody typed.
    return part;
  }
}
