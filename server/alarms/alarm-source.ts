import type { AlarmRule, Measured, PicturePoint, Reading } from '@handrail/shared/alarms';

/** What a source is asked for: a whole minute; it reads nothing that is later. */
export type AlarmLook = {
  readonly projectId: string;
  readonly at: Date;
  /** Those of this source that are looked at now. */
  readonly rules: readonly AlarmRule[];
  /** What fires, by `partKey`. */
  readonly held: ReadonlyMap<string, Held>;
};
/** Of a part of a rule that fires: since when, and what it was compared with when it began, which does not roll on. */
export type Held = { readonly since: number; readonly reference: Measured | null };

export function partKey(ruleId: string, part: string): string {
  return `${ruleId} ${part}`;
}

/**
 * `points`: for the picture, oldest first; empty: there is none. `since`: from when on the data say so, Unix milliseconds,
 * where that is known to be before it was first looked at.
 */
export type SeenReading = Reading & { readonly points?: readonly PicturePoint[]; readonly since?: number };
/** By the id of the rule; a rule of which nothing was seen may be left out. */
export type AlarmSource = (look: AlarmLook) => Promise<ReadonlyMap<string, readonly SeenReading[]>>;
