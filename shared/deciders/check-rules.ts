import {
  validateOutput,
  type FieldError,
  type InputField,
  type InputSchema,
  type OutputSchema,
} from '../schema/index.js';
import { isNumbers, isTexts, operatorsOf, type RuleCondition, type RuleOperator, type RulesConfig } from './rules.js';

/** Everything in a table that does not fit the project: unknown fields, operators of another type, answers outside the schema. */
export function checkRules(
  config: RulesConfig,
  { inputSchema, outputSchema }: { readonly inputSchema: InputSchema; readonly outputSchema: OutputSchema },
): FieldError[] {
  const errors = config.rows.flatMap(({ when, then }, at) => [
    ...when.flatMap((condition, place) => conditionErrors(condition, inputSchema, `/rows/${at}/when/${place}`)),
    ...outcomeErrors(then.value, outputSchema, `/rows/${at}/then/value`),
  ]);
  return [...errors, ...outcomeErrors(config.otherwise.value, outputSchema, '/otherwise/value')];
}

function outcomeErrors(value: unknown, schema: OutputSchema, pointer: string): FieldError[] {
  const checked = validateOutput(schema, value);
  return checked.ok ? [] : checked.errors.map((error) => ({ pointer: pointer + error.pointer, detail: error.detail }));
}

function conditionErrors(
  { field: name, operator, value }: RuleCondition,
  schema: InputSchema,
  pointer: string,
): FieldError[] {
  const field = schema.fields.find((candidate) => candidate.name === name);
  if (!field) return [{ pointer: `${pointer}/field`, detail: `${name} is not a field of this project` }];
  if (!operatorsOf(field.type).includes(operator))
    return [{ pointer: `${pointer}/operator`, detail: `does not go with a field of type ${field.type}` }];
  const detail = operandError(operator, field, value);
  return detail === undefined ? [] : [{ pointer: `${pointer}/value`, detail }];
}

type Operand = { readonly fits: (value: unknown) => boolean; readonly detail: string };
const NONE: Operand = { fits: (value) => value === undefined, detail: 'takes no value' };
const TEXTS: Operand = { fits: (value) => isTexts(value) && value.length > 0, detail: 'takes a list of texts' };
const TIME: Operand = { fits: isTime, detail: 'takes a date-time' };
const LENGTH: Operand = { fits: isNumber, detail: 'takes a number of characters' };
const NUMBER: Operand = { fits: isNumber, detail: 'takes a number' };
const TEXT: Operand = { fits: (value) => typeof value === 'string' && value !== '', detail: 'takes a text' };
const OPERANDS: Readonly<Partial<Record<RuleOperator, Operand>>> = {
  true: NONE,
  false: NONE,
  missing: NONE,
  present: NONE,
  between: { fits: isRange, detail: 'takes two numbers, the lower first' },
  contains_any: TEXTS,
  one_of: TEXTS,
  none_of: TEXTS,
  before: TIME,
  after: TIME,
  longer_than: LENGTH,
  shorter_than: LENGTH,
};

function operandError(operator: RuleOperator, field: InputField, value: unknown): string | undefined {
  const { fits, detail } = OPERANDS[operator] ?? (field.type === 'number' ? NUMBER : TEXT);
  return fits(value) ? undefined : detail;
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}

function isRange(value: unknown): boolean {
  const [lower, upper] = isNumbers(value) ? value : [];
  return lower !== undefined && upper !== undefined && lower <= upper;
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && Number.isFinite(Date.parse(value));
}
