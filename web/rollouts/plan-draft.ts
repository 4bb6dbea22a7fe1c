import { suggestedRollout, type DeploymentCase } from '@handrail/shared/projects';
import { GUARDRAILS_WITHOUT_BASELINE, isFitting, rolloutPlanSchema } from '@handrail/shared/rollouts';
import { rateText, shareText } from '@handrail/shared/words';
import type { Level, RolloutMetric, RolloutMode, StartRolloutInput } from '../lib/generated/graphql';
import { METRIC_WORDS, METRICS, minutesOf, shareOf } from './words';

export type StepDraft = {
  readonly key: number;
  /** In per cent; null: empty. */
  readonly share: number | null;
  readonly minutes: number;
  readonly cases: number;
  readonly labels: number;
  readonly approval: boolean;
};
export type GuardDraft = {
  readonly metric: RolloutMetric;
  readonly isOn: boolean;
  readonly worseThan: number;
  readonly atMost: number;
  /** Of its own, in per cent: wrong and missing answers may have one, disagreement has nothing else. */
  readonly limit: number | null;
  /** Milliseconds within which no answer is slow; null: the project's latency budget. */
  readonly withinMs: number | null;
  readonly delta: number;
};
export type PlanDraft = {
  readonly mode: RolloutMode;
  readonly challenger: string;
  readonly challengerLevel: Level | null;
  readonly steps: readonly StepDraft[];
  readonly guards: readonly GuardDraft[];
  readonly reason: string;
};

/** Who is to be replaced. */
export type Replaced = { readonly incumbent: string | null; readonly previousSystem: string | null };

/** Whether a machine decides now, so that there is something to compare the challenger's errors with. */
export function hasBaseline({ incumbent, previousSystem }: Replaced): boolean {
  return incumbent !== null || previousSystem !== null;
}

/** The metrics that a plan may hold against the challenger by themselves, without an incumbent's. */
export const LIMITED: ReadonlySet<RolloutMetric> = new Set(['ERROR', 'NULL', 'DISAGREEMENT']);

/** What the form starts with: the rollout that fits the project's deployment case and whom it replaces. */
export function draftFor(deploymentCase: DeploymentCase | null, challenger: string, replaced: Replaced): PlanDraft {
  const { steps, guardrails: suggested } = suggestedRollout(deploymentCase);
  const guardrails = hasBaseline(replaced) ? suggested : GUARDRAILS_WITHOUT_BASELINE;
  const guards = METRICS.map((metric) => {
    const given = guardrails.find((one) => one.metric.toUpperCase() === metric);
    return {
      metric,
      isOn: given !== undefined && isFitting(given, { incumbent: replaced.incumbent, challengerLevel: null }),
      worseThan: (given && 'worseThan' in given ? given.worseThan : undefined) ?? 1,
      atMost: (given && 'atMost' in given ? given.atMost : undefined) ?? 1.5,
      limit: given?.limit === undefined ? usualLimit(metric) : Number((100 * given.limit).toFixed(4)),
      withinMs: null,
      delta: given?.delta ?? 0.05,
    };
  });
  return {
    mode: 'CANARY',
    challenger,
    challengerLevel: null,
    steps: steps.map((step, key) => ({
      key,
      share: Number((100 * step.share).toFixed(4)),
      minutes: step.minimumMinutes,
      cases: step.minimumCases,
      labels: step.minimumLabels,
      approval: step.approval,
    })),
    guards,
    reason: '',
  };
}

function usualLimit(metric: RolloutMetric): number | null {
  return metric === 'DISAGREEMENT' ? 20 : null;
}

type Given = {
  readonly projectId: string;
  readonly expectedVersion: number;
  readonly again: string | null;
  /** The machine to be replaced; null: people and the previous system. */
  readonly incumbent: string | null;
};

/** The draft with another rung for the challenger; what cannot be compared there is switched off with it. */
export function onRung(draft: PlanDraft, challengerLevel: Level | null): PlanDraft {
  const guards = draft.guards.map((guard) =>
    guard.metric === 'HUMAN_SHARE' && challengerLevel !== null ? { ...guard, isOn: false } : guard,
  );
  return { ...draft, challengerLevel, guards };
}

/** Cases on which challenger and incumbent were both asked before it starts. */
export type KnownDisagreement = {
  readonly cases: number;
  readonly estimate: number | null;
  readonly lower: number;
  readonly upper: number;
};

/** What is known already against a guardrail of the draft, in a sentence; undefined: nothing. */
export function warningOf({ guards }: PlanDraft, known: KnownDisagreement | undefined): string | undefined {
  const guard = guards.find(({ metric }) => metric === 'DISAGREEMENT');
  if (!guard?.isOn || guard.limit === null || !known || known.estimate === null) return undefined;
  const { limit } = guard;
  const said = (share: number): string => shareText(share, { against: [limit / 100] }).replace('.0 ', ' ');
  const measured = `They differ on ${said(known.estimate)} (${said(known.lower)} to ${said(known.upper)}) of ${known.cases.toLocaleString('en')} cases that both answered`;
  if (100 * known.lower > limit)
    return `${measured}, and the limit is ${rateText(limit / 100)}: it would be rolled back soon after the start. A better machine differs, too; leave the guardrail out, or raise its limit.`;
  if (100 * known.upper > limit) return `${measured}: the limit of ${rateText(limit / 100)} may be passed.`;
  return undefined;
}

