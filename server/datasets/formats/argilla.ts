import type { DatasetRow } from '@handrail/shared/datasets';
import type { OutputValue } from '@handrail/shared/schema';
import { chosenOf, partsOf, type Chosen } from './chosen.js';
import type { Format } from './format.js';
import { jsonArray } from './json-array.js';

/**
 * Argilla's records as `dataset.records.from_json` takes them and its server accepts: fields, metadata, and what the
 * machine on duty said as a suggestion with its agent. The question is called `label`.
 *
 * What people answered is in the metadata: `label`, and `answers` with their `reviewers` in the same order. It is not
 * among the responses, for those belong to users of that server, and one whose user it does not know is refused.
 */
export const ARGILLA: Format = {
  extension: 'argilla.json',
  contentType: 'application/json; charset=utf-8',
  revision: 2,
  needs: ['input'],
  write: (blocks, { columns, inputSchema }) => {
    const has = chosenOf(columns);
    const [first] = inputSchema.fields;
    return jsonArray(blocks, (row) => recordOf(row, has, first?.name ?? 'text'));
  },
};

/** As JSON, for numbers of its metadata are told apart by how they are written. */
function recordOf(row: DatasetRow, has: Chosen, firstField: string): string {
  const parts: [string, string][] = [
    ...(has('id') ? ([['id', JSON.stringify(row.id)]] satisfies [string, string][]) : []),
    ['status', '"pending"'],
    ['fields', JSON.stringify(fieldsOf(row, firstField))],
    ['metadata', metadataOf(row, has)],
    ['suggestions', JSON.stringify(has('prediction') ? suggestionsOf(row, has) : {})],
    ['responses', '{}'],
    ['vectors', '{}'],
  ];
  return objectOf(parts);
}

/** Its fields are text; numbers and the like are shown as such. A record without fields is refused. */
function fieldsOf({ input }: DatasetRow, firstField: string): Record<string, string> {
  const fields = Object.entries(input).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(fields.length === 0 ? [[firstField, '']] : fields);
}

function suggestionsOf({ prediction, confidence, model }: DatasetRow, has: Chosen): Record<string, unknown> {
  const value = valueOf(prediction);
  if (value === null) return {};
  // It wants a score for each label of several, and a confidence is of all of them.
  const score = has('confidence') && !Array.isArray(value) ? { score: confidence } : {};
  return {
    label: { value, ...score, ...(has('model') && model !== null ? { agent: agentOf(model) } : {}), type: 'model' },
  };
}

/** Its questions have text, a label, or one label or more; null: nothing that it takes. */
function valueOf(value: OutputValue | null): string | readonly string[] | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value.length === 0 ? null : value;
}

/** `name@version` with the signs that an agent's name may have. */
function agentOf(model: string): string {
  return model
    .replace('@', ':')
    .replaceAll(/[^a-zA-Z0-9_:./\s-]/g, '_')
    .slice(0, 200);
}

const WORDS = ['split', 'level', 'selection_reason', 'content_hash'] as const;
const REALS = ['selection_prob', 'weight'] as const;

/** Null is no value of its metadata. */
function metadataOf(row: DatasetRow, has: Chosen): string {
  const isByPeople = row.labels.length > 0;
  const rest = {
    ...partsOf(row, [...WORDS, 'policy_version'], has),
    ...(has('label') && isByPeople ? { label: row.label } : {}),
    ...(has('labels')
      ? {
          answers: row.labels.map(({ value }) => valueOf(value) ?? '[]'),
          reviewers: row.labels.map(({ reviewer }) => reviewer),
        }
      : {}),
  };
  return objectOf([
    ...entriesOf(rest, (value) => JSON.stringify(value)),
    ...entriesOf(partsOf(row, REALS, has), (value) => real(Number(value))),
  ]);
}

function entriesOf(values: Readonly<Record<string, unknown>>, text: (value: unknown) => string): [string, string][] {
  return Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, text(value)]]));
}

/** A number that its reader takes for no integer: where a float is declared, `1` is refused. */
function real(value: number): string {
  return Number.isInteger(value) && !String(value).includes('e') ? `${value}.0` : String(value);
}

function objectOf(parts: readonly (readonly [string, string])[]): string {
  return `{${parts.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}
