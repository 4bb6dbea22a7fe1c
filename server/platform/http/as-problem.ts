import { HttpException } from '@nestjs/common';
import type { ProblemType } from '@handrail/shared/contracts';
import { ProblemError } from './problem-error.js';

const OF_STATUS: Readonly<Record<number, ProblemType>> = {
  400: 'bad-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

const DETAIL: Partial<Record<ProblemType, string>> = {
  'not-found': 'There is nothing at this address.',
  'too-large': 'The body is larger than this address takes.',
  'unsupported-media-type': 'Send application/json.',
};

/** Classes of SQLSTATE and system errors that mean the database is away, not that the request is wrong. */
const DATABASE_AWAY = /^(08|57P|53)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;
/** Values that PostgreSQL's types refuse: 22P02 bad text for a type (a malformed id), 22P05 and 22021 characters, 22003 range. */
const REFUSED_VALUE = new Set(['22P02', '22P05', '22021', '22003', '22007', '22008']);
const RETRY_AFTER_SECONDS = 2;

/** Turns anything thrown into a problem that may be shown; undefined for our own mistakes. */
export function asProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  const code = codeOf(error);
  if (DATABASE_AWAY.test(code)) {
    return new ProblemError('unavailable', 'The database cannot be reached. Nothing was written; try again.', {
      cause: error,
      retryAfter: RETRY_AFTER_SECONDS,
    });
  }
  if (REFUSED_VALUE.has(code)) {
    return new ProblemError('invalid', 'A value has a form that cannot be stored or looked up.', { cause: error });
  }
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  const problem = OF_STATUS[status];
  if (!problem) return undefined;
  return new ProblemError(problem, DETAIL[problem] ?? messageOf(error), { cause: error });
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'The request cannot be understood.';
}
