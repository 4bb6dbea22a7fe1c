export { createGraphqlModule } from './graphql.module.js';
export { JsonScalar } from './json.scalar.js';
export { PageInfo, decodeCursor, encodeCursor } from './page.js';
