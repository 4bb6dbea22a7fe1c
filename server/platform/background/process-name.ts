import { hostname } from 'node:os';
import type { MonitoringConfig } from '../config/index.js';

/** Under which this process's metrics and loops stand: what it does and where. */
export function processName({ role }: Pick<MonitoringConfig, 'role'>): string {
  return `${role} ${hostname()}:${process.pid}`;
}
