import { agrees, type OutputSchema, type OutputValue } from '../schema/index.js';
import { wilson } from '../stats/index.js';
import { supportersOf } from './consensus.js';
import type { DatasetRow, RowLabel } from './row.js';

/** How often a reviewer's answers agreed with something else (`agrees`); mutable while it is counted. */
export type Matches = { cases: number; equal: number };
/** The same with Wilson's 95 % interval of the share, in [0, 1]. */
export type Reliability = Readonly<Matches> & { readonly lower: number; readonly upper: number };

/**
 * Counts how a reviewer's answer compares. `gold`: with the known answer, where there is one. `others`: with what most of
 * the other reviewers said of the case, their own not counted (with it in, whoever answers with one other is always right
 * or always half right); where the others are split evenly there is nothing to compare with.
 */
export function addReliability(
  { gold, others, schema }: { readonly gold: Matches; readonly others: Matches; readonly schema: OutputSchema },
  label: RowLabel,
  row: DatasetRow,
): void {
  if (label.source !== 'reviewer') return;
  const count = (matches: Matches, other: OutputValue): void => {
    matches.cases += 1;
    if (agrees(schema, label.value, other)) matches.equal += 1;
  };
  if (row.label_source === 'gold') return count(gold, row.label);
  const most = mostSaid(
    schema,
    row.labels.filter(({ source, reviewer }) => source === 'reviewer' && reviewer !== label.reviewer),
  );
  if (most !== undefined) count(others, most);
}

/** Undefined where nobody answered, or several answers that do not agree have as many on their side. */
function mostSaid(schema: OutputSchema, labels: readonly RowLabel[]): OutputValue | undefined {
  const said = labels.map(({ value }) => ({ value, times: supportersOf(schema, value, labels) }));
  const most = Math.max(...said.map(({ times }) => times));
  const [first, ...others] = said.filter(({ times }) => times === most);
  return first && others.every(({ value }) => agrees(schema, first.value, value)) ? first.value : undefined;
}

/** Null: nothing was compared, so nothing is known. */
export function reliabilityOf({ cases, equal }: Matches): Reliability | null {
  return cases === 0 ? null : { cases, equal, ...wilson({ k: equal, n: cases }) };
}
