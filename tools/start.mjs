import { checkNode, install, ROOT } from './install.mjs';
import { build } from './build.mjs';

checkNode();
install();
build();
// In this process: a second one would only hold memory.
const { runUntilStopped } = await import('../server/dist/main.js');
await runUntilStopped(process.env, ROOT);
