/** How requests come in and failures go out: Fastify's settings, problem+json, the web application's files. */
export { isDatabaseAway, isDiskFull } from './as-problem.js';
export { changeOf } from './changed-number.js';
export { parseJsonBody, refuseUnsafe } from './json-body.js';
export { createHttpAdapter } from './http-adapter.js';
export { identityOf } from './log-requests.js';
export { ProblemError, invalid, notFound, toProblem } from './problem-error.js';
export { ProblemFilter } from './problem.filter.js';
export { parseWith } from './parse-with.js';
export { serveWeb } from './serve-web.js';
