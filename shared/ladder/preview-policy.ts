import { agrees, type OutputValue } from '../schema/index.js';
import type { RoutePrediction } from './machine-answer.js';
import type { Policy } from './policy.js';
import { route, type RouteCase } from './route.js';

/** A past case with what was predicted and, where a person judged it, what they said without seeing the prediction. */
export type PreviewCase = RouteCase & {
  readonly id: string;
  readonly predictions: readonly RoutePrediction[];
  readonly blindLabel?: OutputValue | null | undefined;
};

/** What a policy would have done to past cases. Counts of cases; the four ways sum to `cases`. */
export type PolicyPreview = {
  readonly cases: number;
  readonly byModel: number;
  readonly bySystem: number;
  readonly toHuman: number;
  /** Automated cases that would also have been audited. */
  readonly audited: number;
  readonly failed: number;
  /** Automated cases for which a blind label is known, and how many of those the machine had wrong. */
  readonly automatedLabelled: number;
  readonly automatedWrong: number;
};

/** Runs the one routing rule over stored cases under a proposed policy. Order-free; no cases gives all zeros. */
export function previewPolicy(policy: Policy, cases: readonly PreviewCase[]): PolicyPreview {
  const sum = { byModel: 0, bySystem: 0, toHuman: 0, audited: 0, failed: 0, automatedLabelled: 0, automatedWrong: 0 };
  for (const past of cases) {
    const { decider, review, failure } = route(policy, past, past.predictions);
    if (failure) sum.failed += 1;
    if (decider.kind === 'human') {
      sum.toHuman += 1;
      continue;
    }
    sum[decider.kind === 'model' ? 'byModel' : 'bySystem'] += 1;
    if (review) sum.audited += 1;
    if (past.blindLabel == null) continue;
    sum.automatedLabelled += 1;
    if (!agrees(policy.outputSchema, decider.value, past.blindLabel)) sum.automatedWrong += 1;
  }
  return { cases: cases.length, ...sum };
}
