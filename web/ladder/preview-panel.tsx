import { Paper, Table, Text } from '@mantine/core';
import { count, shareWithInterval } from '../ui/format';
import type { PreviewPartsFragment } from '../lib/generated/graphql';

/** What the move would have done to the last cases, beside what the policy in force would have. */
export function PreviewPanel({
  current,
  proposed,
}: {
  readonly current: PreviewPartsFragment;
  readonly proposed: PreviewPartsFragment;
}) {
  const rows: readonly [string, (preview: PreviewPartsFragment) => string][] = [
    ['Decided by the machine', ({ byModel, cases }) => share(byModel, cases)],
    ['Decided by a person', ({ toHuman, cases }) => share(toHuman, cases)],
    ['Audited blind', ({ audited }) => count(audited)],
    ['Machine had no usable answer', ({ failed }) => count(failed)],
    [
      'Error among the automated (95 %)',
      ({ automatedWrong, automatedLabelled, wrongLower, wrongUpper }) =>
        shareWithInterval(automatedWrong, automatedLabelled, { lower: wrongLower, upper: wrongUpper }),
    ],
  ];
  return (
    <Paper withBorder p="md" component="section" aria-label="What it would have done">
      <Text fw={600} mb="xs">
        What it would have done to the last {count(proposed.cases)} cases
      </Text>
      <Table horizontalSpacing={6} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th>Now</Table.Th>
            <Table.Th>After</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([name, show]) => (
            <Table.Tr key={name}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{show(current)}</Table.Td>
              <Table.Td fw={600}>{show(proposed)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="xs">
        The same routing rule over stored predictions. The error counts only automated cases that a person has judged
        without seeing the prediction. Cases before a model ran have no prediction and go to people. Open reviews stay
        as they are.
      </Text>
    </Paper>
  );
}

function share(k: number, n: number): string {
  return n === 0 ? 'not known yet' : `${count(k)} (${((100 * k) / n).toFixed(0)}\u202f%)`;
}
