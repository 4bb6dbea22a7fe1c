import type { OutputValue } from '../schema/index.js';
import type { Thresholds } from './policy.js';

/**
 * Gives the threshold in force for a predicted value and a segment: the most particular one that is set, in the order
 * segment and class, segment, class, global. Only single labels have a class.
 */
export function thresholdFor(
  thresholds: Thresholds,
  given: { readonly value: OutputValue; readonly segment?: string | null | undefined },
): number {
  const label = typeof given.value === 'string' ? given.value : undefined;
  const segment = given.segment == null ? undefined : own(thresholds.perSegment, given.segment);
  return (
    (label === undefined ? undefined : own(segment?.perClass, label)) ??
    segment?.global ??
    (label === undefined ? undefined : own(thresholds.perClass, label)) ??
    thresholds.global
  );
}

/** Own keys only: a class called `constructor` must not find the prototype's. */
function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
