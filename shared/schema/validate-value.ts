import { instantError } from './bounds.js';
import type { FieldError } from './field-error.js';
import type { InputField, InputSchema } from './input-schema.js';
import type { OutputSchema } from './output-schema.js';

/** A case's input as stored: field name → value; date-times are ISO 8601 strings, absent optional fields are left out. */
export type CaseInput = Readonly<Record<string, string | number | boolean>>;
/** An answer: a label or text (string), several labels (strings, unique, in schema order), or a number. */
export type OutputValue = string | number | readonly string[];
/** Either the value as it is to be stored, or every error found, each with a JSON pointer relative to the value. */
export type Validated<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

const ISO_DATE_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;
const HTTP_URL =
  /^https?:\/\/(?:\[[0-9a-f:.]{2,45}\]|[^\s/?#@:"'<>\\^`{|}[\]]{1,253})(?::(?<port>\d{1,5}))?(?:[/?#][^\s"<>]*)?$/i;
const MAX_URL_LENGTH = 2000;
/** Unseen, and so a way to make one address look as another. */
const UNSEEN = /\p{Cc}|\p{Cf}/u;
const MAX_CATEGORY_LENGTH = 500;

/**
 * Checks a case's input against the project's input schema. Unknown fields are refused, `null` counts as absent.
 * Never throws; the pointers start at the input (`/subject`).
 */
export function validateInput(schema: InputSchema, input: unknown): Validated<CaseInput> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, errors: [{ pointer: '', detail: `must be an object, got ${describe(input)}` }] };
  }
  const given = new Map<string, unknown>(Object.entries(input));
  const errors: FieldError[] = [];
  const value: Record<string, string | number | boolean> = {};
  for (const field of schema.fields) {
    const raw = given.get(field.name);
    given.delete(field.name);
    if (raw === undefined || raw === null) {
      if (field.required) errors.push({ pointer: `/${field.name}`, detail: 'is required' });
      continue;
    }
    const detail = fieldError(field, raw);
    if (detail) errors.push({ pointer: `/${field.name}`, detail });
    // Just checked: every field type is a string, a number or a boolean.
    else value[field.name] = raw as string | number | boolean;
  }
  for (const name of given.keys()) {
    errors.push({ pointer: `/${escapePointer(name)}`, detail: 'is not a field of this project' });
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value };
}

/**
 * Checks an answer against the project's output schema, whoever gave it. Several labels come back unique and in the
 * schema's order, so that equal answers are equal values. Never throws; pointers start at the value.
 */
export function validateOutput(schema: OutputSchema, value: unknown): Validated<OutputValue> {
  switch (schema.kind) {
    case 'label': {
      const detail = labelError(schema.labels, value);
      return detail ? refused(detail) : { ok: true, value: value as string };
    }
    case 'labels':
      return validateLabels(schema, value);
    case 'number': {
      const detail = numberError(schema, value);
      if (detail) return refused(detail);
      if (schema.integer && !Number.isInteger(value)) return refused('must be a whole number');
      return { ok: true, value: value as number };
    }
    case 'text': {
      if (typeof value !== 'string') return refused(`must be text, got ${describe(value)}`);
      if (value.trim() === '') return refused('must not be empty');
      if (value.length > schema.maxLength) return refused(`is longer than ${schema.maxLength} characters`);
      return { ok: true, value };
    }
  }
}

function validateLabels(schema: Extract<OutputSchema, { kind: 'labels' }>, value: unknown): Validated<OutputValue> {
  if (!Array.isArray(value)) return refused(`must be a list of labels, got ${describe(value)}`);
  const errors: FieldError[] = [];
  const chosen = new Set<unknown>(value);
  value.forEach((label, index) => {
    const detail = labelError(schema.labels, label);
    if (detail) errors.push({ pointer: `/${index}`, detail });
  });
  if (errors.length > 0) return { ok: false, errors };
  if (chosen.size < schema.minimum) return refused(`needs at least ${schema.minimum} labels`);
  if (schema.maximum !== undefined && chosen.size > schema.maximum) {
    return refused(`takes at most ${schema.maximum} labels`);
  }
  return { ok: true, value: schema.labels.map((label) => label.value).filter((label) => chosen.has(label)) };
}

