import type { Level } from '@handrail/shared/ladder';
import { useState } from 'react';
import type { PolicyPartsFragment, PolicySettingsInput } from '../lib/generated/graphql';
import { exceptionsOf, thresholdsOf, type Exception } from './exceptions';

export type Draft = {
  readonly level: Level;
  readonly globalThreshold: number;
  readonly auditRate: number;
  readonly exceptions: readonly Exception[];
};

/**
 * What an admin is choosing, on top of the policy that they were looking at. A policy that somebody else puts in force
 * meanwhile takes nothing away: the choice stays, and `newer` is that policy until they have said what to do.
 */
export function useDraft(policy: PolicyPartsFragment) {
  const [base, setBase] = useState(policy);
  const [choice, setChoice] = useState<Draft | null>(null);
  const unmoved = draftOf(base);
  const draft = choice ?? unmoved;
  const isMoved = JSON.stringify(draft) !== JSON.stringify(unmoved);
  if (policy.version > base.version && !isMoved) {
    setBase(policy);
    setChoice(null);
  }
  return {
    base,
    draft,
    isMoved,
    newer: policy.version > base.version && isMoved ? policy : null,
    proposed: proposedOf(base, draft),
    change: (part: Partial<Draft>) => setChoice({ ...draft, ...part }),
    reset: () => setChoice(null),
    /** Goes on from this policy, with what was chosen or without. */
    goOnFrom: (next: PolicyPartsFragment, keepsChoice: boolean) => {
      setBase(next);
      if (!keepsChoice) setChoice(null);
    },
  };
}

function draftOf({ level, settings }: PolicyPartsFragment): Draft {
  const { globalThreshold, auditRate } = settings;
  return { level, globalThreshold, auditRate, exceptions: exceptionsOf(settings) };
}

/** What was read, with what was chosen, as what is sent. */
function proposedOf({ settings }: PolicyPartsFragment, { exceptions, ...draft }: Draft): PolicySettingsInput {
  const { __typename, ...rest } = settings;
  return { ...rest, ...draft, ...thresholdsOf(exceptions) };
}
