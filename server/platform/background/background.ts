import type { OnApplicationBootstrap, BeforeApplicationShutdown } from '@nestjs/common';
import { judgeLoops, type LoopHealth, type LoopSeen } from '@handrail/shared/monitoring';
import type { Clock } from '../clock/index.js';
import type { MonitoringConfig } from '../config/index.js';
import type { Database, UnitOfWork } from '../database/index.js';
import { newId } from '../ids/index.js';
import type { Log } from '../logging/index.js';
import { askEveryMinute, type JobQueue, type MinuteJob } from '../queue/index.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { forgetOthers, readLoops, storeLoops } from './loop-states.sql.js';
import { Loop, type LoopGiven } from './loop.js';
import { processName } from './process-name.js';

const TELL_EVERY_MS = 10_000;
/** A process that stood still judges when its loops have had time to run. */
const STOOD_STILL_MS = 5000;
/** While a loop does not succeed, the log says so again. */
const RING_EVERY_MS = 600_000;
const MINUTE_MS = 60_000;
const ASK_EVERY_MS = 5000;

type Needs = {
  readonly log: Log;
  readonly clock: Clock;
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  readonly queue: JobQueue;
  readonly telemetry: Telemetry;
  readonly config: MonitoringConfig;
};

/**
 * Where everything that runs again and again is known: it logs, counts and judges it, tells the other processes through the
 * database, and rings where something has not succeeded for three of its periods.
 */
export class Background implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly instance = newId();
  private readonly process: string;
  private readonly loops = new Map<string, Loop>();
  private readonly rung = new Map<string, number>();
  private readonly telling: Loop;
  private readonly listeners: ((loops: readonly LoopHealth[]) => void)[] = [];
  private judged: readonly LoopHealth[] | undefined;
  private lookedAt: number;
  private isTidied = false;

  constructor(private readonly needs: Needs) {
    this.process = processName(needs.config);
    this.lookedAt = needs.clock.now().getTime();
    const run = (): Promise<void> => this.tellAndJudge();
    this.telling = this.loop({
      name: 'tell-of-loops',
      title: 'Watching of background work',
      everyMs: TELL_EVERY_MS,
      run,
    });
    needs.telemetry.watchLoops(() => this.health);
  }

  onApplicationBootstrap(): void {
    this.telling.start();
  }

  /** After every loop was stopped by its owner. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.telling.stop();
    await this.store().catch((error: unknown) => this.telling.failed(error));
  }

  /** A loop of this process; `start` it. */
  loop(given: LoopGiven): Loop {
    const { log, clock, telemetry } = this.needs;
    if (this.loops.has(given.name)) throw new Error(`There are two loops ${given.name}.`);
    telemetry.beginLoop(given.name);
    const count = (loop: string, outcome: string): void => telemetry.loopRuns.inc({ loop, outcome });
    const loop = new Loop(given, { log, now: () => clock.now().getTime(), count });
    this.loops.set(given.name, loop);
    return loop;
  }

  /** One job a minute, however many processes ask for it; whichever does it has succeeded or failed for all of them. */
  minuteJob(
    job: MinuteJob,
    { settleMs = 0, ...given }: { readonly title: string; readonly isWatching?: boolean; readonly settleMs?: number },
  ): Loop {
    const { queue, clock } = this.needs;
    const loop = this.loop({
      ...given,
      ...{ name: job.name, everyMs: ASK_EVERY_MS, expectMs: MINUTE_MS, isShared: true, isOnlyAsking: true },
      run: askEveryMinute(job, { queue, clock, settleMs }),
    });
    queue.watch(job.name, (error) => (error === null ? loop.succeeded() : loop.failed(error)));
    return loop.start();
  }

  /** As last judged, some seconds ago; before that, what this process knows of its own. */
  get health(): readonly LoopHealth[] {
    return this.judged ?? judgeLoops(this.own(), this.now());
  }

  /** The same over all processes, asked for where nothing was judged yet. */
  async known(): Promise<readonly LoopHealth[]> {
    return this.judged ?? (await this.look());
  }

  /** Hears every few seconds how all loops stand; must not throw. */
  onJudged(listener: (loops: readonly LoopHealth[]) => void): void {
    this.listeners.push(listener);
  }

  /** As it stands now, over all processes. */
  async look(): Promise<LoopHealth[]> {
    const others = await readLoops(this.needs.database);
    return judgeLoops([...this.own(), ...others.filter(({ instance }) => instance !== this.instance)], this.now());
  }

  private async tellAndJudge(): Promise<void> {
    const now = this.now();
    const stoodStill = now - this.lookedAt > TELL_EVERY_MS + STOOD_STILL_MS;
    this.lookedAt = now;
    try {
      await this.store();
      this.judged = await this.look();
    } catch (error) {
      // What this process does is known all the same.
      this.judged = judgeLoops(this.own(), now);
      throw error;
    } finally {
      if (!stoodStill) this.ring(now);
    }
  }

  private async store(): Promise<void> {
    const loops = this.own();
    await this.needs.unitOfWork.run(async (tx) => {
      if (!this.isTidied && this.needs.config.role !== 'api')
        await forgetOthers(
          tx,
          loops.map(({ name }) => name),
        );
      await storeLoops(tx, { instance: this.instance, loops });
    });
    this.isTidied = true;
  }

  private own(): LoopSeen[] {
    const seenAt = this.now();
    return [...this.loops.values()].map((loop) => ({ ...loop.read(), process: this.process, seenAt }));
  }

  private ring(now: number): void {
    for (const { name: loop, title, verdict, error, silentMs } of this.health) {
      const rungAt = this.rung.get(loop);
      if (verdict === 'OK') {
        if (rungAt !== undefined) this.needs.log.warn({ loop }, `${title} succeeds again`);
        this.rung.delete(loop);
      } else if (rungAt === undefined || now - rungAt >= RING_EVERY_MS) {
        const silentSeconds = Math.round(silentMs / 1000);
        this.needs.log.error(
          { loop, verdict, silentSeconds, reason: error },
          `${title} has not succeeded for three of its periods`,
        );
        this.rung.set(loop, now);
      }
    }
    for (const listener of this.listeners) listener(this.health);
  }

  private now(): number {
    return this.needs.clock.now().getTime();
  }
}
