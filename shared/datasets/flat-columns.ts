import type { InputField, InputSchema, OutputSchema } from '../schema/index.js';
import type { DatasetColumn } from './columns.js';
import type { Protection } from './definition.js';
import { microsOf } from './instant.js';
import type { DatasetRow } from './row.js';
import type { DatasetShape, ValueKind } from './shape.js';

/** What a typed, flat format stores. `timestamp`: UTC, microseconds since 1970; `strings`: a list of strings. */
export type FlatType = 'string' | 'double' | 'integer' | 'boolean' | 'timestamp' | 'strings';

/** A row whose nested columns are JSON text already, as flat formats have them. */
export type FlatRow = Omit<DatasetRow, 'labels' | 'predictions' | 'metadata'> & {
  readonly labels: string;
  readonly predictions: string;
  /** Null where there is none. */
  readonly metadata: string | null;
};

/** A column of a flat format, and how it is read off a row: null where there is nothing. */
export type FlatColumn<Row = FlatRow> = {
  readonly name: string;
  readonly type: FlatType;
  readonly isNullable: boolean;
  readonly meaning: string;
  readonly valueOf: (row: Row) => FlatValue;
};
export type FlatValue = string | number | bigint | boolean | readonly string[] | null;

/** All that decides which columns a version's flat files have. */
export type FlatSource = {
  readonly inputSchema: InputSchema;
  readonly outputSchema: OutputSchema;
  readonly shape: DatasetShape;
  /** What was done to fields on their way out: codes and masks of times are text. */
  readonly protection?: Readonly<Record<string, Protection>>;
  /** Those that were chosen, in their order; formats that are not tables take what they need. */
  readonly columns: readonly DatasetColumn[];
};

/**
 * The columns of a version in flat formats, in the order of `DATASET_COLUMNS`: one a field of the input, named `input.x`,
 * with the schema's fields first in its order and then those that only other schemas had; nested columns as JSON text.
 *
 * A column is typed by the schema as long as every row's value is of that type; where rows disagree it is text, with the
 * JSON of what is no text. So no row is left out, and none is bent. A field that is declared as a time is one in every
 * version, however its values were written: the column of one name has one type in all of a dataset's versions.
 */
export function flatColumns(source: FlatSource): FlatColumn[] {
  return source.columns.flatMap((column) => (column.name === 'input' ? inputColumns(source) : [plain(column, source)]));
}

/** One a field of the input, as above, of any rows that have one. */
export function inputColumns<Row extends Pick<FlatRow, 'input'>>({
  inputSchema,
  shape,
  protection,
}: Pick<FlatSource, 'inputSchema' | 'shape' | 'protection'>): FlatColumn<Row>[] {
  const known = new Map(inputSchema.fields.map((field) => [field.name, field]));
  const names = [...known.keys(), ...Object.keys(shape.fields).filter((name) => !known.has(name))];
  return names.map((name) => {
    const field = known.get(name);
    const seen = own(shape.fields, name) ?? [];
    const type = field && isTime(field, seen, own(protection ?? {}, name)) ? 'timestamp' : plainType(field, seen);
    const meaning =
      field?.description ?? field?.title ?? (field ? `The field ${name}.` : 'Of an earlier or later schema.');
    return {
      name: `input.${name}`,
      type,
      isNullable: true,
      meaning: type === 'timestamp' ? `${meaning} ${OF_TIMES}` : meaning,
      valueOf: asType(type, ({ input }: Row) => own(input, name)),
    };
  });
}

const OF_TIMES =
  'UTC, to the microsecond; null where it is outside the years 1 to 9999: data.jsonl has all as they came.';

/** Of text that was checked as a time when it came in: it is one still, unless it leaves as a code or a mask. */
function isTime({ type }: InputField, seen: readonly ValueKind[], protection: Protection = 'keep'): boolean {
  const isText = seen.every((kind) => kind === 'instant' || kind === 'text');
  return type === 'date-time' && isText && protection !== 'hash' && protection !== 'mask';
}

function plainType(field: InputField | undefined, seen: readonly ValueKind[]): FlatType {
  return seen.length === 0 && field ? declared(field) : typeOf(seen);
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function plain({ name, type, isNullable, meaning }: DatasetColumn, source: FlatSource): FlatColumn {
  const column = { name, isNullable, meaning };
  const value = ({ [name]: found }: FlatRow): unknown => found;
  switch (type) {
    case 'string':
    case 'integer':
    case 'boolean':
    case 'timestamp':
      return { ...column, type, valueOf: asType(type, value) };
    case 'number':
      return { ...column, type: 'double', valueOf: asType('double', value) };
    case 'value': {
      const found = answerType(name === 'prediction' ? source.shape.prediction : source.shape.label, source);
      return { ...column, type: found, valueOf: asType(found, value) };
    }
    case 'json':
    case 'input':
      return { ...column, type: 'string', valueOf: asType('string', value) };
  }
}

/** Of answers that were seen to be of these kinds; the schema's where there were none. */
export function answerType(seen: readonly ValueKind[], { outputSchema }: Pick<FlatSource, 'outputSchema'>): FlatType {
  return seen.length === 0 ? answered(outputSchema) : typeOf(seen);
}

/** JSON holds nothing that these types do not; text is what is left. */
export function asType<Row>(type: FlatType, value: (row: Row) => unknown): FlatColumn<Row>['valueOf'] {
  return (row) => {
    const found = value(row);
    if (found === null || found === undefined) return null;
    if (type === 'string') return typeof found === 'string' ? found : JSON.stringify(found);
    if (type === 'timestamp') return (typeof found === 'string' ? microsOf(found) : null) ?? null;
    return found as string | number | boolean | readonly string[];
  };
}

function typeOf(seen: readonly ValueKind[]): FlatType {
  const [only, ...others] = seen;
  if (only === undefined || others.length > 0) return 'string';
  switch (only) {
    case 'text':
    case 'instant':
      return 'string';
    case 'number':
      return 'double';
    case 'boolean':
      return 'boolean';
    case 'list':
      return 'strings';
  }
}

/** Of a field that no row has. */
function declared({ type }: InputField): FlatType {
  switch (type) {
    case 'number':
      return 'double';
    case 'boolean':
      return 'boolean';
    case 'date-time':
      return 'timestamp';
    case 'text':
    case 'category':
    case 'image-url':
    case 'audio-url':
      return 'string';
  }
}

function answered({ kind }: OutputSchema): FlatType {
  switch (kind) {
    case 'label':
    case 'text':
      return 'string';
    case 'labels':
      return 'strings';
    case 'number':
      return 'double';
  }
}
