import jsonata from 'jsonata';
import { boundedValue } from './bounded-value.js';

/** What it can bound itself; the process that it runs in is killed where this is not enough. */
const LIMITS = { timeout: 1000, stack: 64, sequence: 10_000 };
const MAX_PAD = 1000;

/** A regular expression can take minutes on a short text, and nothing can stop it. */
class NoRegularExpressions {
  constructor() {
    throw new Error('regular expressions are not allowed here; use $contains, $split and $substringBefore');
  }
}

/**
 * A JSONata expression with its limits: 1 s (looked at between two steps), 64 levels deep, 10,000 items long, without
 * regular expressions. One step can still take for ever, so it is evaluated where it can be killed.
 */
export function compileExpression(text: string): (answer: unknown) => Promise<unknown> {
  const expression = jsonata(text, {
    ...LIMITS,
    // Only its construction is ever called.
    RegexEngine: NoRegularExpressions as unknown as RegExpConstructor,
  });
  expression.registerFunction('pad', (given: string, width: number, fill?: string) =>
    padded(given, width, fill ?? ' '),
  );
  expression.registerFunction('eval', () => {
    throw new Error('$eval is not allowed here');
  });
  return async (answer) => boundedValue(await expression.evaluate(answer));
}

/** Why an expression cannot be used, in a few words; undefined: it can. */
export function whyNotExpression(text: string): string | undefined {
  try {
    compileExpression(text);
    return hasRegex(jsonata(text).ast()) ? 'regular expressions are not allowed' : undefined;
  } catch (error) {
    return `is not JSONata: ${wordsOf(error)}`;
  }
}

/** What went wrong in an expression, in one short line. JSONata throws objects that are no `Error`. */
export function wordsOf(error: unknown): string {
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return message.slice(0, 200);
}

function hasRegex(root: unknown): boolean {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if ('type' in node && node.type === 'regex') return true;
    open.push(...Object.values(node).filter((child: unknown) => child !== undefined));
  }
  return false;
}

function padded(given: string, width: number, fill: string): string {
  const to = Math.min(Math.abs(width), MAX_PAD);
  return width < 0 ? given.padStart(to, fill) : given.padEnd(to, fill);
}
