import { adwin, type AdwinParams, type AdwinState } from './adwin.js';
import { oneOf } from './check.js';
import type { Detector, DetectorState } from './detector.js';
import { eDetector, type EDetectorParams, type EDetectorState } from './e-detector.js';
import { ddm, eddm, type DdmParams, type EddmParams } from './error-rate-detectors.js';
import { kswin, pageHinkley, type KswinParams, type PageHinkleyParams } from './mean-detectors.js';

/** Names of the streaming change detectors that `runDetector` knows. */
export const DETECTORS = ['ddm', 'eddm', 'adwin', 'pageHinkley', 'kswin', 'eDetector'] as const;
export type DetectorName = (typeof DETECTORS)[number];
export type DetectorParams = {
  ddm: DdmParams;
  eddm: EddmParams;
  adwin: AdwinParams;
  pageHinkley: PageHinkleyParams;
  kswin: KswinParams;
  eDetector: EDetectorParams;
};

export type DetectorRun = {
  /** 0-based indices of the observations at which it drifted. */
  drifts: number[];
  firstWarning: number | null;
  /** eDetector: ln M after each observation. */
  logM?: number[];
  /** adwin: its window at the end. */
  width?: number;
  mean?: number | null;
  variance?: number | null;
};

/**
 * Replays a whole stream through one detector; the same as feeding its reducer one by one. An empty stream drifts
 * nowhere.
 *
 * @throws RangeError naming `detector`, a parameter, or `x`.
 * Source: each detector names its own.
 */
export function runDetector<D extends DetectorName>({
  detector,
  params = {},
  stream,
}: {
  readonly detector: D;
  readonly params?: Partial<DetectorParams[D]>;
  readonly stream: readonly number[];
}): DetectorRun {
  oneOf<DetectorName>('detector', detector, DETECTORS);
  const name: DetectorName = detector;
  switch (name) {
    case 'ddm':
      return replay(ddm, params, stream).run;
    case 'eddm':
      return replay(eddm, params, stream).run;
    case 'pageHinkley':
      return replay(pageHinkley, params, stream).run;
    case 'kswin':
      return replay(kswin, params, stream).run;
    case 'adwin': {
      const { run, last } = replay<AdwinParams, AdwinState>(adwin, params, stream);
      const { width, total, squares } = last;
      return { ...run, width, mean: width > 0 ? total / width : null, variance: width > 0 ? squares / width : null };
    }
    case 'eDetector': {
      const logM: number[] = [];
      const recorded: Detector<EDetectorParams, EDetectorState> = {
        init: (given = {}) => eDetector.init(given as EDetectorParams),
        update: (state, x) => {
          const next = eDetector.update(state, x);
          logM.push(next.logM);
          return next;
        },
      };
      return { ...replay(recorded, params, stream).run, logM };
    }
  }
}

function replay<P extends object, S extends DetectorState>(
  { init, update }: Detector<P, S>,
  params: object,
  stream: readonly number[],
): { run: DetectorRun; last: S } {
  let state = init(params);
  const run: DetectorRun = { drifts: [], firstWarning: null };
  stream.forEach((x, index) => {
    state = update(state, x);
    if (state.isDrift) run.drifts.push(index);
    if (state.isWarning) run.firstWarning ??= index;
  });
  return { run, last: state };
}
