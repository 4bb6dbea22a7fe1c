/** What can be watched of drift; a rule names it as its metric. */
export type DriftMetric = {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** As of a `Metric`: it tells something that a machine said. */
  readonly revealsMachine: boolean;
  /** Minutes that it is kept over; none: of all labels since the last change, whatever the window of the rule. */
  readonly windows: readonly number[];
};

/** Minutes over which drift is kept: an hour; and a day, which holds every time of day. */
export const DRIFT_WINDOWS: readonly number[] = [60, 1440];

/**
 * drift.input and drift.output: how far a field, or what the machine says, is from its reference (the larger of the
 * Jensen–Shannon distance and the Wasserstein distance in standard deviations; 0 where chance explains it). drift.text: how well a classifier tells the texts of now from those of the
 * reference (area under the ROC curve, 0.5 is chance). drift.error: how many percentage points the error of the machine has
 * risen by.
 */
export const DRIFT_METRICS: readonly DriftMetric[] = [
  { id: 'drift.input', title: 'Data drift', unit: '', revealsMachine: false, windows: DRIFT_WINDOWS },
  { id: 'drift.text', title: 'Text drift', unit: '', revealsMachine: false, windows: [1440] },
  { id: 'drift.output', title: 'Output drift', unit: '', revealsMachine: true, windows: DRIFT_WINDOWS },
  {
    id: 'drift.error',
    title: 'Rise of the machine’s error',
    unit: 'points',
    revealsMachine: true,
    windows: [],
  },
];

export function driftMetricOf(id: string): DriftMetric | undefined {
  return DRIFT_METRICS.find((one) => one.id === id);
}
