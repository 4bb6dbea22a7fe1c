import { useMutation } from '@apollo/client/react';
import { Button, Checkbox, Group, Paper, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { levelRank, type Level } from '@handrail/shared/ladder';
import { useState, type FormEvent } from 'react';
import {
  LevelSummaryDocument,
  MoveLadderDocument,
  PoliciesDocument,
  ProjectDocument,
  type PolicyPartsFragment,
  type PolicyPreviewQuery,
  type PolicySettingsInput,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { thresholdText } from '../ui/format';
import { LEVEL_WORDS } from '../ui/ladder-level';
import { Notice } from '../ui/notice';

type Props = {
  /** The policy that the choice was made on. */
  readonly base: PolicyPartsFragment;
  readonly proposed: PolicySettingsInput;
  /** What was shown when it was decided; stored with the policy. */
  readonly evidence: unknown;
  /** Whose answers are not known. */
  readonly unheard: PolicyPreviewQuery['policyPreview']['unheard'];
  /** Somebody else moved it meanwhile: first say what to do about that. */
  readonly isHeld: boolean;
  readonly onMoved: (policy: PolicyPartsFragment) => void;
  readonly onReset: () => void;
};

/** Asks why, and puts the choice in force. */
export function MoveForm({ base, proposed, evidence, unheard, isHeld, onMoved, onReset }: Props) {
  const project = useProject();
  const [reason, setReason] = useState('');
  const [isWithoutProof, setWithoutProof] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [move, { loading }] = useMutation(MoveLadderDocument, {
    refetchQueries: [ProjectDocument, PoliciesDocument, LevelSummaryDocument],
  });
  const isMute = isClimb(base.level, proposed.level) && unheard.some(({ canBeAsked }) => !canBeAsked);
  const submit = async (): Promise<void> => {
    setProblem(null);
    const withoutProof = isMute && isWithoutProof;
    const input = {
      projectId: project.id,
      expectedVersion: base.version,
      settings: proposed,
      reason,
      evidence,
      withoutProof,
    };
    try {
      const { data } = await move({ variables: { input } });
      // What changed meanwhile comes with the project, and is shown above.
      if (data?.moveLadder.__typename !== 'MoveLadderSuccess') return;
      const { policy } = data.moveLadder;
      onMoved(policy);
      notifications.show({ message: `Policy ${policy.version} is in force. History can undo it.` });
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
        {isMute && (
          <Checkbox
            label="Apply without proof"
            description="Nobody knows what the machine would do. History marks it for ever."
            checked={isWithoutProof}
            onChange={(event) => setWithoutProof(event.currentTarget.checked)}
          />
        )}
        <TextInput
          label={isMute ? 'Why, without proof?' : 'Why?'}
          description="Everyone sees it in History."
          required
          withAsterisk={false}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={loading} disabled={isHeld || (isMute && !isWithoutProof)}>
            {isMute ? 'Apply without proof' : `Apply: ${whatOf(base, proposed)}`}
          </Button>
          <Button variant="subtle" onClick={onReset}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** Whether a machine gets to decide more cases by another rung; down needs no proof. */
function isClimb(from: Level, to: Level): boolean {
  return levelRank(to) > levelRank(from) && levelRank(to) >= levelRank('PARTIAL_AUTOMATION');
}

/** What the button does, in a few words. */
function whatOf({ level, settings }: PolicyPartsFragment, next: PolicySettingsInput): string {
  if (next.level !== level) return LEVEL_WORDS[next.level].name;
  return next.globalThreshold === settings.globalThreshold
    ? 'these settings'
    : `threshold ${thresholdText(next.globalThreshold)}`;
}
