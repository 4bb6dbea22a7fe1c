import { useQuery } from '@apollo/client/react';
import { KnownBeforeDocument } from '../lib/generated/graphql';
import { useProject } from '../lib/session';
import type { Automation } from './automation-notice';
import type { KnownDisagreement } from './plan-draft';

export type KnownBefore = { readonly disagreement: KnownDisagreement; readonly automation: Automation };

/** What the cases that two machines were both asked say of them; undefined while that is not known. */
export function useKnownBefore(challenger: string, champion: string | null): KnownBefore | undefined {
  const { id: projectId } = useProject();
  const isPair = challenger !== '' && champion !== null && champion !== challenger;
  const { data } = useQuery(KnownBeforeDocument, {
    skip: !isPair,
    variables: { projectId, challenger, champion: champion ?? '' },
  });
  const compared = data?.compareMachines;
  return (
    compared && {
      disagreement: { cases: compared.cases, ...compared.disagreement },
      automation: {
        asked: compared.asked,
        incumbent: compared.championAutomated,
        challenger: compared.challengerAutomated,
      },
    }
  );
}
