import { own } from '../../schema/index.js';
import {
  adwin,
  eDetector,
  pageHinkley,
  wilson,
  type AdwinState,
  type EDetectorState,
  type PageHinkleyState,
  type TallyRow,
} from '../../stats/index.js';
import { addToCalibration, noCalibration, type CalibrationState } from './calibration.js';
import { errorVerdict, REFERENCE_LABELS, type Tally } from './verdict.js';

/** A blind label that came by a known chance, beside what the machine on duty had said. */
export type JudgedLabel = {
  /** When the label was given, Unix milliseconds. */
  readonly at: number;
  readonly segment: string;
  /** What the machine said, where it is one of several classes; null for other kinds of answers. */
  readonly predicted: string | null;
  readonly confidence: number | null;
  readonly isError: boolean;
  /** The probability with which this case got a blind label, in (0, 1]. */
  readonly pi: number;
  /** The smallest such probability that the policy gives to any case, in (0, pi]. */
  readonly piMin: number;
  /** Of the case, fixed by its key, in [0, 1): what thins labels to equally likely ones. */
  readonly uniform: number;
  /** What the answer that this one corrects was held for; null: a first answer. */
  readonly corrects: { readonly isError: boolean; readonly at: number } | null;
};

export type ConceptPeriod = { readonly at: number; readonly tally: TallyRow[] };
export type ConceptPart = { readonly tally: TallyRow[]; readonly adwin: AdwinState; readonly signalAt: number | null };
export const CONCEPT_DETECTORS = ['eDetector', 'adwin', 'pageHinkley'] as const;
export type ConceptDetector = (typeof CONCEPT_DETECTORS)[number];
/** `label`: how many labels the detectors had seen, this one included. */
export type ConceptSignal = { readonly detector: ConceptDetector; readonly at: number; readonly label: number };

/**
 * All that is kept of the labels of one version: plain JSON, of a bounded size however many labels there are.
 */
export type ConceptState = {
  readonly labels: number;
  readonly piMin: number;
  readonly periodMs: number;
  readonly periods: readonly ConceptPeriod[];
  readonly tally: readonly TallyRow[];
  readonly classes: Readonly<Record<string, ConceptPart>>;
  readonly segments: Readonly<Record<string, ConceptPart>>;
  readonly calibration: CalibrationState;
  /** Labels that detectors saw: thinned to equally likely ones. */
  readonly seen: number;
  readonly reference: Tally;
  /** Before the first signal, the reference included; and since the latest change. */
  readonly before: Tally;
  readonly since: Tally;
  /** When the first signal of the change came that holds, or that held last; null: none ever. */
  readonly changedAt: number | null;
  readonly adwin: AdwinState;
  readonly pageHinkley: PageHinkleyState;
  /** Null until the reference is there. */
  readonly eDetector: EDetectorState | null;
  readonly signals: readonly ConceptSignal[];
};

/** Of the state as it is stored; a state of another shape is counted again from the first label. */
export const CONCEPT_SHAPE = 1;
/** Periods are as short as there is room for, and whole parts of an hour. */
const PERIODS_MS = [60_000, 300_000, 900_000, 1_800_000, 3_600_000] as const;
const MOST_PERIODS = 336;
const MOST_PARTS = 40;
const MOST_RATES = 40;
const MOST_SIGNALS = 60;
/** What is no more than this times the reference is no alarm. */
const ACCEPTED = 1.5;
/** By simulation (`bench:monitoring`): a rise from 5 to 20 % is told within about 110 labels (median). */
const PAGE_HINKLEY = { threshold: 15, delta: 0.02, mode: 'up' } as const;
export const OTHERS = '(other)';
const NONE: Tally = { n: 0, errors: 0 };

export function noLabels(): ConceptState {
  return {
    labels: 0,
    piMin: 1,
    periodMs: PERIODS_MS[0],
    periods: [],
    tally: [],
    classes: {},
    segments: {},
    calibration: noCalibration(),
    seen: 0,
    reference: NONE,
    before: NONE,
    since: NONE,
    changedAt: null,
    adwin: adwin.init(),
    pageHinkley: pageHinkley.init(PAGE_HINKLEY),
    eDetector: null,
    signals: [],
  };
}

