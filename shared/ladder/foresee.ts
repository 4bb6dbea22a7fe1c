import type { OutputValue } from '../schema/index.js';
import { machineAnswer, type RoutePrediction } from './machine-answer.js';
import { machineOnDuty } from './machine-on-duty.js';
import type { Policy } from './policy.js';
import { route, type Route, type RouteCase } from './route.js';

/** A past case with all that was predicted of it: then, behind the answer, or since, for a preview. */
export type PastCase = RouteCase & { readonly id: string; readonly predictions: readonly RoutePrediction[] };

/** A past case that a person judged without seeing the prediction, and the probability with which it came to that. */
export type JudgedCase = PastCase & {
  readonly blindLabel: OutputValue;
  /** Blind propensity, in (0, 1]. */
  readonly propensity: number;
};

/** What routing would do with the case, or whose answer has to be known for that. */
export type Foreseen =
  { readonly isKnown: true; readonly route: Route } | { readonly isKnown: false; readonly machine: string };

/**
 * What a policy would do with a past case if it came now. Where the policy names who is asked and they have not been,
 * nothing is known: an answer that is missing here is no machine that failed. Where nobody is named, what came with the
 * case would come again.
 */
export function foresee(policy: Policy, past: PastCase): Foreseen {
  const machine = unheard(policy, past);
  return machine === null
    ? { isKnown: true, route: route(policy, past, past.predictions) }
    : { isKnown: false, machine };
}

/** Whoever would be asked and has said nothing yet, by the rules of asking (see `AskDeciders`); null: nobody. */
function unheard(policy: Policy, past: PastCase): string | null {
  const { level, machine, isMachineless } = machineOnDuty(policy, past);
  const { previousSystem, fallback } = policy;
  const lacks = (name: string | null): name is string =>
    name !== null && !past.predictions.some(({ model }) => model === name);
  switch (level) {
    case 'HUMAN_ONLY':
      return null;
    case 'SHADOW':
      return lacks(previousSystem) ? previousSystem : null;
    case 'AI_ASSISTANCE':
    case 'PARTIAL_AUTOMATION':
      return !isMachineless && lacks(machine) ? machine : null;
    case 'FULL_AUTOMATION': {
      if (lacks(machine)) return machine;
      if (fallback.kind !== 'system' || !lacks(previousSystem)) return null;
      return machineAnswer(policy, past.predictions, machine).ok ? null : previousSystem;
    }
  }
}
