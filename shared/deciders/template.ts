import type { CaseInput } from '../schema/index.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `{{input.field}}` or `{{input}}`, with spaces inside the braces or not. */
const PLACEHOLDER = /\{\{\s*input(?:\.([A-Za-z][A-Za-z0-9_]{0,63}))?\s*\}\}/g;
const MAX_DEPTH = 32;

/**
 * Fills a JSON template with a case. A text that is one placeholder becomes the field's own value (a number stays a number,
 * an absent field is null); placeholders inside a longer text become text (an absent field: nothing). `{{input}}` is the
 * whole case. Keys are left as they are. Deeper than 32 levels a value is null.
 */
export function fillTemplate(template: Json, input: CaseInput, depth = 0): Json {
  if (depth > MAX_DEPTH) return null;
  if (typeof template === 'string') return fillString(template, input);
  if (Array.isArray(template)) return template.map((item) => fillTemplate(item as Json, input, depth + 1));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fillTemplate(item, input, depth + 1)]));
}

/** Fills a text; `encode` is applied to what is put in (for an address: `encodeURIComponent`). */
export function fillText(template: string, input: CaseInput, encode = (text: string): string => text): string {
  return template.replace(PLACEHOLDER, (_all, field: string | undefined) => encode(textOf(input, field)));
}

/** The fields that a template names, each once. */
export function fieldsOfTemplate(template: Json): string[] {
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  return [...new Set([...text.matchAll(PLACEHOLDER)].flatMap(([, field]) => (field === undefined ? [] : [field])))];
}

function fillString(template: string, input: CaseInput): Json {
  const [only] = [...template.matchAll(PLACEHOLDER)];
  if (only?.[0] !== template) return fillText(template, input);
  const field = only[1];
  if (field === undefined) return input;
  return Object.hasOwn(input, field) ? (input[field] ?? null) : null;
}

function textOf(input: CaseInput, field: string | undefined): string {
  if (field === undefined) return JSON.stringify(input);
  return Object.hasOwn(input, field) ? String(input[field]) : '';
}
