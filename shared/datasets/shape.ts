import { microsOf } from './instant.js';
import type { DatasetRow } from './row.js';

/** What a value was, as JSON has it; `instant`: text that is an ISO 8601 time with a zone. */
export type ValueKind = 'text' | 'instant' | 'number' | 'boolean' | 'list';

/**
 * What the values of a dataset's rows were, field by field: schemas change while labels are given, so the schema of the
 * day says neither which fields there are nor of which kind. JSON; lists in alphabetical order.
 */
export type DatasetShape = {
  readonly fields: Readonly<Record<string, readonly ValueKind[]>>;
  readonly label: readonly ValueKind[];
  readonly prediction: readonly ValueKind[];
};

/** Mutable while it is made; of flat size. */
export type ShapeTally = {
  readonly fields: Map<string, Set<ValueKind>>;
  readonly label: Set<ValueKind>;
  readonly prediction: Set<ValueKind>;
};

const LONGEST_INSTANT = 36;

export function emptyShape(): ShapeTally {
  return { fields: new Map(), label: new Set(), prediction: new Set() };
}

/** Takes note of a row's values. */
export function addToShape({ fields, label, prediction }: ShapeTally, row: DatasetRow): void {
  for (const name of Object.keys(row.input)) {
    const kinds = fields.get(name);
    const kind = kindOf(row.input[name]);
    if (kinds) kinds.add(kind);
    else fields.set(name, new Set([kind]));
  }
  label.add(kindOf(row.label));
  if (row.prediction !== null) prediction.add(kindOf(row.prediction));
}

export function shapeOf({ fields, label, prediction }: ShapeTally): DatasetShape {
  const names = [...fields.keys()].sort();
  return {
    fields: Object.fromEntries(names.map((name) => [name, [...(fields.get(name) ?? [])].sort()])),
    label: [...label].sort(),
    prediction: [...prediction].sort(),
  };
}

function kindOf(value: unknown): ValueKind {
  if (typeof value === 'string') {
    return value.length <= LONGEST_INSTANT && microsOf(value) !== undefined ? 'instant' : 'text';
  }
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'list';
}
