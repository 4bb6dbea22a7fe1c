import { z } from 'zod';
import { defineJob } from '../platform/queue/index.js';

/**
 * Trains one version of a model on the project's labels; does nothing where that version exists, so a job that is worked
 * on twice makes one model. `asOf` dates it, and leaves out labels given later (the demo's past).
 */
export const TRAIN_MODEL = defineJob({
  name: 'train-model',
  payload: z.strictObject({
    projectId: z.uuid(),
    name: z.string().min(1).max(100),
    version: z.int().min(1),
    asOf: z.iso.datetime().optional(),
  }),
  attempts: 3,
  backoffMs: 2000,
});
