import { inputFieldSchema, type CaseInput, type InputField, type OutputSchema } from '../schema/index.js';
import { readingOf, type ColumnReading } from './column-reading.js';
import { inferColumn, type ColumnKind } from './infer-column.js';
import { clearOf } from './number-format.js';
import { readCell } from './read-cell.js';
import type { Sample } from './read-sample.js';

/** A column of a sample and the field it would become. */
export type InferredColumn = ColumnKind & {
  /** As the sample names it. */
  readonly column: string;
  readonly field: InputField;
  /** Names each case, so it says nothing about it: it is better sent as the case's key. */
  readonly isKey: boolean;
};

/** A column that may be the answer, with the output schema it would lead to. */
export type AnswerSuggestion = {
  readonly column: string;
  readonly outputSchema: OutputSchema;
  /** Why it is thought so, in words. */
  readonly why: string;
};

export type InferredSchema = {
  readonly columns: readonly InferredColumn[];
  /** The likeliest first; may be empty. */
  readonly answers: readonly AnswerSuggestion[];
  /** All other columns that hold something, in their order: any of them may be the answer all the same. */
  readonly others: readonly AnswerSuggestion[];
};

const MAX_FIELDS = 100;
const MAX_LABELS = 50;
const MAX_CODES = 20;
const ANSWER_NAMES =
  /^(label|labels|class|target|answer|decision|category|outcome|verdict|y|gold|truth|result|approved|status|is_\w+|tags?|rating|grade|score|truth_label|gold_label|expected)$/;
const KEY_NAMES = /^(id|uuid|guid|key|\w+_(id|uuid|key|number|no|nr)|index|row|nr|no)$/;
const TEXT_ANSWER_NAMES = /^(answer|summary|translation|response|reply|completion|output|expected)$/;

/**
 * Suggests what a case looks like from a sample: a field for each column (type, whether it is always there, the values of
 * a category), and which columns may be the answer. Every case of the sample is accepted by the fields it suggests.
 *
 * Columns beyond the hundredth are inferred too; a project has at most 100 fields, so not all can be taken.
 */
export function inferSchema({
  columns,
  rows,
  separator = null,
  isCut = false,
  readings = {},
}: Pick<Sample, 'columns' | 'rows'> &
  Partial<Pick<Sample, 'separator' | 'isCut'>> & {
    /** How somebody says that columns are read; what is absent is guessed. */
    readonly readings?: Readonly<Record<string, ColumnReading>>;
  }): InferredSchema {
  const names = fieldNames(columns);
  const isComma = separator === null || separator === ',';
  const inferred = columns.map((column, index): InferredColumn => {
    const kind = inferColumn(
      rows.map((row) => (Object.hasOwn(row, column) ? row[column] : undefined)),
      { isComma, said: readingOf(readings, column) },
    );
    const name = names[index] ?? `field_${index + 1}`;
    const isOpen = isCut && kind.type === 'category';
    const notes = isOpen ? [...kind.notes, OPEN] : kind.notes;
    return { ...kind, notes, column, field: fieldOf(name, column, { ...kind, isOpen }), isKey: isKey(name, kind) };
  });
  const answers = answersOf(inferred, isCut);
  const likely = new Set(answers.map(({ column }) => column));
  const others = inferred.flatMap((column) => (likely.has(column.column) ? [] : otherAnswer(column)));
  return { columns: inferred, answers, others };
}

const OPEN = 'The file goes on after the rows that were looked at, so other values are taken too.';

/** The columns that a wizard would take up at first: what says something about a case, at most 100, without the answer. */
export function suggestedFields({ columns }: InferredSchema, answerColumn: string | null): InputField[] {
  return columns
    .filter(({ column, isKey, present }) => column !== answerColumn && !isKey && present > 0)
    .slice(0, MAX_FIELDS)
    .map(({ field }) => field);
}

/** A row of the sample as a case of these columns; missing cells are left out. */
export function caseOfRow(
  row: Readonly<Record<string, unknown>>,
  columns: readonly {
    readonly column: string;
    readonly field: Pick<InputField, 'name' | 'type'> & { readonly values?: readonly string[] | undefined };
    readonly reading?: ColumnReading;
  }[],
): CaseInput {
  return Object.fromEntries(
    columns.flatMap(({ column, field, reading = {} }) => {
      const cell = Object.hasOwn(row, column) ? row[column] : undefined;
      const read = readCell(field, cell, { ...reading, numbers: reading.numbers && clearOf(reading.numbers) });
      return read.kind === 'value' ? [[field.name, read.value]] : [];
    }),
  );
}

