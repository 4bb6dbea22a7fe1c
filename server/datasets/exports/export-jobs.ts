import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

/** Makes the file of an export that somebody started. */
export const MAKE_EXPORT = defineJob({
  name: 'make-dataset-export',
  payload: z.strictObject({ exportId: z.uuid() }),
  attempts: 3,
  backoffMs: 2000,
  isLong: true,
});
