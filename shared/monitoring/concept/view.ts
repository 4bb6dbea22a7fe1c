import { mergeTallies, weightedSelectiveCs, type TallyRow } from '../../stats/index.js';
import { viewCalibration, type CalibrationView } from './calibration.js';
import { coarser, CONCEPT_DETECTORS, type ConceptDetector, type ConceptPart, type ConceptState } from './state.js';
import { errorVerdict, REFERENCE_LABELS, type ErrorVerdict, type Tally } from './verdict.js';

/** An error rate with its confidence sequence: the true rate is in it at all times with probability 95 %. */
export type ErrorRate = {
  readonly labels: number;
  readonly value: number | null;
  readonly lower: number;
  readonly upper: number;
};
export type ErrorPoint = ErrorRate & { readonly at: number };
export type PartRate = ErrorRate & { readonly name: string; readonly signalAt: number | null };
export type DetectorView = {
  readonly detector: ConceptDetector;
  /** Whether it is what the alarm goes by, or beside it. */
  readonly isAlarm: boolean;
  readonly labels: number;
  readonly state: 'WAITING' | 'QUIET' | 'FIRED';
  readonly signals: readonly { readonly at: number; readonly label: number }[];
};
export type ConceptView = {
  readonly state: ErrorVerdict;
  /** When the detectors first told of the change that still holds; null: there is none. */
  readonly since: number | null;
  readonly labels: number;
  /** What the detectors heard: labels thinned to equally likely ones. */
  readonly seen: number;
  /** How many of those a verdict takes. */
  readonly needed: number;
  readonly total: ErrorRate;
  readonly reference: ErrorRate;
  readonly recent: ErrorRate;
  readonly periodSeconds: number;
  readonly points: readonly ErrorPoint[];
  readonly detectors: readonly DetectorView[];
  readonly calibration: CalibrationView;
  readonly classes: readonly PartRate[];
  readonly segments: readonly PartRate[];
};

const DELTA = 0.05;

/**
 * What the labels of one version say. Each point's band is of its own period, the total's of all: both hold at any time,
 * however often one looks.
 */
export function viewConcept(state: ConceptState): ConceptView {
  const { piMin } = state;
  const { periods, periodMs } = drawnPeriods(state);
  const verdict = errorVerdict(state);
  const isMoved = verdict === 'ROSE' || verdict === 'FELL';
  return {
    state: verdict,
    since: isMoved ? state.changedAt : null,
    labels: state.labels,
    seen: state.seen,
    needed: REFERENCE_LABELS,
    total: rateOf(state.tally, piMin),
    reference: plainRate(state.reference),
    recent: plainRate(state.signals.length === 0 ? state.before : state.since),
    periodSeconds: periodMs / 1000,
    points: periods.map(({ at, tally }) => ({ at, ...rateOf(tally, piMin) })),
    detectors: CONCEPT_DETECTORS.map((detector) => detectorOf(state, detector)),
    calibration: viewCalibration(state.calibration),
    classes: partsOf(state.classes, piMin),
    segments: partsOf(state.segments, piMin),
  };
}

const LONGEST_MS = 3_600_000;
/** So many labels a point say something; fewer are joined, up to an hour. */
const LABELS_A_POINT = 30;

/** Periods that fit how many labels come: minutes where thousands do, hours where few do. */
function drawnPeriods(state: Pick<ConceptState, 'periods' | 'periodMs'>): Pick<ConceptState, 'periods' | 'periodMs'> {
  let drawn = state;
  const labels = state.periods.reduce(
    (sum, { tally }) => tally.reduce((n, { errors, correct }) => n + errors + correct, sum),
    0,
  );
  while (drawn.periodMs < LONGEST_MS && labels < LABELS_A_POINT * drawn.periods.length) drawn = coarser(drawn);
  return drawn.periods.length === 0 ? { ...drawn, periodMs: Math.max(drawn.periodMs, LONGEST_MS) } : drawn;
}

/**
 * What an alarm goes by. `rise`: of the share that is wrong since the change, over that before it, in [−1, 1]; `since`: when
 * the detectors first told of it, Unix milliseconds, null where they did not.
 */
export function viewVerdict(state: ConceptState): { verdict: ErrorVerdict; rise: number; since: number | null } {
  const share = ({ n, errors }: Tally): number => (n === 0 ? 0 : errors / n);
  const rise = state.since.n === 0 ? 0 : share(state.since) - share(state.before);
  return { verdict: errorVerdict(state), rise, since: state.changedAt };
}

/** Hájek's estimate and the anytime-valid band; [0, 1] of nothing. */
export function rateOf(given: readonly TallyRow[], piMin: number): ErrorRate {
  const tally = mergeTallies([given]).filter(({ errors, correct }) => errors + correct > 0);
  const labels = tally.reduce((n, { errors, correct }) => n + errors + correct, 0);
  if (labels === 0) return { labels, value: null, lower: 0, upper: 1 };
  const weight = tally.reduce((w, { pi, errors, correct }) => w + (errors + correct) / pi, 0);
  const wrong = tally.reduce((w, { pi, errors }) => w + errors / pi, 0);
  return { labels, value: wrong / weight, ...weightedSelectiveCs({ tally, delta: DELTA, piMin }) };
}

function plainRate({ n, errors }: Tally): ErrorRate {
  return rateOf(n === 0 ? [] : [{ pi: 1, errors, correct: n - errors }], 1);
}

function detectorOf(state: ConceptState, detector: ConceptDetector): DetectorView {
  const signals = state.signals
    .filter((signal) => signal.detector === detector)
    .map(({ at, label }) => ({ at, label }));
  const isWaiting = detector === 'eDetector' && state.eDetector === null;
  return {
    detector,
    isAlarm: detector === 'eDetector',
    labels: state.seen,
    state: isWaiting ? 'WAITING' : signals.length > 0 ? 'FIRED' : 'QUIET',
    signals,
  };
}

function partsOf(parts: Readonly<Record<string, ConceptPart>>, piMin: number): PartRate[] {
  return Object.entries(parts)
    .map(([name, { tally, signalAt }]) => ({ name, ...rateOf(tally, piMin), signalAt }))
    .sort((a, b) => b.labels - a.labels || (a.name < b.name ? -1 : 1));
}

/** Fewer labels together would let a reviewer infer what the machine said of a single case. */
const VEILED_BELOW = 10;

/**
 * What somebody may see who answers blind reviews: no class and no segment, no bin of calibration, and no period of few
 * labels. To be made of a state that is not the newest, so that no single answer can be told from what it changed.
 */
export function veilConcept(view: ConceptView): ConceptView {
  return {
    ...view,
    points: view.points.filter(({ labels }) => labels >= VEILED_BELOW),
    calibration: { ...view.calibration, bins: [] },
    classes: [],
    segments: [],
  };
}

/** Whether a state may become what reviewers see: so many labels and so long after the one that they see now. */
export function maySettle(
  settled: { readonly labels: number; readonly at: number } | null,
  now: { readonly labels: number; readonly at: number },
): boolean {
  if (settled === null) return now.labels >= VEILED_BELOW;
  return now.labels - settled.labels >= VEILED_BELOW && now.at - settled.at >= 3_600_000;
}
