import { Table, Text } from '@mantine/core';
import { answer } from '../ui/format';
import { Confidence } from '../ui/confidence';
import type { Row } from './case-events';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Props = { readonly predictions: readonly Row[]; readonly machine: string | null };

/** What every decider said of the case, the one on duty marked. */
export function CasePredictions({ predictions, machine }: Props) {
  if (predictions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No machine was asked about this case.
      </Text>
    );
  return (
    <Table className="stack" fz="sm" verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Decider</Table.Th>
          <Table.Th>Answer</Table.Th>
          <Table.Th>Confidence</Table.Th>
          <Table.Th>Took</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {predictions.map((row) => (
          <Table.Tr key={String(row['id'])}>
            <Table.Td data-main>
              {String(row['model'])}
              <Text size="xs" c="dimmed">
                {roleOf(row, machine)}
              </Text>
            </Table.Td>
            <Table.Td data-label="Answer">
              <UserText text={row['error'] ? `failed: ${isolated(answer(row['error']))}` : answer(row['value'])} />
            </Table.Td>
            <Table.Td data-label="Confidence">
              {row['confidence'] == null ? (
                '–'
              ) : (
                <Confidence value={Number(row['confidence'])} threshold={null} isShort />
              )}
            </Table.Td>
            <Table.Td data-label="Took">
              {row['latency_ms'] == null ? '–' : `${Number(row['latency_ms']).toFixed(0)} ms`}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function roleOf(row: Row, machine: string | null): string {
  if (row['kind'] === 'system') return 'previous system';
  if (row['model'] === machine) return 'on duty';
  if (row['behind'] === true) return 'behind the answer, for comparison';
  return row['given_by'] === 'caller' ? 'came with the case' : 'asked by Handrail';
}
