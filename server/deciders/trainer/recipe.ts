import { own, type CaseInput } from '@handrail/shared/schema';
import { bucketOf, wholeField, type Feature, type Token } from './feature.js';
import { takeTable, type TableSpec } from './table-features.js';
import { takeWords } from './text-features.js';

/**
 * The three ways to look at a case: its words, everything else coarsely beside them (`text`); its fields, each as what
 * it is, and its words (`table`); the same with pairs of fields (`table-pairs`).
 */
export const LEARNERS = ['text', 'table', 'table-pairs'] as const;
export type Learner = (typeof LEARNERS)[number];

/** How a case becomes features; kept with the model, so that it is asked as it was trained. */
export type Recipe = {
  readonly learner: Learner;
  readonly bits: number;
  /** The fields that are read word by word; null (models before the recipe was kept): every string is. */
  readonly texts: readonly string[] | null;
  readonly table: TableSpec;
};

/** Turns a case into features. Words count 1/√n each, so that long texts do not shout; so do the fields of a table. */
export function featuresOf(recipe: Recipe, input: CaseInput): Feature[] {
  const words = wordsOf(recipe, input);
  const rest = fieldsOf(recipe, input);
  return recipe.learner === 'text' ? scaled([...words, ...rest]) : [...scaled(words), ...scaled(rest)];
}

/** What is not read word by word. */
export function fieldsOf(recipe: Recipe, input: CaseInput): Feature[] {
  return recipe.learner === 'text' ? coarseOf(recipe, input) : tableOf(recipe, input);
}

function wordsOf({ texts, bits }: Recipe, input: CaseInput): Feature[] {
  const features: Feature[] = [];
  for (const name of texts ?? Object.keys(input).sort()) {
    const text = own(input, name);
    if (typeof text !== 'string') continue;
    takeWords({ name, text, bits }, (bucket, from, and) => features.push({ bucket, value: 1, from, and }));
  }
  return features;
}

/** Numbers, by order of magnitude, and booleans, as words of their own. */
function coarseOf({ bits }: Recipe, input: CaseInput): Feature[] {
  return Object.keys(input)
    .sort()
    .filter((name) => typeof input[name] !== 'string')
    .map((name) => ({
      bucket: bucketOf(`${name}=${coarse(input[name])}`, bits),
      value: 1,
      from: wholeField(name),
      and: undefined,
    }));
}

function coarse(value: unknown): string {
  return typeof value === 'number'
    ? `${Math.sign(value)}e${Math.round(2 * Math.log2(1 + Math.abs(value)))}`
    : String(value);
}

function tableOf({ table, bits, learner }: Recipe, input: CaseInput): Feature[] {
  const features: Feature[] = [];
  const tokens = new Map<string, Token>();
  const tokenOf = (name: string): Token => {
    const token = tokens.get(name) ?? wholeField(name);
    tokens.set(name, token);
    return token;
  };
  takeTable(table, { row: input, bits, hasPairs: learner === 'table-pairs' }, ({ bucket, value, field, and }) =>
    features.push({ bucket, value, from: tokenOf(field), and: and === undefined ? undefined : tokenOf(and) }),
  );
  return features;
}

/** In place: a long text has thousands of features, and an answer may take two milliseconds at most. */
function scaled(features: Feature[]): Feature[] {
  const scale = 1 / Math.sqrt(Math.max(1, features.length));
  for (const feature of features) feature.value *= scale;
  return features;
}
