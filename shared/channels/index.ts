/**
 * Where what happens is told: kinds of channels and what can be said of one, when a delivery is tried again, and what an
 * event is called in words. Pure: times and chance are given.
 */
export {
  CHANNEL_KINDS,
  channelAddressSchemas,
  channelSchema,
  MAX_CHANNELS,
  type ChannelContent,
  type ChannelKind,
} from './channel.js';
export { DELIVERY_STATES, retryAfterMs, retryDelayMs, TRIES, type DeliveryState } from './retry.js';
export { mailOf, type Mail } from './mail.js';
export { slackMessageOf, type SlackMessage } from './slack.js';
export { wordsOf, type EventWords } from './words.js';
