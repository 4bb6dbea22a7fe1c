import type { OutputValue } from '../schema/index.js';
import { wilson } from '../stats/index.js';
import { canonicalJson } from './canonical.js';
import type { DatasetRow, RowLabel } from './row.js';

/** How often a reviewer's answers were equal to something else; mutable while it is counted. */
export type Matches = { cases: number; equal: number };
/** The same with Wilson's 95 % interval of the share, in [0, 1]. */
export type Reliability = Readonly<Matches> & { readonly lower: number; readonly upper: number };

/**
 * Counts how a reviewer's answer compares. `gold`: with the known answer, where there is one. `others`: with what most of
 * the other reviewers said of the case, their own not counted (with it in, whoever answers with one other is always right
 * or always half right); where the others are split evenly there is nothing to compare with.
 */
export function addReliability(
  { gold, others }: { readonly gold: Matches; readonly others: Matches },
  label: RowLabel,
  row: DatasetRow,
): void {
  if (label.source !== 'reviewer') return;
  if (row.label_source === 'gold') return count(gold, label.value, row.label);
  const most = mostSaid(
    row.labels.filter(({ source, reviewer }) => source === 'reviewer' && reviewer !== label.reviewer),
  );
  if (most !== undefined) count(others, label.value, most);
}

/** Undefined where nobody answered, or several answers were given equally often. */
function mostSaid(labels: readonly RowLabel[]): OutputValue | undefined {
  const said = new Map<string, { value: OutputValue; times: number }>();
  for (const { value } of labels) {
    const key = canonicalJson(value);
    said.set(key, { value, times: (said.get(key)?.times ?? 0) + 1 });
  }
  const [first, second] = [...said.values()].sort((a, b) => b.times - a.times);
  return first && first.times > (second?.times ?? 0) ? first.value : undefined;
}

function count(matches: Matches, value: OutputValue, other: OutputValue): void {
  matches.cases += 1;
  if (canonicalJson(value) === canonicalJson(other)) matches.equal += 1;
}

/** Null: nothing was compared, so nothing is known. */
export function reliabilityOf({ cases, equal }: Matches): Reliability | null {
  return cases === 0 ? null : { cases, equal, ...wilson({ k: equal, n: cases }) };
}
