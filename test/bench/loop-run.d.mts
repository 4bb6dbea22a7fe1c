/** What one repetition found: of each question the truth, and the estimates with the weights and without. */
export type Estimate = { readonly accuracy: number; readonly lower: number; readonly upper: number };
export type Answered = { readonly truth: number; readonly weighted: Estimate; readonly plain: Estimate };
export type Repetition = {
  readonly labels: number;
  /** That were routed. */
  readonly cases: number;
  readonly deployed: Answered;
  readonly retrained: Answered;
  /** The same as `deployed` while only a part of the queue is answered; `recorded`: with the weights of routing alone. */
  readonly halfAnswered: Answered & {
    readonly sumOfWeights: number;
    readonly recordedSumOfWeights: number;
    readonly recorded: Estimate;
  };
  /** Accuracy on the untouched sample of a model trained with the weights and of one without. */
  readonly trainedWeighted: number;
  readonly trainedPlain: number;
};

export function runRepetition(seed: number): Promise<Repetition>;

/** How often the intervals hold the truth, and what the estimates are on average. */
export function summary(
  repetitions: readonly Repetition[],
  question: 'deployed' | 'retrained' | 'halfAnswered',
): Record<'truth' | 'weighted' | 'plain' | 'weightedCovers' | 'plainCovers', number>;
