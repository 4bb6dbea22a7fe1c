import { own, type InputSchema, type OutputSchema } from '../schema/index.js';
import type { SourceRow } from './import-row.js';
import type { FileReading } from './column-reading.js';
import { clearOf, formatOfNumbers, readNumber } from './number-format.js';
import { proposeReading } from './propose-reading.js';
import { readAnswer } from './read-answer.js';
import { readInstant } from './read-instant.js';
import type { ImportMapping } from './settings.js';

type Known = Exclude<keyof ImportMapping, 'fields' | 'values' | 'reading'>;

/** Names that columns usually have, the likeliest first; compared without case and punctuation. */
const NAMES: Readonly<Record<Known, readonly string[]>> = {
  label: [
    'label',
    'gold',
    'goldlabel',
    'truth',
    'groundtruth',
    'class',
    'category',
    'target',
    'answer',
    'annotation',
    'y',
  ],
  time: ['labelledat', 'labeledat', 'annotatedat', 'timestamp', 'createdat', 'time', 'date', 'datetime', 'updatedat'],
  segment: ['segment', 'channel', 'region', 'country', 'group'],
  key: ['handrailid', 'id', 'key', 'casekey', 'uuid', 'taskid', 'exampleid', 'rowid'],
  prediction: ['prediction', 'predicted', 'predictedlabel', 'decision', 'systemdecision', 'output', 'modeloutput'],
  confidence: ['confidence', 'score', 'probability', 'predictedprobability'],
  annotator: ['annotator', 'reviewer', 'labeller', 'labeler', 'worker', 'completedby', 'annotatorid'],
  selectionProb: ['selectionprob', 'selectionprobability', 'propensity', 'samplingprobability'],
};
/** Share of a column's cells that are labels of the project: where its name says so too, and where nothing but they does. */
const LIKE_LABELS = { named: 0.5, unnamed: 0.9 } as const;

/**
 * Proposes which column becomes what, from names and from what the first rows hold: a column whose cells are nearly all
 * labels of the project is the label, whatever it is called. Each column is used once; what is unclear is left open.
 */
export function proposeMapping(given: {
  readonly columns: readonly string[];
  readonly rows: readonly SourceRow[];
  readonly inputSchema: InputSchema;
  readonly outputSchema: OutputSchema;
  /** How the text itself is read. */
  readonly file?: Omit<FileReading, 'columns'>;
}): ImportMapping {
  const { columns, rows, file = {} } = given;
  const isComma = file.separator === undefined || file.separator === ',';
  const free = new Set(columns);
  const take = (column: string | undefined): string | undefined => {
    if (column !== undefined) free.delete(column);
    return column;
  };
  const fields: Record<string, string> = {};
  for (const { name, title } of given.inputSchema.fields) {
    const column = take(bestNamed(free, [name, ...(title === undefined ? [] : [title])].map(plain)));
    if (column !== undefined) fields[name] = column;
  }
  const labels = (column: string): number => shareOfAnswers(column, given, isComma);
  const mapping: { -readonly [K in Known]?: string } = {};
  for (const part of [
    'selectionProb',
    'label',
    'prediction',
    'confidence',
    'time',
    'key',
    'segment',
    'annotator',
  ] as const) {
    const fits = [...free].filter((column) => fitsPart(part, { column, rows, labels }));
    const column = take(
      bestNamed(fits, NAMES[part]) ??
        (part === 'label' ? onlyOne(fits.filter((column) => labels(column) >= LIKE_LABELS.unnamed)) : undefined),
    );
    if (column !== undefined) mapping[part] = column;
  }
  const reading = proposeReading({ fields, ...mapping }, { ...given, isComma });
  return { fields, ...mapping, values: {}, reading: { ...file, columns: reading } };
}

/** What a machine said is never proposed as what people answered, however much it looks like it. */
const OF_MACHINES = /suggest|predict/i;

function fitsPart(
  part: Known,
  { column, rows, labels }: { column: string; rows: readonly SourceRow[]; labels: (column: string) => number },
): boolean {
  switch (part) {
    case 'label':
      return !OF_MACHINES.test(column) && labels(column) >= LIKE_LABELS.named;
    case 'prediction':
      return labels(column) >= LIKE_LABELS.named;
    case 'time':
      return shareOf(rows, column, (cell) => readInstant(cell) instanceof Date) === 1;
    case 'confidence':
    case 'selectionProb':
      return shareOf(rows, column, isProbability) === 1;
    case 'key':
      return new Set(rows.map((row) => JSON.stringify(own(row, column)))).size === rows.length;
    case 'segment':
    case 'annotator':
      return true;
  }
}

/** Text of any kind is an answer where free text is asked for, so that says nothing there. */
function shareOfAnswers(
  column: string,
  { rows, outputSchema }: { readonly rows: readonly SourceRow[]; readonly outputSchema: OutputSchema },
  isComma: boolean,
): number {
  const texts = rows.map((row) => own(row, column)).filter((cell) => typeof cell === 'string');
  const numbers = (outputSchema.kind === 'number' ? formatOfNumbers(texts, { isComma }) : null) ?? '1234.5';
  const isAnswer = (cell: unknown): boolean =>
    readAnswer(cell, outputSchema, { values: {}, reading: { numbers: clearOf(numbers) } }).kind === 'value';
  return shareOf(rows, column, isAnswer);
}

function isProbability(cell: unknown): boolean {
  const read = typeof cell === 'string' ? readNumber(cell) : undefined;
  const value = read?.ok === false ? read.nearest : (read?.value ?? cell);
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function onlyOne(columns: readonly string[]): string | undefined {
  return columns.length === 1 ? columns[0] : undefined;
}

/** Share of the cells that are not empty; 0 where all are. */
function shareOf(rows: readonly SourceRow[], column: string, test: (cell: unknown) => boolean): number {
  const cells = rows
    .map((row) => own(row, column))
    .filter((cell) => cell !== undefined && cell !== null && cell !== '');
  return cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
}

/** Exactly so named, or the last part of a nested name (`input.text`). */
function bestNamed(columns: Iterable<string>, names: readonly string[]): string | undefined {
  const all = [...columns];
  for (const name of names) {
    const found =
      all.find((column) => plain(column) === name) ??
      all.find((column) => column.includes('.') && plain(column.split('.').at(-1) ?? '') === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
