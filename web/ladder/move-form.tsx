import { useMutation } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { givesMoreSay } from '@handrail/shared/ladder';
import { useState } from 'react';
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
import { ReasonForm } from './reason-form';
import { sayOf } from './say-of';

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
  const [problem, setProblem] = useState<string | null>(null);
  const [move, { loading }] = useMutation(MoveLadderDocument, {
    refetchQueries: [ProjectDocument, PoliciesDocument, LevelSummaryDocument],
  });
  const submit = async (reason: string, withoutProof: boolean): Promise<void> => {
    setProblem(null);
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
    <ReasonForm
      isMute={isUnproven(base, proposed, unheard)}
      does={`Apply: ${whatOf(base, proposed)}`}
      isHeld={isHeld}
      isLoading={loading}
      problem={problem}
      onSubmit={(reason, withoutProof) => void submit(reason, withoutProof)}
      onCancel={onReset}
    />
  );
}

/** Whether a machine that cannot be asked gets more say; the server asks the same. */
export function isUnproven(
  { settings }: PolicyPartsFragment,
  proposed: PolicySettingsInput,
  unheard: Props['unheard'],
): boolean {
  return unheard.some(({ canBeAsked }) => !canBeAsked) && givesMoreSay(sayOf(settings), sayOf(proposed));
}

/** What the button does, in a few words. */
function whatOf({ level, settings }: PolicyPartsFragment, next: PolicySettingsInput): string {
  if (next.level !== level) return LEVEL_WORDS[next.level].name;
  // What cannot be read has no name; it cannot be applied either.
  return Number.isNaN(next.globalThreshold) || next.globalThreshold === settings.globalThreshold
    ? 'these settings'
    : `threshold ${thresholdText(next.globalThreshold)}`;
}
