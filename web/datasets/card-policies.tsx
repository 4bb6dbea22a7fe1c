import { termsInWords, type DatasetCard } from '@handrail/shared/datasets';
import { Table, Title } from '@mantine/core';
import { count } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { When } from '../ui/when';

/** Under which policies the cases were routed: rung, thresholds and rates in their time. */
export function CardPolicies({ card: { policies = [] } }: { readonly card: DatasetCard }) {
  if (policies.length === 0) return null;
  return (
    <div>
      <Title order={2} size="h5" mb={4}>
        Policies that routed them
      </Title>
      <Table className="stack" fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Policy</Table.Th>
            <Table.Th>Level</Table.Th>
            <Table.Th>Cases from</Table.Th>
            <Table.Th>to</Table.Th>
            <Table.Th ta="right">Rows</Table.Th>
            <Table.Th ta="right">Threshold</Table.Th>
            <Table.Th ta="right">Audited</Table.Th>
            <Table.Th ta="right">Blind control</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {policies.map((policy) => {
            const [threshold, audited, blind] = termsInWords(policy);
            return (
              <Table.Tr key={policy.version}>
                <Table.Td data-main>{policy.version}</Table.Td>
                <Table.Td data-label="Level">{LEVEL_WORDS[policy.level as keyof typeof LEVEL_WORDS].name}</Table.Td>
                <Table.Td data-label="Cases from">
                  <When iso={policy.casesFrom} />
                </Table.Td>
                <Table.Td data-label="to">
                  <When iso={policy.casesTo} />
                </Table.Td>
                <Table.Td data-label="Rows" ta="right">
                  {count(policy.rows)}
                </Table.Td>
                <Table.Td data-label="Threshold" ta="right">
                  {threshold}
                </Table.Td>
                <Table.Td data-label="Audited" ta="right">
                  {audited}
                </Table.Td>
                <Table.Td data-label="Blind control" ta="right">
                  {blind}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}
