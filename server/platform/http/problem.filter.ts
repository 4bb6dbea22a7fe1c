import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { shownId } from '../ids/index.js';
import type { Log } from '../logging/index.js';
import { asProblem } from './as-problem.js';
import { identityOf } from './log-requests.js';
import { ProblemError, toProblem } from './problem-error.js';

/** The one place where a failure becomes an answer of REST. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(protected readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendProblem({ error, request, reply, log: this.log });
  }
}

type Failed = {
  readonly error: unknown;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly log: Log;
};

/** Answers with problem+json; what is not the caller's doing is logged with an id and shown as that id only. */
export function sendProblem({ error, request, reply, log }: Failed): void {
  let problem = asProblem(error);
  if (!problem) {
    const id = shownId();
    log.error({ ...identityOf(request), err: error, id }, 'request failed');
    problem = new ProblemError('internal', `It is logged as ${id}. Nothing was half written; try again.`);
  }
  const body = toProblem(problem, request.url.split('?')[0]);
  if (problem.retryAfter !== undefined) void reply.header('retry-after', String(problem.retryAfter));
  if (problem.allow !== undefined) void reply.header('allow', problem.allow.join(', '));
  if (problem.problem === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  void reply.status(body.status).header('content-type', 'application/problem+json; charset=utf-8').send(body);
}
