/** Nested deeper, a value is nobody's case, and whatever walks it would run out of stack. */
const DEEPEST = 100;
/** What may hold a number that is another one once it is read. */
const SUSPECT = /\d[\d.]{15}|\.\d*0\s*[,\]}]|\d[eE][+-]?\d/;
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/**
 * Reads JSON so that no number is changed: one that JavaScript would write otherwise than it stands there (more digits than
 * it keeps, `1.50`, `1e3`) is given as its text.
 *
 * @throws Error for what is no JSON, or is nested more than a hundred deep.
 */
export function parseExact(text: string): unknown {
  if (isTooDeep(text)) throw new Error(`is nested more than ${DEEPEST} deep`);
  return JSON.parse(SUSPECT.test(text) ? withExactNumbers(text) : text) as unknown;
}

function withExactNumbers(text: string): string {
  return text.replace(TOKENS, (token) => {
    if (token.startsWith('"')) return token;
    return isSame(token) ? token : `"${token}"`;
  });
}

function isSame(token: string): boolean {
  const value = Number(token);
  // What JSON does not allow is left for its parser to refuse.
  if (/^-?0\d/.test(token)) return true;
  return Number.isFinite(value) && String(value) === token;
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === 0x22) at = pastString(text, at) - 1;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) return true;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return false;
}

/** One past the string that begins at `start`; the text's end where it does not end. */
export function pastString(text: string, start: number): number {
  for (let at = start + 1; ;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
    at = quote + 1;
  }
}
