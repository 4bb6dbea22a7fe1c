import {
  compareBins,
  driftOnset,
  driftsSince,
  driftWindows,
  judgeDrift,
  mergeCells,
  whyNotCompared,
  type Cell,
  type Compared,
  type DriftOnset,
  type DriftState,
  type Layout,
} from '@handrail/shared/monitoring';
import { fieldReason } from './field-reason.js';
import type { DriftPart } from './drift-parts.js';

export type SegmentCell = { readonly segment: string; readonly at: number; readonly cell: Cell };
/** What was counted of a part in one time, by segment and bucket; `whole` where the segments do not add up to it. */
export type FieldSeen = {
  readonly metric: string;
  readonly part: string;
  readonly layout: Layout | null;
  readonly cells: readonly SegmentCell[];
  readonly whole?: Cell | undefined;
};
export type SegmentDrift = {
  readonly segment: string;
  readonly count: number;
  /** The distances of which the larger is the effect; null: there was too little. */
  readonly compared: Pick<Compared, 'wasserstein' | 'jensenShannon' | 'effect'> | null;
  readonly state: DriftState;
};
export type FieldDrift = DriftPart & {
  readonly state: DriftState;
  readonly reason: string;
  readonly isOrdered: boolean;
  readonly compared: (Compared & { readonly adjustedP: number }) | null;
  readonly segments: readonly SegmentDrift[];
  /** From when on it drifts to the end, as finely as is known. */
  readonly since: Date | null;
  /** Before this it had begun; how finely `since` is known. */
  readonly sinceUntil: Date | null;
  /** It did from the first window on: it may have begun earlier. */
  readonly isSinceBefore: boolean;
};
/** Besides, the windows in which it began, to look closer. */
export type JudgedField = FieldDrift & { readonly onset: DriftOnset | null };
type Both = { readonly part: DriftPart; readonly current: FieldSeen; readonly reference: FieldSeen };

const MOST_SEGMENTS = 10;
const NOTHING = mergeCells([]);

/** Every part beside its reference, those that drift most first; corrected for how many there are. */
export function judgeFields(
  parts: readonly DriftPart[],
  given: { readonly current: readonly FieldSeen[]; readonly reference: readonly FieldSeen[] },
): JudgedField[] {
  const all = parts.flatMap((part, index) => {
    const [current, reference] = [given.current[index], given.reference[index]];
    return current && reference ? [{ part, current, reference }] : [];
  });
  const compared = all.map(comparisonOf);
  const known = compared.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const judged = new Map(judgeDrift(known).map((one, index) => [known[index], one]));
  return all
    .map((one, index): JudgedField => {
      const comparison = compared[index] ?? 'NO_REFERENCE';
      if (typeof comparison === 'string') return unknown(one, comparison);
      const { state, adjustedP } = judged.get(comparison) ?? { state: 'STABLE' as const, adjustedP: 1 };
      return judgedField(one, { ...comparison, adjustedP }, state);
    })
    .sort((a, b) => rankOf(b) - rankOf(a));
}

function rankOf({ state, compared }: FieldDrift): number {
  return (state === 'DRIFTS' ? 1e6 : 0) + (compared?.effect ?? -1);
}

export function wholeOf({ cells, whole }: FieldSeen, segment?: string): Cell {
  if (whole && segment === undefined) return whole;
  const wanted = segment === undefined ? cells : cells.filter((one) => one.segment === segment);
  return wanted.length === 0 ? NOTHING : mergeCells(wanted.map(({ cell }) => cell));
}

function comparisonOf({ current, reference }: Both): Compared | DriftState {
  if (!current.layout) return 'NO_REFERENCE';
  const pair = { reference: wholeOf(reference), current: wholeOf(current) };
  return whyNotCompared(pair) ?? compareBins({ layout: current.layout, ...pair });
}

const REASONS: Readonly<Record<Exclude<DriftState, 'DRIFTS' | 'STABLE'>, string>> = {
  NO_REFERENCE:
    'There is nothing to compare with: a field that is new, was renamed or has new bins begins a new series, and a reference is frozen after 1,000 cases.',
  NO_DATA: 'Nothing was counted in this time.',
  NOT_ENOUGH: 'Not enough to say: it takes 200 cases now and 1,000 in the reference.',
};

function unknown({ part, current, reference }: Both, state: DriftState): JudgedField {
  const reason = state === 'DRIFTS' || state === 'STABLE' ? '' : REASONS[state];
  const counts = { now: wholeOf(current), before: wholeOf(reference) };
  const seen = state === 'NOT_ENOUGH' ? ` There are ${totalOf(counts.now)} and ${totalOf(counts.before)}.` : '';
  return {
    ...part,
    state,
    reason: reason + seen,
    isOrdered: current.layout?.kind === 'numeric',
    compared: null,
    segments: [],
    since: null,
    sinceUntil: null,
    isSinceBefore: false,
    onset: null,
  };
}

function totalOf({ count, missing }: Cell): number {
  return count + missing;
}

function judgedField(both: Both, compared: Compared & { adjustedP: number }, state: 'DRIFTS' | 'STABLE'): JudgedField {
  const { part, current } = both;
  const windows =
    state === 'DRIFTS' && current.layout ? driftWindows(current.layout, wholeOf(both.reference), current.cells) : [];
  const since = driftsSince(windows);
  const onset = driftOnset(windows);
  return {
    ...part,
    state,
    reason: fieldReason(compared, state),
    isOrdered: current.layout?.kind === 'numeric',
    compared,
    segments: state === 'DRIFTS' ? segmentsOf(both) : [],
    since: since === null ? null : new Date(since),
    sinceUntil: onset?.to == null ? null : new Date(onset.to),
    isSinceBefore: since !== null && since === windows[0]?.from,
    onset,
  };
}

/** Each of the busiest segments beside itself in the reference, or beside all of it where it had too few. */
function segmentsOf({ current, reference }: Both): SegmentDrift[] {
  const names = [...new Set(current.cells.map(({ segment }) => segment))];
  if (names.length < 2 || !current.layout) return [];
  const layout = current.layout;
  const rows = names.map((segment) => {
    const own = { reference: wholeOf(reference, segment), current: wholeOf(current, segment) };
    const pair = whyNotCompared(own) ? { ...own, reference: wholeOf(reference) } : own;
    const why = whyNotCompared(pair);
    return { segment, count: totalOf(pair.current), why, compared: why ? null : compareBins({ layout, ...pair }) };
  });
  const known = rows.flatMap(({ compared }) => compared ?? []);
  const judged = new Map(judgeDrift(known).map(({ state }, index) => [known[index], state]));
  return rows
    .map(({ segment, count, why, compared }) => ({
      ...{ segment, count, compared },
      state: why ?? (compared && judged.get(compared)) ?? ('STABLE' as const),
    }))
    .sort((a, b) => (b.compared?.effect ?? -1) - (a.compared?.effect ?? -1))
    .slice(0, MOST_SEGMENTS);
}
