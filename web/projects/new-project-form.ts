import { FIELD_TYPES, OUTPUT_KINDS, type FieldType, type OutputKind } from '@handrail/shared/schema';

export type FieldDraft = {
  readonly key: number;
  readonly title: string;
  readonly type: FieldType;
  readonly required: boolean;
};
export type Draft = {
  readonly name: string;
  readonly slug: string;
  readonly fields: readonly FieldDraft[];
  readonly kind: OutputKind;
  readonly labels: readonly string[];
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly unit: string;
};

export const START: Draft = {
  name: '',
  slug: '',
  fields: [{ key: 0, title: 'Text', type: 'text', required: true }],
  kind: 'label',
  labels: ['Yes', 'No'],
  minimum: undefined,
  maximum: undefined,
  unit: '',
};

const TYPE_WORDS: Readonly<Record<FieldType, string>> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  category: 'Category',
  'date-time': 'Date and time',
  'image-url': 'Picture (address)',
  'audio-url': 'Sound (address)',
};
const KIND_WORDS: Readonly<Record<OutputKind, string>> = {
  label: 'One label',
  labels: 'Several labels',
  number: 'A number',
  text: 'Free text',
};
export const TYPES = FIELD_TYPES.map((value) => ({ value, label: TYPE_WORDS[value] }));
export const KINDS = OUTPUT_KINDS.map((value) => ({ value, label: KIND_WORDS[value] }));

/** A short name for addresses: lower-case letters, digits and hyphens. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The name by which a machine sends the field: of its title, in camel case, unlike those before it. */
export function fieldNamesOf(fields: readonly Pick<FieldDraft, 'title'>[]): string[] {
  const names: string[] = [];
  for (const { title } of fields) {
    const words = title.split(/[^A-Za-z0-9]+/).filter(Boolean);
    const joined = words.map((word, index) =>
      index === 0 ? word.toLowerCase() : word[0]?.toUpperCase() + word.slice(1),
    );
    const base = /^[A-Za-z]/.test(joined.join(''))
      ? joined.join('').slice(0, 60)
      : `field${joined.join('').slice(0, 50)}`;
    let name = base;
    for (let count = 2; names.includes(name); count += 1) name = `${base}${count}`;
    names.push(name);
  }
  return names;
}

/** What is sent to make the project. */
export function inputOf(draft: Draft) {
  const names = fieldNamesOf(draft.fields);
  const fields = draft.fields.map(({ title, type, required }, index) => ({
    name: names[index],
    title,
    type,
    required,
  }));
  return { name: draft.name, slug: draft.slug, inputSchema: { fields }, outputSchema: outputOf(draft) };
}

function outputOf({ kind, labels, minimum, maximum, unit }: Draft) {
  if (kind === 'label' || kind === 'labels') return { kind, labels: labels.map((value) => ({ value })) };
  if (kind === 'text') return { kind };
  return {
    kind,
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(unit.trim() === '' ? {} : { unit: unit.trim() }),
  };
}
