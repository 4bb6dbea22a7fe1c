import { wilson } from '../../stats/index.js';

/** ROSE, FELL: against the time before the first change. UNKNOWN: fewer labels than a reference takes. */
export type ErrorVerdict = 'UNKNOWN' | 'STEADY' | 'ROSE' | 'FELL';
export type Tally = { readonly n: number; readonly errors: number };

/** Equally likely labels of which the reference error is made. */
export const REFERENCE_LABELS = 100;
/** Smaller changes of an error rate are not worth a word. */
const LEAST_CHANGE = 0.02;
const FEW = 20;

/**
 * Whether the error is another one than before: only once a detector has told of a change, and only while the labels
 * since then are apart from those before it. A change that went away again is none.
 */
export function errorVerdict({ seen, before, since }: { seen: number; before: Tally; since: Tally }): ErrorVerdict {
  if (seen < REFERENCE_LABELS) return 'UNKNOWN';
  if (since.n === 0 || before.n === 0) return 'STEADY';
  const move = since.errors / since.n - before.errors / before.n;
  if (since.n >= FEW) {
    const [then, now] = [wilson({ k: before.errors, n: before.n }), wilson({ k: since.errors, n: since.n })];
    const isApart = then.upper < now.lower || now.upper < then.lower;
    if (!isApart || Math.abs(move) < LEAST_CHANGE) return 'STEADY';
  }
  return move >= 0 ? 'ROSE' : 'FELL';
}
