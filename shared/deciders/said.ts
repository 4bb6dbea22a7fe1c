/** A word or field that moved an answer: `weight` > 0 for it, < 0 against; offsets are UTF-16 units of a text field. */
export type Evidence = {
  readonly field: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
};

/** What a decider said of a case. Anything may be missing: it is judged by `route`, never here. */
export type Said = {
  readonly value?: unknown;
  /** Calibrated where the connector can; null or absent where the decider has none. */
  readonly confidence?: number | null | undefined;
  readonly rawConfidence?: number | null | undefined;
  readonly scores?: Readonly<Record<string, number>> | undefined;
  readonly evidence?: readonly Evidence[] | undefined;
};
