import { agrees } from '../schema/index.js';
import { wilson } from '../stats/index.js';
import { errorCurve, type CurvePoint } from './error-curve.js';
import { foresee, type Foreseen, type JudgedCase, type PastCase } from './foresee.js';
import { machineOnDuty } from './machine-on-duty.js';
import type { Policy } from './policy.js';
import type { Route } from './route.js';
import { thresholdFor } from './threshold.js';

/** What is looked at: the last cases for who decides, the last drawn blind labels for how often it is wrong. */
export type PastSample = { readonly cases: readonly PastCase[]; readonly judged: readonly JudgedCase[] };

/** What a policy would do with the cases of a sample. Counts of cases; the four ways sum to `cases`. */
export type PolicyPreview = {
  readonly cases: number;
  readonly byModel: number;
  readonly bySystem: number;
  readonly toHuman: number;
  /** Of which nothing is known: whoever would be asked has not been. */
  readonly unknown: number;
  /** Automated cases that would also be audited. */
  readonly audited: number;
  /** Cases, among the others, for which the machine on duty has no usable answer. */
  readonly failed: number;
  /** Decided without a person, of those that are known, with its 95 % interval; null: nothing is known. */
  readonly share: number | null;
  readonly shareLower: number;
  readonly shareUpper: number;
  /** Blind labels of cases that would be automated, and how many of those the machine has wrong: as they are counted. */
  readonly automatedLabelled: number;
  readonly automatedWrong: number;
  /** Wrong ones among the automated, each label weighted by 1/propensity; null: nothing is labelled there. */
  readonly error: number | null;
  readonly wrongLower: number;
  readonly wrongUpper: number;
  /** Where answers are numbers: how far the automated lie from people's on average, weighted alike; null: not known. */
  readonly meanError: number | null;
};

/** Fewer blind labels than this say too little about an error. */
export const FEWEST_LABELS = 10;

/** Every case at or above any threshold; none. */
const ALWAYS = Number.MAX_VALUE;
const NEVER = Number.NEGATIVE_INFINITY;

/**
 * Runs the one routing rule over a sample under a proposed policy. Order-free. Its share and error are those of
 * `previewCurve` at the policy's threshold: one estimator for every number of the ladder.
 */
export function previewPolicy(policy: Policy, { cases, judged }: PastSample): PolicyPreview {
  const sum = { byModel: 0, bySystem: 0, toHuman: 0, unknown: 0, audited: 0, failed: 0 };
  for (const past of cases) count(sum, foresee(policy, past), () => isForPeople(policy, past));
  const known = cases.length - sum.unknown;
  const automated = sum.byModel + sum.bySystem;
  const of = wilson({ k: automated, n: known });
  const share = known === 0 ? null : automated / known;
  return { cases: cases.length, ...sum, share, shareLower: of.lower, shareUpper: of.upper, ...errorOf(policy, judged) };
}

type Sum = Record<'byModel' | 'bySystem' | 'toHuman' | 'unknown' | 'audited' | 'failed', number>;

/** At AI assistance a person decides, whatever a machine that was not asked would say. */
function isForPeople(policy: Policy, past: PastCase): boolean {
  return machineOnDuty(policy, past).level === 'AI_ASSISTANCE';
}

function count(sum: Sum, foreseen: Foreseen, isForPeopleAnyway: () => boolean): void {
  if (!foreseen.isKnown) {
    sum[isForPeopleAnyway() ? 'toHuman' : 'unknown'] += 1;
    return;
  }
  const { decider, review, failure } = foreseen.route;
  if (failure) sum.failed += 1;
  sum[({ human: 'toHuman', model: 'byModel', system: 'bySystem' } as const)[decider.kind]] += 1;
  if (decider.kind !== 'human' && review) sum.audited += 1;
}

type ErrorPart = Pick<
  PolicyPreview,
  'automatedLabelled' | 'automatedWrong' | 'error' | 'wrongLower' | 'wrongUpper' | 'meanError'
>;

