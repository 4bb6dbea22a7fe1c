import { Table, Text, Title } from '@mantine/core';
import type { DatasetDriftVerdict, DatasetPartsFragment } from '../lib/generated/graphql';
import { count, percent } from '../ui/format';
import { UserText } from '../ui/user-text';

type Drift = NonNullable<DatasetPartsFragment['drift']>;
type Part = Drift['parts'][number];

const VERDICTS: Readonly<Record<DatasetDriftVerdict, string>> = {
  MOVED: 'has moved',
  STEADY: 'as before',
  TOO_FEW: 'not known: too few rows',
};
const KINDS: Readonly<Record<Part['kind'], string>> = { VALUES: '', NUMBERS: '', LENGTHS: ', by length' };

/** How each part of the rows differs from the version before, those that moved most first. */
export function VersionDrift({ drift }: { readonly drift: Drift | null }) {
  if (drift === null)
    return (
      <Text size="sm" c="dimmed">
        Drift is not known: the version before was frozen when it was not measured yet.
      </Text>
    );
  if (drift.parts.length === 0) return null;
  const moved = drift.parts.filter(({ verdict }) => verdict === 'MOVED');
  return (
    <section aria-label="Drift">
      <Title order={3} size="h6" mt="md" mb={4}>
        Drift
      </Title>
      <Text size="sm" mb="xs">
        {moved.length === 0
          ? 'No part of the rows has moved by more than luck and a twentieth of the rows.'
          : `Moved by more than luck would do: ${moved.map(({ part }) => part).join(', ')}.`}{' '}
        A row’s missing value counts as a value. Rows that are in both versions cannot differ, so this errs on the side
        of saying nothing.
      </Text>
      <Table className="stack" fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Part</Table.Th>
            <Table.Th>Verdict</Table.Th>
            <Table.Th ta="right">Rows that differ</Table.Th>
            <Table.Th ta="right">PSI (by luck up to)</Table.Th>
            <Table.Th ta="right">Jensen–Shannon</Table.Th>
            <Table.Th ta="right">p</Table.Th>
            <Table.Th ta="right">Missing before → now</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {drift.parts.map((part) => (
            <PartRow key={part.part} part={part} />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function PartRow({ part }: { readonly part: Part }) {
  return (
    <Table.Tr>
      <Table.Td data-main>
        <UserText text={part.part} />
        {KINDS[part.kind]}
      </Table.Td>
      <Table.Td data-label="Verdict" fw={part.verdict === 'MOVED' ? 600 : undefined}>
        {VERDICTS[part.verdict]}
      </Table.Td>
      <Table.Td data-label="Differ" ta="right">
        {percent(part.moved)}
      </Table.Td>
      <Table.Td data-label="PSI" ta="right">
        {part.psi.toFixed(3)} ({part.psiByLuck.toFixed(3)})
      </Table.Td>
      <Table.Td data-label="Jensen–Shannon" ta="right">
        {part.jensenShannon.toFixed(3)}
      </Table.Td>
      <Table.Td data-label="p" ta="right">
        {part.p < 0.001 ? '< 0.001' : part.p.toFixed(3)}
      </Table.Td>
      <Table.Td data-label="Missing" ta="right">
        {count(part.missingBefore)} → {count(part.missingNow)}
      </Table.Td>
    </Table.Tr>
  );
}
