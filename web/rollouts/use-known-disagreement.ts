import { useQuery } from '@apollo/client/react';
import { KnownDisagreementDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import type { KnownDisagreement } from './plan-draft';

/** On how many of the cases that both answered two machines differ; undefined while that is not known. */
export function useKnownDisagreement(challenger: string, champion: string | null): KnownDisagreement | undefined {
  const { id: projectId } = useProject();
  const isPair = challenger !== '' && champion !== null && champion !== challenger;
  const { data } = useQuery(KnownDisagreementDocument, {
    skip: !isPair,
    variables: { projectId, challenger, champion: champion ?? '' },
  });
  const compared = data?.compareMachines;
  return compared && { cases: compared.cases, ...compared.disagreement };
}
