import type { OutputSchema, Tolerance } from './output-schema.js';

/** Numbers have about 16 digits: 1.1 and 1 differ by 0.1 as they are written, and by 0.10000000000000009 as they are kept. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * Whether two answers count as the same one under the project's schema: labels and texts that are equal, several labels in
 * any order, numbers that lie within its tolerance of each other (exactly equal where it states none). The one rule for
 * agreement, error and disagreement; `answers_agree` of the database is the same.
 */
export function agrees(schema: Pick<OutputSchema, 'kind'>, one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') return isWithin(toleranceOf(schema), one, other);
  if (Array.isArray(one) && Array.isArray(other)) return sorted(one) === sorted(other);
  return one === other;
}

/** What a schema of numbers counts as the same answer; null: only what is exactly equal. */
export function toleranceOf(schema: Pick<OutputSchema, 'kind'>): Tolerance | null {
  return (schema as { tolerance?: Tolerance | undefined }).tolerance ?? null;
}

/** |a − b| ≤ the larger of `absolute` and `relative` × the larger of |a| and |b|; either way round it is the same. */
function isWithin(tolerance: Tolerance | null, one: number, other: number): boolean {
  if (one === other) return true;
  const size = Math.max(Math.abs(one), Math.abs(other));
  const allowed = Math.max(tolerance?.absolute ?? 0, (tolerance?.relative ?? 0) * size);
  return allowed > 0 && Math.abs(one - other) <= allowed + ROUNDING * size;
}

/** "± 0.5", "± 2 %", or both; what is the same answer, in the words of screens. */
export function toleranceWords(schema: OutputSchema): string {
  const tolerance = toleranceOf(schema);
  const { absolute = 0, relative = 0 } = tolerance ?? {};
  const unit = schema.kind === 'number' && schema.unit !== undefined ? ` ${schema.unit}` : '';
  const parts = [
    ...(absolute > 0 ? [`± ${absolute}${unit}`] : []),
    ...(relative > 0 ? [`± ${Number((relative * 100).toPrecision(12))} %`] : []),
  ];
  return parts.length === 0 ? 'exactly equal' : parts.join(' or ');
}

function sorted(labels: readonly unknown[]): string {
  return JSON.stringify([...labels].sort());
}
