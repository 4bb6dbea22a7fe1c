import { agrees, type OutputSchema } from '../schema/index.js';

/** A row as its quality is judged. `given`: place of its label among the classes. */
export type CheckedRow = {
  readonly id: string;
  readonly given: number;
  /** Of a model that never saw this label, calibrated, one a class. */
  readonly chances: readonly number[];
};

/** A label that a model which never saw it doubts. `chance`: of the label that was given. */
export type DoubtedRow = {
  readonly id: string;
  readonly label: string;
  readonly predicted: string;
  readonly confidence: number;
  readonly chance: number;
  /** Of a number: how far off it is, in what is usual for such cases; absent: it is none. */
  readonly times?: number;
};

/**
 * Labels that are likely wrong, the likeliest first: the model says another class, and is as sure of it as it is of
 * that class's own rows on average. Comparing with the class's average and not with a fixed number makes a class of which
 * the model is never sure neither always nor never suspect.
 *
 * Source: Northcutt, Jiang, Chuang 2021, Confident learning, 3.1.
 */
export function likelyErrors(rows: readonly CheckedRow[], classes: readonly string[]): DoubtedRow[] {
  const usual = classes.map((_, k) => {
    const own = rows.filter(({ given }) => given === k).map(({ chances }) => chances[k] ?? 0);
    return own.length === 0 ? 1 : own.reduce((sum, chance) => sum + chance, 0) / own.length;
  });
  return rows
    .map((row) => ({ row, best: bestOf(row) }))
    .filter(({ row, best }) => best !== row.given && (row.chances[best] ?? 0) >= (usual[best] ?? 1))
    .map(({ row }) => doubted(row, classes))
    .sort((a, b) => b.confidence - b.chance - (a.confidence - a.chance) || (a.id < b.id ? -1 : 1));
}

/** A number as its quality is judged. `times`: how far off it is, in what is usual; `beyond`: the share of numbers less far off. */
export type CheckedNumber = {
  readonly id: string;
  readonly given: number;
  readonly predicted: number;
  readonly times: number;
  readonly beyond: number;
};
/** What is usual is exceeded so often by one of 1.7 million numbers whose errors are normal. */
const FAR = 5;

/**
 * Numbers that are likely wrong, the farthest off first: more than five times as far from what a model says that never saw
 * them as is usual for such cases, and not the same by the project's tolerance.
 */
export function likelyNumberErrors(rows: readonly CheckedNumber[], schema: OutputSchema): DoubtedRow[] {
  return rows
    .filter(({ given, predicted, times }) => times > FAR && !agrees(schema, given, predicted))
    .sort((a, b) => b.times - a.times || (a.id < b.id ? -1 : 1))
    .map(({ id, given, predicted, times, beyond }) => ({
      id,
      label: String(given),
      predicted: String(predicted),
      confidence: beyond,
      chance: 1 - beyond,
      times,
    }));
}

/** Below this lead of its first answer over its second a model cannot tell. */
const CLOSE = 0.2;

/** Rows of which the model cannot tell, the closest first. */
export function ambiguousRows(rows: readonly CheckedRow[], classes: readonly string[]): DoubtedRow[] {
  return rows
    .map((row) => ({ row, lead: leadOf(row.chances) }))
    .filter(({ lead }) => lead < CLOSE)
    .sort((a, b) => a.lead - b.lead || (a.row.id < b.row.id ? -1 : 1))
    .map(({ row }) => doubted(row, classes));
}

/** How far the likeliest class is ahead of the next, in [0, 1]; 1 where there is only one. */
export function leadOf(chances: readonly number[]): number {
  const [first = 0, second] = [...chances].sort((a, b) => b - a);
  return second === undefined ? 1 : first - second;
}

function bestOf({ chances }: Pick<CheckedRow, 'chances'>): number {
  return chances.indexOf(Math.max(...chances));
}

function doubted(row: CheckedRow, classes: readonly string[]): DoubtedRow {
  const best = bestOf(row);
  return {
    id: row.id,
    label: classes[row.given] ?? '',
    predicted: classes[best] ?? '',
    confidence: row.chances[best] ?? 0,
    chance: row.chances[row.given] ?? 0,
  };
}

/** A case that nobody labelled. `novelty`: share of what it holds that no labelled case holds, in [0, 1]. */
export type OpenRow = {
  readonly id: string;
  readonly segment: string | null;
  readonly chances: readonly number[];
  readonly novelty: number;
};
/** Cases alike in segment and in what the model says, of which labels would teach most; those first in `ids`. */
export type Hole = {
  readonly segment: string | null;
  readonly predicted: string;
  readonly cases: number;
  /** Mean of `1 − lead` and of novelty, in [0, 1]. */
  readonly doubt: number;
  readonly novelty: number;
  readonly ids: readonly string[];
};
const MOST_IN_HOLE = 50;
/** What a case may teach, below which a hole is none. */
const TEACHES = 0.5;

