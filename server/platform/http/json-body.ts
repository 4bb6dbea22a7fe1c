import { findRepeatedKey } from '@handrail/shared/imports';
import { ProblemError } from './problem-error.js';
import { findChangedNumber } from './changed-number.js';

const MAX_DEPTH = 64;
const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a JSON body: strict UTF-8, at most 64 levels deep, no prototype keys, no key twice in one object (which of the
 * two was meant?), no NUL characters (PostgreSQL cannot hold them in text), no number too large to be one, or that would be
 * another one once it is read.
 *
 * @throws ProblemError `bad-request` when it cannot be read, `invalid` for a value that cannot be stored, with the pointer.
 */
export function parseJsonBody(body: Buffer): unknown {
  if (body.length === 0) throw new ProblemError('bad-request', 'The body is empty; send a JSON object.');
  let text: string;
  try {
    text = UTF8.decode(body);
  } catch (cause) {
    throw new ProblemError('bad-request', 'The body is not valid UTF-8.', { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message.replace(/^.*? in JSON/, 'Broken JSON') : '';
    throw new ProblemError(
      'bad-request',
      `The body is not valid JSON${detail.includes('position') ? ` (${positionIn(detail)})` : ''}.`,
      { cause },
    );
  }
  refuseUnsafe(value);
  const twice = findRepeatedKey(text);
  if (twice !== undefined)
    throw new ProblemError(
      'bad-request',
      `The key ${JSON.stringify(twice.slice(0, 100))} is there twice in one object.`,
    );
  refuseChanged(text);
  return value;
}

function refuseChanged(text: string): void {
  const changed = findChangedNumber(text);
  if (!changed) return;
  const { pointer, detail } = changed;
  throw new ProblemError(
    'invalid',
    `A number would not be kept as it is written: ${pointer || 'the body'} ${detail}.`,
    {
      errors: [{ pointer, detail }],
    },
  );
}

function positionIn(detail: string): string {
  return /position \d+/.exec(detail)?.[0] ?? 'somewhere';
}

/**
 * Refuses what cannot be stored or walked: depth, prototype keys, characters, numbers. Walks without recursion, so that a deep
 * value cannot exhaust the stack.
 *
 * @throws ProblemError as `parseJsonBody` does.
 */
export function refuseUnsafe(root: unknown): void {
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: root, pointer: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, pointer, depth } = next;
    if (typeof value === 'string') refuseText(value, pointer);
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new ProblemError('invalid', 'A number is too large.', { errors: [{ pointer, detail: 'is not finite' }] });
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH)
      throw new ProblemError('bad-request', `The body is nested deeper than ${MAX_DEPTH} levels.`);
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__') throw new ProblemError('bad-request', 'The key "__proto__" is refused.');
      refuseText(key, pointer);
      open.push({
        value: child,
        pointer: `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        depth: depth + 1,
      });
    }
  }
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function refuseText(text: string, pointer: string): void {
  const detail = text.includes('\0')
    ? 'holds a NUL character, which cannot be stored'
    : LONE_SURROGATE.test(text)
      ? 'holds half a surrogate pair, which is no character'
      : undefined;
  if (detail === undefined) return;
  throw new ProblemError('invalid', 'A text has a character that cannot be stored.', { errors: [{ pointer, detail }] });
}
