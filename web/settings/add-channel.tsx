import { useMutation } from '@apollo/client/react';
import { Button, Group, NativeSelect, Stack, Title } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { AddChannelDocument, ChannelsDocument, type ChannelKind } from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { Failed } from '../ui/states';
import { ChannelFields, type ChannelDraft } from './channel-fields';
import { KINDS } from './channel-words';

type Props = {
  /** What has to be set before e-mail can be sent; null: it can. */
  readonly mailNeeds: string | null;
  readonly onSecret: (secret: string) => void;
  readonly onDone: () => void;
};

const NEW: ChannelDraft = { name: '', events: ['ALARM_OPENED', 'ALARM_JOINED', 'ALARM_RESOLVED'], address: '' };
const CHOICES = (['WEBHOOK', 'SLACK', 'EMAIL'] as const).map((value) => ({ value, label: KINDS[value].label }));

/** A new channel; it is told of what happens from now on. */
export function AddChannel({ mailNeeds, onSecret, onDone }: Props) {
  const project = useProject();
  const [kind, setKind] = useState<ChannelKind>('WEBHOOK');
  const [draft, setDraft] = useState(NEW);
  const [add, { loading, error }] = useMutation(AddChannelDocument, { refetchQueries: [ChannelsDocument] });
  const isMissing = kind === 'EMAIL' && mailNeeds !== null;
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const input = { projectId: project.id, kind, ...draft, events: [...draft.events] };
    const { data } = await add({ variables: { input } });
    if (data?.addChannel.secret != null) onSecret(data.addChannel.secret);
    onDone();
  };
  return (
    <Stack component="form" maw={520} onSubmit={(event: FormEvent) => inPlace(submit(event))}>
      <Title order={2} size="h5">
        A new channel
      </Title>
      <NativeSelect
        label="Kind"
        data={CHOICES}
        value={kind}
        onChange={({ currentTarget: { value } }) =>
          setKind(CHOICES.find((one) => one.value === value)?.value ?? 'WEBHOOK')
        }
      />
      {isMissing ? (
        <Notice tone="note" title="E-mail is not set up">
          Whoever runs Handrail has to set {mailNeeds} and start it again.
        </Notice>
      ) : (
        <ChannelFields kind={kind} draft={draft} onChange={setDraft} />
      )}
      {error && <Failed message={messageOf(error)} />}
      <Group>
        <Button type="submit" loading={loading} disabled={isMissing}>
          Add it
        </Button>
        <Button variant="subtle" onClick={onDone}>
          Leave it
        </Button>
      </Group>
    </Stack>
  );
}
