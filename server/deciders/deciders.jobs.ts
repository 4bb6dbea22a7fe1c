import { z } from 'zod';
import { defineJob } from '../platform/queue/index.js';

/** Trains the next version of a model on the project's labels. */
export const TRAIN_MODEL = defineJob({
  name: 'train-model',
  payload: z.strictObject({ projectId: z.uuid(), name: z.string().min(1).max(100) }),
  attempts: 3,
  backoffMs: 2000,
});
