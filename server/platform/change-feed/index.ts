export { ChangeFeed } from './change-feed.js';
export { ChangeFeedModule } from './change-feed.module.js';
export { LatestValue } from './latest-value.js';
