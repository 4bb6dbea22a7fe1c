import {
  ambiguousRows,
  confusionOf,
  coverageHoles,
  likelyErrors,
  likelyNumberErrors,
  type CheckedNumber,
  type CheckedRow,
  type DoubtedRow,
  type QualityReport,
} from '@handrail/shared/datasets';
import { agrees, type OutputSchema } from '@handrail/shared/schema';
import type { LabelCheck, NumberCheck } from '../../deciders/index.js';
import type { Gathered, Kept } from './gather.js';

/** Of each list; counts are of all. */
const MOST_LISTED = 100;

/** What a check comes to. `classes`: as the model has them. */
export function reportOf(check: LabelCheck, gathered: Gathered, classes: readonly string[]): QualityReport {
  const { kept, open } = gathered;
  const chancesOf = (row: number): number[] => [
    ...check.chances.subarray(row * classes.length, (row + 1) * classes.length),
  ];
  const rows = kept.map(({ id, label }, at): CheckedRow => ({
    id,
    given: classes.indexOf(label),
    chances: chancesOf(at),
  }));
  const errors = listed(likelyErrors(rows, classes));
  const ambiguous = listed(ambiguousRows(rows, classes));
  const conflicts = conflictsOf(kept);
  const near = nearOf(check, kept);
  const regions = coverageHoles(
    open.map(({ id, segment }, at) => ({
      id,
      segment,
      chances: chancesOf(kept.length + at),
      novelty: check.novelty[kept.length + at] ?? 0,
    })),
    classes,
  ).slice(0, MOST_LISTED);
  const ids = new Set([
    ...[...errors.rows, ...ambiguous.rows].map(({ id }) => id),
    ...conflicts.groups.flat().map(({ id }) => id),
    ...near.pairs.flatMap((pair) => pair.ids),
    ...regions.flatMap((region) => region.ids.slice(0, SHOWN_OF_HOLE)),
  ]);
  return {
    checked: kept.length,
    leftOut: gathered.leftOut,
    learner: check.learner,
    agreed: check.agreed,
    logLoss: check.logLoss,
    errors,
    ambiguous,
    conflicts,
    near,
    holes: { looked: open.length, regions },
    reviewers: confusionOf(gathered.confusion),
    summaries: Object.fromEntries(
      [...kept, ...open].filter(({ id }) => ids.has(id)).map(({ id, summary }) => [id, summary]),
    ),
  };
}

/** The same of numbers: `agreed` is how often the model is within the tolerance. What is ambiguous, near or missing is not known. */
export function numberReportOf(check: NumberCheck, gathered: Gathered, schema: OutputSchema): QualityReport {
  const { kept } = gathered;
  const rows = kept.map(({ id, value }, at): CheckedNumber => ({
    id,
    given: value ?? 0,
    predicted: check.predicted[at] ?? 0,
    times: check.times[at] ?? 0,
    beyond: check.beyond[at] ?? 0,
  }));
  const errors = listed(likelyNumberErrors(rows, schema));
  const conflicts = conflictsOf(kept, (group) => {
    const values = group.map(({ value }) => value ?? 0);
    return !agrees(schema, values.reduce(least), values.reduce(most));
  });
  const ids = new Set([...errors.rows.map(({ id }) => id), ...conflicts.groups.flat().map(({ id }) => id)]);
  const agreed = rows.filter(({ given, predicted }) => agrees(schema, given, predicted)).length;
  return {
    checked: kept.length,
    leftOut: gathered.leftOut,
    learner: check.learner,
    agreed: kept.length === 0 ? 0 : agreed / kept.length,
    logLoss: null,
    errors,
    ambiguous: { count: 0, rows: [] },
    conflicts,
    near: { isCut: false, pairs: [] },
    holes: { looked: 0, regions: [] },
    reviewers: confusionOf(gathered.confusion),
    summaries: Object.fromEntries(kept.filter(({ id }) => ids.has(id)).map(({ id, summary }) => [id, summary])),
  };
}

const SHOWN_OF_HOLE = 3;

function listed(rows: readonly DoubtedRow[]): QualityReport['errors'] {
  return { count: rows.length, rows: rows.slice(0, MOST_LISTED) };
}

const least = (one: number, other: number): number => Math.min(one, other);
const most = (one: number, other: number): number => Math.max(one, other);

/** `differs`: whether rows of equal inputs say different things. */
function conflictsOf(
  kept: readonly Kept[],
  differs: (group: readonly Kept[]) => boolean = (group) => new Set(group.map(({ label }) => label)).size > 1,
): QualityReport['conflicts'] {
  const equal = new Map<string, Kept[]>();
  for (const row of kept) {
    const group = equal.get(row.hash);
    if (group) group.push(row);
    else equal.set(row.hash, [row]);
  }
  const groups = [...equal.values()].filter(differs);
  return {
    count: groups.length,
    groups: groups
      .slice(0, MOST_LISTED)
      .map((group) => group.slice(0, MOST_LISTED).map(({ id, label }) => ({ id, label }))),
  };
}

/** Equal cases are not near ones: they are on one side by their hash. */
function nearOf({ near }: LabelCheck, kept: readonly Kept[]): QualityReport['near'] {
  const pairs = near.pairs.flatMap(({ one, other, similarity }) => {
    const [a, b] = [kept[one], kept[other]];
    if (!a || !b || a.hash === b.hash) return [];
    const ids: [string, string] = [a.id, b.id];
    const labels: [string, string] = [a.label, b.label];
    return [{ ids, labels, similarity, straddles: a.split !== b.split }];
  });
  return { isCut: near.isCut, pairs };
}
