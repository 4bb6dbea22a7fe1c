import { own } from '@handrail/shared/schema';
import {
  importHintSchema,
  importMappingSchema,
  importSettingsSchema,
  type ColumnReading,
  type ImportHint,
  type ImportMapping,
  type ImportPurpose,
  type ImportSettings,
  type SourceRow,
} from '@handrail/shared/imports';

/** Settings while they are chosen; what is missing is empty. */
export type ImportDraft = {
  readonly purpose: ImportPurpose;
  readonly mapping: ImportMapping;
  readonly system: string;
  readonly onBadRow: ImportSettings['onBadRow'];
  readonly blind: boolean;
  /** Whether a file that was imported before is to be imported once more. */
  readonly again: boolean;
};

/** A part of the mapping that is one column. */
export type MappedPart = Exclude<keyof ImportMapping, 'fields' | 'values' | 'reading'>;

/** As the server proposes it: with a system's answers in the file it is a past. */
export function draftOf(
  proposal: unknown,
  { columns, hint }: { readonly columns: readonly string[]; readonly hint: ImportHint } = {
    columns: [],
    hint: NO_HINT,
  },
): ImportDraft {
  const proposed = importMappingSchema.parse(proposal ?? { fields: {} });
  const isUsed = hint.label !== null && Object.values(proposed.fields).includes(hint.label);
  const label = hint.label !== null && columns.includes(hint.label) && !isUsed ? hint.label : proposed.label;
  const said = Object.entries(hint.readings).filter(([column]) => columns.includes(column));
  const reading = { ...proposed.reading, columns: { ...proposed.reading.columns, ...Object.fromEntries(said) } };
  const mapping = { ...proposed, reading, ...(label !== undefined && { label }) };
  const purpose = mapping.prediction !== undefined && mapping.label === undefined ? 'past' : 'training';
  return {
    purpose,
    mapping,
    system: hint.system ?? 'previous@1',
    onBadRow: 'keep-good',
    blind: true,
    again: false,
  };
}

const NO_HINT: ImportHint = { label: null, system: null, readings: {} };

/** What was said when the project was made, as the server kept it. */
export function hintOf(kept: unknown): ImportHint {
  return kept === null ? NO_HINT : importHintSchema.parse(kept);
}

/** The settings that a draft comes to, or what is missing in words. */
export function settingsOf({ system, ...draft }: ImportDraft): { settings: ImportSettings } | { missing: string[] } {
  const { prediction, confidence, ...rest } = draft.mapping;
  const isPast = draft.purpose === 'past';
  const mapping = { ...rest, ...(isPast && stated({ prediction, confidence })) };
  const read = importSettingsSchema.safeParse({ ...draft, mapping, ...(isPast && { system }) });
  if (read.success) return { settings: read.data };
  return {
    missing: read.error.issues.map(({ path, message }) => `${NAMES[path.join('.')] ?? path.join('.')} ${message}`),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  'mapping.label': 'The label’s column',
  'mapping.prediction': 'The previous system’s column',
  system: 'The system’s name',
};

function stated(parts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([name, column]) => (column === undefined ? [] : [[name, column]])),
  );
}

/** The draft with a part read from another column; null: from none. */
export function withPart(draft: ImportDraft, part: MappedPart, column: string | null): ImportDraft {
  const { [part]: _before, ...mapping } = draft.mapping;
  return { ...draft, mapping: { ...mapping, ...(column !== null && { [part]: column }) } };
}

export function withField(draft: ImportDraft, field: string, column: string | null): ImportDraft {
  const { [field]: _before, ...fields } = draft.mapping.fields;
  return {
    ...draft,
    mapping: { ...draft.mapping, fields: { ...fields, ...(column !== null && { [field]: column }) } },
  };
}

export function withWord(draft: ImportDraft, word: string, label: string | null): ImportDraft {
  const { [word]: _before, ...values } = draft.mapping.values;
  return { ...draft, mapping: { ...draft.mapping, values: { ...values, ...(label !== null && { [word]: label }) } } };
}

/** The draft with a column read another way; parts that are undefined are read as they stand. */
export function withReading(draft: ImportDraft, column: string, part: Partial<ColumnReading>): ImportDraft {
  const { reading } = draft.mapping;
  const before = Object.hasOwn(reading.columns, column) ? reading.columns[column] : undefined;
  const columns = { ...reading.columns, [column]: { ...before, ...part } };
  return { ...draft, mapping: { ...draft.mapping, reading: { ...reading, columns } } };
}

const MOST_WORDS = 30;

/** Words of the label's and the system's columns that are no label, as the rows in view have them, and those mapped. */
export function foreignWords(
  rows: readonly SourceRow[],
  { mapping }: ImportDraft,
  labels: readonly string[],
): string[] {
  const known = new Set(labels.map((label) => label.toLowerCase()));
  const columns = [mapping.label, mapping.prediction].filter((column) => column !== undefined);
  const cells = rows.flatMap((row) => columns.map((column) => own(row, column)));
  const words = cells.flatMap((cell) =>
    typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? [String(cell).trim()] : [],
  );
  const foreign = words.filter((word) => word !== '' && !known.has(word.toLowerCase()));
  return [...new Set([...Object.keys(mapping.values), ...foreign])].slice(0, MOST_WORDS);
}
