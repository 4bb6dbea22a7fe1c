import { useMutation } from '@apollo/client/react';
import { Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import {
  LevelSummaryDocument,
  PoliciesDocument,
  ProjectDocument,
  RestorePolicyDocument,
  type PolicyPartsFragment,
  type PolicySettingsInput,
} from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';
import { useProject } from '../lib/session';
import { unitOf } from '../ui/number-answers';
import { Failed, Loading } from '../ui/states';
import { isUnproven } from './move-form';
import { PreviewPanel } from './preview-panel';
import { ReasonForm } from './reason-form';
import { usePreview } from './use-preview';

type Props = {
  /** The one that is to be in force again. */
  readonly policy: PolicyPartsFragment;
  readonly inForce: PolicyPartsFragment;
  readonly onDone: () => void;
  readonly onCancel: () => void;
};

/** Shows what an earlier policy would do now, asks why, and puts it in force again. */
export function RestorePolicy({ policy, inForce, onDone, onCancel }: Props) {
  const project = useProject();
  const proposed = settingsAgain(policy, inForce);
  const preview = usePreview(project.id, proposed, true);
  const shown = preview.data?.policyPreview;
  const [problem, setProblem] = useState<string | null>(null);
  const [restore, { loading }] = useMutation(RestorePolicyDocument, {
    refetchQueries: [ProjectDocument, PoliciesDocument, LevelSummaryDocument],
  });
  const submit = async (reason: string, withoutProof: boolean): Promise<void> => {
    setProblem(null);
    const { version } = policy;
    const input = { projectId: project.id, version, expectedVersion: inForce.version, reason, withoutProof };
    try {
      const { data } = await restore({ variables: { input } });
      if (data?.restorePolicy.__typename !== 'MoveLadderSuccess')
        return setProblem(data?.restorePolicy.message ?? null);
      const { policy: made } = data.restorePolicy;
      notifications.show({ message: `Policy ${made.version} is in force. History can undo it.` });
      onDone();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <Stack gap="sm">
      {inForce.rollout !== null && (
        <Text size="sm">A rollout is under way: the machines stay as they are until it ends.</Text>
      )}
      {preview.error && <Failed message={messageOf(preview.error)} onRetry={() => void preview.refetch()} />}
      {!shown && !preview.error && <Loading lines={4} />}
      {shown && <PreviewPanel {...shown} isStale={false} {...unitOf(project.outputSchema)} />}
      <ReasonForm
        isMute={isUnproven(inForce, proposed, shown?.unheard ?? [])}
        does={`Restore policy ${policy.version}`}
        isHeld={!shown}
        isLoading={loading}
        problem={problem}
        onSubmit={(reason, withoutProof) => void submit(reason, withoutProof)}
        onCancel={onCancel}
      />
    </Stack>
  );
}

/** As the server restores it: while machines are being replaced, the one in force stays. */
function settingsAgain({ settings }: PolicyPartsFragment, inForce: PolicyPartsFragment): PolicySettingsInput {
  const { __typename, ...rest } = settings;
  return inForce.rollout === null ? rest : { ...rest, incumbent: inForce.settings.incumbent };
}
