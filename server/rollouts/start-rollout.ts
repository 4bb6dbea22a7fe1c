import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { parseReference } from '@handrail/shared/deciders';
import { levelRank, machineRuns, type Level, type PolicySettings } from '@handrail/shared/ladder';
import {
  DEFAULT_GUARDRAILS,
  firstRolloutState,
  GUARDRAILS_WITHOUT_BASELINE,
  isFitting,
  rolloutPlanSchema,
  type RolloutPlan,
} from '@handrail/shared/rollouts';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { parseWith } from '../platform/http/index.js';
import { newId } from '../platform/ids/index.js';
import { ProjectDirectory, WritePolicy, type PolicyRow } from '../projects/index.js';
import { reasonOf } from './reason-of.js';
import type { RolloutRow } from './rollout-rows.js';
import { earlierRollback, findVersion, insertRollout, latencyOfIncumbent, runningRollout } from './rollout.sql.js';
import { nameOf, WriteRollout } from './write-rollout.js';

export type NewRollout = {
  readonly projectId: string;
  /** The policy version that whoever starts was looking at. */
  readonly expectedVersion: number;
  /** A plan without `incumbent`, which is the project's own; without `guardrails` the usual ones. */
  readonly plan: Readonly<Record<string, unknown>>;
  readonly reason: string;
  /** The earlier rollout of this version that was rolled back, when it is to be tried again all the same. */
  readonly acknowledgeRollback?: string | null | undefined;
};
export type StartOutcome =
  | { readonly kind: 'started'; readonly rollout: RolloutRow }
  | { readonly kind: 'running'; readonly rollout: RolloutRow }
  | { readonly kind: 'rolled-back-before'; readonly rollout: RolloutRow }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'changed-meanwhile'; readonly policyVersion: number };

/** Begins to replace the project's machine by another: the plan is checked, and its first step is in force at once. */
@Injectable()
export class StartRollout {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly policies: WritePolicy,
    private readonly rollouts: WriteRollout,
    private readonly directory: ProjectDirectory,
  ) {}

  /** @throws ProblemError `invalid` for a plan that cannot be one, naming every field. */
  async run(actor: Actor, given: NewRollout): Promise<StartOutcome> {
    assertMay(actor, 'rollouts:move', given.projectId);
    const reason = reasonOf(given.reason);
    const now = this.clock.now();
    const outcome = await this.unitOfWork.run(async (tx): Promise<StartOutcome> => {
      const { row: policy, settings } = await this.policies.current(tx, given.projectId);
      const running = await runningRollout(tx, given.projectId);
      if (running) return { kind: 'running', rollout: running };
      if (policy.version !== given.expectedVersion) return { kind: 'changed-meanwhile', policyVersion: policy.version };
      const plan = planFor(settings, given.plan);
      const message =
        levelRefusal(plan, settings) ??
        baselineRefusal(plan, settings) ??
        (await this.refusal(tx, given.projectId, plan));
      if (message !== undefined) return { kind: 'refused', message };
      const before = await earlierRollback(tx, given.projectId, plan.challenger);
      if (before && before.id !== given.acknowledgeRollback) return { kind: 'rolled-back-before', rollout: before };
      return this.begin(tx, actor, { policy, plan, settings, reason, now });
    });
    if (outcome.kind === 'started') this.directory.forget();
    return outcome;
  }

  private async begin(
    tx: Tx,
    actor: Actor,
    given: { policy: PolicyRow; plan: RolloutPlan; settings: PolicySettings; reason: string; now: Date },
  ): Promise<StartOutcome> {
    const { policy, plan, reason, now } = given;
    const projectId = policy.project_id;
    const state = firstRolloutState(plan, now.getTime());
    const row = await insertRollout(tx, {
      id: newId(),
      projectId,
      plan,
      state,
      latencyLimitMs: slowFrom(plan, given.settings, await latencyOfIncumbent(tx, projectId, plan.incumbent)),
      createdBy: nameOf(actor),
      now,
    });
    if (!row) {
      const running = await runningRollout(tx, projectId);
      return running
        ? { kind: 'running', rollout: running }
        : { kind: 'changed-meanwhile', policyVersion: policy.version };
    }
    const level = levelBrought(plan, given.settings);
    const started = { row, kind: 'started', state, reason, level, now } as const;
    return { kind: 'started', rollout: await this.rollouts.take(tx, actor, started) };
  }

  private async refusal(tx: Tx, projectId: string, { challenger }: RolloutPlan): Promise<string | undefined> {
    const reference = parseReference(challenger);
    const version = reference && (await findVersion(tx, projectId, reference));
    if (!version) return `${challenger} is not a registered version of this project; register it first.`;
    if (version.isRetired) return `${challenger} is retired; choose a version that is not.`;
    if (version.kind === 'system')
      return `${challenger} decides without a confidence, so it can be a previous system but not a challenger.`;
    return undefined;
  }
}

