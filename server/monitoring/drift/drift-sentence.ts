import type { FieldDrift } from './judge-fields.js';

const MOST_NAMED = 3;

/** What the fields together say. */
export function driftSentence(fields: readonly FieldDrift[]): string {
  const drifting = fields.filter(({ state }) => state === 'DRIFTS');
  const known = drifting.length + fields.filter(({ state }) => state === 'STABLE').length;
  if (known === 0) return whyUnknown(fields);
  const unknown = fields.length === known ? '' : ` Of ${fields.length - known} more nobody can say yet.`;
  if (drifting.length === 0) return `Nothing drifts, of ${known} that are compared.${unknown}`;
  const named = drifting.slice(0, MOST_NAMED).map(({ title }) => title);
  const rest = drifting.length > MOST_NAMED ? ` and ${drifting.length - MOST_NAMED} more` : '';
  return `${drifting.length} of ${known} drift${drifting.length === 1 ? 's' : ''}: ${named.join(', ')}${rest}.${unknown}`;
}

function whyUnknown(fields: readonly FieldDrift[]): string {
  if (fields.length === 0) return 'There is nothing that could drift.';
  const isEmpty = fields.some(({ state }) => state === 'NO_DATA');
  if (isEmpty) return 'Nobody can say: nothing was counted in this time.';
  if (fields.some(({ state }) => state === 'NOT_ENOUGH')) return 'Nobody can say yet: there is not enough to compare.';
  return 'Nobody can say yet: there is nothing to compare with.';
}
