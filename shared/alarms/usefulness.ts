/** How often a metric alarmed, and what people said of it. */
export type AlarmTally = {
  readonly metric: string;
  readonly alarms: number;
  readonly useful: number;
  readonly useless: number;
};
/** How alike two metrics moved over the buckets that both have; in [−1, 1]. */
export type MetricCorrelation = {
  readonly metric: string;
  readonly other: string;
  readonly correlation: number;
  readonly buckets: number;
};
export type RetirementProposal = { readonly metric: string; readonly reason: string };

const ALARMS_THAT_SHOW = 5;
const ALIKE = 0.95;
const BUCKETS_THAT_SHOW = 48;

/**
 * Which metrics told nobody anything: alarmed at least five times, were judged, and never were useful; or moved like another
 * one that was useful at least as often. Of two that are alike only one is proposed.
 */
export function proposeRetirements(
  tallies: readonly AlarmTally[],
  correlations: readonly MetricCorrelation[],
): RetirementProposal[] {
  const of = new Map(tallies.map((one) => [one.metric, one]));
  const proposals = new Map<string, string>();
  for (const { metric, alarms, useful, useless } of tallies) {
    if (useful === 0 && useless >= ALARMS_THAT_SHOW)
      proposals.set(metric, `It alarmed ${alarms} times; ${useless} were judged not useful, none useful.`);
  }
  for (const { metric, other, correlation, buckets } of correlations) {
    if (Math.abs(correlation) <= ALIKE || buckets < BUCKETS_THAT_SHOW) continue;
    const [worse, better] = usefulOf(of, metric) < usefulOf(of, other) ? [metric, other] : [other, metric];
    // Without an alarm that helped, neither is known to be the better one.
    if (usefulOf(of, better) <= usefulOf(of, worse) || proposals.has(worse) || proposals.has(better)) continue;
    proposals.set(
      worse,
      `It moves like ${better} (correlation ${correlation.toFixed(2)}), whose alarms were more useful.`,
    );
  }
  return [...proposals].map(([metric, reason]) => ({ metric, reason }));
}

function usefulOf(tallies: ReadonlyMap<string, AlarmTally>, metric: string): number {
  return tallies.get(metric)?.useful ?? 0;
}

/** Pearson's correlation of pairs; null where one of them does not move or there are fewer than three. */
export function correlationOf(pairs: readonly (readonly [number, number])[]): number | null {
  const n = pairs.length;
  if (n < 3) return null;
  const meanOf = (index: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[index], 0) / n;
  const [ma, mb] = [meanOf(0), meanOf(1)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [a, b] of pairs) {
    ab += (a - ma) * (b - mb);
    aa += (a - ma) ** 2;
    bb += (b - mb) ** 2;
  }
  const spread = Math.sqrt(aa) * Math.sqrt(bb);
  return spread > 0 && Number.isFinite(spread) ? Math.max(-1, Math.min(1, ab / spread)) : null;
}
