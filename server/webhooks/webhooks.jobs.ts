import { z } from 'zod';
import { defineJob, defineMinuteJob } from '../platform/queue/index.js';

/** Makes deliveries of what was announced, and begins to send what is due. */
export const DELIVER = defineJob({
  name: 'deliver',
  payload: z.strictObject({}),
  attempts: 2,
  backoffMs: 1000,
});

/** Gives up and clears what is old, and delivers whatever was missed. */
export const SWEEP_OUTBOX = defineMinuteJob({ name: 'sweep-outbox', attempts: 2, backoffMs: 1000 });
