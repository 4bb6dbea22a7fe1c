import { useMutation } from '@apollo/client/react';
import { Button, Group } from '@mantine/core';
import { redoTarget } from '@handrail/shared/ladder';
import { useState } from 'react';
import {
  LevelSummaryDocument,
  PoliciesDocument,
  ProjectDocument,
  RestorePolicyDocument,
  UndoPolicyDocument,
  type PolicyPartsFragment,
} from '../lib/generated/graphql';
import { fieldErrorsOf, messageOf } from '../lib/problem';
import { Notice } from '../ui/notice';

const REFETCHED = { refetchQueries: [ProjectDocument, PoliciesDocument, LevelSummaryDocument] };

/** A step back or forth in History, and what came of the last one that failed. */
export type HistoryMove = { readonly kind: 'undo' | 'redo'; readonly version: number };
type Problem = { readonly message: string; readonly unproven: HistoryMove | null };

/** Takes back the policy in force, or brings back what was taken back. */
export function useHistoryMoves(projectId: string, inForce: number) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const [undo, undoing] = useMutation(UndoPolicyDocument, REFETCHED);
  const [restore, restoring] = useMutation(RestorePolicyDocument, REFETCHED);
  const go = async (move: HistoryMove, withoutProof = false): Promise<void> => {
    setProblem(null);
    const { kind, version } = move;
    const reason = kind === 'undo' ? `Undo of policy ${version}` : `Redo of policy ${version}`;
    const variables = { input: { projectId, version, expectedVersion: inForce, reason, withoutProof } };
    try {
      const result =
        kind === 'undo'
          ? (await undo({ variables })).data?.undoPolicy
          : (await restore({ variables })).data?.restorePolicy;
      if (result?.__typename === 'PolicyChangedMeanwhile') setProblem({ message: result.message, unproven: null });
    } catch (error) {
      const isUnproven = fieldErrorsOf(error).some(({ pointer }) => pointer === '/withoutProof');
      setProblem({ message: messageOf(error), unproven: isUnproven ? move : null });
    }
  };
  return { go, problem, isMoving: undoing.loading || restoring.loading };
}

type MovesProps = Pick<ReturnType<typeof useHistoryMoves>, 'go' | 'isMoving'> & {
  /** Newest first; the first is in force. */
  readonly policies: readonly PolicyPartsFragment[];
};

export function HistoryButtons({ go, isMoving, policies }: MovesProps) {
  const [inForce] = policies;
  const again = redoTarget([...policies].reverse());
  if (!inForce || inForce.version === 1) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={`Undo policy ${inForce.version}`}
        loading={isMoving}
        onClick={() => void go({ kind: 'undo', version: inForce.version })}
      >
        Undo
      </Button>
      {again !== null && (
        <Button
          size="xs"
          variant="default"
          aria-label={`Redo policy ${again}`}
          loading={isMoving}
          onClick={() => void go({ kind: 'redo', version: again })}
        >
          Redo
        </Button>
      )}
    </>
  );
}

/** Why a step was not made; where it leads upwards and nobody knows what the machine would do, the way to make it all the same. */
export function HistoryProblem({ go, problem }: Pick<ReturnType<typeof useHistoryMoves>, 'go' | 'problem'>) {
  if (!problem) return null;
  const { message, unproven } = problem;
  return (
    <Notice tone="bad">
      {message}
      {unproven && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={() => void go(unproven, true)}>
            {unproven.kind === 'undo' ? 'Undo' : 'Redo'} without proof
          </Button>
        </Group>
      )}
    </Notice>
  );
}
