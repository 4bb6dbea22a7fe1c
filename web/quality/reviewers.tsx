import type { QualityReport } from '@handrail/shared/datasets';
import { clopperPearson } from '@handrail/shared/stats';
import { Table, Text, Title } from '@mantine/core';
import { count, shareWithInterval } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** How reviewers differ from what cases with several answers came to, and what they take for what. */
export function Reviewers({ report: { reviewers } }: { readonly report: QualityReport }) {
  return (
    <section aria-label="Reviewers’ confusion">
      <Title order={2} size="h4" mb={4}>
        Reviewers’ confusion
      </Title>
      {reviewers.length === 0 ? (
        <Text size="sm">No case has two answers, so nobody can be compared.</Text>
      ) : (
        <Table verticalSpacing={6} className="stack" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Reviewer</Table.Th>
              <Table.Th ta="right">Shared cases</Table.Th>
              <Table.Th ta="right">Agreed, with its interval</Table.Th>
              <Table.Th>Takes for what</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody {...rowKeys}>
            {reviewers.map(({ reviewer, shared, agreed, mistaken }) => (
              <Table.Tr key={reviewer} {...rowProps()}>
                <Table.Td data-main>
                  <UserText text={reviewer} />
                </Table.Td>
                <Table.Td data-label="Shared cases" ta="right">
                  {count(shared)}
                </Table.Td>
                <Table.Td data-label="Agreed" ta="right">
                  {shareWithInterval(agreed, shared, clopperPearson({ k: agreed, n: shared }))}
                </Table.Td>
                <Table.Td data-label="Takes for what">
                  {mistaken.length === 0
                    ? 'no differences'
                    : mistaken
                        .map(({ label, given, count: times }) => `${isolated(label)} for ${isolated(given)}: ${times}`)
                        .join('; ')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
