import { z } from 'zod';
import type { FieldError } from '../schema/index.js';

/** Every kind of failure that Handrail answers with: the title never varies, the detail does (RFC 9457). */
export const PROBLEMS = {
  'bad-request': { status: 400, title: 'The request cannot be parsed' },
  unauthenticated: { status: 401, title: 'Sign in or send a known API key' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  'method-not-allowed': { status: 405, title: 'Method not allowed' },
  'idempotency-conflict': { status: 409, title: 'The idempotency key was used with another body' },
  conflict: { status: 409, title: 'It changed meanwhile' },
  undecided: { status: 409, title: 'The case is not decided yet' },
  gone: { status: 410, title: 'It is kept no longer' },
  'request-timeout': { status: 408, title: 'The request took too long to come' },
  'too-large': { status: 413, title: 'The body is too large' },
  'unsupported-media-type': { status: 415, title: 'Unsupported content type' },
  invalid: { status: 422, title: 'The values do not fit' },
  'too-many-requests': { status: 429, title: 'Too many requests' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'Not available right now' },
  'disk-full': { status: 507, title: 'The disk is full' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemType = keyof typeof PROBLEMS;
export const problemTypeSchema = z.enum(Object.keys(PROBLEMS) as [ProblemType, ...ProblemType[]]);

/** An `application/problem+json` body. `type` is `/problems/<ProblemType>`. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly errors?: readonly FieldError[];
};
