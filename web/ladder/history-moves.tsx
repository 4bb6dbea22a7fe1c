import { useMutation } from '@apollo/client/react';
import { Button, Group } from '@mantine/core';
import { positionOf, redoTarget } from '@handrail/shared/ladder';
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
    const input = { projectId, version, expectedVersion: inForce, withoutProof };
    try {
      // Which one an undo takes back the server says, which walks there.
      const result =
        kind === 'undo'
          ? (await undo({ variables: { input } })).data?.undoPolicy
          : (await restore({ variables: { input: { ...input, reason: `Redo of policy ${version}` } } })).data
              ?.restorePolicy;
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
  const entries = [...policies].reverse();
  const again = redoTarget(entries);
  const undone = positionOf(entries);
  if (!inForce) return null;
  return (
    <>
      {undone !== 1 && (
        <Button
          size="xs"
          variant="default"
          aria-label={undone === null ? 'Undo the last move' : `Undo policy ${undone}`}
          loading={isMoving}
          onClick={() => void go({ kind: 'undo', version: inForce.version })}
        >
          Undo
        </Button>
      )}
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
