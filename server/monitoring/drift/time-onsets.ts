import { changePoint, LENGTH_MS, mergeCells, type TimedCell } from '@handrail/shared/monitoring';
import { wholeOf, type FieldDrift, type FieldSeen, type JudgedField } from './judge-fields.js';

/** What was counted of a field by the minute, where it is known, and by longer buckets. */
export type Onset = {
  readonly current: FieldSeen;
  readonly reference: FieldSeen;
  readonly minutes: readonly TimedCell[];
};

/** The time of which the minutes are needed to say when these began; undefined: none of them drifts. */
export function onsetSpan(fields: readonly JudgedField[], end: number): { from: number; to: number } | undefined {
  const onsets = fields.flatMap(({ onset }) => onset ?? []);
  if (onsets.length === 0) return undefined;
  return {
    from: Math.min(...onsets.map(({ from }) => from)),
    to: Math.max(...onsets.map(({ to }) => to ?? end)),
  };
}

/** The field with the minute in which its drift began, where minutes are kept of that time. */
export function timed({ onset, ...field }: JudgedField, seen: Onset | undefined, end: number): FieldDrift {
  if (!onset || !seen || !field.since) return field;
  const until = onset.to ?? end;
  const isIn = ({ at }: TimedCell): boolean => at >= onset.from && at < until;
  const minutes = seen.minutes.filter(isIn);
  const [first] = [...minutes].sort((a, b) => a.at - b.at);
  // Only where the whole of that time is known by the minute: what is missing of it may hold the change.
  if (!first || totalOf(minutes) < totalOf(seen.current.cells.filter(isIn))) return field;
  const later = seen.current.cells.filter(({ at }) => at >= until);
  const after = later.length > 0 ? later : minutes;
  const at = changePoint(
    { before: wholeOf(seen.reference), after: mergeCells(after.map(({ cell }) => cell)) },
    joined(minutes),
  );
  if (at === null) return field;
  const isFromFirst = at === first.at && field.isSinceBefore;
  return { ...field, since: new Date(at), sinceUntil: new Date(at + LENGTH_MS.MINUTE), isSinceBefore: isFromFirst };
}

/** A minute has a bucket of each segment. */
function joined(minutes: readonly TimedCell[]): TimedCell[] {
  const byMinute = new Map<number, TimedCell[]>();
  for (const one of minutes) byMinute.set(one.at, [...(byMinute.get(one.at) ?? []), one]);
  return [...byMinute].map(([at, cells]) => ({ at, cell: mergeCells(cells.map(({ cell }) => cell)) }));
}

function totalOf(cells: readonly TimedCell[]): number {
  return cells.reduce((sum, { cell }) => sum + cell.count + cell.missing, 0);
}
