import { build } from './build.mjs';
import { checkNode, install } from './install.mjs';

checkNode();
install();
build();
await import('../test/bench/statistics.mjs');
