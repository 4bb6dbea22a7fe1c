import type { ArmCounts, RolloutEvidence } from './evidence.js';
import type { RolloutMetric, RolloutPlan } from './plan.js';
import type { RolloutState, Waiting } from './progress.js';
import type { GuardrailVerdict } from './verdict.js';
import { minutesText, rateText, shareText } from '../words/index.js';

const WHAT: Readonly<Record<RolloutMetric, string>> = {
  error: 'wrong answers',
  override: 'overrides',
  refusal: 'refusals',
  null: 'missing answers',
  latency: 'slow answers',
  human_share: 'cases sent to people',
  disagreement: 'disagreements',
};

/** A measured share: `0.053` as `5.3 %`; whole where it is, and never none or all where it is not. */
export function percent(share: number): string {
  const value = Math.round(share * 1e8) / 1e6;
  const isWhole = Number.isInteger(value) && (value !== 0 || share === 0) && (value !== 100 || share === 1);
  return isWhole ? `${value} %` : shareText(share);
}

/** A guardrail's standing in a sentence, for a screen or a report. */
export function guardrailSentence({ metric, verdict, observed }: GuardrailVerdict, evidence?: RolloutEvidence): string {
  const what = WHAT[metric];
  const unit = metric === 'error' ? 'labels' : 'cases';
  const seen = `${observed.toLocaleString('en')} ${unit}`;
  const counts = evidence === undefined ? '' : countsOf(metric, evidence);
  switch (verdict) {
    case 'fail': {
      if (!evidence || !SAID_LATE.has(metric))
        return `More ${what} than the plan allows: shown after ${seen}${counts}.`;
      // All steps speak here, also by what was said late of their cases.
      const whole = wholeOf(evidence);
      const all = metric === 'error' ? Math.max(whole.challenger.labels, observed) : observed;
      return `More ${what} than the plan allows: shown after ${all.toLocaleString('en')} ${unit}${countsOf(metric, whole)}.`;
    }
    case 'pass':
      return `No more ${what} than the plan allows, after ${seen}${counts}.`;
    case 'unknown':
      return observed === 0
        ? `Nothing is known of ${what} yet.`
        : `Not known yet whether there are more ${what}: ${seen} so far${counts}.`;
  }
}

const SAID_LATE: ReadonlySet<RolloutMetric> = new Set(['error', 'override', 'refusal']);

/** The present step's counts with what people said of the cases of the steps before. */
function wholeOf(evidence: RolloutEvidence): RolloutEvidence {
  const { earlier = [] } = evidence;
  const arm = (side: 'challenger' | 'incumbent'): ArmCounts => {
    const all = [evidence[side], ...earlier.map((step) => step[side])];
    const sum = (of: keyof ArmCounts): number => all.reduce((total, counts) => total + counts[of], 0);
    return {
      ...evidence[side],
      labels: sum('labels'),
      error: sum('error'),
      override: sum('override'),
      refusal: sum('refusal'),
    };
  };
  return { ...evidence, challenger: arm('challenger'), incumbent: arm('incumbent') };
}

/** What the cases say that both machines were asked; the arms' own counts can be 0 to 0 beside it. */
function pairedCounts(metric: RolloutMetric, { pairs, compared, hasBaseline }: RolloutEvidence): string {
  if (!hasBaseline || (metric !== 'error' && metric !== 'null') || compared.asked === 0) return '';
  const { challengerOnly, incumbentOnly, both } = pairs[metric];
  const of = metric === 'null' ? compared.asked.toLocaleString('en') : 'the labelled cases';
  return `; of ${of} that both were asked, ${challengerOnly + both} and ${incumbentOnly + both}`;
}

function countsOf(metric: RolloutMetric, evidence: RolloutEvidence): string {
  const { challenger, incumbent, compared, pairs } = evidence;
  if (metric === 'disagreement') return ` (${compared.differ} of ${compared.cases} differ)`;
  if (metric === 'human_share') return automationCounts({ challenger, incumbent, compared, pairs });
  return ` (${challenger[metric]} of the challenger’s, ${incumbent[metric]} of the incumbent’s${pairedCounts(metric, evidence)})`;
}

