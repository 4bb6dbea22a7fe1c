import { z } from 'zod';
import type { CaseInput, FieldType } from '../schema/index.js';
import type { Evidence } from './said.js';

/** How a condition compares a field. `MISSING` and `PRESENT` go with every field; text is compared without regard to case. */
export const OPERATORS = [
  'contains',
  'not_contains',
  'contains_any',
  'starts_with',
  'ends_with',
  'equals',
  'not_equals',
  'longer_than',
  'shorter_than',
  'less',
  'at_most',
  'at_least',
  'more',
  'between',
  'is',
  'is_not',
  'one_of',
  'none_of',
  'true',
  'false',
  'before',
  'after',
  'missing',
  'present',
] as const;
export type RuleOperator = (typeof OPERATORS)[number];

const EVERY = ['missing', 'present'] as const satisfies readonly RuleOperator[];
const OF_TEXT = [
  'contains',
  'not_contains',
  'contains_any',
  'starts_with',
  'ends_with',
  'equals',
  'not_equals',
  'longer_than',
  'shorter_than',
] as const satisfies readonly RuleOperator[];
const OF_TYPE: Readonly<Record<FieldType, readonly RuleOperator[]>> = {
  text: OF_TEXT,
  number: ['less', 'at_most', 'equals', 'not_equals', 'at_least', 'more', 'between'],
  boolean: ['true', 'false'],
  category: ['is', 'is_not', 'one_of', 'none_of'],
  'date-time': ['before', 'after'],
  'image-url': OF_TEXT,
  'audio-url': OF_TEXT,
};

/** The operators that a field of this type takes, in the order in which a form offers them. */
export function operatorsOf(type: FieldType): readonly RuleOperator[] {
  return [...OF_TYPE[type], ...EVERY];
}

const text = z.string().max(500);
const conditionSchema = z.strictObject({
  field: z.string().min(1).max(64),
  operator: z.enum(OPERATORS),
  /** What it is compared with; a list for `contains_any`, `one_of`, `none_of` and `between` (lower, upper; inclusive). */
  value: z.union([text, z.number(), z.array(text).max(200), z.array(z.number()).max(2)]).optional(),
});
const outcomeSchema = z.strictObject({
  value: z.union([z.string().max(10_000), z.number(), z.array(z.string().max(200)).max(500)]),
  /** In [0, 1]. Without one a model's answer goes to a person; a previous system needs none. */
  confidence: z.number().min(0).max(1).optional(),
});
const rowSchema = z.strictObject({
  note: z.string().max(500).default(''),
  /** All of them must hold; none at all always holds. */
  when: z.array(conditionSchema).max(20),
  then: outcomeSchema,
});

/** A decision table: the first row whose conditions all hold answers, else `otherwise`. */
export const rulesConfigSchema = z.strictObject({
  rows: z.array(rowSchema).max(500),
  otherwise: outcomeSchema,
});

export type RuleCondition = z.output<typeof conditionSchema>;
export type RuleRow = z.output<typeof rowSchema>;
export type RulesConfig = z.output<typeof rulesConfigSchema>;
/** What a table says of a case; `row` is the place of the row from 0, null for `otherwise`. */
export type RuleOutcome = {
  readonly row: number | null;
  readonly value: string | number | readonly string[];
  readonly confidence: number | null;
  readonly evidence: readonly Evidence[];
};

/**
 * Answers a case by the first row whose conditions all hold, with the fields of that row as evidence. Total: whatever the
 * case holds there is an answer, and nothing is thrown. A field that is missing, or of another type than the operator
 * compares, meets no condition but `missing`.
 */
export function evaluateRules(config: RulesConfig, input: CaseInput): RuleOutcome {
  const at = config.rows.findIndex(({ when }) => when.every((condition) => holds(condition, input)));
  const row = config.rows[at];
  const { value, confidence = null } = row?.then ?? config.otherwise;
  return { row: row ? at : null, value, confidence, evidence: row ? evidenceOf(row, input) : [] };
}

/**
 * How many steps a table takes at most on these cases: each text that a condition looks for, times each character of the
 * field that it looks in. About a nanosecond each.
 */
export function costOfRules({ rows }: RulesConfig, inputs: readonly CaseInput[]): number {
  const perField = new Map<string, number>();
  for (const { when } of rows)
    for (const { field, value } of when) perField.set(field, (perField.get(field) ?? 0) + 1 + lengthOf(value));
  const lengths = (field: string): number =>
    inputs.reduce((sum, input) => sum + (Object.hasOwn(input, field) ? lengthOf(input[field]) : 1), 0);
  return [...perField].reduce((sum, [field, sought]) => sum + sought * lengths(field), 0);
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 1;
  return isTexts(value) ? value.reduce((sum, one) => sum + one.length + 1, 0) : 1;
}

