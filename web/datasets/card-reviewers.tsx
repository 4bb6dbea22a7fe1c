import type { DatasetCard } from '@handrail/shared/datasets';
import { Table, Text } from '@mantine/core';
import { count, two, withInterval } from '../ui/format';
import { UserText } from '../ui/user-text';

type Reviewer = DatasetCard['reviewers'][number];

/** How far each reviewer's answers can be relied on, with what luck leaves open. */
export function CardReviewers({ card: { reviewers } }: { readonly card: DatasetCard }) {
  return (
    <>
      <Table className="stack" fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Reviewer</Table.Th>
            <Table.Th ta="right">Answers</Table.Th>
            <Table.Th ta="right">Seconds each</Table.Th>
            <Table.Th ta="right">As known (gold)</Table.Th>
            <Table.Th ta="right">As most others say</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reviewers.map((one) => (
            <Table.Tr key={one.reviewer}>
              <Table.Td data-main>
                <UserText text={one.reviewer} />
              </Table.Td>
              <Table.Td data-label="Answers" ta="right">
                {count(one.answers)}
              </Table.Td>
              <Table.Td data-label="Seconds each" ta="right">
                {two(one.meanSeconds)}
              </Table.Td>
              <Table.Td data-label="As known (gold)" ta="right">
                {inWords(one.gold)}
              </Table.Td>
              <Table.Td data-label="As most others say" ta="right">
                {others(one)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        Shares with their 95 % interval (Wilson). A reviewer’s own answer does not count among the others’; cases on
        which the others are split say nothing.
      </Text>
    </>
  );
}

function inWords(found: Reviewer['gold']): string {
  return found ? `${withInterval(found.equal / found.cases, found)} of ${count(found.cases)}` : 'not enough data yet';
}

/** Cards of before have the plain count alone. */
function others({ others: found, shared, agreed }: Reviewer): string {
  if (found === undefined && shared > 0) return `${count(agreed)} of ${count(shared)} with the label`;
  return inWords(found);
}
