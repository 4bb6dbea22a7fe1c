import { EventEmitter } from 'node:events';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { changeSchema, type Change, type ChangeType } from '@handrail/shared/contracts';
import pg from 'pg';
import type { Tx } from '../database/index.js';
import { heardElsewhere, type Failures, type SideWork } from '../failures/index.js';

const CHANNEL = 'handrail_change';
const RECONNECT_MS = 500;
const CASES_A_NOTICE = 100;

/**
 * What processes tell each other, through PostgreSQL's LISTEN/NOTIFY. A change is delivered to every process after the
 * commit that published it, and never for a transaction that rolled back. After an interruption a `resync` comes: then
 * anything may have changed.
 */
export class ChangeFeed implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners = new EventEmitter().setMaxListeners(0);
  private client: pg.Client | undefined;
  private closed = false;

  private readonly closing: SideWork;
  private readonly coming: SideWork;

  constructor(
    private readonly url: string,
    failures: Failures,
  ) {
    this.coming = failures.of('listen-to-changes', 'Listening to changes of other processes');
    this.closing = failures.of('close-connections', 'Closing of a connection');
  }

  async onModuleInit(): Promise<void> {
    await this.listen();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.client) await this.closing.end(this.client.end());
  }

  /** Announces a change when `tx` commits. */
  async publish(tx: Tx, change: Change): Promise<void> {
    for (const part of inNotices(change)) {
      await tx.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(part)]);
    }
  }

  /** Calls `listener` for each change of the type, from any process; gives the function that ends it. */
  on<T extends ChangeType>(type: T, listener: (change: Extract<Change, { type: T }>) => void): () => void {
    this.listeners.on(type, listener);
    return () => this.listeners.off(type, listener);
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'handrail-feed', keepAlive: true });
    // A connection that is lost ends, and is opened anew.
    heardElsewhere(client).on('end', () => this.coming.hear(this.reconnect()));
    client.on('notification', ({ payload }) => this.coming.hear(this.receive(payload ?? '')));
    this.client = client;
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  }

  /** Until it listens again: `handrail_side_work_total` and the log say how often it did not. */
  private async reconnect(): Promise<void> {
    while (!this.closed) {
      // Not background work: it ends with the first success, and tells of each failure.
      await new Promise((wake) => setTimeout(wake, RECONNECT_MS).unref());
      try {
        await this.listen();
      } catch (error) {
        this.client?.removeAllListeners('end');
        if (!this.closed) this.coming.failed(error);
        continue;
      }
      return this.coming.hear(this.receive(JSON.stringify({ type: 'resync', projectId: '' } satisfies Change)));
    }
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- what a listener throws is a failure like any other.
  private async receive(payload: string): Promise<void> {
    const change = changeSchema.parse(JSON.parse(payload));
    this.listeners.emit(change.type, change);
  }
}

/** A notice holds less than 8,000 bytes. */
function inNotices(change: Change): Change[] {
  if (change.type !== 'decided' || change.caseIds.length <= CASES_A_NOTICE) return [change];
  const parts: Change[] = [];
  for (let start = 0; start < change.caseIds.length; start += CASES_A_NOTICE) {
    parts.push({ ...change, caseIds: change.caseIds.slice(start, start + CASES_A_NOTICE) });
  }
  return parts;
}