/** What is sent to start it. */
export function startInputOf(
  draft: PlanDraft,
  { projectId, expectedVersion, again, incumbent }: Given,
): StartRolloutInput {
  const plan = { incumbent, challengerLevel: draft.challengerLevel };
  return {
    projectId,
    expectedVersion,
    mode: draft.mode,
    challenger: draft.challenger,
    challengerLevel: draft.challengerLevel,
    reason: draft.reason,
    acknowledgeRollback: again,
    steps: draft.mode === 'BLUE_GREEN' ? [] : stepsOf(draft),
    guardrails: draft.guards
      .filter(({ isOn, metric }) => isOn && (metric !== 'HUMAN_SHARE' || isFitting({ metric: 'human_share' }, plan)))
      .map(({ metric, worseThan, atMost, limit, withinMs, delta }) => ({
        metric,
        delta,
        ...(metric === 'DISAGREEMENT' ? {} : { worseThan, atMost }),
        ...(metric === 'LATENCY' && withinMs !== null ? { withinMs } : {}),
        ...(limit !== null && LIMITED.has(metric) ? { limit: limit / 100 } : {}),
      })),
  };
}

function stepsOf({ steps }: PlanDraft) {
  return steps.map(({ share, minutes, cases, labels, approval }) => ({
    share: (share ?? 0) / 100,
    minimumMinutes: minutes,
    minimumCases: cases,
    minimumLabels: labels,
    approval,
  }));
}

/** What the plan's own rules say against it, by the place it is about; empty: it can start. */
export function problemsOf(draft: PlanDraft, replaced: Replaced): { readonly at: string; readonly says: string }[] {
  if (draft.challenger === '') return [{ at: 'challenger', says: 'choose the version that is to come in' }];
  const { steps, guardrails } = startInputOf(draft, {
    projectId: '',
    expectedVersion: 1,
    again: null,
    incumbent: replaced.incumbent,
  });
  const checked = rolloutPlanSchema.safeParse({
    mode: draft.mode === 'CANARY' ? 'canary' : 'blue_green',
    challenger: draft.challenger,
    incumbent: replaced.incumbent,
    challengerLevel: draft.challengerLevel,
    steps,
    guardrails: guardrails?.map(({ metric, ...rest }) => ({ metric: metric.toLowerCase(), ...rest })),
  });
  const lacking = hasBaseline(replaced)
    ? []
    : draft.guards.filter(({ metric, isOn, limit }) => isOn && limit === null && LIMITED.has(metric));
  return [
    ...lacking.map(({ metric }) => ({
      at: METRIC_WORDS[metric].name,
      says: 'people alone decide now, so there is nothing to compare with: give it a limit of its own',
    })),
    ...(checked.error?.issues ?? []).map(({ path, message }) => ({
      at: placeOf(path),
      says: message.endsWith('received NaN') ? 'a number cannot be read' : message,
    })),
  ];
}

function placeOf(path: readonly PropertyKey[]): string {
  const [what, index, field] = path;
  if (what === 'steps' && typeof index === 'number') return `Step ${index + 1}${field === 'share' ? ', share' : ''}`;
  return { challenger: 'Challenger', guardrails: 'Guardrails', steps: 'Steps' }[String(what)] ?? String(what);
}

/** The plan in one sentence; null where it has numbers that cannot be read. */
export function planSentence({ mode, challenger, steps }: PlanDraft): string | null {
  const name = challenger === '' ? 'the challenger' : challenger;
  if (mode === 'BLUE_GREEN')
    return `${name} runs in parallel to the machine in force and answers nothing, until somebody switches all cases to it at once; one click switches back.`;
  if (steps.some(({ share, minutes, cases, labels }) => Number.isNaN((share ?? 0) + minutes + cases + labels)))
    return null;
  const parts = steps.map((step, index) => {
    const lead = index === 0 ? `${shareOf((step.share ?? 0) / 100)} of subjects` : shareOf((step.share ?? 0) / 100);
    const holds = holdsOf(step);
    return holds === '' ? lead : `${lead} ${holds}`;
  });
  return `${name} answers ${parts.join(', then ')}. A guardrail that fails takes it out at once.`;
}

function holdsOf({ minutes, cases, labels, approval }: StepDraft): string {
  const least = [
    minutes > 0 ? minutesOf(minutes) : '',
    cases > 0 ? `${cases.toLocaleString('en')} cases` : '',
    labels > 0 ? `${labels.toLocaleString('en')} blind labels` : '',
  ].filter(Boolean);
  const list = least.length > 1 ? `${least.slice(0, -1).join(', ')} and ${least.at(-1)}` : (least[0] ?? '');
  const wait = list === '' ? '' : `for at least ${list}`;
  if (!approval) return wait;
  return wait === '' ? 'until somebody approves' : `${wait}, until somebody approves`;
}

type Traffic = { readonly casesPerHour: number; readonly blindLabelsPerHour: number };

/** How long a canary takes at least at the present traffic, in minutes; null: never, as nothing of the kind comes in. */
export function expectedMinutes(steps: readonly StepDraft[], traffic: Traffic): number | null {
  let total = 0;
  for (const { share, minutes, cases, labels } of steps) {
    const part = (share ?? 0) / 100;
    const longest = Math.max(
      minutes,
      cases === 0 ? 0 : (60 * cases) / (part * traffic.casesPerHour),
      labels === 0 ? 0 : (60 * labels) / (part * traffic.blindLabelsPerHour),
    );
    if (!Number.isFinite(longest)) return null;
    total += longest;
  }
  return total;
}
