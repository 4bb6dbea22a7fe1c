/** A policy version as far as its place in History goes. At most one of the two is there. */
export type HistoryEntry = {
  readonly version: number;
  /** The version that it took back; null: not an undo. */
  readonly undoesVersion: number | null;
  /** The version whose settings it brought back; null: not a restore. */
  readonly restoresVersion: number | null;
};

/**
 * The version that redo brings back: what was taken back last and not brought back since; null where there is nothing. A
 * move, or restoring any other version, leaves nothing to redo.
 *
 * `entries`: oldest first; at least those since the last one that is neither undo nor restore.
 */
export function redoTarget(entries: readonly HistoryEntry[]): number | null {
  const undone: number[] = [];
  for (const { undoesVersion, restoresVersion } of entries) {
    if (undoesVersion !== null) undone.push(undoesVersion);
    else if (restoresVersion !== null && restoresVersion === undone.at(-1)) undone.pop();
    else undone.length = 0;
  }
  return undone.at(-1) ?? null;
}

/**
 * The version whose settings are in force: the newest, or where that is an undo, the one that it went back to. It is the one
 * that the next undo takes back; 1: there is nothing before it. Null where `entries` do not reach back to it.
 *
 * `entries`: oldest first, without gaps.
 */
export function positionOf(entries: readonly HistoryEntry[]): number | null {
  const first = entries[0]?.version ?? 1;
  let entry = entries.at(-1);
  while (entry && entry.undoesVersion !== null) entry = entries[entry.undoesVersion - 1 - first];
  return entry?.version ?? null;
}
