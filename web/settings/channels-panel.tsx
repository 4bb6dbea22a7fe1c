import { useQuery } from '@apollo/client/react';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ChannelsDocument } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useReadAgain } from '../lib/pulse';
import { can, useProject } from '../lib/session';
import { Empty, Failed, Loading } from '../ui/states';
import { AddChannel } from './add-channel';
import { ChannelSecret } from './channel-secret';
import { ChannelTable } from './channel-table';
import { DeliveryList } from './delivery-list';

/** Where what happens is told: channels, and what became of each message. */
export function ChannelsPanel() {
  const project = useProject();
  const { data, error, refetch } = useQuery(ChannelsDocument, { variables: { projectId: project.id } });
  useReadAgain('deliveriesMark', () => refetch());
  const [isAdding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  if (error && !data) return <Failed message={messageOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { channels, mailNeeds } = data.channels;
  const mayEdit = can(project, 'project:edit');
  return (
    <Stack gap="lg">
      <Text size="sm">
        Alarms, answers of people and finished files can be told to your own services, to Slack and by e-mail.
      </Text>
      {secret !== null && <ChannelSecret secret={secret} onDone={() => setSecret(null)} />}
      {channels.length === 0 && !isAdding && (
        <Empty isSmall title="No channel yet">
          {mayEdit ? 'Add one, and send it a test.' : 'An admin can add one.'}
        </Empty>
      )}
      {channels.length > 0 && <ChannelTable channels={channels} onSecret={setSecret} />}
      {isAdding && <AddChannel mailNeeds={mailNeeds ?? null} onSecret={setSecret} onDone={() => setAdding(false)} />}
      {mayEdit && !isAdding && (
        <Group>
          <Button onClick={() => setAdding(true)}>Add a channel</Button>
        </Group>
      )}
      <DeliveryList channels={channels} />
    </Stack>
  );
}
