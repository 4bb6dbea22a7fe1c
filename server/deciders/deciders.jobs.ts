import { z } from 'zod';
import { defineJob } from '../platform/queue/index.js';

/** Does a training that is asked for; nothing where it is over, so a job that is worked on twice makes one version. */
export const TRAIN_MODEL = defineJob({
  name: 'train-model',
  payload: z.strictObject({ trainingId: z.uuid() }),
  attempts: 3,
  backoffMs: 2000,
  isLong: true,
});
