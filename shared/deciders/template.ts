import type { CaseInput } from '../schema/index.js';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** `{{input.field}}` or `{{input}}`, with spaces inside the braces or not. */
const PLACEHOLDER = /\{\{\s*input(?:\.([A-Za-z][A-Za-z0-9_]{0,63}))?\s*\}\}/g;
const MAX_DEPTH = 32;
/** Characters that placeholders may put in; a short template can repeat a long case without end. */
const MOST_CHARACTERS = 8_000_000;

/**
 * Fills a JSON template with a case. A text that is one placeholder becomes the field's own value (a number stays a number,
 * an absent field is null); placeholders inside a longer text become text (an absent field: nothing). `{{input}}` is the
 * whole case. Keys are left as they are. Deeper than 32 levels a value is null.
 *
 * @throws RangeError where it would put in more than 8,000,000 characters.
 */
export function fillTemplate(template: Json, input: CaseInput): Json {
  return filled(template, new Filling(input), 0);
}

/**
 * Fills a text; `encode` is applied to what is put in (for an address: `encodeURIComponent`).
 *
 * @throws RangeError where it would put in more than 8,000,000 characters.
 */
export function fillText(template: string, input: CaseInput, encode = (text: string): string => text): string {
  return new Filling(input, encode).text(template);
}

/** The fields that a template names, each once. */
export function fieldsOfTemplate(template: Json): string[] {
  const text = typeof template === 'string' ? template : JSON.stringify(template);
  return [...new Set([...text.matchAll(PLACEHOLDER)].flatMap(([, field]) => (field === undefined ? [] : [field])))];
}

function filled(template: Json, filling: Filling, depth: number): Json {
  if (depth > MAX_DEPTH) return null;
  if (typeof template === 'string') return filling.value(template);
  if (Array.isArray(template)) return template.map((item) => filled(item as Json, filling, depth + 1));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, filled(item, filling, depth + 1)]));
}

/** What one case puts into a template: each field is written once, and all that is put in is counted. */
class Filling {
  private readonly texts = new Map<string | undefined, string>();
  private left = MOST_CHARACTERS;

  constructor(
    private readonly input: CaseInput,
    private readonly encode = (text: string): string => text,
  ) {}

  value(template: string): Json {
    const [only] = [...template.matchAll(PLACEHOLDER)];
    if (only?.[0] !== template) return this.text(template);
    const field = only[1];
    this.spend(this.textOf(field));
    if (field === undefined) return this.input;
    return Object.hasOwn(this.input, field) ? (this.input[field] ?? null) : null;
  }

  text(template: string): string {
    return template.replace(PLACEHOLDER, (_all, field: string | undefined) => this.spend(this.textOf(field)));
  }

  private spend(text: string): string {
    this.left -= text.length;
    if (this.left < 0) throw new RangeError(`The template puts in more than ${MOST_CHARACTERS} characters.`);
    return text;
  }

  private textOf(field: string | undefined): string {
    const known = this.texts.get(field);
    if (known !== undefined) return known;
    const text = this.encode(written(this.input, field));
    this.texts.set(field, text);
    return text;
  }
}

function written(input: CaseInput, field: string | undefined): string {
  if (field === undefined) return JSON.stringify(input);
  return Object.hasOwn(input, field) ? String(input[field]) : '';
}
