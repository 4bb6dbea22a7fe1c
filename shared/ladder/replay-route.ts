import { explainRoute, type Predicted } from './explain-route.js';
import type { RoutePrediction } from './machine-answer.js';
import type { Policy } from './policy.js';
import { route, type Route, type RouteCase } from './route.js';
import { rateText } from './threshold-text.js';

/** One thing that would be otherwise, in words. */
export type RouteDifference = { readonly what: string; readonly was: string; readonly wouldBe: string };
/** What another policy makes of a case that was routed before. */
export type Replay = {
  readonly route: Route;
  /** The route of the replay in words. */
  readonly explanation: string;
  /** What would come out otherwise; empty when the case would go the same way. */
  readonly differences: readonly RouteDifference[];
  /** Which settings between the two make it so; empty when nothing comes out otherwise. */
  readonly causes: readonly string[];
};

type Given = {
  readonly stored: Route;
  readonly policy: Policy;
  readonly caseFacts: RouteCase;
  /** All that is stored, those that came after the routing included. */
  readonly predictions: readonly RoutePrediction[];
};

/**
 * Routes a stored case again under a policy, by the rule that routed it, and says what comes out otherwise and why.
 * Deterministic; never throws. A machine that never predicted the case counts as one that gave no answer.
 */
export function replayRoute({ stored, policy, caseFacts, predictions }: Given): Replay {
  const replayed = route(policy, caseFacts, predictions);
  const differences = OUTCOMES.flatMap(([what, of]) => difference(what, of(stored), of(replayed)));
  const causes =
    differences.length === 0
      ? []
      : CAUSES.flatMap(([what, of]) => difference(what, of(stored), of(replayed))).map(
          ({ what, was, wouldBe }) => `${what}: ${was} then, ${wouldBe} now`,
        );
  return { route: replayed, explanation: explainRoute(replayed, answerOf(replayed, predictions)), differences, causes };
}

/** Whether two routes send a case the same way for the same reason with the same chances; names of versions aside. */
export function isSameRoute(a: Route, b: Route): boolean {
  return [...OUTCOMES, ...CAUSES].every(([, of]) => of(a) === of(b));
}

/** Undefined where the aspect was not in play. */
type Aspect = readonly [what: string, of: (route: Route) => string | undefined];

const OUTCOMES: readonly Aspect[] = [
  ['Who decides', ({ decider }) => (decider.kind === 'human' ? 'a person' : decider.name)],
  ['Answer', ({ decider }) => (decider.kind === 'human' ? 'the person’s' : inWords(decider.value))],
  ['Review', reviewInWords],
  ['Reason', ({ reason }) => reason.replaceAll('_', ' ')],
];

// Routes that were stored long ago may lack what came later.
const CAUSES: readonly Aspect[] = [
  ['Level', ({ level }) => level.toLowerCase().replaceAll('_', ' ')],
  ['Machine on duty', ({ machine }) => machine ?? 'whichever came with the case'],
  ['Rollout', ({ rollout }) => (rollout == null ? 'none' : `the ${rollout.arm}’s side`)],
  ['Threshold', ({ threshold }) => (threshold === null ? undefined : String(threshold))],
  ['Failure of the machine', ({ failure }) => failure?.detail ?? 'none'],
  ['Audit rate', ({ components }) => percent(components?.audit)],
  ['Blind-control rate', ({ components }) => percent(components?.blindControl)],
];

/** What was in play on one side only follows from something else. */
function difference(what: string, was: string | undefined, wouldBe: string | undefined): RouteDifference[] {
  return was === undefined || wouldBe === undefined || was === wouldBe ? [] : [{ what, was, wouldBe }];
}

function reviewInWords({ review, showPrediction }: Route): string {
  if (review === null) return 'none';
  const seen = showPrediction ? 'with the suggestion in view' : 'blind';
  return `${review.reason.replaceAll('_', ' ')}, ${seen}${review.decides ? '' : ', measures only'}`;
}

function inWords(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function percent(rate: number | undefined): string | undefined {
  return rate === undefined ? undefined : rateText(rate);
}

/** What the machine on duty had said, where it said something usable. */
function answerOf({ machine }: Route, predictions: readonly RoutePrediction[]): Predicted | null {
  const said = predictions.find(
    ({ kind, model, behind, error }) =>
      kind !== 'system' && error == null && (machine === null ? behind !== true : model === machine),
  );
  return said === undefined ? null : { value: said.value, confidence: said.confidence ?? null };
}
