export { createGraphqlModule } from './graphql.module.js';
export { FailureFilter } from './graphql-error.js';
export { refuseIntrospection } from './introspection.js';
export { JsonScalar } from './json.scalar.js';
export { PageInfo, decodeCursor, encodeCursor, type Position } from './page.js';
export { guardOf } from './socket-guard.js';
