import type { Say, Thresholds } from '@handrail/shared/ladder';
import type { PolicyPartsFragment, PolicySettingsInput } from '../lib/generated/graphql';

/** How much a policy lets a machine decide, from what is read or sent of it. */
export function sayOf(settings: PolicyPartsFragment['settings'] | PolicySettingsInput): Say {
  const { level, globalThreshold, classThresholds, segmentThresholds, incumbent, fallback } = settings;
  const ofSegments = Object.entries((segmentThresholds ?? {}) as Partial<Thresholds['perSegment']>);
  return {
    level,
    thresholds: {
      global: globalThreshold,
      perClass: Object.fromEntries((classThresholds ?? []).map(({ name, threshold }) => [name, threshold])),
      perSegment: Object.fromEntries(
        ofSegments.map(([name, one]) => [name, { ...one, perClass: one?.perClass ?? {} }]),
      ),
    },
    incumbent: incumbent ?? null,
    fallback: (fallback ?? { kind: 'human' }) as Say['fallback'],
  };
}
