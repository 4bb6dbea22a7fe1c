/** Texts are passed over, so that digits in them count as text; every other number of JSON is seen. */
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/**
 * JSON that somebody has typed, in which every number is the one that was typed.
 *
 * @throws Error with what is wrong, in words: it is no JSON yet, or has a number that would be kept as another one.
 */
export function readTypedJson(text: string): unknown {
  const value = parsed(text);
  const changed = text.match(TOKENS)?.find((token) => !token.startsWith('"') && !isKept(token));
  if (changed !== undefined)
    throw new Error(`${changed} has more digits than can be kept exactly; write it as text, between "`);
  return value;
}

/** What is wrong with it, or null. */
export function jsonProblem(text: string): string | null {
  try {
    readTypedJson(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'is not JSON yet';
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The parser's own words are for programs.
    throw new Error('is not JSON yet', { cause: error });
  }
}

function isKept(token: string): boolean {
  const value = Number(token);
  return Number.isFinite(value) && canonical(String(value)) === canonical(token);
}

/** The digits that count and where the point is; the sign is never lost. */
function canonical(number: string): string {
  const [, whole = '', decimals = '', power = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const digits = `${whole}${decimals}`.replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  return kept === '' ? '0' : `${kept}e${Number(power) - decimals.length + (digits.length - kept.length)}`;
}