type Test<V, O> = Readonly<Partial<Record<RuleOperator, (value: V, operand: O) => boolean>>>;

const OF_NUMBER_AND_NUMBER: Test<number, number> = {
  less: (value, operand) => value < operand,
  at_most: (value, operand) => value <= operand,
  at_least: (value, operand) => value >= operand,
  more: (value, operand) => value > operand,
  equals: (value, operand) => value === operand,
  not_equals: (value, operand) => value !== operand,
};
const OF_TEXT_AND_NUMBER: Test<string, number> = {
  longer_than: (value, operand) => value.length > operand,
  shorter_than: (value, operand) => value.length < operand,
};
const OF_TEXT_AND_TEXT: Test<string, string> = {
  contains: (value, operand) => folded(value).includes(folded(operand)),
  not_contains: (value, operand) => !folded(value).includes(folded(operand)),
  starts_with: (value, operand) => folded(value).startsWith(folded(operand)),
  ends_with: (value, operand) => folded(value).endsWith(folded(operand)),
  equals: (value, operand) => folded(value) === folded(operand),
  not_equals: (value, operand) => folded(value) !== folded(operand),
  is: (value, operand) => value === operand,
  is_not: (value, operand) => value !== operand,
  before: (value, operand) => Date.parse(value) < Date.parse(operand),
  after: (value, operand) => Date.parse(value) > Date.parse(operand),
};
const OF_TEXT_AND_TEXTS: Test<string, readonly string[]> = {
  one_of: (value, operand) => operand.includes(value),
  none_of: (value, operand) => !operand.includes(value),
  contains_any: (value, operand) => {
    const text = folded(value);
    return operand.some((part) => part !== '' && text.includes(folded(part)));
  },
};

function folded(text: string): string {
  return text.toLowerCase();
}

function holds({ field, operator, value: operand }: RuleCondition, input: CaseInput): boolean {
  const value = Object.hasOwn(input, field) ? input[field] : undefined;
  if (value === undefined || value === null) return operator === 'missing';
  if (operator === 'present') return true;
  if (typeof value === 'boolean') return operator === String(value);
  return typeof value === 'number' ? numberHolds(operator, value, operand) : textHolds(operator, value, operand);
}

function numberHolds(operator: RuleOperator, value: number, operand: RuleCondition['value']): boolean {
  if (typeof operand === 'number') return OF_NUMBER_AND_NUMBER[operator]?.(value, operand) ?? false;
  const [lower, upper] = operator === 'between' && isNumbers(operand) ? operand : [];
  return lower !== undefined && upper !== undefined && value >= lower && value <= upper;
}

function textHolds(operator: RuleOperator, value: string, operand: RuleCondition['value']): boolean {
  if (typeof operand === 'number') return OF_TEXT_AND_NUMBER[operator]?.(value, operand) ?? false;
  if (typeof operand === 'string') return OF_TEXT_AND_TEXT[operator]?.(value, operand) ?? false;
  return isTexts(operand) && (OF_TEXT_AND_TEXTS[operator]?.(value, operand) ?? false);
}

/** Where a row's conditions touch the case: the words that were found, else the whole field. */
function evidenceOf({ when }: RuleRow, input: CaseInput): Evidence[] {
  return when.flatMap(({ field, operator, value: operand }) => {
    const value = Object.hasOwn(input, field) ? input[field] : undefined;
    if (value === undefined) return [];
    const whole = { field, start: 0, end: String(value).length, weight: 1 };
    if (typeof value !== 'string' || !['contains', 'contains_any'].includes(operator)) return [whole];
    const words = (isTexts(operand) ? operand : [operand]).filter((word) => typeof word === 'string');
    const found = words.flatMap((word) => spansOf(field, value, word));
    return found.length > 0 ? found : [whole];
  });
}

const MAX_SPANS = 20;

/** Case is folded where that keeps every place; else the whole field is the evidence. */
function spansOf(field: string, value: string, word: string): Evidence[] {
  const [hay, needle] = [value.toLowerCase(), word.toLowerCase()];
  if (needle === '' || hay.length !== value.length) return [];
  const spans: Evidence[] = [];
  for (let at = hay.indexOf(needle); at >= 0 && spans.length < MAX_SPANS; at = hay.indexOf(needle, at + needle.length))
    spans.push({ field, start: at, end: at + needle.length, weight: 1 });
  return spans;
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

export function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}