/**
 * Adds labels in the order in which they arrived. A late one counts in the period in which it was given; a correction
 * takes back what it corrects from the counts, and tells the detectors nothing.
 *
 * @throws RangeError for a propensity outside (0, 1].
 */
export function addLabels(state: ConceptState, labels: readonly JudgedLabel[]): ConceptState {
  return labels.reduce(addLabel, state);
}

function addLabel(state: ConceptState, label: JudgedLabel): ConceptState {
  if (!(label.pi > 0 && label.pi <= 1)) throw new RangeError(`pi: ${label.pi} is not in (0, 1]`);
  if (label.corrects) return correct(state, label, label.corrects);
  const one = { pi: label.pi, errors: label.isError ? 1 : 0, correct: label.isError ? 0 : 1 };
  const isKept = label.uniform < Math.min(1, label.piMin / label.pi);
  const counted = count(state, { label, at: label.at, row: one });
  const watch = (parts: Readonly<Record<string, ConceptPart>>, name: string | null) =>
    name === null || !isKept ? parts : watched(parts, name, label);
  const parts = {
    classes: watch(counted.classes, label.predicted),
    segments: watch(counted.segments, label.segment),
  };
  const calibration = addToCalibration(state.calibration, label);
  const whole = {
    ...counted,
    ...parts,
    calibration,
    labels: state.labels + 1,
    piMin: Math.min(state.piMin, label.piMin, label.pi),
  };
  return isKept ? detect(whole, label) : whole;
}

function correct(
  state: ConceptState,
  label: JudgedLabel,
  corrected: NonNullable<JudgedLabel['corrects']>,
): ConceptState {
  if (corrected.isError === label.isError) return state;
  const change = label.isError ? 1 : -1;
  return count(state, { label, at: corrected.at, row: { pi: label.pi, errors: change, correct: -change } });
}

type Counted = { readonly label: JudgedLabel; readonly at: number; readonly row: TallyRow };

function count(state: ConceptState, { label, at, row }: Counted): ConceptState {
  return {
    ...state,
    ...inPeriod(state, at, row),
    tally: added(state.tally, row),
    classes: label.predicted === null ? state.classes : inPart(state.classes, label.predicted, row),
    segments: inPart(state.segments, label.segment, row),
  };
}

/** One row a propensity; beyond the bound a label counts at the nearest one. */
function added(tally: readonly TallyRow[], row: TallyRow): TallyRow[] {
  const known = tally.find(({ pi }) => pi === row.pi);
  const target = known ?? (tally.length < MOST_RATES ? undefined : nearest(tally, row.pi));
  if (!target) return [...tally, row].sort((a, b) => a.pi - b.pi);
  return tally.map((one) =>
    one === target
      ? {
          pi: one.pi,
          errors: Math.max(0, one.errors + row.errors),
          correct: Math.max(0, one.correct + row.correct),
        }
      : one,
  );
}

function nearest(tally: readonly TallyRow[], pi: number): TallyRow | undefined {
  return tally.toSorted((a, b) => Math.abs(a.pi - pi) - Math.abs(b.pi - pi))[0];
}

function inPeriod(
  state: Pick<ConceptState, 'periods' | 'periodMs'>,
  time: number,
  row: TallyRow,
): Pick<ConceptState, 'periods' | 'periodMs'> {
  const at = Math.floor(time / state.periodMs) * state.periodMs;
  const last = state.periods.at(-1);
  if (last && last.at === at) {
    const periods = state.periods.with(-1, { at, tally: added(last.tally, row) });
    return { periods, periodMs: state.periodMs };
  }
  const known = state.periods.some((period) => period.at === at);
  const periods = known
    ? state.periods.map((period) => (period.at === at ? { at, tally: added(period.tally, row) } : period))
    : [...state.periods, { at, tally: [row] }].sort((a, b) => a.at - b.at);
  return periods.length > MOST_PERIODS ? coarser({ periods, periodMs: state.periodMs }) : { ...state, periods };
}

