/**
 * Where what happens in a project is told: channels that an admin sets up, and the deliveries of what *platform/outbox*
 * holds, tried until they are taken or given up. Owns `channel` and `delivery`; nothing is announced here.
 */
export { Deliver } from './deliver.js';
export { WatchOutbox } from './watch-outbox.js';
export { WebhooksModule } from './webhooks.module.js';
