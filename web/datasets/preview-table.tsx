import { DATASET_COLUMNS, type DatasetRow } from '@handrail/shared/datasets';
import { Table, Text } from '@mantine/core';
import { useProject } from '../lib/session';
import { answer, count, inWords, two } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { summaryOf } from '../ui/summary';
import { UserLine } from '../ui/user-text';

type Column = keyof DatasetRow;
type Props = { readonly rows: readonly DatasetRow[]; readonly columns: readonly Column[] };

/** What a person looks for first, where no columns were chosen. */
const USUAL: readonly Column[] = ['input', 'label', 'selection_reason', 'selection_prob', 'weight', 'split'];
const HEADS: Partial<Record<Column, string>> = {
  input: 'Case',
  label: 'Label',
  selection_reason: 'Why',
  selection_prob: 'Probability',
  weight: 'Weight',
  split: 'Split',
};
const NUMBERS = new Set(
  DATASET_COLUMNS.filter(({ type }) => type === 'number' || type === 'integer').map(({ name }) => name),
);

/** The first rows as the file will have them. */
export function PreviewTable({ rows, columns }: Props) {
  const shown = columns.length === 0 ? USUAL : columns;
  return (
    <Table.ScrollContainer minWidth={0} type="native">
      <Text size="sm" mb="xs">
        The first {count(rows.length)} {rows.length === 1 ? 'row' : 'rows'}
        {columns.length === 0 ? ', in short' : ', with the columns you chose'}:
      </Text>
      <Table verticalSpacing={6} className="stack" fz="sm">
        <Table.Thead>
          <Table.Tr>
            {shown.map((name) => (
              <Table.Th key={name} ta={NUMBERS.has(name) ? 'right' : 'left'}>
                {HEADS[name] ?? name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rowKeys}>
          {rows.map((row) => (
            <Table.Tr key={row.id} {...rowProps()}>
              {shown.map((name, index) => (
                <Cell key={name} name={name} row={row} isMain={index === 0} />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

type CellProps = { readonly name: Column; readonly row: DatasetRow; readonly isMain: boolean };

function Cell({ name, row, isMain }: CellProps) {
  const { inputSchema } = useProject();
  return (
    <Table.Td
      maw={320}
      ta={NUMBERS.has(name) ? 'right' : 'left'}
      {...(isMain ? { 'data-main': true } : { 'data-label': HEADS[name] ?? name })}
    >
      <UserLine text={name === 'input' ? summaryOf(inputSchema, row.input) : inWordsOf(name, row)} />
    </Table.Td>
  );
}

function inWordsOf(name: Column, row: DatasetRow): string {
  if (name === 'selection_reason') return inWords(row.selection_reason ?? row.label_source);
  if (name === 'selection_prob') return two(row.selection_prob);
  if (name === 'weight' && row.weight !== null) return row.weight.toFixed(1);
  return answer(row[name]);
}
