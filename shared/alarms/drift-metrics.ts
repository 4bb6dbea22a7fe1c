/** What can be watched of drift; a rule names it as its metric. */
export type DriftMetric = { readonly id: string; readonly title: string; readonly unit: string };

export const DRIFT_METRICS: readonly DriftMetric[] = [];
