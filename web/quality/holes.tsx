import type { QualityReport } from '@handrail/shared/datasets';
import { Table, Text, Title } from '@mantine/core';
import { count, percent } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { AskButton } from './ask-button';
import { CaseLink } from './case-link';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

/** Where labels would teach most. */
export function Holes({ report: { holes, summaries } }: { readonly report: QualityReport }) {
  return (
    <section aria-label="Coverage holes">
      <Title order={2} size="h4" mb={4}>
        Coverage holes: {count(holes.regions.length)}
      </Title>
      <Text size="sm" mb="xs">
        Of the {count(holes.looked)} newest cases without a label, those of which the model is unsure, or that hold what
        no labelled case holds.
      </Text>
      {holes.regions.length > 0 && (
        <Table verticalSpacing={6} className="stack" fz="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Such as</Table.Th>
              <Table.Th>Segment</Table.Th>
              <Table.Th ta="right">Cases</Table.Th>
              <Table.Th ta="right">Doubt</Table.Th>
              <Table.Th ta="right">New in them</Table.Th>
              <Table.Th>Label them</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody {...rowKeys}>
            {holes.regions.map(({ segment, predicted, cases, doubt, novelty, ids }) => (
              <Table.Tr key={`${segment} ${predicted}`} {...rowProps()}>
                <Table.Td data-main maw={400}>
                  {ids.length === 0 ? 'people are asked' : <CaseLink id={ids[0] ?? ''} summaries={summaries} />}
                </Table.Td>
                <Table.Td data-label="Segment">
                  <UserText text={segment ?? 'none'} />
                </Table.Td>
                <Table.Td data-label="Cases" ta="right">
                  {count(cases)}
                </Table.Td>
                <Table.Td data-label="Doubt" ta="right">
                  {percent(doubt)}
                </Table.Td>
                <Table.Td data-label="New in them" ta="right">
                  {percent(novelty)}
                </Table.Td>
                <Table.Td data-label="Label them">
                  <AskButton
                    caseIds={ids}
                    what={`of the hole ${isolated(segment ?? 'without a segment')}, ${isolated(String(predicted))}`}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}
