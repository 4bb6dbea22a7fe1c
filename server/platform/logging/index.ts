import { pino, stdTimeFunctions, type Logger } from 'pino';

/** The process's log: JSON lines on standard error, nothing personal. ERROR: a human must act; WARN: it heals itself. */
export type Log = Logger;
export const LOG = Symbol('Log');

export function createLog(level: string): Log {
  return pino({ level, base: { service: 'handrail' }, timestamp: stdTimeFunctions.isoTime }, pino.destination(2));
}
