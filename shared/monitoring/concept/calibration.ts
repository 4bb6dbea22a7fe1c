/** Weighted sums of the labels of one bin of confidence. `d` = confidence − 1 where right, else confidence. */
export type CalibrationBin = {
  readonly n: number;
  readonly weight: number;
  readonly confidence: number;
  readonly right: number;
};
/** Of labels: each bin, and the moments of confidence minus right. */
export type CalibrationBlock = {
  readonly n: number;
  readonly weight: number;
  readonly gap: number;
  readonly squares: number;
  readonly bins: readonly CalibrationBin[];
};
/** The first labels, and the latest: at least one block of them, at most two. */
export type CalibrationState = {
  readonly reference: CalibrationBlock;
  readonly last: CalibrationBlock;
  readonly running: CalibrationBlock;
};
type Seen = { readonly confidence: number | null; readonly isError: boolean; readonly pi: number };

/** Labels of the reference, and of a block of what is recent. */
export const CALIBRATION_LABELS = 200;
export const CALIBRATION_BINS = 10;
const NOTHING: CalibrationBin = { n: 0, weight: 0, confidence: 0, right: 0 };

function noBlock(): CalibrationBlock {
  return { n: 0, weight: 0, gap: 0, squares: 0, bins: Array.from({ length: CALIBRATION_BINS }, () => NOTHING) };
}

export function noCalibration(): CalibrationState {
  return { reference: noBlock(), last: noBlock(), running: noBlock() };
}

/** Adds a label; one without a confidence in [0, 1] says nothing of calibration. */
export function addToCalibration(state: CalibrationState, seen: Seen): CalibrationState {
  const { confidence } = seen;
  if (confidence === null || !(confidence >= 0 && confidence <= 1)) return state;
  if (state.reference.n < CALIBRATION_LABELS) return { ...state, reference: plus(state.reference, confidence, seen) };
  const running = plus(state.running, confidence, seen);
  return running.n < CALIBRATION_LABELS ? { ...state, running } : { ...state, last: running, running: noBlock() };
}

function plus(block: CalibrationBlock, confidence: number, { isError, pi }: Seen): CalibrationBlock {
  const weight = 1 / pi;
  const right = isError ? 0 : 1;
  const d = confidence - right;
  const index = Math.min(CALIBRATION_BINS - 1, Math.floor(confidence * CALIBRATION_BINS));
  const bins = block.bins.map((bin, i) =>
    i === index
      ? {
          n: bin.n + 1,
          weight: bin.weight + weight,
          confidence: bin.confidence + weight * confidence,
          right: bin.right + weight * right,
        }
      : bin,
  );
  return {
    n: block.n + 1,
    weight: block.weight + weight,
    gap: block.gap + weight * d,
    squares: block.squares + weight * weight * d * d,
    bins,
  };
}

/** A share of what was labelled; nulls of nothing. */
export type CalibrationPoint = {
  readonly labels: number;
  readonly confidence: number | null;
  readonly right: number | null;
};
export type CalibrationView = {
  /** UNKNOWN: fewer than a reference and half a block of labels. */
  readonly state: 'UNKNOWN' | 'STEADY' | 'OVERCONFIDENT' | 'UNDERCONFIDENT';
  /** Mean confidence minus the share that was right; above 0 the machine is surer than it should be. */
  readonly reference: { readonly labels: number; readonly gap: number | null };
  readonly recent: { readonly labels: number; readonly gap: number | null };
  readonly bins: readonly {
    readonly from: number;
    readonly to: number;
    readonly reference: CalibrationPoint;
    readonly recent: CalibrationPoint;
  }[];
};

const LEAST_MOVE = 0.05;
const SURE_Z = 3;

/** How sure the machine was against how often it was right: the first labels beside the latest. */
export function viewCalibration({ reference, last, running }: CalibrationState): CalibrationView {
  const recent = joined(last, running);
  const state = stateOf(reference, recent);
  const bins = reference.bins.map((bin, i) => ({
    from: i / CALIBRATION_BINS,
    to: (i + 1) / CALIBRATION_BINS,
    reference: pointOf(bin),
    recent: pointOf(recent.bins[i] ?? NOTHING),
  }));
  return { state, reference: gapOf(reference), recent: gapOf(recent), bins };
}

function stateOf(reference: CalibrationBlock, recent: CalibrationBlock): CalibrationView['state'] {
  const [before, now] = [gapOf(reference).gap, gapOf(recent).gap];
  const isFew = reference.n < CALIBRATION_LABELS || recent.n < CALIBRATION_LABELS / 2;
  if (isFew || before === null || now === null) return 'UNKNOWN';
  const move = now - before;
  const spread = Math.sqrt(varianceOf(reference) + varianceOf(recent));
  if (Math.abs(move) < LEAST_MOVE || Math.abs(move) < SURE_Z * spread) return 'STEADY';
  return move > 0 ? 'OVERCONFIDENT' : 'UNDERCONFIDENT';
}

/** Of the weighted mean; what the mean takes from the squares is left in: a little too wide. */
function varianceOf({ weight, squares }: CalibrationBlock): number {
  return weight === 0 ? 0 : squares / (weight * weight);
}

function gapOf({ n, weight, gap }: CalibrationBlock): { labels: number; gap: number | null } {
  return { labels: n, gap: weight === 0 ? null : gap / weight };
}

function pointOf({ n, weight, confidence, right }: CalibrationBin): CalibrationPoint {
  if (weight === 0) return { labels: n, confidence: null, right: null };
  return { labels: n, confidence: confidence / weight, right: right / weight };
}

function joined(a: CalibrationBlock, b: CalibrationBlock): CalibrationBlock {
  return {
    n: a.n + b.n,
    weight: a.weight + b.weight,
    gap: a.gap + b.gap,
    squares: a.squares + b.squares,
    bins: a.bins.map((bin, i) => {
      const other = b.bins[i] ?? NOTHING;
      return {
        n: bin.n + other.n,
        weight: bin.weight + other.weight,
        confidence: bin.confidence + other.confidence,
        right: bin.right + other.right,
      };
    }),
  };
}
