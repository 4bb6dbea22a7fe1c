import type { LabelRow } from '@handrail/shared/contracts';
import { Table } from '@mantine/core';
import { useProject } from '../lib/session';
import { answer, inWords, two } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { summaryOf } from '../ui/summary';
import { When } from '../ui/when';
import { UserLine, UserText } from '../ui/user-text';

/** The first rows, as the file will have them. */
export function LabelTable({ rows }: { readonly rows: readonly LabelRow[] }) {
  const { inputSchema } = useProject();
  return (
    <Table verticalSpacing={6} className="stack" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Case</Table.Th>
          <Table.Th>Label</Table.Th>
          <Table.Th>Prediction</Table.Th>
          <Table.Th>Reason</Table.Th>
          <Table.Th title="Probability of any human label / of a blind one">Propensity</Table.Th>
          <Table.Th>Blind</Table.Th>
          <Table.Th>Given</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody {...rowKeys}>
        {rows.map((row) => (
          <Table.Tr key={row.id} {...rowProps()}>
            <Table.Td maw={280} data-main>
              <UserLine text={summaryOf(inputSchema, row.input)} />
            </Table.Td>
            <Table.Td maw={160} data-label="Label">
              <UserLine text={answer(row.label)} />
            </Table.Td>
            <Table.Td data-label="Prediction">
              {row.prediction === null ? (
                '–'
              ) : (
                <>
                  <UserText text={answer(row.prediction)} /> {two(row.confidence)}
                </>
              )}
            </Table.Td>
            <Table.Td data-label="Reason">{inWords(row.reason)}</Table.Td>
            <Table.Td data-label="Propensity">
              {two(row.propensity)} / {two(row.blind_propensity)}
            </Table.Td>
            <Table.Td data-label="Blind">{row.blind ? 'yes' : 'no'}</Table.Td>
            <Table.Td data-label="Given">
              <When iso={row.labelled_at} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
