import type { TrainingProgress } from '@handrail/shared/deciders';
import type { LabelCheck } from './check-labels.js';
import type { NumberCheck } from './check-numbers.js';
import type { Fitted, FitRequest } from './fit-best.js';

/** The first line that the trainer's process reads; each further one is an `Example`. */
export type FitOrder = FitRequest & {
  readonly mostBytes: number;
  /** To fit a model, or to check the labels by models that never saw them. */
  readonly task: 'fit' | 'check';
};

/** What answers there are. */
export type FitAnswers = Required<Pick<FitOrder, 'labels' | 'number'>>;

/** What the process says. `refused`: there is nothing to learn from these labels, in words for whoever asked. */
export type FitMessage =
  | { readonly kind: 'progress'; readonly progress: TrainingProgress }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'checked'; readonly check: LabelCheck }
  | { readonly kind: 'checked-numbers'; readonly check: NumberCheck }
  | { readonly kind: 'fitted'; readonly artifact: Uint8Array; readonly result: FitResult };

export type FitResult = Omit<Fitted, 'model'> & {
  readonly learner: Fitted['model']['recipe']['learner'];
  readonly temperature: number;
  readonly training: number;
  readonly balance: readonly { readonly label: string; readonly count: number }[];
  /** Kish's effective number of the training labels. */
  readonly effective: number;
};
