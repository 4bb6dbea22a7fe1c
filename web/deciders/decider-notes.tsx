import { useMutation } from '@apollo/client/react';
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { DescribeDeciderDocument, type DeciderPartsFragment } from '../lib/generated/graphql';
import { inPlace } from '../lib/in-place';
import { messageOf } from '../lib/problem';
import { can, useProject } from '../lib/session';
import { Decider } from '../ui/decider';
import { Failed } from '../ui/states';
import { When } from '../ui/when';
import { UserText } from '../ui/user-text';

/** What a decider is, who looks after it, and what is to be known of it. */
export function DeciderNotes({ decider }: { readonly decider: DeciderPartsFragment }) {
  const project = useProject();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return <NotesForm decider={decider} onDone={() => setOpen(false)} />;
  return (
    <Stack gap="xs">
      <Group gap="md">
        <Decider kind={decider.kind} name="Model" />
        <Text size="sm">
          Owner: <UserText text={decider.owner || 'nobody yet'} />
        </Text>
        <Text size="sm">
          Registered by <UserText text={decider.createdBy} />, <When iso={decider.createdAt} />
        </Text>
        {can(project, 'deciders:edit') && (
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            Change owner and notes
          </Button>
        )}
      </Group>
      {decider.notes && (
        <Text className="case-text">
          <UserText text={decider.notes} />
        </Text>
      )}
    </Stack>
  );
}

function NotesForm({ decider, onDone }: { readonly decider: DeciderPartsFragment; readonly onDone: () => void }) {
  const project = useProject();
  const [owner, setOwner] = useState(decider.owner);
  const [notes, setNotes] = useState(decider.notes);
  const [describe, { loading, error }] = useMutation(DescribeDeciderDocument);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const input = { projectId: project.id, name: decider.name, owner, notes };
    inPlace(describe({ variables: { input } }).then(onDone));
  };
  return (
    <Stack component="form" gap="sm" maw={640} onSubmit={submit}>
      <TextInput label="Owner" value={owner} autoFocus onChange={(event) => setOwner(event.currentTarget.value)} />
      <Textarea
        label="Notes"
        autosize
        minRows={3}
        value={notes}
        onChange={(event) => setNotes(event.currentTarget.value)}
      />
      {error && <Failed message={messageOf(error)} />}
      <Group gap="xs">
        <Button type="submit" loading={loading}>
          Keep
        </Button>
        <Button variant="subtle" onClick={onDone}>
          Leave it as it is
        </Button>
      </Group>
    </Stack>
  );
}
