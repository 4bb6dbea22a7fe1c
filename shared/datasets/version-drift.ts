import { benjaminiHochberg, chiSquareTest, jensenShannon, psi, psiCritical, totalVariation } from '../stats/index.js';
import type { DatasetProfile, PartKind, PartProfile } from './profile.js';

/** How one part of the rows differs between two versions. `before`, `now`: rows, those without a value included. */
export type PartDrift = {
  /** `label`, `prediction`, `confidence`, `segment`, or `input.x`. */
  readonly part: string;
  readonly kind: PartKind;
  readonly before: number;
  readonly now: number;
  readonly missingBefore: number;
  readonly missingNow: number;
  /** Share of the rows that would have to change for the two to be alike, in [0, 1]: total variation. */
  readonly moved: number;
  /** Population stability index, ≥ 0, and what stable rows exceed once in a hundred times. */
  readonly psi: number;
  readonly psiByLuck: number;
  /** Jensen–Shannon distance, base 2, in [0, 1]. */
  readonly jensenShannon: number;
  /** Chance of so great a difference by luck alone, all parts taken together (Pearson, Benjamini–Hochberg). */
  readonly p: number;
  readonly verdict: DriftVerdict;
};

/** `moved`: more than luck would do, and by more than a twentieth of the rows; `too_few`: not to be told from so few rows. */
export const DRIFT_VERDICTS = ['moved', 'steady', 'too_few'] as const;
export type DriftVerdict = (typeof DRIFT_VERDICTS)[number];

/** What a version's rows are compared with. JSON, frozen with the version. */
export type VersionDrift = { readonly against: number; readonly parts: readonly PartDrift[] };

const FEWEST_ROWS = 50;
const WORTH_TELLING = 0.05;
const UNLIKELY = 0.01;
const BINS = 10;
/** Of Pearson's test. */
const EXPECTED = 5;

type Cells = { readonly reference: number[]; readonly current: number[] };

/**
 * How the parts of a version differ from the version before, those that differ most first. A missing value is a value
 * here. Versions of one dataset share rows, so p is on the careful side: rows that are in both cannot differ.
 */
export function versionDrift(before: DatasetProfile, now: DatasetProfile): PartDrift[] {
  const rows = { before: rowsOf(before), now: rowsOf(now) };
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  const measured = names.flatMap((part) => {
    const drift = partDrift(part, { before: before[part], now: now[part] }, rows);
    return drift ? [drift] : [];
  });
  const told = measured.filter(({ verdict }) => verdict !== 'too_few');
  const { adjusted } = benjaminiHochberg({ p: told.map(({ p }) => p), q: UNLIKELY });
  const judged = measured.map((drift) => {
    const at = told.indexOf(drift);
    if (at === -1) return drift;
    const p = adjusted[at] ?? 1;
    const verdict: DriftVerdict = p < UNLIKELY && drift.moved >= WORTH_TELLING ? 'moved' : 'steady';
    return { ...drift, p, verdict };
  });
  return judged.sort((a, b) => b.moved - a.moved || (a.part < b.part ? -1 : 1));
}

/** Every row has a label. */
function rowsOf({ label }: DatasetProfile): number {
  return label ? total(label) : 0;
}

function total({ counts, other, missing }: PartProfile): number {
  return counts.reduce((sum, [, count]) => sum + count, 0) + other + missing;
}

function partDrift(
  part: string,
  { before, now }: { readonly before: PartProfile | undefined; readonly now: PartProfile | undefined },
  rows: { readonly before: number; readonly now: number },
): PartDrift | undefined {
  const kind = (now ?? before)?.kind;
  if (kind === undefined || rows.before === 0 || rows.now === 0) return undefined;
  const absent = (missing: number): PartProfile => ({ kind, counts: [], other: 0, missing });
  const [reference, current] = [before ?? absent(rows.before), now ?? absent(rows.now)];
  // A field whose kind changed has no value in common.
  const cells = reference.kind === current.kind ? cellsOf(reference, current) : apart(rows);
  const isEnough = Math.min(rows.before, rows.now) >= FEWEST_ROWS;
  return {
    part,
    kind,
    before: rows.before,
    now: rows.now,
    missingBefore: reference.missing,
    missingNow: current.missing,
    moved: totalVariation(cells),
    psi: psi(cells),
    psiByLuck: psiCritical({
      nReference: rows.before,
      nCurrent: rows.now,
      bins: Math.max(2, cells.reference.length),
      level: UNLIKELY,
    }),
    jensenShannon: jensenShannon(cells),
    p: chiSquareTest(cells).p,
    verdict: isEnough ? 'steady' : 'too_few',
  };
}

function apart({ before, now }: { readonly before: number; readonly now: number }): Cells {
  return { reference: [before, 0], current: [0, now] };
}

function cellsOf(before: PartProfile, now: PartProfile): Cells {
  const [a, b] = [new Map(before.counts), new Map(now.counts)];
  const keys = [...new Set([...a.keys(), ...b.keys()])].sort((p, q) => (p < q ? -1 : 1));
  const pairs = keys.map((key): [number, number] => [a.get(key) ?? 0, b.get(key) ?? 0]);
  const grouped = before.kind === 'values' ? withRarePooled(pairs, total(before), total(now)) : inBins(pairs);
  const all = [...grouped, [before.other, now.other], [before.missing, now.missing]].filter(
    ([m = 0, n = 0]) => m + n > 0,
  );
  return { reference: all.map(([count = 0]) => count), current: all.map(([, count = 0]) => count) };
}

/** Values of which too few are expected stand together. */
function withRarePooled(pairs: readonly [number, number][], n: number, m: number): [number, number][] {
  const pooled: [number, number] = [0, 0];
  const kept: [number, number][] = [];
  for (const pair of pairs) {
    if (((pair[0] + pair[1]) * Math.min(n, m)) / (n + m) >= EXPECTED) kept.push(pair);
    else {
      pooled[0] += pair[0];
      pooled[1] += pair[1];
    }
  }
  return [...kept, pooled];
}

/** Bins that hold a tenth of both together each, as far as values are not alike. */
function inBins(pairs: readonly [number, number][]): [number, number][] {
  const all = pairs.reduce((sum, [m, n]) => sum + m + n, 0);
  const bins: [number, number][] = [];
  let bin: [number, number] = [0, 0];
  for (const [m, n] of pairs) {
    bin = [bin[0] + m, bin[1] + n];
    if (bin[0] + bin[1] < all / BINS) continue;
    bins.push(bin);
    bin = [0, 0];
  }
  return [...bins, bin];
}
