import type { OutputSchema } from '@handrail/shared/schema';
import type {
  DatasetColumn,
  DatasetDefinition,
  DatasetRow,
  DatasetShape,
  VersionDrift,
} from '@handrail/shared/datasets';

/** Why rows of a version are gone: somebody asked for it, or their cases were older than the project's profile says. */
export type ErasedWhy = 'request' | 'age';

/** A dataset's version as it is stored. */
export type VersionRow = {
  id: string;
  dataset_id: string;
  project_id: string;
  name: string;
  number: number;
  definition: DatasetDefinition;
  input_schema: unknown;
  output_schema: OutputSchema;
  state: 'building' | 'ready' | 'failed' | 'cancelled';
  rows_done: number;
  rows_expected: number | null;
  row_count: number | null;
  byte_count: string | null;
  sha256: string | null;
  card: unknown;
  shape: DatasetShape | null;
  changes: VersionChanges | null;
  /** Against the same version as `changes`; null also where the one before was frozen without what it takes. */
  drift: VersionDrift | null;
  failure: string | null;
  erased_rows: number;
  /** Less than `erased_rows` where some went before this was kept. */
  erased_why: Partial<Record<ErasedWhy, { rows: number; last: string }>>;
  created_by: string;
  created_at: Date;
  ready_at: Date | null;
  /** Of its dataset; null: it is frozen when somebody asks for it. */
  every_minutes: number | null;
  next_at: Date | null;
};

/** Against the dataset's version before; null numbers of a first version do not exist. */
export type VersionChanges = {
  readonly against: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
};

export const VERSIONS = `select v.id, v.dataset_id, v.project_id, d.name, v.number, v.definition, v.input_schema, v.output_schema, v.state, v.rows_done, v.rows_expected,
    v.row_count, v.byte_count, v.sha256, v.card, v.shape, v.changes, v.drift, v.failure, v.erased_rows, v.erased_why, v.created_by, v.created_at, v.ready_at, d.every_minutes, d.next_at
  from dataset_version v join dataset d on d.id = v.dataset_id`;

/** Why rows are gone, as versions say it; none where that was not kept. */
export function erasuresOf({ erased_why: why }: VersionRow): { why: ErasedWhy; rows: number; last: string }[] {
  return (['request', 'age'] as const).flatMap((one) => (why[one] ? [{ why: one, ...why[one] }] : []));
}

/** A row as the canonical file has it, line feed included: the chosen columns in their order. */
export function toLine(row: DatasetRow, columns: readonly DatasetColumn[]): string {
  return `${JSON.stringify(Object.fromEntries(columns.map(({ name }) => [name, row[name]])))}\n`;
}
