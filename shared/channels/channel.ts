import { z } from 'zod';
import { CHANNEL_EVENTS } from '../contracts/index.js';

export const CHANNEL_KINDS = ['WEBHOOK', 'SLACK', 'EMAIL'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** A project has at most so many. */
export const MAX_CHANNELS = 20;
const MAX_RECIPIENTS = 20;

/** What is said of a channel, whatever its kind; the address is apart, as it is kept encrypted. */
export const channelSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, 'is required')
    .max(80)
    .refine((text) => !hasControl(text), 'holds a character that is none'),
  events: z
    .array(z.enum(CHANNEL_EVENTS))
    .max(CHANNEL_EVENTS.length)
    .transform((events) => CHANNEL_EVENTS.filter((event) => events.includes(event))),
  isOn: z.boolean(),
});
export type ChannelContent = z.output<typeof channelSchema>;

/** No name and password, no `#`: what is sent to is what is seen. */
const PLAIN = /^https?:\/\/[^/?#@\s]+(?:[/?][^#\s]*)?$/i;
const url = z
  .string()
  .trim()
  .max(2000)
  .regex(PLAIN, 'an http or https address, without a name, a password or a #')
  .pipe(z.url('an http or https address'));

/** What a person types in as the address, by kind: one URL, or e-mail addresses between commas, spaces or lines. */
export const channelAddressSchemas = {
  WEBHOOK: url,
  SLACK: url,
  EMAIL: z
    .string()
    .max(5000)
    .transform((text) => [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))])
    .pipe(
      z
        .array(z.email('an e-mail address'))
        .min(1, 'at least one e-mail address')
        .max(MAX_RECIPIENTS, `at most ${MAX_RECIPIENTS} e-mail addresses`),
    ),
} as const satisfies Record<ChannelKind, z.ZodType>;

function hasControl(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}