/** Periods of twice the length. */
/** In twice as long periods, or so. */
export function coarser({ periods, periodMs }: Pick<ConceptState, 'periods' | 'periodMs'>) {
  const length = PERIODS_MS.find((one) => one > periodMs) ?? 2 * periodMs;
  const merged = new Map<number, TallyRow[]>();
  for (const period of periods) {
    const at = Math.floor(period.at / length) * length;
    merged.set(at, period.tally.reduce(added, merged.get(at) ?? []));
  }
  return { periods: [...merged].map(([at, tally]) => ({ at, tally })), periodMs: length };
}

function nameIn(parts: Readonly<Record<string, ConceptPart>>, name: string): string {
  return Object.hasOwn(parts, name) || Object.keys(parts).length < MOST_PARTS ? name : OTHERS;
}

function inPart(
  parts: Readonly<Record<string, ConceptPart>>,
  given: string,
  row: TallyRow,
): Readonly<Record<string, ConceptPart>> {
  const name = nameIn(parts, given);
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
  const { tally, ...rest } = part ?? { tally: [], adwin: adwin.init(), signalAt: null };
  return { ...parts, [name]: { ...rest, tally: added(tally, row) } };
}

function watched(
  parts: Readonly<Record<string, ConceptPart>>,
  given: string,
  { isError, at }: JudgedLabel,
): Readonly<Record<string, ConceptPart>> {
  const name = nameIn(parts, given);
  const part = own(parts, name);
  if (!part) return parts;
  const next = adwin.update(part.adwin, isError ? 1 : 0);
  return { ...parts, [name]: { ...part, adwin: next, signalAt: next.isDrift ? at : part.signalAt } };
}

/** The detectors hear equally likely labels only, so that another audit rate is not taken for another error. */
function detect(state: ConceptState, { isError, at }: JudgedLabel): ConceptState {
  const x = isError ? 1 : 0;
  const seen = state.seen + 1;
  const reference = seen <= REFERENCE_LABELS ? plus(state.reference, x) : state.reference;
  const next = {
    adwin: adwin.update(state.adwin, x),
    pageHinkley: pageHinkley.update(state.pageHinkley, x),
    eDetector: state.eDetector ? eDetector.update(state.eDetector, x) : null,
  };
  const fired = CONCEPT_DETECTORS.filter((detector) => next[detector]?.isDrift);
  const signals = fired.map((detector): ConceptSignal => ({ detector, at, label: seen }));
  const tallies = talliesAfter(state, { x, isFired: fired.length > 0, adwin: next.adwin });
  const wasMoved = ['ROSE', 'FELL'].includes(errorVerdict(state));
  return {
    ...state,
    ...next,
    ...tallies,
    seen,
    reference,
    eDetector: next.eDetector ?? (seen === REFERENCE_LABELS ? eDetector.init({ m: mostAccepted(reference) }) : null),
    changedAt: fired.length > 0 && !wasMoved ? at : state.changedAt,
    signals: [...state.signals, ...signals].slice(-MOST_SIGNALS),
  };
}

/** What was before the first signal stays; what is since begins anew where ADWIN has cut off what was before a change. */
function talliesAfter(
  { before, since, signals }: ConceptState,
  { x, isFired, adwin: window }: { readonly x: number; readonly isFired: boolean; readonly adwin: AdwinState },
): Pick<ConceptState, 'before' | 'since'> {
  if (window.isDrift) return { before, since: { n: window.width, errors: Math.round(window.total) } };
  if (signals.length === 0 && !isFired) return { before: plus(before, x), since };
  return { before, since: plus(since, x) };
}

function plus({ n, errors }: Tally, x: number): Tally {
  return { n: n + 1, errors: errors + x };
}

/** As much more than the reference as still passes; never less than what the reference itself may be. */
function mostAccepted({ n, errors }: Tally): number {
  const { upper } = wilson({ k: errors, n });
  return Math.min(0.95, Math.max(upper, (ACCEPTED * (errors + 1)) / (n + 2)));
}
