import { Badge, Stack, Table, Text, Title } from '@mantine/core';
import { count } from '../ui/format';
import { When } from '../ui/when';
import type { Concept } from './concept';

const NAMES = { eDetector: 'E-detector', adwin: 'ADWIN', pageHinkley: 'Page–Hinkley' } as const;
const STATES = { WAITING: 'waiting', QUIET: 'no change', FIRED: 'a change' } as const;

type Props = { readonly detectors: Concept['detectors']; readonly needed: number };

/** What each detector heard in the stream of disagreements. */
export function DetectorTable({ detectors, needed }: Props) {
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        Detectors
      </Title>
      <Table className="stack" aria-label="Detectors">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Detector</Table.Th>
            <Table.Th>Labels heard</Table.Th>
            <Table.Th>It tells</Table.Th>
            <Table.Th>Last change</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {detectors.map(({ detector, labels, state, signals, isAlarm }) => {
            const last = signals.at(-1);
            return (
              <Table.Tr key={detector}>
                <Table.Td data-main>
                  {NAMES[detector]}
                  {isAlarm ? ' (the verdict goes by it)' : ''}
                </Table.Td>
                <Table.Td data-label="Labels heard">{count(labels)}</Table.Td>
                <Table.Td data-label="It tells">
                  <Badge
                    variant="default"
                    tt="none"
                    miw="max-content"
                    className={state === 'FIRED' ? 'badge-bad' : state === 'WAITING' ? 'hatched' : ''}
                  >
                    {STATES[state]}
                  </Badge>
                </Table.Td>
                <Table.Td data-label="Last change">{last ? <When iso={last.at} /> : 'none'}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed">
        They hear labels thinned to equally likely ones, so that another audit rate is not taken for a change. A verdict
        takes {count(needed)} of them.
      </Text>
    </Stack>
  );
}
