import { useMutation } from '@apollo/client/react';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import {
  ChannelsDocument,
  NewChannelSecretDocument,
  RemoveChannelDocument,
  SaveChannelDocument,
  type ChannelPartsFragment,
} from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Failed } from '../ui/states';
import { ChannelFields } from './channel-fields';
import { UserText } from '../ui/user-text';

type Props = {
  readonly channel: ChannelPartsFragment;
  readonly onSecret: (secret: string) => void;
  readonly onDone: () => void;
};

/** What a channel says of itself; a new secret for it; its end, which is asked for once more in place. */
export function EditChannel({ channel, onSecret, onDone }: Props) {
  const project = useProject();
  const { id, version, kind, name, events, isOn, address } = channel;
  const [draft, setDraft] = useState({ name, events: [...events], address: address ?? '' });
  const [isEnding, setEnding] = useState(false);
  const options = { refetchQueries: [ChannelsDocument] };
  const [save, saving] = useMutation(SaveChannelDocument, options);
  const [renew, renewing] = useMutation(NewChannelSecretDocument, options);
  const [remove, removing] = useMutation(RemoveChannelDocument, options);
  const error = saving.error ?? renewing.error ?? removing.error;
  const variables = { projectId: project.id, id, expectedVersion: version };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const typed = draft.address === (address ?? '') ? {} : { address: draft.address };
    await save({
      variables: { input: { ...variables, isOn, name: draft.name, events: [...draft.events], ...typed } },
    });
    onDone();
  };
  const takeSecret = async (): Promise<void> => {
    const { data } = await renew({ variables });
    if (data?.newChannelSecret.secret != null) onSecret(data.newChannelSecret.secret);
  };
  return (
    <Stack component="form" maw={520} onSubmit={(event: FormEvent) => inPlace(submit(event))}>
      <Title order={2} size="h5">
        Change “<UserText text={name} />”
      </Title>
      <ChannelFields
        kind={kind}
        draft={draft}
        isAddressKept={address == null}
        onChange={(next) => setDraft({ ...next, events: [...next.events] })}
      />
      {error && <Failed message={messageOf(error)} />}
      <Group>
        <Button type="submit" loading={saving.loading}>
          Save
        </Button>
        <Button variant="subtle" onClick={onDone}>
          Leave it
        </Button>
      </Group>
      {kind === 'WEBHOOK' && (
        <Group gap="xs">
          <Button variant="default" loading={renewing.loading} onClick={() => inPlace(takeSecret())}>
            New secret
          </Button>
          <Text size="sm">The old one signs too for a day.</Text>
        </Group>
      )}
      <Group gap="xs">
        {isEnding ? (
          <>
            <Button color="red" loading={removing.loading} onClick={() => inPlace(remove({ variables }).then(onDone))}>
              Remove for ever
            </Button>
            <Button variant="subtle" onClick={() => setEnding(false)}>
              Keep it
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => setEnding(true)}>
            Remove
          </Button>
        )}
      </Group>
    </Stack>
  );
}
