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
  return windows[firstDrifting(windows)]?.from ?? null;
}

/** −1: it does not drift to the end. */
function firstDrifting(windows: readonly DriftWindow[]): number {
  let first = -1;
  for (let index = windows.length - 1; index >= 0; index -= 1) {
    const around = windows.slice(index, index + 3);
    const drifting = around.filter(({ isDrifting }) => isDrifting).length;
    if (drifting * 3 < around.length * 2) break;
    if (windows[index]?.isDrifting === true) first = index;
  }
  return first;
}

/** Within what time a drift began: from the start of `from`, before `to`; `to` null: up to the end. */
export type DriftOnset = { readonly from: number; readonly to: number | null };

/**
 * In which windows a drift began: the first that drifts, or the one before it, of which too little was changed to show. Null:
 * it does not drift to the end.
 */
export function driftOnset(windows: readonly DriftWindow[]): DriftOnset | null {
  const first = firstDrifting(windows);
  const begun = windows[Math.max(0, first - 1)];
  return first < 0 || !begun ? null : { from: begun.from, to: windows[first + 1]?.from ?? null };
}

/** Half a case in every bin: what was never seen is unlikely, and not impossible. */
const UNSEEN = 0.5;

/**
 * When it changed, to a bucket of `timed`: the one from which on the counts speak most for `after` and until which they speak
 * for `before` (the maximum-likelihood estimate of a change point; Hinkley 1970). Null: nothing was counted.
 */
export function changePoint(
  { before, after }: { readonly before: Cell; readonly after: Cell },
  timed: readonly TimedCell[],
): number | null {
  const [was, is] = [sharesOf(before), sharesOf(after)];
  let [found, most, sum]: [number | null, number, number] = [null, -Infinity, 0];
  for (const { at, cell } of [...timed].sort((a, b) => b.at - a.at)) {
    const counts = countsOf(cell);
    if (counts.every((count) => count === 0)) continue;
    counts.forEach((count, bin) => {
      sum += count * Math.log((is[bin] ?? 1) / (was[bin] ?? 1));
    });
    // Of several as likely ones the earliest.
    if (sum >= most) [found, most] = [at, sum];
  }
  return found;
}

function countsOf({ bins, missing }: Cell): number[] {
  return [...(bins?.counts ?? []), missing];
}

function sharesOf(cell: Cell): number[] {
  const counts = countsOf(cell);
  const all = counts.reduce((sum, count) => sum + count + UNSEEN, 0);
  return counts.map((count) => (count + UNSEEN) / all);
}
