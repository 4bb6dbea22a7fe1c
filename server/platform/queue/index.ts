/**
 * Machines' work: BullMQ jobs, on PostgreSQL by default and on Redis when `REDIS_URL` is given. People's work is not a
 * job: reviews live in their own table.
 */
export { defineJob, type JobDefinition, type JobRun } from './define-job.js';
export { askEveryMinute, defineMinuteJob, type MinuteJob } from './every-minute.js';
export { JobQueue } from './job-queue.js';
export { QueueModule } from './queue.module.js';
