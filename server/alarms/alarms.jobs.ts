import { z } from 'zod';
import { defineJob } from '../platform/queue/index.js';

/** Looks at the rules of every project as of one minute. */
export const EVALUATE_ALARMS = defineJob({
  name: 'evaluate-alarms',
  payload: z.strictObject({ minute: z.iso.datetime() }),
  attempts: 2,
  backoffMs: 2000,
});
