/**
 * What is announced to the outside. Written in the transaction of what it tells, so that neither is there without the
 * other; *webhooks* delivers. Owns `outbox_message`.
 */
export { announce, type Announcement } from './outbox.js';
