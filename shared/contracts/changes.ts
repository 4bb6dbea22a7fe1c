import { z } from 'zod';

/** What one process tells all others after a commit. Small: ids and counts, never content. */
export const changeSchema = z.discriminatedUnion('type', [
  /** A policy, schema or setting of the project changed: drop what is cached of it. */
  z.strictObject({ type: z.literal('project'), projectId: z.string() }),
  /** A dataset, an import or a look at quality went on or ended. */
  z.strictObject({ type: z.literal('datasets'), projectId: z.string() }),
  /** Reviews were opened, claimed, answered or given back. */
  z.strictObject({ type: z.literal('queue'), projectId: z.string() }),
  /** Cases were decided or taken in; `caseIds` (at most 100) only those that a human decided. */
  z.strictObject({ type: z.literal('decided'), projectId: z.string(), caseIds: z.array(z.string()).max(100) }),
  /** A case was erased on request: whatever is kept of the project outside the database must go. */
  z.strictObject({ type: z.literal('erased'), projectId: z.string() }),
  /** An alarm was raised, handled or resolved, or what raises them changed. */
  z.strictObject({ type: z.literal('alarms'), projectId: z.string() }),
  /** Something waits to be delivered to a channel. */
  z.strictObject({ type: z.literal('outbox'), projectId: z.string() }),
  /** Deliveries to channels went on, or a channel changed. */
  z.strictObject({ type: z.literal('deliveries'), projectId: z.string() }),
  /** The feed was interrupted: anything may have changed. */
  z.strictObject({ type: z.literal('resync'), projectId: z.literal('') }),
]);
export type Change = z.output<typeof changeSchema>;
export type ChangeType = Change['type'];
