import { prepare } from './prepare.mjs';

prepare();
if (process.argv[2] !== undefined) process.env.BENCH_LOG_ROWS = process.argv[2];
await import('../test/bench/log.mjs');
