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
