import { ROOT } from './install.mjs';

// One Handrail in this process, which ends with it: tools/start.mjs watches over it.
const { runUntilStopped } = await import('../server/dist/main.js');
await runUntilStopped(process.env, ROOT);
