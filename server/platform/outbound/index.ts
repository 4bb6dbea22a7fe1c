/** Requests to addresses that people have typed in: only where the operator lets them go. */
export { AddressRules } from './address-rules.js';
export { fetchMedium, UnfetchedMedium } from './fetch-medium.js';
export { guardedPool, RefusedAddress, type Resolver } from './guarded-pool.js';
export { OutboundModule } from './outbound.module.js';
export { whyRefusedNow } from './refused-now.js';
export { wordsOfFailure } from './words-of-failure.js';
