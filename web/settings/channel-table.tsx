import { Table, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { ChannelPartsFragment } from '../lib/generated/graphql';
import { rowKeys } from '../ui/rows';
import { ChannelRow } from './channel-row';
import { EditChannel } from './edit-channel';
import { TestChannel } from './test-channel';

type Channel = ChannelPartsFragment;
type Opened = { readonly id: string; readonly what: 'edit' | 'test' };
type Props = { readonly channels: readonly Channel[]; readonly onSecret: (secret: string) => void };

/** The channels, and under the table what is done with one. */
export function ChannelTable({ channels, onSecret }: Props) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const channel = channels.find(({ id }) => id === opened?.id);
  const close = (): void => setOpened(null);
  return (
    <>
      <Table verticalSpacing={6} className="stack" fz="sm" aria-label="Channels">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Channel</Table.Th>
            <Table.Th>Notified of</Table.Th>
            <Table.Th>Leads to</Table.Th>
            <Table.Th>On</Table.Th>
            <Table.Th>
              <VisuallyHidden>What can be done</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody {...rowKeys}>
          {channels.map((one) => (
            <ChannelRow
              key={one.id}
              channel={one}
              onEdit={() => setOpened({ id: one.id, what: 'edit' })}
              onTest={() => setOpened({ id: one.id, what: 'test' })}
            />
          ))}
        </Table.Tbody>
      </Table>
      {channel && opened?.what === 'test' && <TestChannel key={channel.id} channel={channel} onDone={close} />}
      {channel && opened?.what === 'edit' && (
        <EditChannel key={channel.id} channel={channel} onSecret={onSecret} onDone={close} />
      )}
    </>
  );
}
