import type { QualityReport } from '@handrail/shared/datasets';
import { Group, Table, Text, Title } from '@mantine/core';
import { count, percent } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { AskButton } from './ask-button';
import { CaseLink } from './case-link';

/** Equal cases with different labels, and cases that are nearly equal. */
export function Conflicts({ report: { conflicts, near, summaries } }: { readonly report: QualityReport }) {
  const straddling = near.pairs.filter(({ straddles }) => straddles).length;
  return (
    <>
      <section aria-label="Conflicting duplicates">
        <Group justify="space-between" mb={4}>
          <Title order={2} size="h4">
            Conflicting duplicates: {count(conflicts.count)}
          </Title>
          <AskButton caseIds={conflicts.groups.flat().map(({ id }) => id)} what="conflicting duplicates" />
        </Group>
        {conflicts.count === 0 && <Text size="sm">No equal cases have different labels.</Text>}
        {conflicts.groups.length > 0 && (
          <Table verticalSpacing={6} className="stack" fz="sm">
            <Table.Tbody {...rowKeys}>
              {conflicts.groups.map((group) => (
                <Table.Tr key={group[0]?.id} {...rowProps()}>
                  <Table.Td data-main maw={480}>
                    <CaseLink id={group[0]?.id ?? ''} summaries={summaries} />
                  </Table.Td>
                  <Table.Td data-label="Labels">{group.map(({ label }) => label).join(', ')}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </section>
      <section aria-label="Near-duplicates">
        <Title order={2} size="h4" mb={4}>
          Near-duplicates: {count(near.pairs.length)}
          {near.isCut && ' and more'}
        </Title>
        <Text size="sm" mb="xs">
          {near.pairs.length === 0
            ? 'No two cases hold nearly the same words.'
            : `${straddling === 0 ? 'None' : count(straddling)} of them ${straddling > 1 ? 'stand' : 'stands'} on both sides of the split, where one gives the other away; keep such cases together by a field.`}
        </Text>
        {near.pairs.length > 0 && (
          <Table verticalSpacing={6} className="stack" fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Case</Table.Th>
                <Table.Th>Its like</Table.Th>
                <Table.Th>Labels</Table.Th>
                <Table.Th ta="right">Words shared</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody {...rowKeys}>
              {near.pairs.slice(0, MOST_SHOWN).map(({ ids: [one, other], labels, similarity }) => (
                <Table.Tr key={`${one} ${other}`} {...rowProps()}>
                  <Table.Td data-main maw={360}>
                    <CaseLink id={one} summaries={summaries} />
                  </Table.Td>
                  <Table.Td data-label="Its like" maw={360}>
                    <CaseLink id={other} summaries={summaries} />
                  </Table.Td>
                  <Table.Td data-label="Labels">{[...new Set(labels)].join(', ')}</Table.Td>
                  <Table.Td data-label="Words shared" ta="right">
                    {percent(similarity)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </section>
    </>
  );
}

const MOST_SHOWN = 20;
