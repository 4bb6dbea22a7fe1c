import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import { GraphQLError, type ExecutionResult } from 'graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging/index.js';
import { ProblemError, refuseUnsafe, toProblem } from '../http/index.js';
import { toGraphqlError } from './graphql-error.js';
import { MAX_TOKENS, refuseLong, refuseTooMuch, refuseUnparsed } from './document-limits.js';
import { JsonScalar } from './json.scalar.js';
import { guardOf } from './socket-guard.js';

const MAX_DEPTH = 12;
/** Less than the minute after which common proxies close a silent connection. */
const KEEP_ALIVE_MS = 20_000;

/** Puts the guard of sockets before Mercurius, whose server of WebSockets nobody else can reach. */
class GuardedDriver extends MercuriusDriver {
  override async start({ subscription, ...options }: MercuriusDriverConfig): Promise<void> {
    const guard = guardOf(this.httpAdapterHost);
    const sockets = typeof subscription === 'object' ? { ...subscription, verifyClient: guard.verify } : false;
    await super.start({ ...options, subscription: sockets });
  }
}

/** GraphQL for the web application: code-first on Mercurius, subscriptions over WebSocket with the session's cookie. */
export function createGraphqlModule(log: Log): DynamicModule {
  return GraphQLModule.forRoot<MercuriusDriverConfig>({
    driver: GuardedDriver,
    autoSchemaFile: true,
    sortSchema: true,
    graphiql: false,
    // Nothing is kept of a document: whatever is kept, of those that were refused as well, strangers can fill. To parse and
    // check one again takes less than a millisecond.
    cache: false,
    graphql: { parseOptions: { maxTokens: MAX_TOKENS } },
    queryDepth: MAX_DEPTH,
    hooks: {
      preParsing: (_schema, source) => refuseLong(source),
      preValidation: (schema, document) => {
        refuseUnparsed(document);
        refuseTooMuch(schema, document);
      },
      // Those of a GET did not come through the reader of bodies.
      preExecution: (...[, , , variables]) => refuseUnsafe(variables),
    },
    additionalRouteOptions: { preValidation: refuseOtherBodies },
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

/** Mercurius has a reader of its own for `application/graphql`, which is not as strict as ours. */
function refuseOtherBodies({ headers }: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
  const type = headers['content-type'] ?? '';
  if (!/^application\/graphql\b/i.test(type.trim())) return done();
  done(new ProblemError('unsupported-media-type', 'Send the document as application/json: {"query": …}.'));
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
