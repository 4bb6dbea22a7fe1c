import { defineMinuteJob } from '../../platform/queue/index.js';

/** Freezes what fields look like for versions that have no reference yet. */
export const FREEZE_REFERENCES = defineMinuteJob({
  name: 'freeze-references',
  attempts: 3,
  backoffMs: 5000,
  isLong: true,
});

/** Computes what drifts, for those projects that were not looked at for five minutes. */
export const WATCH_DRIFT = defineMinuteJob({ name: 'watch-drift', attempts: 2, backoffMs: 5000, isLong: true });
