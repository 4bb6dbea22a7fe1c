import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Background, type Loop } from '../../platform/background/index.js';
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
  private loop: Loop | undefined;
  private stop: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly queue: JobQueue,
  ) {}

  /** Looks at once; call it in a process that works. */
  start(background: Background): void {
    const run = (): Promise<void> => this.look();
    const what = { name: 'watch-expiry', title: 'Looking for what has expired', everyMs: LOOK_EVERY_MS };
    const loop = background.loop({ ...what, run }).start({ isAtOnce: true });
    this.loop = loop;
    this.stop = this.feed.on('project', () => loop.wake(SETTLE_MS));
  }

  async onModuleDestroy(): Promise<void> {
    this.stop?.();
    await this.loop?.stop();
  }

  private async look(): Promise<void> {
    const day = this.clock.now().toISOString().slice(0, 10);
    for (const { id: projectId, version } of await expiringProjects(this.database))
      await this.queue.enqueue(ERASE_EXPIRED, { projectId }, `expire-${projectId}-${version}-${day}`);
  }
}
