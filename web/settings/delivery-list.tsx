import { useQuery } from '@apollo/client/react';
import { Group, NativeSelect, Stack, Table, Title, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { DeliveriesDocument, type ChannelPartsFragment, type DeliveryState } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { useProject } from '../lib/session';
import { ShowMore } from '../lib/show-more';
import { rowKeys } from '../ui/rows';
import { Empty, Failed, Loading } from '../ui/states';
import { STATES } from './channel-words';
import { DeliveryRow } from './delivery-row';
import { isolated } from '../ui/visible-text';

const STATE_CHOICES = [
  { value: '', label: 'All' },
  ...(['WAITING', 'DELIVERED', 'FAILED'] as const).map((value) => ({ value, label: STATES[value] })),
];

/** As the query asks for. */
const PAGE = 25;

/** What became of each message, the newest first. */
export function DeliveryList({ channels }: { readonly channels: readonly ChannelPartsFragment[] }) {
  const project = useProject();
  const [channelId, setChannelId] = useState('');
  const [state, setState] = useState('');
  const [isMoreLost, setMoreLost] = useState(false);
  const filter = {
    channelId: channelId === '' ? null : channelId,
    state: state === '' ? null : (state as DeliveryState),
  };
  const variables = { projectId: project.id, ...filter };
  const { data, previousData, error, refetch, fetchMore } = useQuery(DeliveriesDocument, { variables });
  // Whoever has asked for more reads it in peace: a new first page would take it away.
  const isLong = (data?.deliveries.edges.length ?? 0) > PAGE;
  useReadAgain('deliveriesMark', () => (isLong ? undefined : refetch()));
  const page = (data ?? previousData)?.deliveries;
  const more = (): Promise<unknown> =>
    fetchMore({
      variables: { ...variables, after: page?.pageInfo.endCursor ?? null },
      updateQuery: (before, { fetchMoreResult: next }) => ({
        ...next,
        deliveries: { ...next.deliveries, edges: [...before.deliveries.edges, ...next.deliveries.edges] },
      }),
    });
  return (
    <Stack component="section" gap="sm" aria-labelledby="deliveries">
      <Title order={2} size="h5" id="deliveries">
        Deliveries
      </Title>
      <Group>
        <NativeSelect
          label="To"
          data={[
            { value: '', label: 'All channels' },
            ...channels.map(({ id, name }) => ({ value: id, label: isolated(name) })),
          ]}
          value={channelId}
          onChange={({ currentTarget: { value } }) => setChannelId(value)}
        />
        <NativeSelect
          label="State"
          data={STATE_CHOICES}
          value={state}
          onChange={({ currentTarget: { value } }) => setState(value)}
        />
      </Group>
      {error && !isMoreLost && <Failed message={messageOf(error)} onRetry={() => void refetch()} />}
      {!page && !error && <Loading lines={4} />}
      {page?.edges.length === 0 && (
        <Empty isSmall title="Nothing was sent">
          A message comes here as soon as something happens that one of the channels hears of.
        </Empty>
      )}
      {page && page.edges.length > 0 && (
        <Table verticalSpacing={6} className="stack" fz="sm" aria-label="Deliveries">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>What</Table.Th>
              <Table.Th>To</Table.Th>
              <Table.Th>State</Table.Th>
              <Table.Th>Tries</Table.Th>
              <Table.Th>Last answer</Table.Th>
              <Table.Th>Next try</Table.Th>
              <Table.Th>
                <VisuallyHidden>What can be done</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody {...rowKeys}>
            {page.edges.map(({ node }) => (
              <DeliveryRow key={node.id} delivery={node} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {page?.pageInfo.hasNextPage === true && <ShowMore onMore={more} onProblem={setMoreLost} />}
    </Stack>
  );
}
