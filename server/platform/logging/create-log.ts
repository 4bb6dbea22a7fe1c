import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { loggedError } from './logged-error.js';

export type Log = Logger;
export const LOG = Symbol('Log');

/** `redactedFields`: of a case's input, never written where inputs are written at all; `to`: standard error. */
export function createLog(
  level: string,
  redactedFields: readonly string[] = [],
  to: DestinationStream = pino.destination(2),
): Log {
  return pino(
    {
      level,
      base: { service: 'handrail' },
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (name) => ({ level: name }) },
      serializers: {
        err: (error: unknown) => loggedError(error),
        input: (input: unknown) => withoutFields(input, redactedFields),
      },
    },
    to,
  );
}

/** An input with these of its fields blotted out. */
function withoutFields(input: unknown, names: readonly string[]): unknown {
  if (typeof input !== 'object' || input === null) return '[redacted]';
  return Object.fromEntries(
    Object.entries(input).map(([name, value]: [string, unknown]) => [
      name,
      names.includes(name) ? '[redacted]' : value,
    ]),
  );
}
