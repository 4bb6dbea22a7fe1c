import type { PolicySettings } from '../ladder/index.js';
import { agrees, toleranceWords, type OutputSchema } from '../schema/index.js';
import { clopperPearson } from '../stats/index.js';
import type { OpenStratum, ReviewStrata } from './answered.js';
import { addReliability, reliabilityOf, type Matches, type Reliability } from './reliability.js';
import type { DatasetRow, RowLabel } from './row.js';

/** Rows that were selected alike. Sums of weights and of their squares, for the effective size. */
type Stratum = { rows: number; weighted: number; weight: number; squares: number };

/** Rows whose cases one policy routed, all on its rung, and from when to when those came in; ISO 8601. */
export type PolicyRows = {
  readonly version: number;
  readonly level: string;
  rows: number;
  casesFrom: string;
  casesTo: string;
};
/** The same with what the policy said; null where it is not known any more. */
export type CardPolicy = Readonly<PolicyRows> & {
  readonly terms: Pick<PolicySettings, 'thresholds' | 'auditRate' | 'blindControlRate'> | null;
};

type ReviewerTally = {
  answers: number;
  shared: number;
  agreed: number;
  seconds: number;
  timed: number;
  readonly gold: Matches;
  readonly others: Matches;
};

/** Counts of a dataset's rows, of flat size however many there are: mutable while it is made. */
export type CardTally = {
  /** The project's answers: what counts as the same one. */
  readonly schema: OutputSchema;
  rows: number;
  readonly strata: Map<string, Stratum>;
  readonly labels: Map<string, number>;
  /** Of labels that are numbers; `squares`: of the distances from their mean (Welford 1962), right also where they are large. */
  readonly numbers: { rows: number; mean: number; squares: number; least: number; most: number };
  readonly splits: Record<DatasetRow['split'], number>;
  readonly reviewers: Map<string, ReviewerTally>;
  readonly policies: Map<number, PolicyRows>;
  answeredTwice: number;
  agreed: number;
  /** How far answers that are numbers lie from their row's label, over rows with several. */
  readonly apart: { sum: number; answers: number };
  suggested: number;
  gold: number;
  machine: number;
  imported: number;
  first: string | null;
  last: string | null;
};

/** How a dataset came to be, in numbers. JSON; part of every export. */
export type DatasetCard = {
  readonly rows: number;
  readonly labelledFrom: string | null;
  readonly labelledTo: string | null;
  /** By level, reason and whether blind: rows, those with a weight, its sum and Kish's effective number. */
  readonly strata: readonly {
    readonly level: string;
    readonly reason: string;
    readonly blind: boolean;
    readonly rows: number;
    readonly weighted: number;
    readonly weight: number;
    readonly effective: number | null;
  }[];
  /** Reviews that nobody had answered when this was frozen, by policy and reason; absent in cards of before. */
  readonly openReviews?: {
    readonly count: number;
    /** Reviews like them that were answered. */
    readonly answered: number;
    /** Those that no row's weight stands for. */
    readonly notStoodFor: number;
    /** Those with the most open ones, at most 100. */
    readonly strata: readonly OpenStratum[];
  };
  /** Under which policies the cases were routed, the newest first, at most 100; absent in cards of before. */
  readonly policies?: readonly CardPolicy[];
  /** Of all rows with a weight together. */
  readonly effectiveRows: number | null;
  readonly withoutWeight: number;
  readonly labels: readonly { readonly label: string; readonly rows: number; readonly share: number }[];
  /** Whether there were more than `MOST_LABELS` different labels, of which the rarest are not listed. */
  readonly labelsCut: boolean;
  /** Where labels are numbers: how they lie; `deviation`: their standard deviation, null of fewer than two. */
  readonly numbers?: {
    readonly rows: number;
    readonly mean: number;
    readonly deviation: number | null;
    readonly least: number;
    readonly most: number;
  };
  readonly splits: Record<DatasetRow['split'], number>;
  /** Of the rows with two answers or more, those whose answers all agree with the label, with its exact 95 % interval. */
  readonly agreement: {
    readonly answeredTwice: number;
    readonly agreed: number;
    readonly lower: number;
    readonly upper: number;
    /** Where answers are numbers: what counts as the same one, in words, and how far answers lie from the label on average. */
    readonly number?: { readonly same: string; readonly meanDifference: number | null };
  };
  readonly reviewers: readonly {
    readonly reviewer: string;
    readonly answers: number;
    /** Answers to cases that others answered too, and those that agree with the final label. */
    readonly shared: number;
    readonly agreed: number;
    /** Of the answers that were timed; null: none was. */
    readonly meanSeconds: number | null;
    /** Against known answers; null: none were answered. Absent in cards of before, as is `others`. */
    readonly gold?: Reliability | null;
    /** Against what most of the others said of the same cases, the reviewer's own answer not counted. */
    readonly others?: Reliability | null;
  }[];
  readonly suggestionShown: number;
  readonly gold: number;
  readonly machineDecisions: number;
  /** Labels that were brought along, gold ones included. */
  readonly imported: number;
};

