import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

/** Imports the rows of a file that was sent. */
export const RUN_IMPORT = defineJob({
  name: 'run-label-import',
  payload: z.strictObject({ importId: z.uuid() }),
  attempts: 3,
  backoffMs: 2000,
  isLong: true,
});

/** Lets a machine predict what a previous system decided before. */
export const SCORE_PAST = defineJob({
  name: 'score-imported-past',
  payload: z.strictObject({ projectId: z.uuid(), machine: z.string() }),
  attempts: 5,
  backoffMs: 2000,
  isLong: true,
});
