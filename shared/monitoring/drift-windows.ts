import { mergeCell, mergeCells, type Cell } from './cell.js';
import { compareBins, judgeDrift, LEAST_CURRENT, whyNotCompared } from './compare-bins.js';
import type { Layout } from './layout.js';

export type TimedCell = { readonly at: number; readonly cell: Cell };

/** So many buckets in a row as hold enough to compare. */
export type DriftWindow = { readonly from: number; readonly effect: number; readonly isDrifting: boolean };

/**
 * Buckets in order of time, joined until a window has enough cases; what is left at the end joins the last. Each is
 * compared with the reference by itself.
 */
export function driftWindows(layout: Layout, reference: Cell, timed: readonly TimedCell[]): DriftWindow[] {
  const windows: { from: number; cell: Cell }[] = [];
  let open: { from: number; cell: Cell } | undefined;
  for (const { at, cell } of [...timed].sort((a, b) => a.at - b.at)) {
    if (open) mergeCell(open.cell, cell);
    else open = { from: at, cell: mergeCells([cell]) };
    if (open.cell.count + open.cell.missing < LEAST_CURRENT) continue;
    windows.push(open);
    open = undefined;
  }
  const last = windows.at(-1);
  if (open && last) mergeCell(last.cell, open.cell);
  return windows.flatMap(({ from, cell }) => {
    if (whyNotCompared({ reference, current: cell })) return [];
    const compared = compareBins({ layout, reference, current: cell });
    const [judged] = judgeDrift([compared]);
    return [{ from, effect: compared.effect, isDrifting: judged?.state === 'DRIFTS' }];
  });
}

/**
 * Since when it drifts: the start of the first window from which two of every three in a row do, to the end. Null: not
 * to the end. A single odd window neither begins nor ends a drift.
 */
export function driftsSince(windows: readonly DriftWindow[]): number | null {
  let since: number | null = null;
  for (let index = windows.length - 1; index >= 0; index -= 1) {
    const around = windows.slice(index, index + 3);
    const drifting = around.filter(({ isDrifting }) => isDrifting).length;
    if (drifting * 3 < around.length * 2) break;
    const here = windows[index];
    if (here?.isDrifting) since = here.from;
  }
  return since;
}
