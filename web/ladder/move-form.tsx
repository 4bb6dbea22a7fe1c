import { useMutation } from '@apollo/client/react';
import { Button, Group, Paper, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type FormEvent } from 'react';
import {
  LevelSummaryDocument,
  MoveLadderDocument,
  PoliciesDocument,
  ProjectDocument,
  type PolicyPartsFragment,
  type PolicySettingsInput,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { Notice } from '../ui/notice';

type Props = {
  /** The policy that the choice was made on. */
  readonly base: PolicyPartsFragment;
  readonly proposed: PolicySettingsInput;
  /** What was shown when it was decided; stored with the policy. */
  readonly evidence: unknown;
  /** Somebody else moved it meanwhile: first say what to do about that. */
  readonly isHeld: boolean;
  readonly onMoved: (policy: PolicyPartsFragment) => void;
  readonly onReset: () => void;
};

/** Asks why, and puts the choice in force. */
export function MoveForm({ base, proposed, evidence, isHeld, onMoved, onReset }: Props) {
  const project = useProject();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [move, { loading }] = useMutation(MoveLadderDocument, {
    refetchQueries: [ProjectDocument, PoliciesDocument, LevelSummaryDocument],
  });
  const submit = async (): Promise<void> => {
    setProblem(null);
    const input = { projectId: project.id, expectedVersion: base.version, settings: proposed, reason, evidence };
    try {
      const { data } = await move({ variables: { input } });
      // What changed meanwhile comes with the project, and is shown above.
      if (data?.moveLadder.__typename !== 'MoveLadderSuccess') return;
      const { policy } = data.moveLadder;
      onMoved(policy);
      notifications.show({ message: `Policy ${policy.version} is in force. The log book can undo it.` });
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Paper
      withBorder
      p="md"
      component="form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Stack gap="sm">
        {problem && <Notice tone="bad">{problem}</Notice>}
        <TextInput
          label="Why?"
          description="Everyone sees it in the log book."
          required
          withAsterisk={false}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={loading} disabled={isHeld}>
            Put policy {base.version + 1} in force
          </Button>
          <Button variant="subtle" onClick={onReset}>
            Leave it as it is
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