function errorOf(policy: Policy, judged: readonly JudgedCase[]): ErrorPart {
  const judgements = judged.flatMap((one) => {
    const foreseen = foresee(policy, one);
    return foreseen.isKnown ? [judgementOf(one, { policy, route: foreseen.route, confidence: ALWAYS })] : [];
  });
  const automatedWrong = judgements.filter(({ confidence, isWrong }) => confidence === ALWAYS && isWrong).length;
  const meanError = meanErrorOf(judgements.filter(({ confidence }) => confidence === ALWAYS));
  const [point] = errorCurve({ confidences: [], judged: judgements, grid: [0] });
  if (point === undefined)
    return { automatedLabelled: 0, automatedWrong, error: null, wrongLower: 0, wrongUpper: 1, meanError };
  const { labelled, error, lower, upper } = point;
  return { automatedLabelled: labelled, automatedWrong, error, wrongLower: lower, wrongUpper: upper, meanError };
}

function meanErrorOf(judgements: readonly { readonly off: number | null; readonly propensity: number }[]) {
  let [sum, weight] = [0, 0];
  for (const { off, propensity } of judgements) {
    if (off === null || !(propensity > 0)) continue;
    sum += off / propensity;
    weight += 1 / propensity;
  }
  return weight === 0 ? null : sum / weight;
}

/**
 * What Partial automation under this policy would mean at each global threshold; thresholds of classes and segments stay.
 * Cases of which nothing is known are left out.
 */
export function previewCurve(policy: Policy, { cases, judged }: PastSample, grid: readonly number[]): CurvePoint[] {
  const open: Policy = { ...policy, level: 'PARTIAL_AUTOMATION', thresholds: { ...policy.thresholds, global: 0 } };
  const shut: Policy = { ...open, thresholds: { ...open.thresholds, global: 1 } };
  const enough = (past: PastCase): { route: Route; from: number } | null => {
    const foreseen = foresee(open, past);
    if (!foreseen.isKnown) return null;
    const { decider } = foreseen.route;
    if (decider.kind === 'human') return { route: foreseen.route, from: NEVER };
    if (decider.kind === 'system') return { route: foreseen.route, from: ALWAYS };
    const facts = { value: decider.value, segment: past.segment };
    const isOwn = thresholdFor(open.thresholds, facts) === thresholdFor(shut.thresholds, facts);
    return { route: foreseen.route, from: isOwn ? ALWAYS : decider.confidence };
  };
  return errorCurve({
    confidences: cases.flatMap((past) => enough(past)?.from ?? (isForPeople(open, past) ? NEVER : [])),
    judged: judged.flatMap((one) => {
      const at = enough(one);
      return at === null ? [] : [judgementOf(one, { policy, route: at.route, confidence: at.from })];
    }),
    grid,
  });
}

/** Whoever would be asked and has not been, with the cases of the sample that wait for it; most first. */
export function unheardOf(policy: Policy, { cases, judged }: PastSample): { machine: string; cases: number }[] {
  const waiting = new Map<string, Set<string>>();
  for (const past of [...cases, ...judged]) {
    const foreseen = foresee(policy, past);
    if (foreseen.isKnown) continue;
    const ids = waiting.get(foreseen.machine) ?? new Set();
    waiting.set(foreseen.machine, ids.add(past.id));
  }
  return [...waiting]
    .map(([machine, ids]) => ({ machine, cases: ids.size }))
    .sort((a, b) => b.cases - a.cases || (a.machine < b.machine ? -1 : 1));
}

function judgementOf({ blindLabel, propensity }: JudgedCase, at: { policy: Policy; route: Route; confidence: number }) {
  const { decider } = at.route;
  if (decider.kind === 'human') return { confidence: NEVER, isWrong: false, off: null, propensity };
  const isWrong = !agrees(at.policy.outputSchema, decider.value, blindLabel);
  const isNumber = typeof decider.value === 'number' && typeof blindLabel === 'number';
  const off = isNumber ? Math.abs(decider.value - blindLabel) : null;
  return { confidence: at.confidence, isWrong, off, propensity };
}
