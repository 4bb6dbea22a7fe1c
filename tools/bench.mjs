import { prepare } from './prepare.mjs';

prepare();
await import('../test/bench/intake.mjs');
await import('../test/bench/deciders.mjs');
await import('../test/bench/rollouts.mjs');
await import('../test/bench/log.mjs');
