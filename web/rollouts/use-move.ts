import type { TypedDocumentNode } from '@apollo/client';
import { useMutation } from '@apollo/client/react';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ProjectDocument, RolloutReportDocument, type MovePartsFragment } from '../lib/generated/graphql';
import { messageOf } from '../lib/problem';

type Outcome = MovePartsFragment;

/** Runs one of a rollout's moves; what it answers has its place on the page, not in a passing message. */
export function useMove<K extends string, V extends Record<string, unknown>>(
  document: TypedDocumentNode<Record<K, Outcome>, V>,
  key: K,
) {
  const [problem, setProblem] = useState<string | null>(null);
  const [run, { loading }] = useMutation(
    document as TypedDocumentNode<Record<string, Outcome>, Record<string, unknown>>,
    {
      refetchQueries: [RolloutReportDocument, ProjectDocument],
    },
  );
  const move = async (variables: V, done: string): Promise<boolean> => {
    setProblem(null);
    try {
      const { data } = await run({ variables });
      const outcome = data?.[key];
      if (outcome?.__typename === 'RolloutMoved') {
        notifications.show({ message: done });
        return true;
      }
      setProblem(outcome?.message ?? null);
    } catch (error) {
      setProblem(messageOf(error));
    }
    return false;
  };
  return { move, problem, isMoving: loading };
}