function fieldOf(name: string, column: string, kind: ColumnKind & { readonly isOpen: boolean }): InputField {
  const common = {
    name,
    ...(column === name ? {} : { title: column.slice(0, 120) }),
    required: kind.rows > 0 && kind.present === kind.rows,
  };
  switch (kind.type) {
    case 'category':
      return inputFieldSchema.parse({
        ...common,
        type: 'category',
        values: kind.isOpen ? undefined : kind.values?.map(({ value }) => value),
      });
    case 'text':
      return inputFieldSchema.parse({
        ...common,
        type: 'text',
        ...(kind.longest > 100_000 ? { maxLength: 1_000_000 } : {}),
      });
    case 'number':
    case 'boolean':
    case 'date-time':
    case 'image-url':
    case 'audio-url':
      return inputFieldSchema.parse({ ...common, type: kind.type });
  }
}

/** Names that a field may have, unique, near to the columns’. */
export function fieldNames(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const plain = column
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .replace(/[^A-Za-z0-9_]+/g, '_')
      .replace(/^_+|_+$/g, '');
    const base = (/^[A-Za-z]/.test(plain) ? plain : `field_${plain}`.replace(/_$/, '')).slice(0, 58);
    let name = base;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${base}_${count}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function isKey(name: string, { type, values, present, rows, isWholeNumbers }: ColumnKind): boolean {
  const isDistinct = values === null || values.length === present;
  const isName = type === 'text' || (type === 'number' && isWholeNumbers);
  return KEY_NAMES.test(name.toLowerCase()) && isName && isDistinct && present === rows && rows > 1;
}

function answersOf(columns: readonly InferredColumn[], isCut: boolean): AnswerSuggestion[] {
  return columns
    .flatMap((column, index) => {
      const suggestion = column.isKey ? null : answerOf(column);
      return suggestion ? [{ ...suggestion, at: index }] : [];
    })
    .sort((a, b) => b.score - a.score || b.at - a.at)
    .map(({ column, outputSchema, why }) => ({
      column,
      outputSchema,
      why: isCut && 'labels' in outputSchema ? `${why}; the file goes on, so others may follow` : why,
    }));
}

/** What an answer of a column would be that nothing makes likely. */
function otherAnswer(column: InferredColumn): AnswerSuggestion[] {
  const { type, values, present, isWholeNumbers } = column;
  if (present === 0) return [];
  const say = (outputSchema: OutputSchema, why: string): AnswerSuggestion[] => [
    { column: column.column, outputSchema, why },
  ];
  if (type === 'number') return say({ kind: 'number', integer: isWholeNumbers }, 'a number');
  if (values && values.length >= 2 && values.length <= MAX_LABELS && values.every(isLabel))
    return say({ kind: 'label', labels: labelsOf(values) }, `${values.length} different values`);
  return say({ kind: 'text', maxLength: 10_000 }, 'text');
}

type Scored = AnswerSuggestion & { readonly score: number };

function answerOf(column: InferredColumn): Scored | null {
  const { field, lists } = column;
  const isNamed = ANSWER_NAMES.test(field.name.toLowerCase());
  const say = (outputSchema: OutputSchema, what: string, score: number): Scored => ({
    column: column.column,
    outputSchema,
    why: isNamed ? `${what}, and the name suggests an answer` : what,
    score: isNamed ? score + 2 : score,
  });
  if (lists && isNamed)
    return say(
      { kind: 'labels', labels: labelsOf(lists), minimum: 0 },
      `several of ${lists.length} values in a row`,
      1.5,
    );
  const labels = labelValues(column, isNamed);
  if (column.type === 'number') return numberAnswer(column, { labels, isNamed, say });
  if (labels) return say({ kind: 'label', labels: labelsOf(labels) }, `${labels.length} different values`, 1);
  const isTextAnswer = column.type === 'text' && TEXT_ANSWER_NAMES.test(field.name.toLowerCase());
  return isTextAnswer ? say({ kind: 'text', maxLength: 10_000 }, 'text', 0) : null;
}

type Saying = {
  readonly labels: ColumnKind['values'];
  readonly isNamed: boolean;
  readonly say: (outputSchema: OutputSchema, what: string, score: number) => Scored;
};

/** Codes, such as 0 and 1, are categories whatever their column is called. */
function numberAnswer({ isWholeNumbers, present }: InferredColumn, { labels, isNamed, say }: Saying): Scored | null {
  const isCode = labels !== null && isWholeNumbers && labels.length <= MAX_CODES && labels.length * 2 <= present;
  if (isCode)
    return say({ kind: 'label', labels: labelsOf(labels) }, `${labels.length} different numbers`, isNamed ? 0.5 : -1);
  return isNamed ? say({ kind: 'number', integer: isWholeNumbers }, 'a number', 0.5) : null;
}

/** The values of a column of which each comes again, or that an answer's name makes likely; else null. */
function labelValues({ values, present }: InferredColumn, isNamed: boolean): ColumnKind['values'] {
  if (values === null || values.length < 2 || values.length > MAX_LABELS) return null;
  return (values.length * 2 <= present || isNamed) && values.every(isLabel) ? values : null;
}

function isLabel({ value }: { readonly value: string }): boolean {
  return value.trim() !== '' && value.length <= 200;
}

function labelsOf(values: readonly { readonly value: string }[]): { value: string }[] {
  return values.map(({ value }) => ({ value }));
}
