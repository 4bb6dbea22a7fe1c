import { z } from 'zod';

const project = z.strictObject({ id: z.string(), slug: z.string(), name: z.string() });
const instant = z.iso.datetime();

/** An alarm, in names and numbers of metrics: nothing of a case, no person's name. */
const alarm = z.strictObject({
  id: z.string(),
  title: z.string(),
  phase: z.enum(['FIRING', 'ACKNOWLEDGED', 'RESOLVED']),
  since: instant,
  /** `Handrail`, or `a person`. */
  by: z.string(),
  /** Titles of what joined it now; only of `alarm.joined`. */
  joined: z.array(z.string()).optional(),
  /** Titles of what fired already and has become much worse; only of `alarm.joined`. */
  grown: z.array(z.string()).optional(),
  signals: z.array(
    z.strictObject({
      rule: z.string(),
      metric: z.string(),
      part: z.string(),
      /** The value with its interval against the limit. */
      sentence: z.string(),
      since: instant,
    }),
  ),
  /** The likeliest first. */
  causes: z.array(z.strictObject({ kind: z.string(), title: z.string(), at: instant })),
  /** Of its page. */
  path: z.string(),
  /** SVG; null: there are no points. */
  picture: z.string().nullable(),
});

/** What a person decided; `isCorrection`: something else or the same had been decided before. */
const decision = z.strictObject({
  /** As `POST …/decisions` gave it. */
  id: z.string(),
  status: z.literal('decided'),
  value: z.union([z.string(), z.number(), z.array(z.string())]),
  decidedBy: z.strictObject({ kind: z.literal('human') }),
  isCorrection: z.boolean(),
  policyVersion: z.int(),
  decidedAt: instant,
  /** Of the whole decision over REST. */
  path: z.string(),
});

const fileMade = z.strictObject({
  id: z.string(),
  state: z.enum(['ready', 'failed']),
  /** Number of the dataset. */
  dataset: z.int(),
  file: z.string(),
  bytes: z.number().nullable(),
  /** Hexadecimal. */
  sha256: z.string().nullable(),
  keptUntil: instant.nullable(),
  /** Null: it did not fail. */
  failure: z.string().nullable(),
  path: z.string(),
});

const event = <const T extends string, D extends z.ZodRawShape>(type: T, data: D) =>
  z.strictObject({ type: z.literal(type), timestamp: instant, data: z.strictObject({ ...data, project }) });

/** The body of a webhook: what happened, when, and what there is to know of it. */
export const channelMessageSchema = z.discriminatedUnion('type', [
  event('alarm.opened', { alarm }),
  event('alarm.joined', { alarm }),
  event('alarm.acknowledged', { alarm }),
  event('alarm.resolved', { alarm }),
  event('decision.made', { decision }),
  event('export.ready', { export: fileMade }),
  /** Sent when somebody tries a channel. */
  event('channel.test', { channel: z.strictObject({ name: z.string() }) }),
]);
export type ChannelMessage = z.output<typeof channelMessageSchema>;

/** What a channel can be told. */
export const CHANNEL_EVENTS = [
  'alarm.opened',
  'alarm.joined',
  'alarm.acknowledged',
  'alarm.resolved',
  'decision.made',
  'export.ready',
] as const;
export type ChannelEvent = (typeof CHANNEL_EVENTS)[number];

/** What is told of an event, without its project. */
export type ToldOf<E extends ChannelEvent> = Omit<Extract<ChannelMessage, { type: E }>['data'], 'project'>;
