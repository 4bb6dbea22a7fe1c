import { validateOutput, type OutputValue } from '../schema/index.js';
import type { Policy } from './policy.js';

/** What one decider said about a case, as far as routing needs it. Anything may be missing: machines fail. */
export type RoutePrediction = {
  /** `name@version`. */
  readonly model: string;
  /** `system` for the previous system, which needs no confidence. */
  readonly kind?: 'model' | 'system' | undefined;
  readonly value?: unknown;
  /** Calibrated probability that `value` is right, in [0, 1]. */
  readonly confidence?: number | null | undefined;
  readonly latencyMs?: number | null | undefined;
  readonly error?: string | null | undefined;
  /** True when it came after the case was routed, for comparison only. */
  readonly behind?: boolean | undefined;
};

export type MachineFailure = {
  readonly kind: 'missing' | 'error' | 'timeout' | 'bad_confidence' | 'bad_value' | 'bad_input';
  readonly detail: string;
};

/** A usable answer, or why there is none. */
export type MachineAnswer =
  | { readonly ok: true; readonly model: string; readonly value: OutputValue; readonly confidence: number }
  | { readonly ok: false; readonly failure: MachineFailure };

/**
 * Finds the answer of the machine on duty among a case's predictions, or says why it has none: it did not answer, an
 * error, past the latency budget, a confidence that is missing or not in [0, 1], a value outside the output schema.
 *
 * `machine`: `name@version`, and no other will do; null takes the first model's that came before routing.
 */
export function machineAnswer(
  policy: Pick<Policy, 'latencyBudgetMs' | 'outputSchema'>,
  predictions: readonly RoutePrediction[],
  machine: string | null,
): MachineAnswer {
  const prediction = predictions.find(
    ({ kind, model, behind }) => kind !== 'system' && (machine === null ? behind !== true : model === machine),
  );
  if (!prediction)
    return failed('missing', machine === null ? 'no model gave a prediction' : `${machine} gave no prediction`);
  const { confidence, latencyMs, error } = prediction;
  if (latencyMs != null && !(latencyMs <= policy.latencyBudgetMs)) {
    return failed('timeout', `${prediction.model} took ${latencyMs} ms, the budget is ${policy.latencyBudgetMs} ms`);
  }
  if (error != null) return failed('error', `${prediction.model}: ${error}`);
  if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1)) {
    return failed('bad_confidence', `${prediction.model} gave no confidence in [0, 1]`);
  }
  const value = validateOutput(policy.outputSchema, prediction.value);
  if (!value.ok) return failed('bad_value', `${prediction.model}: ${value.errors[0]?.detail ?? 'not an answer'}`);
  return { ok: true, model: prediction.model, value: value.value, confidence };
}

function failed(kind: MachineFailure['kind'], detail: string): MachineAnswer {
  return { ok: false, failure: { kind, detail } };
}
