import type { ImportedRow } from '@handrail/shared/imports';
import { Table, Text } from '@mantine/core';
import type { ImportPreviewQuery } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import { answer, count } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { summaryOf } from '../ui/summary';
import { When } from '../ui/when';
import { UserLine, UserText } from '../ui/user-text';

type Row = ImportPreviewQuery['importPreview'][number];
type Props = { readonly rows: readonly Row[]; readonly isPast: boolean };

/** The first rows as they would be stored, or what is wrong with them. */
export function PreviewRows({ rows, isPast }: Props) {
  const bad = rows.filter(({ row }) => row === null).length;
  return (
    <>
      <Text size="sm" aria-live="polite">
        Of the first {count(rows.length)} {rows.length === 1 ? 'row' : 'rows'},{' '}
        {bad === 0 ? 'all fit' : bad === 1 ? '1 does not fit' : `${count(bad)} do not fit`}.
      </Text>
      <Table verticalSpacing={6} className="stack" fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Row</Table.Th>
            <Table.Th>Case</Table.Th>
            <Table.Th>Label</Table.Th>
            {isPast && <Table.Th>System</Table.Th>}
            <Table.Th>Labelled</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rowKeys}>
          {rows.map((row) => (
            <PreviewRow key={row.number} row={row} isPast={isPast} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function PreviewRow({ row: { number, row, errors }, isPast }: { readonly row: Row; readonly isPast: boolean }) {
  const { inputSchema } = useProject();
  if (row === null)
    return (
      <Table.Tr {...rowProps()}>
        <Table.Td data-main>{count(number)}</Table.Td>
        <Table.Td colSpan={isPast ? 4 : 3}>
          {errors.map(({ column, detail }, index) => (
            <Text key={index} size="sm">
              Does not fit: {column === null ? 'the row' : `column ${column},`} <UserText text={detail} />
            </Text>
          ))}
        </Table.Td>
      </Table.Tr>
    );
  // Made by the server's importRow, of the same build.
  const { input, label, prediction, at } = row as ImportedRow;
  return (
    <Table.Tr {...rowProps()}>
      <Table.Td data-main>{count(number)}</Table.Td>
      <Table.Td maw={320} data-label="Case">
        <UserLine text={summaryOf(inputSchema, input)} />
      </Table.Td>
      <Table.Td data-label="Label">
        <UserText text={answer(label)} />
      </Table.Td>
      {isPast && (
        <Table.Td data-label="System">
          <UserText text={answer(prediction?.value)} />
        </Table.Td>
      )}
      <Table.Td data-label="Labelled">{at === null ? 'at the import' : <When iso={at} />}</Table.Td>
    </Table.Tr>
  );
}
