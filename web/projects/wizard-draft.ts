import {
  caseOfRow,
  fieldNames,
  inferSchema,
  type AnswerSuggestion,
  type ColumnReading,
  type InferredColumn,
  type Sample,
} from '@handrail/shared/imports';
import type { CaseInput, FieldType, OutputKind, Tolerance } from '@handrail/shared/schema';
import type { DeploymentCase, DeploymentProfile } from '@handrail/shared/projects';
import type { DraftLabel } from '../ui/label-list';

export type DraftField = {
  readonly key: number;
  /** The sample's column; null: made by hand. */
  readonly column: string | null;
  readonly isTaken: boolean;
  readonly title: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** How it leaves in files for those who may not read personal data; null: it is none. */
  readonly personal: 'drop' | 'hash' | 'mask' | null;
  readonly values: readonly string[];
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** What was seen of it in the sample. */
  readonly seen: string;
  /** How its cells are read: guessed, or as somebody has said. */
  readonly reading: ColumnReading;
};
export type Draft = {
  readonly deploymentCase: DeploymentCase | null;
  readonly name: string;
  readonly slug: string;
  readonly isSlugOwn: boolean;
  readonly previousSystem: string;
  readonly connectsLater: boolean;
  readonly fileName: string | null;
  readonly notes: readonly string[];
  readonly fields: readonly DraftField[];
  readonly answers: readonly AnswerSuggestion[];
  readonly answerColumn: string | null;
  /** How somebody has said that columns are read; what is absent was guessed. */
  readonly readings: Readonly<Record<string, ColumnReading>>;
  /** The sample's first row, as it stands there. */
  readonly first: Readonly<Record<string, unknown>> | null;
  readonly kind: OutputKind;
  readonly labels: readonly DraftLabel[];
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly isWhole: boolean;
  readonly unit: string;
  /** What counts as the same number; null: what is exactly equal. */
  readonly tolerance: Tolerance | null;
  readonly reviewers: readonly string[];
  readonly guidelines: string;
  readonly latencyBudgetMs: number | null;
  readonly profile: Omit<DeploymentProfile, 'deploymentCase'>;
};

export const MAX_FIELDS = 100;

export const START: Draft = {
  deploymentCase: null,
  name: '',
  slug: '',
  isSlugOwn: false,
  previousSystem: '',
  connectsLater: false,
  fileName: null,
  notes: [],
  fields: [fieldByHand(0, 'Text')],
  answers: [],
  answerColumn: null,
  readings: {},
  first: null,
  kind: 'label',
  labels: ['Yes', 'No'].map((value, key) => ({ key, value, title: '' })),
  minimum: null,
  maximum: null,
  isWhole: false,
  unit: '',
  tolerance: null,
  reviewers: [],
  guidelines: '',
  latencyBudgetMs: 2000,
  profile: {
    serving: 'REALTIME',
    place: 'CLOUD',
    casesPerSecond: null,
    memoryMb: null,
    cpuCores: null,
    logged: 'METADATA',
    personalDataDays: null,
  },
};

export function fieldByHand(key: number, title: string): DraftField {
  const more = {
    column: null,
    isTaken: true,
    required: true,
    personal: null,
    values: [],
    minimum: null,
    maximum: null,
    seen: '',
    reading: {},
  };
  return { key, title, type: 'text', ...more };
}

/** What a sample says about the case and the answer; the rest of what was typed stays. */
export function withSample(draft: Draft, sample: Sample, fileName: string): Draft {
  const schema = inferSchema(sample);
  const [answer] = schema.answers;
  let taken = 0;
  const fields = schema.columns.map((column, key): DraftField => {
    const isTaken = column.column !== answer?.column && !column.isKey && column.present > 0 && taken < MAX_FIELDS;
    if (isTaken) taken += 1;
    return fieldOf(column, key, isTaken);
  });
  const isTooMany = schema.columns.length > MAX_FIELDS;
  const notes = isTooMany ? [...sample.notes, tooMany(schema.columns.length)] : sample.notes;
  const [first = null] = sample.rows;
  const answers = [...schema.answers, ...schema.others];
  const next = { ...draft, fileName, fields, answers, notes, first, answerColumn: null, readings: {} };
  return answer ? withAnswer(next, answer) : next;
}

