/**
 * Whatever can decide besides people: the registry of versions, asking them, and the trainer. Owns `decider`,
 * `decider_version` and `decider_retirement`. Knows nothing of policies: what a prediction leads to is routing's business.
 */
export { DecidersModule } from './deciders.module.js';
export { AskDeciders, type GivenAnswer } from './ask-deciders.js';
export { RegistryReads, type DeciderView, type VersionView } from './registry-reads.js';
export { PlaceVersion } from './place-version.js';
export { RequestTraining } from './trainer/request-training.js';
export { WatchLabels } from './trainer/watch-labels.js';
export { OpenDeciders, type OpenDecider } from './open-deciders.js';
export { runFit, type FitOutcome } from './trainer/run-fit.js';
export type { LabelCheck } from './trainer/check-labels.js';
export type { FitAnswers } from './trainer/fit-messages.js';
export type { NumberCheck } from './trainer/check-numbers.js';
export type { Example } from './trainer/examples.js';
export { tellApart, type ToldApart } from './trainer/tell-apart.js';
