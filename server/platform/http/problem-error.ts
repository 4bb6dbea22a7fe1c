import { PROBLEMS, type FieldError, type Problem, type ProblemType } from '@handrail/shared/contracts';

type Details = {
  readonly errors?: readonly FieldError[];
  readonly cause?: unknown;
  /** Seconds after which it is worth trying again. */
  readonly retryAfter?: number;
  /** For `method-not-allowed`: what the address takes. */
  readonly allow?: readonly string[];
};

/** A failure that the caller is told about: bad input, no permission, not found, a conflict, something that is down. */
export class ProblemError extends Error {
  readonly errors: readonly FieldError[];
  readonly retryAfter: number | undefined;
  readonly allow: readonly string[] | undefined;

  /** `detail` says what, which and what to do; it holds nothing secret or personal. */
  constructor(
    readonly problem: ProblemType,
    detail: string,
    { errors = [], cause, retryAfter, allow }: Details = {},
  ) {
    super(detail, { cause });
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.allow = allow;
  }
}

/** What is not there and what one may not see look the same. */
export function notFound(what: string): ProblemError {
  return new ProblemError('not-found', `There is no ${what} here that you can see.`);
}

/** Parseable, but the values do not fit. */
export function invalid(detail: string, errors: readonly FieldError[] = []): ProblemError {
  return new ProblemError('invalid', detail, { errors });
}

/** The body that goes out for a failure. */
export function toProblem(error: ProblemError, instance?: string): Problem {
  const { status, title } = PROBLEMS[error.problem];
  return {
    type: `/problems/${error.problem}`,
    title,
    status,
    detail: error.message,
    ...(instance === undefined ? {} : { instance }),
    ...(error.errors.length > 0 ? { errors: error.errors } : {}),
  };
}