/**
 * From when an answer is slow. An incumbent that answers in a third of a millisecond is no measure of what the project can
 * wait for: within the latency budget, or what the plan says instead, nothing is slow.
 */
function slowFrom(
  { guardrails }: RolloutPlan,
  { latencyBudgetMs }: PolicySettings,
  incumbentMs: number | null,
): number {
  const guardrail = guardrails.find(({ metric }) => metric === 'latency');
  const within = guardrail && 'withinMs' in guardrail ? guardrail.withinMs : undefined;
  return Math.max(incumbentMs ?? 0, within ?? latencyBudgetMs);
}

function planFor(settings: PolicySettings, given: NewRollout['plan']): RolloutPlan {
  const usual = hasBaseline(settings) ? DEFAULT_GUARDRAILS : GUARDRAILS_WITHOUT_BASELINE;
  const challengerLevel = given['challengerLevel'] == null ? null : 'SHADOW';
  const guardrails = usual.filter((one) => isFitting(one, { incumbent: settings.incumbent, challengerLevel }));
  return parseWith(rolloutPlanSchema, { guardrails, ...given, incumbent: settings.incumbent });
}

function hasBaseline({ incumbent, previousSystem }: PolicySettings): boolean {
  return incumbent !== null || previousSystem !== null;
}

/** People's errors are not known, so a guardrail that compares with them would wait for ever and catch nothing. */
function baselineRefusal({ guardrails }: RolloutPlan, settings: PolicySettings): string | undefined {
  const lacking = guardrails.find(
    ({ metric, limit }) => (metric === 'error' || metric === 'null') && limit === undefined,
  );
  if (hasBaseline(settings) || !lacking) return undefined;
  return 'People alone decide now, so there is no machine to compare errors and missing answers with: give those guardrails a limit.';
}

/** A challenger's rung is at most the project's; where people are to be replaced the rollout brings the rung with it. */
function levelRefusal(plan: RolloutPlan, settings: PolicySettings): string | undefined {
  if (!machineRuns(settings.level)) return 'No machine runs at Human only. Move the project to Shadow first.';
  const own = plan.challengerLevel;
  if (own === null) return undefined;
  if (!machineRuns(own)) return 'At Human only the challenger would not run. Let it watch in Shadow instead.';
  if (plan.incumbent !== null && levelRank(own) > levelRank(settings.level))
    return `The challenger’s own rung can be at most the project’s, ${settings.level}. Move the project up first.`;
  return undefined;
}

/**
 * Where people and the previous system are the incumbent, their arm is at Shadow whatever the project's rung, so the
 * project can go straight to the rung that the first model is to have: without a gap in which neither decides.
 */
function levelBrought({ incumbent, challengerLevel }: RolloutPlan, { level }: PolicySettings): Level {
  if (incumbent !== null || challengerLevel === null) return level;
  return levelRank(challengerLevel) > levelRank(level) ? challengerLevel : level;
}
