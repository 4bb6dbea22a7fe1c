import { defineMinuteJob } from '../platform/queue/index.js';

/** Rolls finished hours and days up and lets go of what is past its time. */
export const ROLL_UP_METRICS = defineMinuteJob({ name: 'roll-up-metrics', attempts: 3, backoffMs: 5000 });
