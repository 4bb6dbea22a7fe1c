import { ROOT } from './install.mjs';
import { prepare } from './prepare.mjs';

prepare();
// In this process: a second one would only hold memory.
const { runUntilStopped } = await import('../server/dist/main.js');
await runUntilStopped(process.env, ROOT);
