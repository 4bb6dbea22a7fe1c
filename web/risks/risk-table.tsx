import { Badge, Button, Stack, Table, Text, Title } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import type { RegisterPartsFragment } from '../lib/generated/graphql';
import { rowKeys, rowProps } from '../ui/rows';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

export type RiskParts = RegisterPartsFragment['risks'][number];
type Props = {
  readonly register: RegisterPartsFragment;
  /** Null: may not. */
  readonly onEdit: ((risk: RiskParts) => void) | null;
};

/** Every risk, the worst first; one that nothing would reveal is marked. */
export function RiskTable({ register, onEdit }: Props) {
  const titles = new Map(
    register.metrics.map(({ id, title, retiredBy }) => [id, retiredBy ? `${title} (retired)` : title]),
  );
  const unwatched = register.risks.filter(({ isUnwatched }) => isUnwatched).length;
  return (
    <section aria-labelledby="risks">
      <Title order={2} size="h4" id="risks">
        What could go wrong
      </Title>
      <Text size="sm" mb="xs">
        {unwatched === 0 ? 'Every risk has a metric that would reveal it.' : `${unwatched} without a metric.`}
      </Text>
      <Table verticalSpacing={6} className="stack" fz="sm" aria-label="Risks">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Risk</Table.Th>
            <Table.Th>Likelihood</Table.Th>
            <Table.Th>Impact</Table.Th>
            <Table.Th>Owner</Table.Th>
            <Table.Th>Revealed by</Table.Th>
            {onEdit && <Table.Th>Change</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rowKeys}>
          {register.risks.map((risk) => (
            <Table.Tr key={risk.id} {...rowProps()}>
              <Table.Td data-main>
                <UserText text={risk.title} />
              </Table.Td>
              <Table.Td data-label="Likelihood">{risk.likelihood} of 5</Table.Td>
              <Table.Td data-label="Impact">{risk.impact} of 5</Table.Td>
              <Table.Td data-label="Owner">{risk.owner?.name ?? 'nobody yet'}</Table.Td>
              <Table.Td data-label="Revealed by">
                <Stack gap={2} align="flex-start">
                  {risk.metrics.map((id) => titles.get(id) ?? id).join(', ')}
                  {risk.isUnwatched && <Mark words="no metric" />}
                </Stack>
              </Table.Td>
              {onEdit && (
                <Table.Td data-label="Change">
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={`Change: ${isolated(risk.title)}`}
                    onClick={() => onEdit(risk)}
                  >
                    Change
                  </Button>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** Says that something has a gap, by a sign and a word. */
export function Mark({ words }: { readonly words: string }) {
  return (
    <Badge
      variant="default"
      tt="none"
      size="lg"
      miw="max-content"
      className="badge-bad"
      leftSection={<CircleAlert size={14} aria-hidden />}
    >
      {words}
    </Badge>
  );
}
