import { useMutation } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import {
  DeciderDocument,
  PlaceVersionDocument,
  PoliciesDocument,
  ProjectDocument,
  RetireVersionDocument,
  type VersionPartsFragment,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';
import { movesOf, type Move } from './moves';
import { UserText } from '../ui/user-text';

/** What can be done with a version: into shadow, in force, out again, or out for good. Each asks why. */
export function VersionMoves({ version }: { readonly version: VersionPartsFragment }) {
  const [chosen, setChosen] = useState<Move | null>(null);
  const { level } = useProject();
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {movesOf(version, level).map((move) => (
          <Button
            key={move.name}
            size="sm"
            variant={chosen?.name === move.name ? 'filled' : 'default'}
            aria-expanded={chosen?.name === move.name}
            onClick={() => setChosen(move)}
          >
            <UserText text={move.name} />
          </Button>
        ))}
      </Group>
      {chosen && <MoveForm key={chosen.name} version={version} move={chosen} onDone={() => setChosen(null)} />}
    </Stack>
  );
}

type Props = { readonly version: VersionPartsFragment; readonly move: Move; readonly onDone: () => void };

function MoveForm({ version, move, onDone }: Props) {
  const [reason, setReason] = useState('');
  const { run, problem, isBusy } = useMove(version, move);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run(reason).then((isDone) => isDone && onDone());
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <Stack gap="sm">
        <Text size="sm">{move.says}</Text>
        <TextInput
          label="Why?"
          required
          withAsterisk={false}
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {problem && <Notice tone="bad">{problem}</Notice>}
        <Group gap="xs">
          <Button type="submit" loading={isBusy}>
            <UserText text={move.name} />
          </Button>
          <Button variant="subtle" onClick={onDone}>
            Leave it as it is
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

function useMove({ reference }: VersionPartsFragment, move: Move) {
  const { id: projectId } = useProject();
  const refetchQueries = [DeciderDocument, ProjectDocument, PoliciesDocument];
  // eslint-disable-next-line local/mutation-shows-its-error -- `run` below shows what `send` throws.
  const [place, placing] = useMutation(PlaceVersionDocument, { refetchQueries });
  // eslint-disable-next-line local/mutation-shows-its-error -- `run` below shows what `send` throws.
  const [retire, retiring] = useMutation(RetireVersionDocument, { refetchQueries });
  const [problem, setProblem] = useState<string | null>(null);
  const send = async (reason: string): Promise<string | undefined> => {
    if (move.place === 'retire') {
      const { data } = await retire({ variables: { input: { projectId, reference, reason } } });
      return data?.retireVersion.__typename === 'VersionInUse' ? data.retireVersion.message : undefined;
    }
    const input = { projectId, reference, place: move.place, isIn: move.isIn, reason };
    const { data } = await place({ variables: { input } });
    if (data?.placeVersion.__typename !== 'PlaceVersionSuccess') return data?.placeVersion.message;
    notifications.show({ message: `Policy ${data.placeVersion.policy.version} is in force.` });
    return undefined;
  };
  const run = async (reason: string): Promise<boolean> => {
    const message = await send(reason).catch(messageOf);
    setProblem(message ?? null);
    return message === undefined;
  };
  return { run, problem, isBusy: placing.loading || retiring.loading };
}
