import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { FastifyRequest } from 'fastify';
import type { Log } from '../logging/index.js';
import { ProblemError, toProblem } from '../http/index.js';
import { toGraphqlError } from './graphql-error.js';
import { JsonScalar } from './json.scalar.js';
import { limitQuery } from './query-limits.js';

const MAX_DEPTH = 12;
/** Less than the minute after which common proxies close a silent connection. */
const KEEP_ALIVE_MS = 20_000;

/** GraphQL for the web application: code-first on Mercurius, subscriptions over WebSocket with the session's cookie. */
export function createGraphqlModule(log: Log): DynamicModule {
  return GraphQLModule.forRoot<MercuriusDriverConfig>({
    driver: MercuriusDriver,
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    jit: 1,
    queryDepth: MAX_DEPTH,
    validationRules: [limitQuery],
    // A field's own resolver states its rule too, and the guard asks it.
    fieldResolverEnhancers: ['guards'],
    allowBatchedQueries: false,
    resolvers: { JSON: JsonScalar },
    context: (req: FastifyRequest) => ({ req }),
    errorFormatter: (execution) => ({ statusCode: 200, response: format(execution, log) }),
    subscription: {
      context: (_socket: unknown, req: FastifyRequest) => ({ req }),
      keepAlive: KEEP_ALIVE_MS,
    },
  });
}

type Execution = Pick<ExecutionResult, 'data' | 'errors'>;

/** What did not come through the filter: a value that a scalar refused, or a mistake in a field's resolver. */
function format(execution: Execution, log: Log): ExecutionResult {
  const errors = (execution.errors ?? []).flatMap((error) => {
    const original = error.originalError ?? undefined;
    if (original !== undefined && hasErrors(original)) return original.errors.map(asBadRequest);
    // Without an original error GraphQL itself refused the document: its message is the client's to read.
    if (original === undefined || original instanceof GraphQLError) return error;
    return toGraphqlError(original, log, { nodes: error.nodes ?? null, path: error.path ?? null });
  });
  return { data: execution.data ?? null, errors };
}

/** Mercurius keeps what was wrong with a document in `errors` of one error that only says that something was. */
function hasErrors(error: Error): error is Error & { readonly errors: readonly GraphQLError[] } {
  // A problem of ours has `errors` too: the fields that do not fit.
  return !(error instanceof ProblemError) && 'errors' in error && Array.isArray(error.errors);
}

function asBadRequest({ message, nodes, source, positions, path }: GraphQLError): GraphQLError {
  const problem = toProblem(new ProblemError('bad-request', message));
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions: { problem },
  });
}
