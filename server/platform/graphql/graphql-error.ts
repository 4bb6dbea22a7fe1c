import type { ArgumentsHost } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import { asProblem } from '../http/as-problem.js';
import { identityOf, ProblemError, ProblemFilter, toProblem } from '../http/index.js';
import { shownId } from '../ids/index.js';
import type { Log } from '../logging/index.js';

/** The one place where a failure becomes a GraphQL error: `extensions.problem`, or an id for our own mistakes. */
export function toGraphqlError(
  error: unknown,
  log: Log,
  { request, ...at }: GraphQLErrorOptions & { readonly request?: FastifyRequest | undefined } = {},
): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const problem = asProblem(error) ?? internal(error, log, request);
  return new GraphQLError(problem.message, { ...at, extensions: { problem: toProblem(problem) } });
}

/** Failures of REST become problem+json, those of operations and subscriptions GraphQL errors. */
export class FailureFilter extends ProblemFilter {
  override catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<string>() === 'graphql') throw toGraphqlError(error, this.log, { request: contextOf(host)?.req });
    super.catch(error, host);
  }
}

/** GraphQL's third argument is the context of the operation. */
function contextOf(host: ArgumentsHost): { readonly req?: FastifyRequest } | undefined {
  return host.getArgByIndex<{ readonly req?: FastifyRequest } | undefined>(2);
}

function internal(error: unknown, log: Log, request: FastifyRequest | undefined): ProblemError {
  const id = shownId();
  log.error({ ...(request && identityOf(request)), err: error, id }, 'operation failed');
  return new ProblemError('internal', `It is logged as ${id}. Nothing was half written; try again.`);
}
