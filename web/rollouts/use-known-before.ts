import { useQuery } from '@apollo/client/react';
import { KnownBeforeDocument, type KnownBeforeQuery } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import type { Automation } from './automation-notice';
import type { KnownDisagreement } from './plan-draft';

type Query = ReturnType<typeof useQuery<KnownBeforeQuery>>;
export type KnownBefore = { readonly disagreement: KnownDisagreement; readonly automation: Automation };

/** What the cases that two machines were both asked say of them; `known` undefined while that is not known. */
export function useKnownBefore(
  challenger: string,
  champion: string | null,
): { readonly known: KnownBefore | undefined; readonly query: Pick<Query, 'data' | 'error' | 'refetch'> } {
  const { id: projectId } = useProject();
  const isPair = challenger !== '' && champion !== null && champion !== challenger;
  const query = useQuery(KnownBeforeDocument, {
    skip: !isPair,
    variables: { projectId, challenger, champion: champion ?? '' },
  });
  const compared = query.data?.compareMachines;
  const known = compared && {
    disagreement: { cases: compared.cases, ...compared.disagreement },
    automation: {
      asked: compared.asked,
      incumbent: compared.championAutomated,
      challenger: compared.challengerAutomated,
    },
  };
  return { known, query };
}
