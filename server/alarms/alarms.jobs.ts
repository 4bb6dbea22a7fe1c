import { defineMinuteJob } from '../platform/queue/index.js';

/** Looks at the rules of every project as of one minute. */
export const EVALUATE_ALARMS = defineMinuteJob({ name: 'evaluate-alarms', attempts: 2, backoffMs: 2000 });