function refused(detail: string): Validated<never> {
  return { ok: false, errors: [{ pointer: '', detail }] };
}

function fieldError(field: InputField, raw: unknown): string | undefined {
  switch (field.type) {
    case 'text':
      if (typeof raw !== 'string') return `must be text, got ${describe(raw)}`;
      return raw.length > field.maxLength ? `is longer than ${field.maxLength} characters` : undefined;
    case 'number':
      return numberError(field, raw);
    case 'boolean':
      return typeof raw === 'boolean' ? undefined : `must be true or false, got ${describe(raw)}`;
    case 'category':
      return categoryError(field.values, raw);
    case 'date-time':
      return typeof raw === 'string' && isDateTime(raw)
        ? instantError(raw)
        : 'must be an ISO 8601 date-time with a zone in the years 1 to 9999, such as 2026-01-31T12:00:00Z';
    case 'image-url':
    case 'audio-url':
      return addressProblem(raw);
  }
}

/** What shows a picture or plays a sound asks for this address: no user name goes out, and nothing unseen stands in it. */
function addressProblem(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return `must be an http or https URL, got ${describe(raw)}`;
  if (raw.length > MAX_URL_LENGTH) return `must be an http or https URL of at most ${MAX_URL_LENGTH} characters`;
  if (/\s/u.test(raw) || UNSEEN.test(raw)) return 'must be an http or https URL without blanks and control characters';
  if (/^https?:\/\/[^/?#]*@/i.test(raw)) return 'must be an http or https URL without a user name and a password';
  const found = HTTP_URL.exec(raw);
  return found && Number(found.groups?.['port'] ?? 80) <= 65_535 ? undefined : 'must be an http or https URL';
}

/**
 * The 30th of February has the form of a date, and `Date.parse` makes March of it. In UTC it lies in the years 1 to 9999,
 * which are all that other tools know.
 */
function isDateTime(text: string): boolean {
  if (!ISO_DATE_TIME.test(text) || !Number.isFinite(Date.parse(text))) return false;
  const inUtc = new Date(text).getUTCFullYear();
  if (inUtc < 1 || inUtc > 9999) return false;
  const [year, month, day] = [text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)].map(Number);
  return (day ?? 0) <= new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
}

function categoryError(values: readonly string[] | undefined, raw: unknown): string | undefined {
  if (typeof raw !== 'string') return `must be text, got ${describe(raw)}`;
  if (values && !values.includes(raw)) return `must be one of ${listed(values)}`;
  return raw.length > MAX_CATEGORY_LENGTH ? `is longer than ${MAX_CATEGORY_LENGTH} characters` : undefined;
}

function numberError(
  bounds: { readonly minimum?: number | undefined; readonly maximum?: number | undefined },
  raw: unknown,
): string | undefined {
  if (typeof raw !== 'number' || !Number.isFinite(raw)) return `must be a finite number, got ${describe(raw)}`;
  if (bounds.minimum !== undefined && raw < bounds.minimum) return `must be at least ${bounds.minimum}`;
  if (bounds.maximum !== undefined && raw > bounds.maximum) return `must be at most ${bounds.maximum}`;
  return undefined;
}

function labelError(labels: readonly { readonly value: string }[], raw: unknown): string | undefined {
  if (labels.some((label) => label.value === raw)) return undefined;
  return `must be one of ${listed(labels.map((label) => label.value))}, got ${describe(raw)}`;
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, 10).map((value) => JSON.stringify(value));
  return values.length > shown.length
    ? `${shown.join(', ')} and ${values.length - shown.length} more`
    : shown.join(', ');
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'an object' : `something of type ${typeof value}`;
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
