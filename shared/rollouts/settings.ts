import { lowerLevel, type PolicySettings } from '../ladder/index.js';
import type { RolloutPlan } from './plan.js';
import type { RolloutState } from './progress.js';

/**
 * The settings that put a rollout's state in force, from those in force now. Whatever the slider did meanwhile stays.
 *
 * - Running: the share of the state; neither machine is listed among the shadows.
 * - Finished: the challenger is the incumbent, the old one stays warm in the shadows. The project takes the challenger's
 *   own rung where that is lower: finishing never automates a case that the last step would have given to people.
 * - Rolled back or stopped: as before the rollout; the challenger keeps predicting unseen. Where people and the previous
 *   system were the incumbent, the project is at most at Shadow again, as their arm was.
 *
 * `shadows` holds at most 20: the oldest gives way.
 */
export function settingsOfRollout(
  settings: PolicySettings,
  { id, plan, state }: { readonly id: string; readonly plan: RolloutPlan; readonly state: RolloutState },
): PolicySettings {
  const { mode, challenger, challengerLevel, incumbent } = plan;
  const others = settings.shadows.filter((machine) => machine !== challenger && machine !== incumbent);
  switch (state.status) {
    case 'running': {
      const rollout = { id, mode, challenger, share: state.share, challengerLevel };
      return { ...settings, incumbent, rollout, shadows: others };
    }
    case 'finished': {
      const level = lowerLevel(challengerLevel ?? settings.level, settings.level);
      return { ...settings, level, incumbent: challenger, rollout: null, shadows: added(others, incumbent) };
    }
    case 'rolled_back':
    case 'stopped': {
      const level = incumbent === null ? lowerLevel(settings.level, 'SHADOW') : settings.level;
      return { ...settings, level, incumbent, rollout: null, shadows: added(others, challenger) };
    }
  }
}

const MAX_SHADOWS = 20;

function added(shadows: readonly string[], machine: string | null): string[] {
  return machine === null ? [...shadows] : [...shadows, machine].slice(-MAX_SHADOWS);
}
