/** What a caller says once is done once: keys of requests, and the answers that were given under them. */
export { ForgetAnswers } from './forget-answers.js';
export { hashOf, refuseBadKey } from './idempotency-key.js';
export { Idempotent, refuseUnheardKey } from './hears-key.js';
export { OncePerKey, type KeyedRequest } from './once-per-key.js';
export { IdempotencyModule } from './idempotency.module.js';
