import { LABEL_COLUMNS, type LabelRow } from '@handrail/shared/contracts';
import {
  answerType,
  asType,
  inputColumns,
  type DatasetShape,
  type FlatColumn,
  type FlatSource,
  type FlatType,
  type ValueKind,
} from '@handrail/shared/datasets';
import { ParquetFile } from './formats/index.js';

type Named = Exclude<(typeof LABEL_COLUMNS)[number], 'input' | 'label' | 'prediction'>;

/** Those that are not text. */
const TYPES: Partial<Record<Named, FlatType>> = {
  created_at: 'timestamp',
  labelled_at: 'timestamp',
  lead_time_ms: 'integer',
  policy_version: 'integer',
  threshold: 'double',
  propensity: 'double',
  blind_propensity: 'double',
  weight: 'double',
  blind_weight: 'double',
  blind: 'boolean',
  shown_prediction: 'boolean',
  confidence: 'double',
  is_corrected: 'boolean',
};

/** The columns of labels in typed, flat formats: those of `LABEL_COLUMNS`, with one a field in the place of `input`. */
export function flatLabelColumns(source: Omit<FlatSource, 'columns'>): FlatColumn<LabelRow>[] {
  const column = (name: Exclude<keyof LabelRow, 'input'>, type: FlatType): FlatColumn<LabelRow> => ({
    name,
    type,
    isNullable: true,
    meaning: '',
    valueOf: asType(type, (row: LabelRow) => row[name]),
  });
  return LABEL_COLUMNS.flatMap((name) => {
    if (name === 'input') return inputColumns<LabelRow>(source);
    if (name === 'label' || name === 'prediction') return [column(name, answerType(source.shape[name], source))];
    return [column(name, TYPES[name] ?? 'string')];
  });
}

/** Labels as Apache Parquet, row group by row group. */
export async function* parquetOf(
  rows: AsyncIterable<LabelRow>,
  source: Omit<FlatSource, 'columns'>,
): AsyncGenerator<Uint8Array> {
  const file = new ParquetFile(flatLabelColumns(source));
  for await (const row of rows) if (file.batch.add(row)) yield file.takeGroup();
  yield file.end();
}

/** Kinds of JSON that were seen: of a field of the input, or of the answers. */
export type KindsRow = {
  readonly part: 'input' | 'label' | 'prediction';
  readonly name: string;
  readonly kinds: readonly string[];
};

/** Times count as text: which field has them its schema says. */
export function shapeOfKinds(rows: readonly KindsRow[]): DatasetShape {
  const seen = (part: KindsRow['part']): ValueKind[] =>
    rows.filter((row) => row.part === part).flatMap(({ kinds }) => kinds.map(kindOf));
  const inputs = rows.filter(({ part }) => part === 'input');
  return {
    fields: Object.fromEntries(inputs.map(({ name, kinds }) => [name, kinds.map(kindOf)])),
    label: seen('label'),
    prediction: seen('prediction'),
  };
}

function kindOf(kind: string): ValueKind {
  if (kind === 'number' || kind === 'boolean') return kind;
  return kind === 'string' ? 'text' : 'list';
}
