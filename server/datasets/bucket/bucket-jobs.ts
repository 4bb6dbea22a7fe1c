import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

/** Pushes a version's files to its dataset's bucket. */
export const PUSH_VERSION = defineJob({
  name: 'push-dataset-version',
  payload: z.strictObject({ pushId: z.uuid() }),
  attempts: 5,
  backoffMs: 5000,
  isLong: true,
});
