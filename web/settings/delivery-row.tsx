import { useMutation } from '@apollo/client/react';
import { Button, Table, Text } from '@mantine/core';
import { RedeliverDocument, type DeliveryPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { rowProps } from '../ui/rows';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { EVENTS, STATES } from './channel-words';

export function DeliveryRow({ delivery }: { readonly delivery: DeliveryPartsFragment }) {
  const project = useProject();
  const [again, { error, loading }] = useMutation(RedeliverDocument);
  const { id, event, channel, state, tries, lastStatus, nextTryAt, happenedAt } = delivery;
  const what = EVENTS.find(({ value }) => value === event)?.says ?? event;
  return (
    <Table.Tr {...rowProps()}>
      <Table.Td data-main>
        {what}
        <Text size="xs" c="dimmed">
          <When iso={happenedAt} />
        </Text>
        {error && <Failed message={messageOf(error)} />}
      </Table.Td>
      <Table.Td data-label="To">{channel ?? 'whoever asked, by e-mail'}</Table.Td>
      <Table.Td data-label="State">{STATES[state]}</Table.Td>
      <Table.Td data-label="Tries">{tries}</Table.Td>
      <Table.Td data-label="Last answer">{lastStatus ?? 'none yet'}</Table.Td>
      <Table.Td data-label="Next try">{nextTryAt == null ? 'none' : <When iso={nextTryAt} />}</Table.Td>
      <Table.Td data-label="">
        {can(project, 'project:edit') && state !== 'WAITING' && (
          <Button size="xs" variant="default" loading={loading} onClick={() => void again({ variables: { id } })}>
            Send again
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