/** The draft with a column of its sample read another way; what it is called and whether it is taken stays. */
export function withColumnReading(
  draft: Draft,
  sample: Sample,
  { column, part }: { readonly column: string; readonly part: Partial<ColumnReading> },
): Draft {
  const before = draft.fields.find((field) => field.column === column);
  if (!before) return draft;
  const readings = { ...draft.readings, [column]: { ...before.reading, ...part } };
  const typeIn = (said: Draft['readings']) =>
    inferSchema({ ...sample, readings: said }).columns.find((one) => one.column === column)?.type;
  const schema = inferSchema({ ...sample, readings });
  const inferred = schema.columns.find((one) => one.column === column);
  if (!inferred) return draft;
  const { title, personal, isTaken, key } = before;
  // A type that somebody has chosen is not taken from them by the first of several words that they say of it.
  const type = before.type === typeIn(draft.readings) ? inferred.field.type : before.type;
  const after = { ...fieldOf(inferred, key, isTaken), title, personal, type };
  const fields = draft.fields.map((field) => (field === before ? after : field));
  const next = { ...draft, readings, fields, answers: [...schema.answers, ...schema.others] };
  const answer = next.answers.find((one) => one.column === column);
  return answer && draft.answerColumn === column ? withAnswer(next, answer) : next;
}

/** The sample's first case, by the names, the types and the readings that its fields have now; null without a sample. */
export function exampleOf({ first, fields }: Draft): CaseInput | null {
  const names = namesOf(fields);
  const columns = fields.flatMap(({ key, column, type, values, reading }) => {
    const name = names.get(key);
    return column === null || name === undefined
      ? []
      : [{ column, reading, field: { name, type, ...(type === 'category' && { values: [...values] }) } }];
  });
  return first && caseOfRow(first, columns);
}

function tooMany(columns: number): string {
  return `The file has ${columns} columns; a case has at most ${MAX_FIELDS} fields. The first ${MAX_FIELDS} that say something are taken; tick others instead.`;
}

function fieldOf(column: InferredColumn, key: number, isTaken: boolean): DraftField {
  const { field, present, rows, range, values, notes } = column;
  const seen = [
    present < rows ? `in ${present} of ${rows} rows` : '',
    range ? `${range.minimum} to ${range.maximum}` : '',
    field.type === 'category' && values ? `${values.length} values` : '',
    column.isKey ? 'names each case: better sent as its Idempotency-Key' : '',
    ...notes,
  ];
  return {
    key,
    column: column.column,
    isTaken,
    title: field.title ?? field.name,
    type: field.type,
    required: field.required,
    personal: null,
    values: valuesOf(column),
    minimum: null,
    maximum: null,
    seen: seen.filter(Boolean).join('; '),
    reading: column.reading,
  };
}

/** Of a category; of whole numbers that come again and again too, in case somebody says that they are codes. */
function valuesOf({ field, type, values, isWholeNumbers, present }: InferredColumn): readonly string[] {
  if (field.type === 'category') return field.values ?? [];
  const isCode = type === 'number' && isWholeNumbers && values !== null && values.length <= 20;
  return isCode && values.length * 2 <= present ? values.map(({ value }) => value) : [];
}

/** Takes a column as the answer: it is no part of the case then, and the one before it is again. */
export function withAnswer(draft: Draft, { column, outputSchema }: AnswerSuggestion): Draft {
  const before = draft.answerColumn;
  const fields = draft.fields.map((field) => {
    if (field.column === column) return { ...field, isTaken: false };
    return before !== null && field.column === before ? { ...field, isTaken: true } : field;
  });
  const next = { ...draft, fields, answerColumn: column, kind: outputSchema.kind };
  if (outputSchema.kind === 'label' || outputSchema.kind === 'labels')
    return { ...next, labels: outputSchema.labels.map(({ value }, key) => ({ key, value, title: '' })) };
  return outputSchema.kind === 'number' ? { ...next, isWhole: outputSchema.integer } : next;
}

/** The names by which machines send the fields that are taken. */
export function namesOf(fields: readonly DraftField[]): ReadonlyMap<number, string> {
  const taken = fields.filter(({ isTaken }) => isTaken);
  const names = fieldNames(taken.map(({ title, column }) => column ?? title));
  return new Map(taken.map(({ key }, index) => [key, names[index] ?? '']));
}