/** Free text and numbers have as many labels as rows; what is counted is bounded. */
const MOST_LABELS = 1000;
const MOST_LISTED = 100;
const MOST_POLICIES = 10_000;

export function emptyTally(schema: OutputSchema): CardTally {
  return {
    schema,
    rows: 0,
    strata: new Map(),
    labels: new Map(),
    numbers: { rows: 0, mean: 0, squares: 0, least: Infinity, most: -Infinity },
    splits: { train: 0, validation: 0, test: 0 },
    reviewers: new Map(),
    policies: new Map(),
    answeredTwice: 0,
    agreed: 0,
    apart: { sum: 0, answers: 0 },
    suggested: 0,
    gold: 0,
    machine: 0,
    imported: 0,
    first: null,
    last: null,
  };
}

/** Counts a row in. */
export function addToTally(tally: CardTally, row: DatasetRow): void {
  tally.rows += 1;
  tally.splits[row.split] += 1;
  if (row.suggestion_shown) tally.suggested += 1;
  if (row.gold) tally.gold += 1;
  addSource(tally, row);
  if (row.labelled_at !== null) {
    tally.first = tally.first === null || row.labelled_at < tally.first ? row.labelled_at : tally.first;
    tally.last = tally.last === null || row.labelled_at > tally.last ? row.labelled_at : tally.last;
  }
  addLabel(tally, row);
  addStratum(tally, row);
  addPolicy(tally, row);
  if (row.labels.length > 1) {
    tally.answeredTwice += 1;
    if (row.agreement === 1) tally.agreed += 1;
    addApart(tally, row);
  }
  for (const label of row.labels) addReviewer(tally, label, row);
}

function addApart({ apart }: CardTally, { labels, label }: DatasetRow): void {
  if (typeof label !== 'number') return;
  for (const { value } of labels) {
    if (typeof value !== 'number') continue;
    apart.sum += Math.abs(value - label);
    apart.answers += 1;
  }
}

function addSource(tally: CardTally, { label_source: source }: DatasetRow): void {
  if (source === 'model' || source === 'system') tally.machine += 1;
  if (source === 'imported' || source === 'gold') tally.imported += 1;
}

function addLabel({ labels, numbers }: CardTally, { label }: DatasetRow): void {
  if (typeof label === 'number') addNumber(numbers, label);
  for (const one of Array.isArray(label) ? (label as readonly string[]) : [String(label)]) {
    if (labels.has(one) || labels.size < MOST_LABELS) labels.set(one, (labels.get(one) ?? 0) + 1);
  }
}

function addNumber(numbers: CardTally['numbers'], label: number): void {
  numbers.rows += 1;
  const off = label - numbers.mean;
  numbers.mean += off / numbers.rows;
  numbers.squares += off * (label - numbers.mean);
  numbers.least = Math.min(numbers.least, label);
  numbers.most = Math.max(numbers.most, label);
}

function addStratum({ strata }: CardTally, row: DatasetRow): void {
  const key = JSON.stringify([row.level, row.selection_reason ?? row.label_source, row.blind]);
  const stratum = strata.get(key) ?? { rows: 0, weighted: 0, weight: 0, squares: 0 };
  stratum.rows += 1;
  if (row.weight !== null) {
    stratum.weighted += 1;
    stratum.weight += row.weight;
    stratum.squares += row.weight * row.weight;
  }
  strata.set(key, stratum);
}

function addPolicy({ policies }: CardTally, { policy_version: version, level, created_at: at }: DatasetRow): void {
  const seen = policies.get(version);
  if (!seen) {
    if (policies.size < MOST_POLICIES) policies.set(version, { version, level, rows: 1, casesFrom: at, casesTo: at });
    return;
  }
  seen.rows += 1;
  if (at < seen.casesFrom) seen.casesFrom = at;
  if (at > seen.casesTo) seen.casesTo = at;
}

function addReviewer({ reviewers, schema }: CardTally, label: RowLabel, row: DatasetRow): void {
  const seen = reviewers.get(label.reviewer) ?? newReviewer();
  seen.answers += 1;
  if (label.seconds !== null) {
    seen.seconds += label.seconds;
    seen.timed += 1;
  }
  if (row.labels.length > 1) {
    seen.shared += 1;
    if (agrees(schema, label.value, row.label)) seen.agreed += 1;
  }
  addReliability({ ...seen, schema }, label, row);
  reviewers.set(label.reviewer, seen);
}

