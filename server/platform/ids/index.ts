import { v7 } from 'uuid';

/** A new UUID v7: ordered by time and, within a millisecond, by a count that all ids of the process share. */
export function newId(): string {
  return v7();
}

/**
 * A new UUID v7 for what a reviewer may be shown (cases, reviews, labels, requests): the time that they see beside it, and
 * chance. Ids that are counted tell by their distance what was made between them, and so who decided a case.
 */
export function shownId(at: Date = new Date()): string {
  return v7({ msecs: at.getTime() });
}