function automationCounts({
  challenger,
  incumbent,
  compared,
  pairs,
}: Pick<RolloutEvidence, 'challenger' | 'incumbent' | 'compared' | 'pairs'>): string {
  const arm = ({ automated, subjects }: ArmCounts): string => `${automated} of ${subjects}`;
  const { challengerOnly, incumbentOnly, both } = pairs.automated;
  const dealt = ` (decided without a person: ${arm(challenger)} of the challenger’s, ${arm(incumbent)} of the incumbent’s`;
  if (compared.asked === 0) return `${dealt})`;
  return `${dealt}; of ${compared.asked} that both were asked, the challenger would decide ${challengerOnly + both}, the incumbent ${incumbentOnly + both})`;
}

/** What a step waits for, in words. */
export function waitingSentence(waiting: Waiting): string {
  switch (waiting.for) {
    case 'time':
      return `${duration(waiting.leftMs)} more`;
    case 'cases':
    case 'labels':
      return `${waiting.left.toLocaleString('en')} more ${waiting.for === 'cases' ? 'cases' : 'blind labels'} of the challenger`;
    case 'guardrail':
      return `to know about ${WHAT[waiting.metric]}`;
    case 'approval':
      return 'somebody’s approval';
    case 'switch':
      return 'somebody to switch';
    case 'level':
      return 'the project to leave Human only';
  }
}

function duration(ms: number): string {
  return minutesText(Math.ceil(ms / 60_000));
}

/** How a rollout stands, in a sentence. */
export function rolloutSentence(plan: RolloutPlan, state: RolloutState, waiting: readonly Waiting[]): string {
  const { challenger } = plan;
  const incumbent = plan.incumbent ?? 'people and the previous system';
  switch (state.status) {
    case 'finished':
      return `${challenger} has replaced ${incumbent}.`;
    case 'rolled_back':
      return `${challenger} was rolled back; ${incumbent} decide${plan.incumbent === null ? '' : 's'} everything.`;
    case 'stopped':
      return `Stopped: the arms held another ratio than ${rateText(shareOf(plan, state))}, so nothing else can be believed.`;
    case 'running': {
      const open = waiting.length === 0 ? '' : ` It waits for ${waiting.map(waitingSentence).join(', ')}.`;
      if (plan.mode === 'blue_green')
        return `${state.share === 1 ? `${challenger} (green)` : `${incumbent} (blue)`} answers everything.${open}`;
      return `${challenger} answers ${rateText(state.share)} (step ${state.step + 1} of ${plan.steps.length}).${open}`;
    }
  }
}

/** The share of the step in which it ended. */
function shareOf(plan: RolloutPlan, state: RolloutState): number {
  return plan.steps[state.step]?.share ?? state.share;
}

/** Why the machine itself made a move: stands in the timeline and in History. */
export function moveReason(
  plan: RolloutPlan,
  move:
    | { readonly kind: 'advance'; readonly step: number; readonly share: number }
    | { readonly kind: 'finish' }
    | { readonly kind: 'roll_back'; readonly metric: RolloutMetric; readonly logE: number }
    | { readonly kind: 'stop' },
): string {
  switch (move.kind) {
    case 'advance':
      return `Step ${move.step} held; ${plan.challenger} answers ${rateText(move.share)} now.`;
    case 'finish':
      return `Every step held; ${plan.challenger} answers everything for good.`;
    case 'roll_back':
      return `${plan.challenger} gives more ${WHAT[move.metric]} than the plan allows (e-value ${eValue(move.logE)}).`;
    case 'stop':
      return 'The arms hold another ratio of subjects than the share says; nothing else can be believed.';
  }
}

function eValue(logE: number): string {
  return logE > 14 ? '> 1,000,000' : Math.round(Math.exp(logE)).toLocaleString('en');
}

type Decided = { readonly cases: number; readonly decidedByMachine: number };

/** What a rollout came to, with the number of cases that the challenger decided. */
export function rolloutVerdict(
  plan: RolloutPlan,
  state: RolloutState,
  given: { readonly challenger: Decided; readonly lastReason: string },
): string {
  const { cases, decidedByMachine } = given.challenger;
  const decided = `${plan.challenger} was given ${cases.toLocaleString('en')} cases and decided ${decidedByMachine.toLocaleString('en')} of them alone.`;
  if (state.status === 'running') return `${rolloutSentence(plan, state, [])} So far ${decided}`;
  return `${rolloutSentence(plan, state, [])} ${decided} ${given.lastReason}`;
}
