import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';

/** What this process used of the machine: memory in bytes (resident set), processor in cores. */
export type Load = {
  readonly memoryBytes: number;
  readonly memoryPeakBytes: number;
  readonly cpuCores: number;
  readonly cpuPeakCores: number;
  /** Over so many seconds, at most ten minutes. */
  readonly seconds: number;
};

const EVERY_MS = 5000;
const KEPT = 120;

type Taken = { readonly at: number; readonly memory: number; readonly cpuMs: number };

/** Looks every five seconds at what this process uses and keeps the last ten minutes. */
@Injectable()
export class ProcessLoad implements OnModuleInit, OnApplicationShutdown {
  private readonly taken: Taken[] = [take()];
  private timer: NodeJS.Timeout | undefined;

  onModuleInit(): void {
    // Not background work: it reads two counters of the system.
    this.timer = setInterval(() => this.keep(take()), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  read(): Load {
    const now = take();
    const all = [...this.taken, now];
    const first = all[0] ?? now;
    const rates = all.slice(1).flatMap((one, index) => coresBetween(all[index] ?? one, one) ?? []);
    return {
      memoryBytes: now.memory,
      memoryPeakBytes: Math.max(...all.map(({ memory }) => memory)),
      cpuCores: coresBetween(first, now) ?? 0,
      cpuPeakCores: Math.max(0, ...rates),
      seconds: (now.at - first.at) / 1000,
    };
  }

  private keep(one: Taken): void {
    this.taken.push(one);
    if (this.taken.length > KEPT) this.taken.shift();
  }
}

function take(): Taken {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), memory: process.memoryUsage.rss(), cpuMs: (user + system) / 1000 };
}

/** Undefined between two looks that are too near to each other to say anything. */
function coresBetween(a: Taken, b: Taken): number | undefined {
  return b.at - a.at < 1000 ? undefined : (b.cpuMs - a.cpuMs) / (b.at - a.at);
}
