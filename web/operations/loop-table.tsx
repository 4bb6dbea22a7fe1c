import { Table, Text } from '@mantine/core';
import { CircleAlert, CircleCheck, CircleHelp, Clock } from 'lucide-react';
import type { BackgroundLoopsQuery } from '../lib/generated/graphql';
import { count } from '../ui/format';
import { rowKeys, rowProps } from '../ui/rows';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';

type Loop = BackgroundLoopsQuery['backgroundLoops'][number];

const STATES = {
  OK: { Icon: CircleCheck, word: 'Succeeds' },
  FAILING: { Icon: CircleAlert, word: 'Fails' },
  LATE: { Icon: Clock, word: 'Late' },
  ABSENT: { Icon: CircleHelp, word: 'Runs nowhere' },
  UNKNOWN: { Icon: CircleHelp, word: 'Not known yet' },
} as const;

/** A loop that has just begun and had no turn yet is not said to succeed. */
export function stateOf({ verdict, succeededAt }: Loop): keyof typeof STATES {
  return verdict === 'OK' && succeededAt === null ? 'UNKNOWN' : verdict;
}

/** Each loop, those that do not succeed first. */
export function LoopTable({ loops }: { readonly loops: readonly Loop[] }) {
  const sorted = [...loops].sort((a, b) => Number(a.verdict === 'OK') - Number(b.verdict === 'OK'));
  return (
    <Table className="stack" fz="sm" aria-label="Background work">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Work</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>Last success</Table.Th>
          <Table.Th>Expected every</Table.Th>
          <Table.Th>Runs</Table.Th>
          <Table.Th>Failures</Table.Th>
          <Table.Th>Processes</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody {...rowKeys}>
        {sorted.map((loop) => (
          <LoopRow key={loop.name} loop={loop} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function LoopRow({ loop }: { readonly loop: Loop }) {
  const state = stateOf(loop);
  const { Icon, word } = STATES[state];
  const isBad = loop.verdict !== 'OK';
  return (
    <Table.Tr {...rowProps()}>
      <Table.Td data-main>
        <UserText text={loop.title} />
        <Text size="xs" c="dimmed">
          <UserText text={loop.name} />
        </Text>
      </Table.Td>
      <Table.Td data-label="State">
        <Text span size="sm" style={{ whiteSpace: 'nowrap' }} {...(isBad ? { fw: 600 } : {})}>
          <Icon size={14} aria-hidden {...(isBad ? { color: 'var(--mantine-color-error)' } : {})} /> {word}
        </Text>
      </Table.Td>
      <Table.Td data-label="Last success">{loop.succeededAt ? <When iso={loop.succeededAt} /> : 'not yet'}</Table.Td>
      <Table.Td data-label="Expected every">{every(loop.periodSeconds)}</Table.Td>
      <Table.Td data-label="Runs">{count(loop.runs)}</Table.Td>
      <Table.Td data-label="Failures">
        <div>
          {count(loop.failures)}
          {loop.failedAt && (
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              last <When iso={loop.failedAt} />
              {loop.error === null ? '' : `: ${loop.error}`}
            </Text>
          )}
        </div>
      </Table.Td>
      <Table.Td data-label="Processes">
        <span style={{ overflowWrap: 'anywhere' }}>{loop.processes.join(', ') || 'none'}</span>
      </Table.Td>
    </Table.Tr>
  );
}

function every(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Number((seconds / 3600).toPrecision(2))} h`;
}
