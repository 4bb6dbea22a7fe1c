import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

/** Looks for what is wrong in the labels of a dataset's version. */
export const CHECK_QUALITY = defineJob({
  name: 'check-dataset-quality',
  payload: z.strictObject({ versionId: z.uuid() }),
  attempts: 3,
  backoffMs: 2000,
  isLong: true,
});
