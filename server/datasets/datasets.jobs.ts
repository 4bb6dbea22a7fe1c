import { z } from 'zod';
import { defineJob } from '../platform/queue/index.js';

/** Erases what a project's cases hold of people when they are older than its profile says. */
export const ERASE_EXPIRED = defineJob({
  name: 'erase-expired-cases',
  payload: z.strictObject({ projectId: z.uuid() }),
  attempts: 5,
  backoffMs: 5000,
  isLong: true,
});

/** Chooses and freezes the rows of a dataset's version. */
export const BUILD_VERSION = defineJob({
  name: 'build-dataset-version',
  payload: z.strictObject({ versionId: z.uuid() }),
  attempts: 3,
  backoffMs: 2000,
});
