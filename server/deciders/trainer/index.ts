/**
 * The product's own trainer: from labels to a version with its model card. Owns `training` and `training_schedule`. What
 * it makes goes to shadow and no further.
 */
import { PlaceInShadow } from './place-in-shadow.js';
import { ReadExamples } from './read-examples.js';
import { RequestTraining } from './request-training.js';
import { ScheduleTraining } from './schedule-training.js';
import { StoreTrained } from './store-trained.js';
import { TrainingReads } from './training-reads.js';
import { TrainingController } from './training.controller.js';
import { TrainingResolver } from './training.resolver.js';
import { WatchLabels } from './watch-labels.js';

export const TRAINER_PROVIDERS = [
  PlaceInShadow,
  ReadExamples,
  RequestTraining,
  ScheduleTraining,
  StoreTrained,
  TrainingReads,
  TrainingResolver,
  WatchLabels,
];
export const TRAINER_CONTROLLERS = [TrainingController];
