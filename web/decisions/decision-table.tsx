import { Table, Text } from '@mantine/core';
import type { CasePartsFragment } from '../lib/generated/graphql';
import { Confidence } from '../ui/confidence';
import { Decider } from '../ui/decider';
import { answer, inWords } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { When } from '../ui/when';
import { UserLine } from '../ui/user-text';

type Props = { readonly cases: readonly CasePartsFragment[]; readonly onOpen: (id: string) => void };

/** A row a case; Enter or a click opens its story. */
export function DecisionTable({ cases, onOpen }: Props) {
  return (
    <Table highlightOnHover verticalSpacing={6} className="stack" fz="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Case</Table.Th>
          <Table.Th>Answer</Table.Th>
          <Table.Th>Confidence</Table.Th>
          <Table.Th>Who</Table.Th>
          <Table.Th>Why</Table.Th>
          <Table.Th>Policy</Table.Th>
          <Table.Th>Received</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody {...rowKeys}>
        {cases.map((one) => (
          <Table.Tr key={one.id} {...rowProps(() => onOpen(one.id))}>
            <Table.Td maw={360} data-main>
              <UserLine text={one.summary} />
            </Table.Td>
            <Table.Td maw={160} data-label="Answer">
              <UserLine text={answer(one.value)} />
            </Table.Td>
            <Table.Td data-label="Confidence">
              {one.confidence == null ? (
                '–'
              ) : (
                <Confidence value={one.confidence} threshold={one.threshold ?? null} isShort />
              )}
            </Table.Td>
            <Table.Td data-label="Who">
              {one.reason === 'hidden' ? (
                <Text size="sm" c="dimmed" title="A blind review is open and you can review here">
                  hidden: blind review open
                </Text>
              ) : (
                <Decider kind={one.decidedByKind} name={one.decidedByName} />
              )}
            </Table.Td>
            <Table.Td data-label="Why">{inWords(one.reason)}</Table.Td>
            <Table.Td data-label="Policy">{one.policyVersion}</Table.Td>
            <Table.Td data-label="Received">
              <span>
                <When iso={one.createdAt} />
                {one.source === 'demo' ? ' · demo' : ''}
              </span>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
