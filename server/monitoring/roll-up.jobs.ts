import { z } from 'zod';
import { defineJob } from '../platform/queue/index.js';

/** Rolls finished hours and days up and lets go of what is past its time. */
export const ROLL_UP_METRICS = defineJob({
  name: 'roll-up-metrics',
  payload: z.strictObject({ minute: z.iso.datetime() }),
  attempts: 3,
  backoffMs: 5000,
});
