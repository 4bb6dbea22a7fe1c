type Given = {
  readonly metrics: readonly { readonly id: string }[];
  readonly risks: readonly { readonly id: string; readonly metrics: readonly string[] }[];
  readonly retired: ReadonlySet<string>;
};

/** Ids: what has a gap. */
export type Marks = {
  /** Risks that no metric in use would reveal. */
  readonly unwatchedRisks: ReadonlySet<string>;
  /** Metrics in use that are there for no risk. */
  readonly idleMetrics: ReadonlySet<string>;
};

/** What is marked: risks that nothing would reveal, metrics that are for nothing. A retired metric reveals nothing. */
export function markRegister({ metrics, risks, retired }: Given): Marks {
  const inUse = metrics.map(({ id }) => id).filter((id) => !retired.has(id));
  const known = new Set(inUse);
  const named = new Set(risks.flatMap((risk) => risk.metrics));
  return {
    unwatchedRisks: new Set(risks.filter((risk) => !risk.metrics.some((id) => known.has(id))).map(({ id }) => id)),
    idleMetrics: new Set(inUse.filter((id) => !named.has(id))),
  };
}