function newReviewer(): ReviewerTally {
  const none = (): Matches => ({ cases: 0, equal: 0 });
  return { answers: 0, shared: 0, agreed: 0, seconds: 0, timed: 0, gold: none(), others: none() };
}

function numbersOf({ numbers: { rows, mean, squares, least, most } }: CardTally): Pick<DatasetCard, 'numbers'> {
  if (rows === 0) return {};
  const deviation = rows < 2 ? null : Math.sqrt(squares / (rows - 1));
  return { numbers: { rows, mean, deviation, least, most } };
}

function numberPart({ schema, apart }: CardTally): Pick<DatasetCard['agreement'], 'number'> {
  if (schema.kind !== 'number') return {};
  const meanDifference = apart.answers === 0 ? null : apart.sum / apart.answers;
  return { number: { same: toleranceWords(schema), meanDifference } };
}

/** The card of what was counted; lists in an order of their own, so that equal rows give an equal card. */
export function cardOf(tally: CardTally): DatasetCard {
  const all = [...tally.strata.values()];
  const labels = [...tally.labels].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return {
    rows: tally.rows,
    labelledFrom: tally.first,
    labelledTo: tally.last,
    strata: [...tally.strata].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, stratum]) => strataRow(key, stratum)),
    policies: policiesOf(tally).map((rows) => ({ ...rows, terms: null })),
    effectiveRows: effective(sumOf(all, 'weight'), sumOf(all, 'squares')),
    withoutWeight: tally.rows - sumOf(all, 'weighted'),
    labels: labels.slice(0, MOST_LISTED).map(([label, rows]) => ({ label, rows, share: rows / tally.rows })),
    labelsCut: labels.length > MOST_LISTED || labels.length === MOST_LABELS,
    ...numbersOf(tally),
    splits: tally.splits,
    agreement: {
      answeredTwice: tally.answeredTwice,
      agreed: tally.agreed,
      ...clopperPearson({ k: tally.agreed, n: tally.answeredTwice }),
      ...numberPart(tally),
    },
    reviewers: [...tally.reviewers]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([reviewer, { seconds, timed, gold, others, ...seen }]) => ({
        reviewer,
        ...seen,
        meanSeconds: timed === 0 ? null : seconds / timed,
        gold: reliabilityOf(gold),
        others: reliabilityOf(others),
      })),
    suggestionShown: tally.suggested,
    gold: tally.gold,
    machineDecisions: tally.machine,
    imported: tally.imported,
  };
}

function policiesOf({ policies }: Pick<CardTally, 'policies'>): PolicyRows[] {
  return [...policies.values()].sort((a, b) => b.version - a.version).slice(0, MOST_LISTED);
}

/** The card with the reviews that nobody has answered yet. */
export function withOpenReviews(card: DatasetCard, strata: ReviewStrata): DatasetCard {
  const open = strata.open();
  const sum = (some: readonly OpenStratum[], of: 'open' | 'answered'): number =>
    some.reduce((all, stratum) => all + stratum[of], 0);
  const notStoodFor = sum(
    open.filter(({ stoodForBy }) => stoodForBy === 'nobody'),
    'open',
  );
  const openReviews = { count: sum(open, 'open'), answered: sum(open, 'answered'), notStoodFor };
  return { ...card, openReviews: { ...openReviews, strata: open.slice(0, MOST_LISTED) } };
}

/** The card with what its policies said. */
export function withTerms(
  card: DatasetCard,
  settings: readonly (PolicySettings & { readonly version: number })[],
): DatasetCard {
  const known = new Map(settings.map((one) => [one.version, one]));
  const policies = (card.policies ?? []).map((policy) => {
    const said = known.get(policy.version);
    if (!said) return policy;
    const { thresholds, auditRate, blindControlRate } = said;
    return { ...policy, terms: { thresholds, auditRate, blindControlRate } };
  });
  return { ...card, policies };
}

function strataRow(key: string, { rows, weighted, weight, squares }: Stratum): DatasetCard['strata'][number] {
  // Made by addStratum.
  const [level, reason, blind] = JSON.parse(key) as [string, string, boolean];
  return { level, reason, blind, rows, weighted, weight, effective: effective(weight, squares) };
}

function effective(weight: number, squares: number): number | null {
  return squares === 0 ? null : (weight * weight) / squares;
}

function sumOf(strata: readonly Stratum[], part: keyof Stratum): number {
  return strata.reduce((sum, stratum) => sum + stratum[part], 0);
}
