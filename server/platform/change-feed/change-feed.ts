import { EventEmitter } from 'node:events';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { changeSchema, type Change, type ChangeType } from '@handrail/shared/contracts';
import pg from 'pg';
import type { Tx } from '../database/index.js';

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

  constructor(private readonly url: string) {}

  async onModuleInit(): Promise<void> {
    await this.listen();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    await this.client?.end().catch(() => undefined);
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
    client.on('error', () => undefined);
    client.on('end', () => void this.reconnect());
    client.on('notification', ({ payload }) => this.receive(payload ?? ''));
    this.client = client;
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  }

  private async reconnect(): Promise<void> {
    while (!this.closed) {
      await new Promise((wake) => setTimeout(wake, RECONNECT_MS).unref());
      try {
        await this.listen();
        this.listeners.emit('resync', { type: 'resync', projectId: '' } satisfies Change);
        return;
      } catch {
        // The database is still away; its own connection errors are reported by whoever needs it.
        this.client?.removeAllListeners('end');
      }
    }
  }

  private receive(payload: string): void {
    const change = changeSchema.safeParse(JSON.parse(payload));
    if (change.success) this.listeners.emit(change.data.type, change.data);
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
