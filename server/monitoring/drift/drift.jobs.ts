import { z } from 'zod';
import { defineJob } from '../../platform/queue/index.js';

/** Freezes what fields look like for versions that have no reference yet. */
export const FREEZE_REFERENCES = defineJob({
  name: 'freeze-references',
  payload: z.strictObject({ minute: z.iso.datetime() }),
  attempts: 3,
  backoffMs: 5000,
});
