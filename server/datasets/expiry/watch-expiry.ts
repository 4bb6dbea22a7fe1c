import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database } from '../../platform/database/index.js';
import { JobQueue } from '../../platform/queue/index.js';
import { ERASE_EXPIRED } from '../datasets.jobs.js';
import { expiringProjects } from './expired-cases.sql.js';

const LOOK_EVERY_MS = 3_600_000;
/** Changes come in bursts. */
const SETTLE_MS = 500;

/**
 * Asks once a day (UTC), and once for each profile that is declared, that what has expired is erased. Any number of
 * processes may watch: the day's job of a profile has one name.
 */
@Injectable()
export class WatchExpiry implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;
  private stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly queue: JobQueue,
  ) {}

  /** Looks at once; call it in a process that works. `onError` is told what went wrong; it is tried again. */
  start(onError: (error: unknown) => void): void {
    const look = (): void => void this.look().catch(onError);
    this.timer = setInterval(look, LOOK_EVERY_MS);
    this.stop = this.feed.on('project', () => {
      this.soon ??= setTimeout(() => {
        this.soon = undefined;
        look();
      }, SETTLE_MS);
    });
    look();
  }

  onModuleDestroy(): void {
    this.stop?.();
    clearInterval(this.timer);
    clearTimeout(this.soon);
  }

  private async look(): Promise<void> {
    const day = this.clock.now().toISOString().slice(0, 10);
    for (const { id: projectId, version } of await expiringProjects(this.database))
      await this.queue.enqueue(ERASE_EXPIRED, { projectId }, `expire-${projectId}-${version}-${day}`);
  }
}
