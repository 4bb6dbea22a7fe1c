import { own, type CaseInput, type InputField } from '@handrail/shared/schema';
import { bucketOf } from './feature.js';

/** How the fields that are not text become features; fitted on the training rows, kept with the model. */
export type TableSpec = readonly FieldSpec[];
export type FieldSpec =
  | { readonly name: string; readonly kind: 'number'; readonly scale: NumberScale | null }
  | { readonly name: string; readonly kind: 'same' | 'date' };
/** Standardised (after ln(1 + x) where `isLog`), and cut into bins at `edges` (quantiles, ascending). */
export type NumberScale = {
  readonly isLog: boolean;
  readonly mean: number;
  readonly deviation: number;
  readonly edges: readonly number[];
};

const BINS = 8;
const FARTHEST = 5;
/** With more fields their pairs are too many to learn anything of. */
const MAX_PAIRED_FIELDS = 16;
/** A mean that is so much more than the median speaks of a long tail. */
const SKEWED = 3;

/** Looks at the training rows once: how numbers are scaled and cut. Image and audio addresses teach nothing. */
export function fitTable(fields: readonly InputField[], rows: readonly CaseInput[]): TableSpec {
  return fields.flatMap(({ name, type }): FieldSpec[] => {
    switch (type) {
      case 'number':
        return [{ name, kind: 'number', scale: fitScale(rows.flatMap((row) => numberIn(own(row, name)))) }];
      case 'boolean':
      case 'category':
        return [{ name, kind: 'same' }];
      case 'date-time':
        return [{ name, kind: 'date' }];
      case 'text':
      case 'image-url':
      case 'audio-url':
        return [];
    }
  });
}

function numberIn(value: unknown): number[] {
  return typeof value === 'number' && Number.isFinite(value) ? [value] : [];
}

function fitScale(values: readonly number[]): NumberScale | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const median = sorted[sorted.length >> 1] ?? 0;
  const isLog = (sorted[0] ?? 0) >= 0 && meanOf(sorted) > SKEWED * median && meanOf(sorted) > 0;
  const scaled = isLog ? sorted.map(Math.log1p) : sorted;
  const mean = meanOf(scaled);
  const deviation = Math.sqrt(meanOf(scaled.map((value) => (value - mean) ** 2))) || 1;
  const edges = Array.from(
    { length: BINS - 1 },
    (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / BINS)],
  );
  return { isLog, mean, deviation, edges: [...new Set(edges)].filter((edge) => edge !== undefined) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

type Take = (feature: { bucket: number; value: number; field: string; and: string | undefined }) => void;
type Part = { readonly field: string; readonly text: string };

/** Hands over a row's features: numbers standardised and binned, everything else as it is, what is missing as such. */
export function takeTable(
  spec: TableSpec,
  { row, bits, hasPairs }: { row: CaseInput; bits: number; hasPairs: boolean },
  take: Take,
): void {
  const parts: Part[] = [];
  for (const field of spec) {
    const value = own(row, field.name);
    if (field.kind === 'number' && field.scale && typeof value === 'number') {
      const bucket = bucketOf(`${field.name}~`, bits);
      take({ bucket, value: standardised(field.scale, value), field: field.name, and: undefined });
    }
    for (const text of partsOf(field, value)) parts.push({ field: field.name, text });
  }
  for (const { field, text } of parts) take({ bucket: bucketOf(text, bits), value: 1, field, and: undefined });
  if (hasPairs && spec.length <= MAX_PAIRED_FIELDS) takePairs(parts, bits, take);
}

function takePairs(parts: readonly Part[], bits: number, take: Take): void {
  for (const [index, one] of parts.entries()) {
    for (const other of parts.slice(index + 1)) {
      if (other.field === one.field) continue;
      take({ bucket: bucketOf(`${one.text}&${other.text}`, bits), value: 1, field: one.field, and: other.field });
    }
  }
}

function standardised({ isLog, mean, deviation }: NumberScale, value: number): number {
  const scaled = isLog ? Math.log1p(Math.max(0, value)) : value;
  return Math.max(-FARTHEST, Math.min(FARTHEST, (scaled - mean) / deviation));
}

function partsOf(field: FieldSpec, value: CaseInput[string] | undefined): string[] {
  const { name } = field;
  if (value === undefined) return [`${name}?`];
  if (field.kind === 'same') return [`${name}=${String(value)}`];
  if (field.kind === 'number')
    return field.scale && typeof value === 'number' ? [`${name}#${binOf(field.scale, value)}`] : [];
  const at = new Date(String(value));
  if (Number.isNaN(at.getTime())) return [`${name}?`];
  return [`${name}h${at.getUTCHours()}`, `${name}d${at.getUTCDay()}`, `${name}m${at.getUTCMonth()}`];
}

function binOf({ edges }: NumberScale, value: number): number {
  let bin = 0;
  while (bin < edges.length && value >= (edges[bin] ?? Infinity)) bin += 1;
  return bin;
}
