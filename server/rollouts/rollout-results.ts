import { DEFAULT_STEPS } from '@handrail/shared/rollouts';
import type { ShadowOutcome } from './change-shadows.js';
import type { MoveOutcome } from './move-running.js';
import type { MoveRolloutResult, ShadowResult, StartRolloutInput, StartRolloutResult } from './rollout-moves.types.js';
import { toRollout } from './rollout-views.js';
import type { StartOutcome } from './start-rollout.js';

/** GraphQL says null for "the default"; the plan's schema takes absent. */
function present<T extends object>(given: T): Partial<T> {
  // Only entries are left out, none is added.
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value != null)) as Partial<T>;
}

/** The plan that an input asks for, still to be checked. */
export function planOfInput(input: StartRolloutInput): Record<string, unknown> {
  const { mode, challenger } = input;
  const steps: readonly object[] = input.steps ?? (mode === 'canary' ? DEFAULT_STEPS : []);
  return {
    mode,
    challenger,
    challengerLevel: input.challengerLevel ?? null,
    steps: steps.map(present),
    ...(input.guardrails == null ? {} : { guardrails: input.guardrails.map(present) }),
  };
}

export function toStartResult(outcome: StartOutcome): typeof StartRolloutResult {
  switch (outcome.kind) {
    case 'started':
      return of('RolloutMoved', { rollout: toRollout(outcome.rollout) });
    case 'running': {
      const rollout = toRollout(outcome.rollout);
      const message = `One rollout at a time: ${rollout.plan.challenger} is being brought in since ${rollout.createdAt.toISOString()}.`;
      return of('RolloutRunning', { message, rollout });
    }
    case 'rolled-back-before': {
      const rollout = toRollout(outcome.rollout);
      const message = `${rollout.plan.challenger} was taken out before. Read why, and acknowledge that rollout to try again.`;
      return of('RolledBackBefore', { message, rollout });
    }
    case 'changed-meanwhile': {
      const { policyVersion } = outcome;
      return of('PolicyMovedMeanwhile', { message: `Policy ${policyVersion} is in force meanwhile.`, policyVersion });
    }
    case 'refused':
      return of('RolloutRefused', { message: outcome.message });
  }
}

export function toMoveResult(outcome: MoveOutcome): typeof MoveRolloutResult {
  const rollout = toRollout(outcome.rollout);
  switch (outcome.kind) {
    case 'moved':
      return of('RolloutMoved', { rollout });
    case 'changed-meanwhile':
      return of('RolloutChangedMeanwhile', {
        message: `It has moved on meanwhile. ${rollout.sentence}`,
        current: rollout,
      });
    case 'refused':
      return of('RolloutRefused', { message: outcome.message });
  }
}

export function toShadowResult(outcome: ShadowOutcome): typeof ShadowResult {
  return outcome.kind === 'changed'
    ? of('ShadowsChanged', { shadows: outcome.shadows, policyVersion: outcome.policyVersion })
    : of('RolloutRefused', { message: outcome.message });
}

/** A member of a union that says which one it is. */
function of<N extends string, T extends object>(__typename: N, value: T): T & { __typename: N } {
  return { __typename, ...value };
}
