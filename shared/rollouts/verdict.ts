import { betaBinomialE, conditionalRateE, srmE } from '../stats/index.js';
import type { ArmCounts, CarriedEvidence, RolloutEvidence } from './evidence.js';
import type { Guardrail, RolloutMetric } from './plan.js';
import { fineOnPairs, worseOnPairs } from './ratio-on-pairs.js';

/** `unknown` is neither good nor bad: it holds. */
export type Verdict = 'pass' | 'fail' | 'unknown';

export type GuardrailVerdict = {
  readonly metric: RolloutMetric;
  readonly verdict: Verdict;
  /** Natural log of the e-value that the challenger is worse, over all steps; fails at ln(1/delta). */
  readonly logE: number;
  /** That of this step alone, to be carried over to the next. */
  readonly stepLogE: number;
  /** Natural log of the e-value that it is not worse than `atMost` times; null where nothing of the kind can be shown. */
  readonly logEFine: number | null;
  /** Cases (of `error`: blind labels) behind it: those that the challenger was given, or that both machines were asked. */
  readonly observed: number;
};

const PASS_E = Math.log(10);
/** An alarm about the deal itself: E ≥ 1000 (statistics, 9.4). */
const SRM_E = Math.log(1000);

/**
 * Judges one guardrail on what is known. It may be asked after every case: the e-values hold at any time.
 *
 * - Fails when the evidence of all steps together reaches 1/delta; once reached, it is to be acted on at once.
 * - Passes when it is shown to be fine (E ≥ 10), or when the step's planned sample has come without an alarm.
 * - Otherwise, and always while nothing was observed, it is not known yet.
 *
 * At shares 0 and 1 there is one arm: errors and unusable answers are judged on the cases that both machines were asked,
 * overrides, refusals and latency stay unknown unless the planned sample has come. Where people alone are the incumbent,
 * errors and missing answers are held against their own `limit` only.
 */
export function judgeGuardrail(
  guardrail: Guardrail,
  evidence: RolloutEvidence,
  given: { readonly share: number; readonly carried: CarriedEvidence; readonly isSampleComplete: boolean },
): GuardrailVerdict {
  const { metric, delta } = guardrail;
  const { worse, fine, observed } = weigh(guardrail, evidence, given.share);
  const logE = worse + (given.carried[metric] ?? 0);
  const alarm = logE >= Math.log(1 / delta);
  const isFine = observed > 0 && (given.isSampleComplete || (fine !== null && fine >= PASS_E));
  return {
    metric,
    verdict: alarm ? 'fail' : isFine ? 'pass' : 'unknown',
    logE,
    stepLogE: worse,
    logEFine: fine,
    observed,
  };
}

/** Natural log of the e-value of one step alone that the challenger is worse, as `evidence` stands. */
export function stepLogE(guardrail: Guardrail, evidence: RolloutEvidence, share: number): number {
  return weigh(guardrail, evidence, share).worse;
}

type Weight = { readonly worse: number; readonly fine: number | null; readonly observed: number };
type RatioGuardrail = Exclude<Guardrail, { metric: 'disagreement' }>;
type ArmMetric = Exclude<RatioGuardrail['metric'], 'human_share'>;

function weigh(guardrail: Guardrail, evidence: RolloutEvidence, share: number): Weight {
  if (guardrail.metric === 'disagreement') {
    const { cases: n, differ: k } = evidence.compared;
    const against = betaBinomialE({ k, n, p0: guardrail.limit, a: 1, b: 1, side: 'greater' }).logE;
    const inFavour = betaBinomialE({ k, n, p0: guardrail.limit, a: 1, b: 1, side: 'less' }).logE;
    return { worse: against, fine: inFavour, observed: n };
  }
  const { metric } = guardrail;
  const observed = observedOf(metric, evidence, share);
  const questions = [viewsOfRatio(guardrail, evidence, share), viewsOfLimit(guardrail, evidence.challenger)];
  const answered = questions.filter((views) => views.length > 0);
  if (answered.length === 0) return { worse: 0, fine: null, observed };
  return {
    // The mean of e-values is one: what the arms, the pairs and the limit show, without choosing afterwards.
    worse: meanOf(answered.flat().map(({ worse }) => worse)),
    fine: Math.min(...answered.map((views) => meanOf(views.map(({ fine }) => fine)))),
    observed,
  };
}

/** Until somebody switches to green it is given none, and the cases that both were asked speak alone. */
function observedOf(metric: RolloutMetric, evidence: RolloutEvidence, share: number): number {
  const { challenger, incumbent, compared, hasBaseline } = evidence;
  const own = metric === 'error' ? challenger.labels : challenger.cases;
  if (share > 0 || !hasBaseline) return own;
  if (metric === 'error') return Math.max(own, incumbent.labels);
  return metric === 'null' || metric === 'human_share' ? Math.max(own, compared.asked) : own;
}

