export { ChangeFeed } from './change-feed.js';
export { ChangeFeedModule } from './change-feed.module.js';
