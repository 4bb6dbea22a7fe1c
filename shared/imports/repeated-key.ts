/**
 * Finds a key that an object of the text has twice; undefined when there is none. `JSON.parse` keeps the last one and says
 * nothing, so two readers of one body could see two things (RFC 8259, 4).
 *
 * `text`: valid JSON. One pass without recursion.
 */
export function findRepeatedKey(text: string): string | undefined {
  const open: (Set<string> | undefined)[] = [];
  let isKeyNext = false;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charAt(at)) {
      case '"': {
        const end = endOfString(text, at);
        const key = isKeyNext ? keyOf(text.slice(at, end + 1)) : undefined;
        const keys = open.at(-1);
        if (key !== undefined && keys?.has(key)) return key;
        if (key !== undefined) keys?.add(key);
        isKeyNext = false;
        at = end;
        break;
      }
      case '{':
        open.push(new Set());
        isKeyNext = true;
        break;
      case '[':
        open.push(undefined);
        isKeyNext = false;
        break;
      case '}':
      case ']':
        open.pop();
        isKeyNext = false;
        break;
      case ',':
        isKeyNext = open.at(-1) !== undefined;
        break;
      default:
    }
  }
  return undefined;
}

/** Where the string that opens at `start` closes: the next quote with an even number of backslashes before it. */
export function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote > 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1;
    while (text[before] === '\\') before -= 1;
    if ((quote - before) % 2 === 1) return quote;
  }
  return text.length;
}

/** Two spellings of one key are one key. */
function keyOf(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}