type View = { readonly worse: number; readonly fine: number };

/** Against the incumbent: by the other arm, and on the cases that both were asked. */
function viewsOfRatio(guardrail: RatioGuardrail, evidence: RolloutEvidence, share: number): View[] {
  const { metric } = guardrail;
  if (metric === 'human_share') return viewsOfAutomation(guardrail, evidence, share);
  const isOfMachines = metric === 'error' || metric === 'null';
  if (isOfMachines && !evidence.hasBaseline) return [];
  return [
    ...(share > 0 && share < 1 ? [onArms({ ...guardrail, metric }, evidence, share)] : []),
    ...(isOfMachines ? [onPairs(guardrail, evidence.pairs[metric])] : []),
  ];
}

/** What is good is counted, so the roles are changed: the challenger is worse where the incumbent's rate is the higher. */
function viewsOfAutomation({ worseThan, atMost }: RatioGuardrail, evidence: RolloutEvidence, share: number): View[] {
  const { challenger, incumbent, hasBaseline, pairs } = evidence;
  if (!hasBaseline) return [];
  const { challengerOnly, incumbentOnly, both } = pairs.automated;
  const swapped = { challengerOnly: incumbentOnly, incumbentOnly: challengerOnly, both };
  const onPairs = { worse: worseOnPairs(swapped, worseThan), fine: fineOnPairs(swapped, atMost) };
  if (share <= 0 || share >= 1) return [onPairs];
  const worse = conditionalRateE({
    challengerEvents: incumbent.automated,
    incumbentEvents: challenger.automated,
    share: 1 - share,
    ratio: worseThan,
  }).logE;
  const fine = conditionalRateE({
    challengerEvents: challenger.automated,
    incumbentEvents: incumbent.automated,
    share,
    ratio: 1 / atMost,
  }).logE;
  return [{ worse, fine }, onPairs];
}

function viewsOfLimit({ metric, limit }: RatioGuardrail, challenger: ArmCounts): View[] {
  if (limit === undefined || (metric !== 'error' && metric !== 'null')) return [];
  return [onItsOwn(limit, challenger, metric)];
}

function onItsOwn(limit: number, challenger: ArmCounts, metric: 'error' | 'null'): View {
  const n = metric === 'error' ? challenger.labels : challenger.subjects;
  const counts = { k: Math.min(challenger[metric], n), n, p0: limit, a: 1, b: 1 } as const;
  return {
    worse: betaBinomialE({ ...counts, side: 'greater' }).logE,
    fine: betaBinomialE({ ...counts, side: 'less' }).logE,
  };
}

/** Roles swapped for what is fine: evidence that the incumbent's rate, times `atMost`, is above the challenger's. */
function onArms(
  { metric, worseThan, atMost }: RatioGuardrail & { readonly metric: ArmMetric },
  { challenger, incumbent, labelRateRatio }: RolloutEvidence,
  share: number,
): { worse: number; fine: number } {
  const rates = metric === 'error' ? labelRateRatio : 1;
  const worse = conditionalRateE({
    challengerEvents: challenger[metric],
    incumbentEvents: incumbent[metric],
    share,
    ratio: worseThan,
    labelRateRatio: rates,
  }).logE;
  const fine = conditionalRateE({
    challengerEvents: incumbent[metric],
    incumbentEvents: challenger[metric],
    share: 1 - share,
    ratio: 1 / atMost,
    labelRateRatio: 1 / rates,
  }).logE;
  return { worse, fine };
}

function onPairs(
  { worseThan, atMost }: RatioGuardrail,
  counts: RolloutEvidence['pairs']['error'],
): { worse: number; fine: number } {
  return { worse: worseOnPairs(counts, worseThan), fine: fineOnPairs(counts, atMost) };
}

function meanOf(logs: readonly number[]): number {
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((total, log) => total + Math.exp(log - top), 0) / logs.length);
}

/**
 * Whether the subjects came to the arms in another ratio than the share says: then nothing else of the rollout can be
 * believed. Never at shares 0 and 1, where there is one arm.
 */
export function isSampleRatioWrong(evidence: RolloutEvidence, share: number): boolean {
  if (share <= 0 || share >= 1) return false;
  const observed = [evidence.challenger.subjects, evidence.incumbent.subjects];
  return srmE({ observed, expected: [share, 1 - share] }).logE >= SRM_E;
}
