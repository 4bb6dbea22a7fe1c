import { HttpException } from '@nestjs/common';
import type { ProblemType } from '@handrail/shared/contracts';
import { isRoomGone } from '../failures/room-left.js';
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
  431: 'headers-too-large',
};

const DETAIL: Partial<Record<ProblemType, string>> = {
  'not-found': 'There is nothing at this address.',
  'too-large': 'The body is larger than this address takes.',
  'unsupported-media-type': 'Send application/json.',
};

/** Classes of SQLSTATE and system errors that mean the database is away (25006: it is the standby now; 08P01 is a mistake of ours in its protocol), not that the request is wrong. */
const DATABASE_AWAY =
  /^(08(?!P01)|57P|53(?!100)|25006)|^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What the driver and TypeORM say, without a code, of a connection that broke or could not be made in time. */
const CONNECTION_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Cannot use a pool after calling end|Driver not Connected|Database connection provided by a query runner was already released|Query runner already released)/;
/**
 * Values that PostgreSQL refuses: all of class 22 (bad text for a type, characters, range, time zones, a negative page, a
 * pattern, JSON), and the program's limits, such as text too long for an index or nested too deep.
 */
const REFUSED_VALUE = /^(22...|54001|54000)$/;
/** No room on the disk, of the database (53100) or of this machine; over the quota. */
const DISK_FULL = /^(53100|ENOSPC|EDQUOT)$/;
const RETRY_AFTER_SECONDS = 2;
const DISK_RETRY_SECONDS = 60;
const MAX_DETAIL = 200;

/** Whether the database was lost on the way: then nobody knows what of the work it has stored. */
export function isDatabaseAway(error: unknown): boolean {
  return DATABASE_AWAY.test(codeOf(error)) || (error instanceof Error && CONNECTION_LOST.test(error.message));
}

/** Whether something could not be written since no room is left. */
export function isDiskFull(error: unknown): boolean {
  return DISK_FULL.test(codeOf(error));
}

function diskFull(code: string, cause: unknown): ProblemError {
  const where = code === '53100' ? 'of the database' : 'with HANDRAIL_DATA_DIR';
  const detail = `The disk ${where} is full; nothing was stored. Whoever runs Handrail has to make room, then try again.`;
  return new ProblemError('disk-full', detail, { cause, retryAfter: DISK_RETRY_SECONDS });
}

/** A database of our own whose disk is full is away for that reason, and does not come back before there is room. */
function databaseAway(cause: unknown): ProblemError {
  if (isRoomGone())
    return new ProblemError(
      'disk-full',
      'The disk of the database is full, so it has stopped. Whoever runs Handrail has to make room, then try again; under its Idempotency-Key a case is stored once.',
      { cause, retryAfter: DISK_RETRY_SECONDS },
    );
  const detail = 'The database cannot be reached. Try again; under its Idempotency-Key a case is stored once.';
  return new ProblemError('unavailable', detail, { cause, retryAfter: RETRY_AFTER_SECONDS });
}

/** Turns anything thrown into a problem that may be shown; undefined for our own mistakes. */
export function asProblem(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  const code = codeOf(error);
  if (isDiskFull(error)) return diskFull(code, error);
  if (isDatabaseAway(error)) return databaseAway(error);
  if (REFUSED_VALUE.test(code)) {
    return new ProblemError('invalid', 'A value has a form that cannot be stored or looked up.', { cause: error });
  }
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  // Whatever else the framework refuses (a header or an address too long, a request cut off) is the caller's to mend.
  const problem = OF_STATUS[status] ?? (status >= 400 && status < 500 ? 'bad-request' : undefined);
  if (!problem) return undefined;
  return new ProblemError(problem, DETAIL[problem] ?? messageOf(error), { cause: error });
}

function codeOf(error: unknown): string {
  // A name with several addresses fails with one error for each.
  const one: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return typeof one === 'object' && one !== null && 'code' in one ? String(one.code) : '';
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? Number(error.statusCode) : 500;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, MAX_DETAIL) : 'The request cannot be understood.';
}
