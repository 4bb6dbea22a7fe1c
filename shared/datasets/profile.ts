import type { InputSchema, OutputSchema } from '../schema/index.js';
import type { DatasetRow } from './row.js';

/** What is counted of a part: its values as they are, numbers in bins of two digits, or texts' lengths in such bins. */
export type PartKind = 'values' | 'numbers' | 'lengths';

/** How often the values of one part of the rows came. JSON; in an order of its own, so that equal rows give equal profiles. */
export type PartProfile = {
  readonly kind: PartKind;
  /** Bins of numbers by their middle. */
  readonly counts: readonly (readonly [string | number, number])[];
  /** Values that are not listed, because there were too many different ones. */
  readonly other: number;
  /** Rows without a value. */
  readonly missing: number;
};

/** What a version's rows look like: `label`, `prediction`, `confidence`, `segment`, and `input.x` for each field. */
export type DatasetProfile = Readonly<Record<string, PartProfile>>;

type Part = { readonly kind: PartKind; readonly counts: Map<string | number, number>; other: number; rows: number };

/** Mutable while it is made; of flat size. */
export type ProfileTally = {
  rows: number;
  readonly parts: Map<string, Part>;
  readonly answers: PartKind;
  readonly fields: ReadonlyMap<string, InputSchema['fields'][number]['type']>;
};

const MOST_DIFFERENT = 500;
const DIGITS = 2;
const MONTH = 'YYYY-MM'.length;

export function emptyProfile(input: InputSchema, { kind }: OutputSchema): ProfileTally {
  return {
    rows: 0,
    parts: new Map(),
    answers: kind === 'number' ? 'numbers' : kind === 'text' ? 'lengths' : 'values',
    fields: new Map(input.fields.map(({ name, type }) => [name, type])),
  };
}

/** Counts a row in, as it leaves: of fields that are left out nothing, of codes the codes. */
export function addToProfile(tally: ProfileTally, row: DatasetRow): void {
  tally.rows += 1;
  addAnswer(tally, 'label', row.label);
  if (row.prediction !== null) addAnswer(tally, 'prediction', row.prediction);
  if (row.confidence !== null) add(tally, ['confidence', 'numbers'], row.confidence);
  if (row.segment !== null) add(tally, ['segment', 'values'], row.segment);
  for (const [name, value] of Object.entries(row.input)) addField(tally, name, value);
}

/** Several labels are one value: which of them came together. */
function addAnswer(tally: ProfileTally, name: string, value: DatasetRow['label']): void {
  add(tally, [name, tally.answers], typeof value === 'object' ? togetherOf(value) : value);
}

/** Quotes where a label has a comma: two labels are not one that is written like them. */
function togetherOf(labels: readonly string[]): string {
  return [...labels]
    .sort()
    .map((label) => (label.includes(',') ? JSON.stringify(label) : label))
    .join(', ');
}

/** Of addresses only whether there is one, of times the month. */
function addField(tally: ProfileTally, name: string, value: DatasetRow['input'][string]): void {
  const part = `input.${name}`;
  if (typeof value === 'number') return add(tally, [part, 'numbers'], value);
  if (typeof value === 'boolean') return add(tally, [part, 'values'], String(value));
  switch (tally.fields.get(name)) {
    case 'image-url':
    case 'audio-url':
      return add(tally, [part, 'values'], 'given');
    case 'date-time':
      return add(tally, [part, 'values'], value.slice(0, MONTH));
    case 'category':
      return add(tally, [part, 'values'], value);
    case 'text':
    case 'number':
    case 'boolean':
    case undefined:
      return add(tally, [part, 'lengths'], value);
  }
}

function add({ parts }: ProfileTally, [name, kind]: readonly [string, PartKind], value: string | number): void {
  let part = parts.get(name);
  if (!part) parts.set(name, (part = { kind, counts: new Map(), other: 0, rows: 0 }));
  part.rows += 1;
  const key = keyOf(part.kind, value);
  const seen = part.counts.get(key);
  if (seen !== undefined) part.counts.set(key, seen + 1);
  else if (part.counts.size < MOST_DIFFERENT) part.counts.set(key, 1);
  else part.other += 1;
}

/** Where a field's kind changed, its first one holds. */
function keyOf(kind: PartKind, value: string | number): string | number {
  if (kind === 'values') return String(value);
  return Number((typeof value === 'number' ? value : value.length).toPrecision(DIGITS));
}

export function profileOf({ rows, parts }: ProfileTally): DatasetProfile {
  const names = [...parts.keys()].sort();
  return Object.fromEntries(
    names.map((name) => {
      const {
        kind,
        counts,
        other,
        rows: seen,
      } = parts.get(name) ?? { kind: 'values', counts: new Map(), other: 0, rows: 0 };
      const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
      return [name, { kind, counts: sorted, other, missing: rows - seen }];
    }),
  );
}
