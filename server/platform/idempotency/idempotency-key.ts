import { createHash } from 'node:crypto';
import { invalid } from '../http/index.js';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** @throws ProblemError `invalid` for a key that cannot be one. */
export function refuseBadKey(idempotencyKey: string | null): void {
  if (idempotencyKey === null || IDEMPOTENCY_KEY.test(idempotencyKey)) return;
  throw invalid('The header Idempotency-Key has 1 to 255 visible ASCII characters without spaces.');
}

/** Equal requests hash equally, whatever the order of their keys. */
export function hashOf(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(body)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, child]) => [key, sorted(child)]),
  );
}
