import { z } from 'zod';
import { defineJob } from '../platform/queue/index.js';

/** Chooses and freezes the rows of a dataset's version. */
export const BUILD_VERSION = defineJob({
  name: 'build-dataset-version',
  payload: z.strictObject({ versionId: z.uuid() }),
  attempts: 3,
  backoffMs: 2000,
});