/** Where labels would teach most: unlabelled cases of which the model is unsure, or that hold what no label has covered. */
export function coverageHoles(rows: readonly OpenRow[], classes: readonly string[]): Hole[] {
  const regions = new Map<string, OpenRow[]>();
  for (const row of rows) {
    if (teaches(row) < TEACHES) continue;
    const key = JSON.stringify([row.segment, bestOf(row)]);
    regions.set(key, [...(regions.get(key) ?? []), row]);
  }
  const holes = [...regions.values()].map((region): Hole => {
    const [first] = region;
    const byTeaching = [...region].sort((a, b) => teaches(b) - teaches(a) || (a.id < b.id ? -1 : 1));
    return {
      segment: first?.segment ?? null,
      predicted: classes[first ? bestOf(first) : 0] ?? '',
      cases: region.length,
      doubt: mean(region.map(({ chances }) => 1 - leadOf(chances))),
      novelty: mean(region.map(({ novelty }) => novelty)),
      ids: byTeaching.slice(0, MOST_IN_HOLE).map(({ id }) => id),
    };
  });
  return holes.sort((a, b) => b.cases - a.cases || (a.predicted < b.predicted ? -1 : 1));
}

function teaches({ chances, novelty }: OpenRow): number {
  return Math.max(1 - leadOf(chances), novelty);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A row's single answers and the label that it came to. */
export type AnsweredRow = {
  readonly label: string;
  readonly answers: readonly { readonly reviewer: string; readonly value: string }[];
};
/** How one reviewer's answers differ from what cases with several answers came to. */
export type ReviewerConfusion = {
  readonly reviewer: string;
  readonly shared: number;
  readonly agreed: number;
  /** What they take for what, most often first. */
  readonly mistaken: readonly { readonly label: string; readonly given: string; readonly count: number }[];
};
const MOST_MISTAKEN = 10;

/** Mutable while it is made. */
export type ConfusionTally = Map<string, { shared: number; agreed: number; readonly mistaken: Map<string, number> }>;

export function addToConfusion(tally: ConfusionTally, { label, answers }: AnsweredRow): void {
  if (answers.length < 2) return;
  for (const { reviewer, value } of answers) {
    const seen = tally.get(reviewer) ?? { shared: 0, agreed: 0, mistaken: new Map<string, number>() };
    seen.shared += 1;
    if (value === label) seen.agreed += 1;
    else {
      const pair = JSON.stringify([label, value]);
      seen.mistaken.set(pair, (seen.mistaken.get(pair) ?? 0) + 1);
    }
    tally.set(reviewer, seen);
  }
}

export function confusionOf(tally: ConfusionTally): ReviewerConfusion[] {
  return [...tally]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reviewer, { shared, agreed, mistaken }]) => ({
      reviewer,
      shared,
      agreed,
      mistaken: [...mistaken]
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .slice(0, MOST_MISTAKEN)
        .map(([pair, count]) => {
          // Made by addToConfusion.
          const [label, given] = JSON.parse(pair) as [string, string];
          return { label, given, count };
        }),
    }));
}

/** What was found in a version's labels. JSON; lists cut, counts whole. */
export type QualityReport = {
  readonly checked: number;
  /** Rows without a label of the project's classes, or beyond the newest that are looked at. */
  readonly leftOut: number;
  readonly learner: string;
  readonly agreed: number;
  /** Null: answers are numbers. */
  readonly logLoss: number | null;
  readonly errors: { readonly count: number; readonly rows: readonly DoubtedRow[] };
  readonly ambiguous: { readonly count: number; readonly rows: readonly DoubtedRow[] };
  /** Equal cases that have different labels. */
  readonly conflicts: {
    readonly count: number;
    readonly groups: readonly (readonly { readonly id: string; readonly label: string }[])[];
  };
  /** Cases that hold nearly the same words. `straddles`: on different sides of the split, so that one gives the other away. */
  readonly near: {
    readonly isCut: boolean;
    readonly pairs: readonly {
      readonly ids: readonly [string, string];
      readonly labels: readonly [string, string];
      readonly similarity: number;
      readonly straddles: boolean;
    }[];
  };
  /** Of the newest cases that nobody labelled. */
  readonly holes: { readonly looked: number; readonly regions: readonly Hole[] };
  readonly reviewers: readonly ReviewerConfusion[];
  /** The first words of every case that is listed. */
  readonly summaries: Readonly<Record<string, string>>;
};
