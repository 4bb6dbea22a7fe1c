import { DATASET_COLUMNS } from '@handrail/shared/datasets';
import { MultiSelect } from '@mantine/core';
import { columnsIn, type DatasetSearch } from './definition-search';

type Props = {
  readonly search: DatasetSearch;
  readonly onChange: (change: { columns: string | undefined }) => void;
};

/** Which columns the files have; none chosen means all of them. */
export function ColumnPicker({ search, onChange }: Props) {
  const chosen = columnsIn(search);
  return (
    <MultiSelect
      label="Columns"
      description={chosen.length === 0 ? 'All of them, unless you choose some.' : undefined}
      placeholder={chosen.length === 0 ? `All ${DATASET_COLUMNS.length}` : ''}
      data={DATASET_COLUMNS.map(({ name }) => name)}
      value={chosen}
      searchable
      clearable
      onChange={(names) => onChange({ columns: names.length === 0 ? undefined : names.join(',') })}
    />
  );
}
