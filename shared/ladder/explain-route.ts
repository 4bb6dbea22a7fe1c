import type { Route } from './route.js';
import { confidenceText, rateText, thresholdText } from './threshold-text.js';

/** What the machine had said about the case. */
export type Predicted = { readonly value: unknown; readonly confidence: number | null };

/**
 * Says in words, with the numbers in them, why a case went where it went, and with what chance a person sees it all the
 * same. For admins and data scientists: it names the confidence, so it must not reach a reviewer whose review is blind.
 */
export function explainRoute(route: Route, predicted: Predicted | null = null): string {
  return `${whoAndWhy(route, predicted)}${alsoAudited(route)}`;
}

function whoAndWhy(route: Route, predicted: Predicted | null): string {
  const since = `policy ${route.policyVersion}`;
  const { decider, failure } = route;
  switch (route.reason) {
    case 'level':
      if (decider.kind === 'model')
        return `Decided by ${decider.name}, ${said(decider)}: under ${since} the machine decides every case.`;
      if (decider.kind === 'system')
        return `Decided by ${decider.name}: under ${since} the machine decides every case.`;
      return route.showPrediction && predicted !== null
        ? `Sent to a person with the suggestion in view, ${said(predicted)}: under ${since} people decide every case.`
        : `Sent to a person: under ${since} people decide every case.`;
    case 'confident':
      return decider.kind === 'model'
        ? `Decided by ${decider.name}: ${heldAgainst(decider.confidence, route)} is at least ${threshold(route)}, the threshold for ${label(decider.value)} under ${since}.`
        : `Decided by the machine under ${since}.`;
    case 'low_confidence':
      return predicted === null
        ? `Sent to a person: the confidence is below ${threshold(route)}, the threshold in force under ${since}.`
        : `Sent to a person: ${heldAgainst(predicted.confidence, route)} is below ${threshold(route)}, the threshold for ${label(predicted.value)} under ${since}.`;
    case 'blind_control':
      return `Sent to a person without the suggestion, to measure how much the suggestion sways people: ${since} does so with ${share(route.components.blindControl)} of such cases.`;
    case 'fallback':
      return `The machine gave no usable answer${failure ? ` (${failure.detail})` : ''}; under ${since} ${fallbackOf(route)} then.`;
    case 'previous_system':
      return `Decided by the previous system${decider.kind === 'system' ? ` (${label(decider.value)})` : ''}: under ${since} the model only watches.`;
    case 'imported':
      return 'Imported with its answer: nothing was routed here.';
    case 'audit':
    case 'disagreement':
    case 'gold':
    case 'appeal':
      return `Sent to a person: ${route.reason} (${since}).`;
  }
}

/** Drawn among what was decided already; the chance is said also where the draw was a blank. */
function alsoAudited({ decider, review, components }: Route): string {
  if (decider.kind === 'human' || components.audit === undefined) return '';
  return review?.reason === 'audit'
    ? ` Drawn for a blind audit, as ${share(components.audit)} of such cases are.`
    : ` Not drawn for an audit (${share(components.audit)} are).`;
}

function fallbackOf({ decider }: Route): string {
  if (decider.kind === 'human') return 'a person decides';
  return decider.name === 'default'
    ? `the declared default decides, ${label(decider.value)},`
    : `${decider.name} decides, ${label(decider.value)},`;
}

function said({ value, confidence }: Predicted): string {
  return confidence === null ? label(value) : `${label(value)} at ${confidenceText(confidence)}`;
}

function threshold(route: Route): string {
  return route.threshold === null ? 'no threshold' : thresholdText(route.threshold);
}

function heldAgainst(confidence: number | null, route: Route): string {
  return confidence === null ? 'no confidence' : confidenceText(confidence, route.threshold);
}

function share(probability: number | undefined): string {
  return probability === undefined ? 'a share' : rateText(probability);
}

function label(value: unknown): string {
  return typeof value === 'string' && value.length <= 60 ? value : 'this answer';
}
