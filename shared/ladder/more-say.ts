import { automatesAlone, levelRank } from './level.js';
import type { PolicySettings, Thresholds } from './policy.js';
import { thresholdFor } from './threshold.js';

/** What of a policy says how much a machine decides without a person. */
export type Say = Pick<PolicySettings, 'level' | 'thresholds' | 'incumbent' | 'fallback'>;

/**
 * Whether a machine may decide by `after` alone what it would not have decided by `before`: a higher rung, a threshold
 * that is lower for any class or segment, another machine in force, or an answer instead of a person where the machine has
 * none. What gives less say needs no proof; what gives more is weighed first.
 */
export function givesMoreSay(before: Say, after: Say): boolean {
  if (!automatesAlone(after.level)) return false;
  if (after.incumbent !== before.incumbent) return true;
  if (after.level !== before.level) return levelRank(after.level) > levelRank(before.level);
  return after.level === 'PARTIAL_AUTOMATION'
    ? isAnyLower(before.thresholds, after.thresholds)
    : answersInstead(before, after);
}

/** At every class and segment that either names, and at all others. */
function isAnyLower(before: Thresholds, after: Thresholds): boolean {
  const both = [before, after];
  const segments = new Set(both.flatMap(({ perSegment }) => Object.keys(perSegment)));
  const classes = new Set(
    both.flatMap(({ perClass, perSegment }) => [
      ...Object.keys(perClass),
      ...Object.values(perSegment).flatMap((one) => Object.keys(one.perClass)),
    ]),
  );
  // A number has no class.
  return [null, ...segments].some((segment) =>
    [0, ...classes].some((value) => thresholdFor(after, { value, segment }) < thresholdFor(before, { value, segment })),
  );
}

function answersInstead({ fallback: before }: Say, { fallback: after }: Say): boolean {
  if (after.kind === 'human') return false;
  if (after.kind !== before.kind) return true;
  return after.kind === 'default' && before.kind === 'default' && String(after.value) !== String(before.value);
}
