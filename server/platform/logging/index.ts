import { pino, stdTimeFunctions, type Logger } from 'pino';
import { loggedError } from './logged-error.js';

/** The process's log: JSON lines on standard error, nothing personal. ERROR: a human must act; WARN: it heals itself. */
export type Log = Logger;
export const LOG = Symbol('Log');

export function createLog(level: string): Log {
  const base = { service: 'handrail' };
  const serializers = { err: (error: unknown) => loggedError(error) };
  return pino({ level, base, timestamp: stdTimeFunctions.isoTime, serializers }, pino.destination(2));
}
