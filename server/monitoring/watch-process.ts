import { availableParallelism, loadavg } from 'node:os';
import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { LOOK_MS } from '@handrail/shared/monitoring';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { processName, type Background, type Loop } from '../platform/background/index.js';
import { Clock } from '../platform/clock/index.js';
import { MonitoringConfig } from '../platform/config/index.js';
import { KeepMetrics } from './keep-metrics.js';

const DELAY_RESOLUTION_MS = 20;

/** Looks every five seconds at what this process uses and how late it comes to its work. */
@Injectable()
export class WatchProcess implements OnModuleDestroy {
  private readonly name: string;
  private loop: Loop | undefined;
  private delay: IntervalHistogram | undefined;
  private before = { at: performance.now(), cpu: process.cpuUsage() };

  constructor(
    private readonly metrics: KeepMetrics,
    private readonly clock: Clock,
    private readonly config: MonitoringConfig,
  ) {
    this.name = processName(config);
  }

  start(background: Background): void {
    if (!this.config.metrics) return;
    this.delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
    this.delay.enable();
    const run = (): Promise<void> => Promise.resolve(this.look());
    const what = { name: 'watch-process', title: 'Watching of processes', everyMs: LOOK_MS, isWatching: true };
    this.loop = background.loop({ ...what, run }).start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop?.stop();
    this.delay?.disable();
  }

  private look(): void {
    const add = this.metrics.adder({ projectId: null, at: this.clock.now().getTime() });
    const at = performance.now();
    const { user, system } = process.cpuUsage(this.before.cpu);
    add('software.memory', this.name, process.memoryUsage.rss());
    add('software.cpu', this.name, (user + system) / 1000 / (at - this.before.at));
    add('software.load', this.name, (loadavg()[0] ?? 0) / availableParallelism());
    add('software.clock_offset', this.name, this.metrics.clockOffset);
    if (this.delay && this.delay.count > 0) {
      // The timer itself waits that long; what is above it is the delay.
      const late = Math.max(0, this.delay.percentile(99) / 1e6 - DELAY_RESOLUTION_MS);
      add('software.event_loop_delay', this.name, late);
      this.delay.reset();
    }
    this.before = { at, cpu: process.cpuUsage() };
  }
}
