/**
 * Whatever can decide besides people: the registry of model versions, asking them, and the trainer. Owns
 * `model_version`. Knows nothing of policies: what a prediction leads to is routing's business.
 */
export { DecidersModule } from './deciders.module.js';
export { AskDeciders, type GivenAnswer } from './ask-deciders.js';
export { TrainModel } from './train-model.js';
export { TRAIN_MODEL } from './deciders.jobs.js';
export { ModelRegistry } from './model-registry.js';
