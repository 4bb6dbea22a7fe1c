import { hostname } from 'node:os';
import type { MonitoringConfig } from '../platform/config/index.js';

/** Under which this process's metrics stand: what it does and where. */
export function processName({ role }: Pick<MonitoringConfig, 'role'>): string {
  return `${role} ${hostname()}:${process.pid}`;
}
