/**
 * One machine for another: shadow, canary, blue/green. Owns `rollout` and `rollout_event`; puts every move in force as a
 * policy version.
 */
export { RolloutsModule } from './rollouts.module.js';
export { JudgeRollout } from './judge-rollout.js';
export { RolloutEngine } from './rollout-engine.js';
export { RollBack } from './roll-back.js';
