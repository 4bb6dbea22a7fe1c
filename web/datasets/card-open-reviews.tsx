import type { AnswerOrder, DatasetCard, OpenStratum } from '@handrail/shared/datasets';
import { Table, Text, Title } from '@mantine/core';
import { count, inWords } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { Notice } from '../ui/notice';

const ORDERS: Readonly<Record<AnswerOrder, string>> = {
  chance: 'by chance',
  arrival: 'as they came',
  confidence: 'the least confident first',
};
const STOOD_FOR: Readonly<Record<OpenStratum['stoodForBy'], string>> = {
  share: 'The answered ones count for them.',
  controls: 'Blind controls count for them; the answered ones have no weight.',
  nobody: 'Nothing counts for them.',
};

/** Reviews that nobody had answered when it was frozen, and what that does to weights; nothing where none were open. */
export function CardOpenReviews({ card }: { readonly card: DatasetCard }) {
  const { openReviews: found } = card;
  if (!found || found.count === 0) return null;
  return (
    <div>
      <Title order={2} size="h5" mb={4}>
        Reviews that nobody has answered yet
      </Title>
      {found.notStoodFor > 0 && (
        <Notice tone="note" title={`No row counts for ${count(found.notStoodFor)} cases`}>
          Weighted estimates from this version say nothing of them. Answer their reviews and freeze it again.
        </Notice>
      )}
      <Text size="sm" my="xs">
        {count(found.count)} of {count(found.count + found.answered)} such reviews had no answer when this was frozen.
        Weights take that into account where the answered ones are a fair sample.
      </Text>
      <Table className="stack" fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Level</Table.Th>
            <Table.Th>Policy</Table.Th>
            <Table.Th>Why a person sees it</Table.Th>
            <Table.Th>Blind</Table.Th>
            <Table.Th ta="right">Answered</Table.Th>
            <Table.Th ta="right">Open</Table.Th>
            <Table.Th>Answered in the order</Table.Th>
            <Table.Th>Weights</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.strata.map((stratum) => (
            <Table.Tr key={`${stratum.policyVersion} ${stratum.level} ${stratum.reason} ${stratum.blind}`}>
              <Table.Td data-main>{LEVEL_WORDS[stratum.level as keyof typeof LEVEL_WORDS].name}</Table.Td>
              <Table.Td data-label="Policy">{stratum.policyVersion}</Table.Td>
              <Table.Td data-label="Why">{inWords(stratum.reason)}</Table.Td>
              <Table.Td data-label="Blind">{stratum.blind ? 'yes' : 'no'}</Table.Td>
              <Table.Td data-label="Answered" ta="right">
                {count(stratum.answered)}
              </Table.Td>
              <Table.Td data-label="Open" ta="right">
                {count(stratum.open)}
              </Table.Td>
              <Table.Td data-label="Order">{ORDERS[stratum.order]}</Table.Td>
              <Table.Td data-label="Weights">{STOOD_FOR[stratum.stoodForBy]}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
