/**
 * What runs again and again beside the requests: it goes through here, so that none of it fails in silence. Owns
 * `background_loop`.
 */
export { BackgroundModule } from './background.module.js';
export { Background } from './background.js';
export { Loop } from './loop.js';
export { processName } from './process-name.js';
