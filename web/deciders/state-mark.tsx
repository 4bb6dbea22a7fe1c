import { Badge } from '@mantine/core';
import type { VersionState } from '../lib/generated/graphql';
import { STATE_WORDS } from './words';

/** How a version stands; what is in force is filled, what is gone is struck through. */
export function StateMark({ state }: { readonly state: VersionState }) {
  const variant = state === 'CHAMPION' ? 'filled' : state === 'CHALLENGER' || state === 'SHADOW' ? 'light' : 'default';
  return (
    <Badge tt="none" variant={variant} className={state === 'RETIRED' ? 'struck' : undefined}>
      {STATE_WORDS[state]}
    </Badge>
  );
}
