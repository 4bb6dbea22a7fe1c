import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { Actor } from '@handrail/shared/contracts';
import type { FastifyRequest } from 'fastify';
import { asProblem } from '../http/as-problem.js';
import { ProblemError, toProblem } from '../http/index.js';
import { newId } from '../ids/index.js';
import type { Log } from '../logging/index.js';
import { JsonScalar } from './json.scalar.js';

const MAX_DEPTH = 12;

/** Finds who is behind a request: identity provides it, so that the platform knows nothing of sessions. */
export type FindActor = (cookieHeader: string | undefined) => Promise<Actor | undefined>;

/** GraphQL for the web application: code-first on Mercurius, subscriptions over WebSocket with the session's cookie. */
export function createGraphqlModule(log: Log, findActor: () => FindActor): DynamicModule {
  return GraphQLModule.forRoot<MercuriusDriverConfig>({
    driver: MercuriusDriver,
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    jit: 1,
    queryDepth: MAX_DEPTH,
    allowBatchedQueries: false,
    resolvers: { JSON: JsonScalar },
    context: (req: FastifyRequest) => ({ req }),
    errorFormatter: (execution, context) => ({ statusCode: 200, response: format(execution, context, log) }),
    subscription: {
      context: async (_socket: unknown, req: FastifyRequest) => {
        const actor = await findActor()(req.headers.cookie);
        return { req: Object.assign(req, { actor }) };
      },
    },
  });
}

type Execution = Pick<ExecutionResult, 'data' | 'errors'>;

/** The one place where a failure becomes a GraphQL error: `extensions.problem`, or an id for our own mistakes. */
function format(execution: Execution, _context: unknown, log: Log): ExecutionResult {
  const errors = (execution.errors ?? []).map((error) => {
    const original = error.originalError ?? undefined;
    // Without an original error GraphQL itself refused the document: its message is the client's to read.
    if (original === undefined || original instanceof GraphQLError) return error;
    const problem = asProblem(original) ?? internal(original, log);
    return new GraphQLError(problem.message, {
      nodes: error.nodes ?? null,
      path: error.path ?? null,
      extensions: { problem: toProblem(problem) },
    });
  });
  return { data: execution.data ?? null, errors };
}

function internal(error: unknown, log: Log): ProblemError {
  const id = newId();
  log.error({ err: error, id }, 'operation failed');
  return new ProblemError('internal', `It is logged as ${id}. Nothing was half written; try again.`);
}
