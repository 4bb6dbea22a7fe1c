import type { Route } from './route.js';

/** What the machine had said about the case. */
type Predicted = { readonly value: unknown; readonly confidence: number | null };

/**
 * Says in one sentence, with the numbers in it, why a case went where it went. For admins and data scientists: it may
 * name the confidence, so it must not reach a reviewer whose review is blind.
 */
export function explainRoute(route: Route, predicted: Predicted | null = null): string {
  const since = `policy ${route.policyVersion}`;
  switch (route.reason) {
    case 'level':
      return route.decider.kind === 'human'
        ? `Sent to a person: under ${since} people decide every case.`
        : `Decided by ${route.decider.name}: under ${since} the machine decides every case.`;
    case 'confident':
      return route.decider.kind === 'model'
        ? `Decided by ${route.decider.name}: ${two(route.decider.confidence)} is at least ${two(route.threshold)}, the threshold for ${label(route.decider.value)} under ${since}.`
        : `Decided by the machine under ${since}.`;
    case 'low_confidence':
      return predicted === null
        ? `Sent to a person: the confidence is below ${two(route.threshold)}, the threshold in force under ${since}.`
        : `Sent to a person: ${two(predicted.confidence)} is below ${two(route.threshold)}, the threshold for ${label(predicted.value)} under ${since}.`;
    case 'blind_control':
      return `Sent to a person without the suggestion, to measure how much the suggestion sways people (${since}).`;
    case 'fallback':
      return `The machine gave no usable answer${route.failure ? ` (${route.failure.detail})` : ''}; ${since} says who decides then.`;
    case 'previous_system':
      return `Decided by the previous system: under ${since} the model only watches.`;
    case 'imported':
      return 'Imported with its answer: nothing was routed here.';
    case 'audit':
    case 'disagreement':
    case 'gold':
    case 'appeal':
      return `Sent to a person: ${route.reason} (${since}).`;
  }
}

function two(value: number | null): string {
  // Cut, not rounded: 0.897 must not be said to be 0.90 and below it.
  return value === null ? 'no threshold' : (Math.floor(100 * value + 1e-9) / 100).toFixed(2);
}

function label(value: unknown): string {
  return typeof value === 'string' ? value : 'this answer';
}
