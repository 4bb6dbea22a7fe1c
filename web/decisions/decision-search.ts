import type { OutputSchema } from '@handrail/shared/schema';
import { fieldText, readTyped } from '../ui/typed-number';
import type { DeciderKind, DecisionFilterInput, FieldState, Level } from '../lib/generated/graphql';

/** The filter as it stands in the address; what a link that was typed by hand holds may be a number. */
export type DecisionSearch = {
  readonly q?: string;
  readonly by?: DeciderKind;
  readonly status?: string;
  readonly reason?: string;
  /** A case's id, or the key that it came with. */
  readonly id?: string;
  /** Instants, ISO 8601; the upper one excluded. */
  readonly from?: string;
  readonly to?: string;
  readonly value?: string | number;
  readonly decider?: string;
  readonly level?: Level;
  readonly segment?: string | number;
  /** Confidence, both ends included. */
  readonly min?: string | number;
  readonly max?: string | number;
  /** A field of the input, and what it has: nothing, what was never seen, or this value. */
  readonly field?: string | number;
  readonly has?: FieldState | 'VALUE';
  readonly fieldValue?: string | number | boolean;
};

export type FilterProps = {
  readonly search: DecisionSearch;
  readonly onChange: (change: Record<string, string | undefined>) => void;
};

/** What stands behind “More filters”. */
export const MORE = [
  'id',
  'from',
  'to',
  'value',
  'decider',
  'level',
  'segment',
  'min',
  'max',
  'field',
  'has',
  'fieldValue',
] as const;
export const ALL = ['q', 'by', 'status', 'reason', ...MORE] as const;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** For GraphQL. What is not a time or a number filters nothing. */
export function filterOf(
  search: DecisionSearch,
  output: OutputSchema,
  numberFields: ReadonlySet<string> = new Set(),
): DecisionFilterInput {
  const { q, by, status, reason, decider, level } = search;
  const [id, segment] = [search.id, search.segment].map((value) => (value === undefined ? '' : String(value)));
  const given: [keyof DecisionFilterInput, unknown][] = [
    ['search', q === undefined ? undefined : String(q)],
    ['decidedBy', by],
    ['status', status],
    ['reason', reason],
    [UUID.test(id ?? '') ? 'id' : 'key', id],
    ['from', instantOf(search.from)],
    ['to', instantOf(search.to)],
    ['value', answerOf(search.value, output)],
    ['decider', decider],
    ['level', level],
    ['segment', segment],
    ['confidenceFrom', numberOf(search.min)],
    ['confidenceTo', numberOf(search.max)],
    ...fieldOf(search, numberFields),
  ];
  return Object.fromEntries(given.filter(([, value]) => value !== undefined && value !== ''));
}

/** A field alone filters nothing yet, nor does what a field has without saying which. */
function fieldOf(
  { field, has, fieldValue }: DecisionSearch,
  numberFields: ReadonlySet<string>,
): [keyof DecisionFilterInput, unknown][] {
  const name = field === undefined ? '' : String(field);
  if (name === '') return [];
  if (has === 'MISSING' || has === 'NEW')
    return [
      ['field', name],
      ['fieldState', has],
    ];
  if (has !== 'VALUE' || fieldValue === undefined || fieldValue === '') return [];
  // A number is looked for as it is kept, however it was written: 0.60 finds 0.6.
  const number = numberFields.has(name) ? numberOf(String(fieldValue)) : undefined;
  if (numberFields.has(name) && number === undefined) return [];
  return [
    ['field', name],
    ['fieldValue', number === undefined ? String(fieldValue) : fieldText(number)],
  ];
}

export function activeOf(search: DecisionSearch, names: readonly (keyof DecisionSearch)[]): number {
  return names.filter((name) => search[name] !== undefined && search[name] !== '').length;
}

/** An instant as a field for local dates and times takes it, and back; nothing for what is none. */
export function localOf(iso: string | undefined): string {
  const at = new Date(iso ?? '');
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function instantOf(time: string | undefined): string | undefined {
  const at = new Date(time ?? '');
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

/** What filters nothing because it is no number, as it is said; by the rule of every field for numbers. */
export function unreadableIn(
  { min, max, value, field, has, fieldValue }: DecisionSearch,
  output: OutputSchema,
  numberFields: ReadonlySet<string>,
): string[] {
  const given: [string, string | number | boolean | undefined][] = [
    ['Confidence from', min],
    ['Confidence to', max],
    ['Answer', output.kind === 'number' ? value : undefined],
    ['Value of the field', has === 'VALUE' && numberFields.has(String(field)) ? fieldValue : undefined],
  ];
  return given.flatMap(([name, text]) => {
    const { value: read, problem } = readTyped(String(text ?? ''));
    return Number.isNaN(read) ? [`${name}: ${problem ?? 'a number is not there yet.'}`] : [];
  });
}

function numberOf(value: string | number | undefined): number | undefined {
  const { value: read } = readTyped(String(value ?? ''));
  return read === null || Number.isNaN(read) ? undefined : read;
}

function answerOf(value: string | number | undefined, output: OutputSchema): unknown {
  if (value === undefined || value === '') return undefined;
  return output.kind === 'number' ? numberOf(value) : String(value);
}
