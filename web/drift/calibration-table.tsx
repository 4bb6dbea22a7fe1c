import { Stack, Table, Text, Title } from '@mantine/core';
import { percent } from '../ui/format';
import type { Concept } from './concept';

type Calibration = Concept['calibration'];
type Share = Calibration['bins'][number]['recent'];

const STATES = {
  UNKNOWN: 'Not enough data yet to tell whether its confidence still means what it meant.',
  STEADY: 'Its confidence means what it meant.',
  OVERCONFIDENT: 'It has become surer than it is right.',
  UNDERCONFIDENT: 'It is right more often than it is sure.',
} as const;

/** How often the machine is right where it is so sure: the first labels beside the latest. */
export function CalibrationTable({ calibration }: { readonly calibration: Calibration }) {
  const { state } = calibration;
  const bins = calibration.bins.filter(({ reference, recent }) => reference.labels + recent.labels > 0);
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        Calibration
      </Title>
      <Text size="sm">{STATES[state]}</Text>
      {bins.length > 0 && (
        <Table className="stack" aria-label="Calibration">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Confidence</Table.Th>
              <Table.Th>Right in the first labels</Table.Th>
              <Table.Th>Right in the latest</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bins.map(({ from, to, reference, recent }) => (
              <Table.Tr key={from}>
                <Table.Td data-main>
                  {Math.round(100 * from)} to {Math.round(100 * to)} %
                </Table.Td>
                <Table.Td data-label="Right in the first labels">{rightOf(reference)}</Table.Td>
                <Table.Td data-label="Right in the latest">{rightOf(recent)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}

function rightOf({ labels, right, confidence }: Share): string {
  if (right === null || confidence === null) return 'no label';
  return `${percent(right)} of ${labels}, ${percent(confidence)} sure`;
}
