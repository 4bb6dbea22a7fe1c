import { prepare } from './prepare.mjs';

prepare();
await import('../test/bench/import.mjs');
