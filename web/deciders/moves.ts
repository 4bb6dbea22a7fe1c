import type { Level } from '@handrail/shared/ladder';
import type { VersionPartsFragment, VersionPlace } from '../lib/generated/graphql';

/** Something that can be done with a version, in the words of its button and of what it leads to. */
export type Move = {
  readonly name: string;
  readonly says: string;
  readonly place: VersionPlace | 'retire';
  readonly isIn: boolean;
};

const INTO_SHADOW: Move = {
  name: 'Put in shadow',
  says: 'It predicts every case, unseen; none of its predictions is used.',
  place: 'SHADOW',
  isIn: true,
};
const OUT_OF_SHADOW: Move = {
  name: 'Take out of shadow',
  says: 'It is asked no longer. What it has predicted stays.',
  place: 'SHADOW',
  isIn: false,
};
const IN_FORCE: Move = {
  name: 'Put in force',
  says: 'It becomes the model whose predictions count. On this rung no model decides.',
  place: 'INCUMBENT',
  isIn: true,
};
const OUT_OF_FORCE: Move = {
  name: 'Take out of force',
  says: 'No model is in force then; the first prediction that comes with a case counts.',
  place: 'INCUMBENT',
  isIn: false,
};
const AS_SYSTEM: Move = {
  name: 'Make it the previous system',
  says: 'In Shadow it decides the cases, and a random share of them is checked by people.',
  place: 'PREVIOUS_SYSTEM',
  isIn: true,
};
const NO_SYSTEM: Move = {
  name: 'No longer the previous system',
  says: 'In Shadow people decide again.',
  place: 'PREVIOUS_SYSTEM',
  isIn: false,
};
const RETIRE: Move = {
  name: 'Retire',
  says: 'For good: it can never come into force again. What it predicted and decided stays.',
  place: 'retire',
  isIn: false,
};

/** What can be done with a version on a rung; what only a rollout may do is not offered. */
export function movesOf({ kind, state, inForceAs }: VersionPartsFragment, level: Level): Move[] {
  if (state === 'RETIRED') return [];
  const isDirect = level === 'HUMAN_ONLY' || level === 'SHADOW';
  const isUsed = inForceAs.length > 0;
  if (kind === 'SYSTEM') return [...(isDirect ? [isUsed ? NO_SYSTEM : AS_SYSTEM] : []), ...(isUsed ? [] : [RETIRE])];
  const isShadow = inForceAs.includes('a shadow');
  const isIncumbent = inForceAs.includes('the incumbent');
  return [
    ...(isShadow ? [OUT_OF_SHADOW] : isUsed ? [] : [INTO_SHADOW]),
    ...(isDirect ? [isIncumbent ? OUT_OF_FORCE : IN_FORCE] : []),
    ...(isUsed ? [] : [RETIRE]),
  ];
}
