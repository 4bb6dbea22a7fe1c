import { useMutation } from '@apollo/client/react';
import { Button, Group, Switch, Table, Text } from '@mantine/core';
import { ChannelsDocument, SaveChannelDocument, type ChannelPartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { rowProps } from '../ui/rows';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { eventsInWords, KINDS, troubleOf } from './channel-words';
import { UserText } from '../ui/user-text';
import { isolated } from '../ui/visible-text';

type Props = { readonly channel: ChannelPartsFragment; readonly onEdit: () => void; readonly onTest: () => void };

export function ChannelRow({ channel, onEdit, onTest }: Props) {
  const project = useProject();
  const [save, { error }] = useMutation(SaveChannelDocument, { refetchQueries: [ChannelsDocument] });
  const mayEdit = can(project, 'project:edit');
  const { id, version, name, kind, events, isOn, shown, address, pausedUntil } = channel;
  const trouble = troubleOf(channel);
  const turn = (on: boolean): void => {
    const input = { projectId: project.id, id, expectedVersion: version, name, events, isOn: on };
    void save({ variables: { input } });
  };
  return (
    <Table.Tr {...rowProps()}>
      <Table.Td data-main>
        <UserText text={name} />
        <Text size="xs" c="dimmed">
          {KINDS[kind].label}
        </Text>
        {trouble !== '' && (
          <Text size="xs" fw={600}>
            {trouble}
            {isOn && pausedUntil != null && (
              <>
                {' '}
                The next try is at <When iso={pausedUntil} />.
              </>
            )}
          </Text>
        )}
        {error && <Failed message={messageOf(error)} />}
      </Table.Td>
      <Table.Td data-label="Notified of">{eventsInWords(events)}</Table.Td>
      <Table.Td data-label="Leads to">
        <UserText text={address ?? shown} />
      </Table.Td>
      <Table.Td data-label="On">
        <Switch
          aria-label={`“${isolated(name)}” is on`}
          disabled={!mayEdit}
          checked={isOn}
          onChange={({ currentTarget: { checked } }) => turn(checked)}
        />
      </Table.Td>
      <Table.Td data-label="">
        {mayEdit && (
          <Group gap={6} wrap="nowrap">
            <Button size="xs" variant="default" onClick={onTest} aria-label={`Send a test by “${isolated(name)}”`}>
              Test
            </Button>
            <Button size="xs" variant="default" onClick={onEdit} aria-label={`Change “${isolated(name)}”`}>
              Change
            </Button>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
