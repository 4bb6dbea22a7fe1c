import { armLevel, type Arm, type Level } from '../../ladder/index.js';
import { countedAnswers } from '../counted-answers.js';
import { NO_EVIDENCE, NO_PAIRS, type ArmCounts, type PairCounts, type RolloutEvidence } from '../evidence.js';
import { DEFAULT_GUARDRAILS, isFitting, rolloutPlanSchema, type RolloutPlan } from '../plan.js';
import { applyRolloutMove, firstRolloutState, nextRolloutMove, type RolloutState } from '../progress.js';

/** A machine of a world, by what it does with one case. */
type Machine = {
  /** Chance that its confidence reaches the threshold. */
  readonly confident: number;
  /** Chances of being wrong, where it is confident and where it is not. */
  readonly wrong: number;
  readonly wrongUnsure: number;
  readonly latencyMs: number;
};

/** A project in Partial automation with an incumbent and a challenger, the usual steps and all of the usual guardrails. */
export type RolloutWorld = {
  readonly name: string;
  readonly isGood: boolean;
  readonly incumbent: Machine;
  readonly challenger: Machine;
  /** The challenger's own rung; null: the project's. */
  readonly challengerLevel: Level | null;
};

const USUAL: Machine = { confident: 0.8, wrong: 0.03, wrongUnsure: 0.15, latencyMs: 0.3 };

/** What real rollouts threw out although it was good, and what came through although it was not. */
export const ROLLOUT_WORLDS: readonly RolloutWorld[] = [
  good('as good', {}),
  good('slower, within the latency budget', { latencyMs: 900 }),
  {
    ...good('better, and different on a quarter of the cases', { wrong: 0.01, wrongUnsure: 0.02 }),
    incumbent: { ...USUAL, wrong: 0.25 },
  },
  good('weak only where it does not decide', { wrongUnsure: 0.6 }),
  {
    ...good('weak only where it does not decide, on a rung of its own', { wrongUnsure: 0.6 }),
    challengerLevel: 'AI_ASSISTANCE',
  },
  bad('over the latency budget', { latencyMs: 2500 }),
  bad('of another scale of confidence, so that half as many are automated', { confident: 0.4 }),
  bad('wrong three times as often where it decides', { wrong: 0.09 }),
];

function good(name: string, challenger: Partial<Machine>): RolloutWorld {
  return { name, isGood: true, incumbent: USUAL, challenger: { ...USUAL, ...challenger }, challengerLevel: null };
}

function bad(name: string, challenger: Partial<Machine>): RolloutWorld {
  return { ...good(name, challenger), isGood: false };
}

const AUDIT_RATE = 0.2;
const LATENCY_BUDGET_MS = 2000;
const LOOK_EVERY = 50;

export type LivedWorld = { readonly rolledBack: number; readonly by: Readonly<Record<string, number>> };

/** Lives through so many rollouts of one world. Deterministic by `draw`, uniform numbers in [0, 1). */
export function liveWorld(
  world: RolloutWorld,
  { runs, mostCases, draw }: { readonly runs: number; readonly mostCases: number; readonly draw: () => number },
): LivedWorld {
  const by: Record<string, number> = {};
  for (let run = 0; run < runs; run += 1) {
    const metric = endOf(world, mostCases, draw);
    if (metric !== undefined) by[metric] = (by[metric] ?? 0) + 1;
  }
  return { rolledBack: Object.values(by).reduce((sum, count) => sum + count, 0), by };
}

/** The guardrail that took the challenger out; undefined: none did. */
function endOf(world: RolloutWorld, mostCases: number, draw: () => number): string | undefined {
  const plan = planOf(world);
  let state: RolloutState = firstRolloutState(plan, 0);
  let evidence = NO_EVIDENCE;
  for (let cases = 1; cases <= mostCases; cases += 1) {
    const arm: Arm = draw() < state.share ? 'challenger' : 'incumbent';
    evidence = withCase(evidence, arm, { world, draw });
    if (cases % LOOK_EVERY !== 0) continue;
    const { move } = nextRolloutMove(plan, state, { evidence, now: cases });
    if (move.kind === 'roll_back') return move.metric;
    if (move.kind === 'advance') evidence = NO_EVIDENCE;
    state = applyRolloutMove(state, move, cases);
    if (state.status !== 'running') return undefined;
  }
  return undefined;
}

function planOf({ challengerLevel }: RolloutWorld): RolloutPlan {
  const who = { challenger: 'new@1', incumbent: 'old@1', challengerLevel };
  return rolloutPlanSchema.parse({
    mode: 'canary',
    ...who,
    steps: [0.05, 0.1, 0.25, 0.5, 1].map((share) => ({ share, minimumCases: 500, minimumLabels: 40 })),
    guardrails: DEFAULT_GUARDRAILS.filter((one) => isFitting(one, who)),
  });
}

type Answer = { readonly isConfident: boolean; readonly isWrong: boolean };

function answerOf({ confident, wrong, wrongUnsure }: Machine, draw: () => number): Answer {
  const isConfident = draw() < confident;
  return { isConfident, isWrong: draw() < (isConfident ? wrong : wrongUnsure) };
}

function withCase(
  evidence: RolloutEvidence,
  arm: Arm,
  { world, draw }: { readonly world: RolloutWorld; readonly draw: () => number },
): RolloutEvidence {
  const policy = {
    level: 'PARTIAL_AUTOMATION' as const,
    incumbent: 'old@1',
    rollout: {
      id: '',
      mode: 'canary' as const,
      challenger: 'new@1',
      challengerLevel: world.challengerLevel,
      share: 1,
    },
  };
  const said = { challenger: answerOf(world.challenger, draw), incumbent: answerOf(world.incumbent, draw) };
  const counts = (of: Arm): boolean => !countedAnswers(policy, of).isBounded || said[of].isConfident;
  const decides = (of: Arm): boolean => countedAnswers(policy, of).decides && said[of].isConfident;
  // What decides alone is audited; what people decide is a blind control, at the same rate.
  const isLabelled = draw() < AUDIT_RATE;
  const bothCount = isLabelled && counts('challenger') && counts('incumbent');
  const own = evidence[arm];
  const counted = isLabelled && counts(arm);
  const limitMs = Math.max(world.incumbent.latencyMs, LATENCY_BUDGET_MS);
  const after: ArmCounts = {
    ...own,
    cases: own.cases + 1,
    subjects: own.subjects + 1,
    labels: own.labels + Number(counted),
    error: own.error + Number(counted && said[arm].isWrong),
    latency: own.latency + Number(world[arm].latencyMs > limitMs),
    automated: own.automated + Number(decides(arm) && armLevel(policy, arm) === 'PARTIAL_AUTOMATION'),
  };
  return {
    ...evidence,
    [arm]: after,
    pairs: {
      error: bothCount
        ? withPair(evidence.pairs.error, said.challenger.isWrong, said.incumbent.isWrong)
        : evidence.pairs.error,
      null: NO_PAIRS,
      automated: withPair(evidence.pairs.automated, decides('challenger'), decides('incumbent')),
    },
    compared: { ...evidence.compared, asked: evidence.compared.asked + 1 },
  };
}

function withPair(counts: PairCounts, challenger: boolean, incumbent: boolean): PairCounts {
  return {
    challengerOnly: counts.challengerOnly + Number(challenger && !incumbent),
    incumbentOnly: counts.incumbentOnly + Number(incumbent && !challenger),
    both: counts.both + Number(challenger && incumbent),
  };
}
