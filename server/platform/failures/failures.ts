import type { Log } from '../logging/index.js';
import type { Telemetry } from '../telemetry/telemetry.js';

const LOG_EVERY_MS = 60_000;

/** `name`: on `/metrics` and in the log; `title`: in words. */
type SideWorkGiven = { readonly name: string; readonly title: string };

/**
 * Work beside an answer or a job, whose failure stops neither: it is logged (once a minute; how often is said with it) and
 * counted, so that it is never lost in silence.
 */
export class SideWork {
  private loggedAt = -Infinity;
  private unlogged = 0;

  constructor(
    private readonly given: SideWorkGiven,
    private readonly listener: { readonly log: Log; readonly telemetry: Telemetry },
  ) {
    for (const outcome of ['succeeded', 'failed']) listener.telemetry.sideWork.inc({ work: given.name, outcome }, 0);
  }

  /** Hears how it ends, without waiting for it. */
  hear(work: Promise<unknown>): void {
    work.then(
      () => this.succeeded(),
      (error: unknown) => this.failed(error),
    );
  }

  /** Waits for it; what it gives, or undefined where it failed. Never throws. */
  async end<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      const result = await work;
      this.succeeded();
      return result;
    } catch (error) {
      this.failed(error);
      return undefined;
    }
  }

  private succeeded(): void {
    this.listener.telemetry.sideWork.inc({ work: this.given.name, outcome: 'succeeded' });
  }

  failed(error: unknown): void {
    this.listener.telemetry.sideWork.inc({ work: this.given.name, outcome: 'failed' });
    this.unlogged += 1;
    const now = performance.now();
    if (now - this.loggedAt < LOG_EVERY_MS) return;
    const { name: work, title } = this.given;
    this.listener.log.warn({ err: error, work, failures: this.unlogged }, `${title} failed`);
    this.loggedAt = now;
    this.unlogged = 0;
  }
}

/** Where work beside the answers is known by its name. */
export class Failures {
  private readonly works = new Map<string, SideWork>();

  constructor(
    private readonly log: Log,
    private readonly telemetry: Telemetry,
  ) {}

  /** The same for each who asks by this name, so that all of them together are logged once a minute. */
  of(name: string, title: string): SideWork {
    const work = this.works.get(name) ?? new SideWork({ name, title }, { log: this.log, telemetry: this.telemetry });
    this.works.set(name, work);
    return work;
  }
}
