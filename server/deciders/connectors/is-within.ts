/**
 * Whether a JSON value is at most about so many characters long as text, without writing it: the same text may stand in it
 * a thousand times, and costs nothing until then.
 */
export function isWithin(value: unknown, most: number): boolean {
  let left = most;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const one = open.pop();
    left -= typeof one === 'string' ? one.length + 2 : 1;
    if (left < 0) return false;
    if (typeof one !== 'object' || one === null) continue;
    for (const [key, item] of Object.entries(one)) {
      if (!Array.isArray(one)) left -= key.length + 3;
      open.push(item);
    }
  }
  return true;
}
