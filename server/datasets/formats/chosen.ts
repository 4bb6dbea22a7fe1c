import type { DatasetColumn, DatasetRow } from '@handrail/shared/datasets';

/** Whether a column was chosen for the file. */
export type Chosen = (name: keyof DatasetRow) => boolean;

export function chosenOf(columns: readonly DatasetColumn[]): Chosen {
  const names = new Set<string>(columns.map(({ name }) => name));
  return (name) => names.has(name);
}

/** These parts of a row, as far as they were chosen. */
export function partsOf<Name extends keyof DatasetRow>(
  row: DatasetRow,
  names: readonly Name[],
  has: Chosen,
): Partial<Pick<DatasetRow, Name>> {
  const entries = names.filter((name) => has(name)).map((name) => [name, row[name]]);
  // Of these names and no others.
  return Object.fromEntries(entries) as Partial<Pick<DatasetRow, Name>>;
}
