import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { newId } from '../platform/ids/index.js';
import { channelById } from './channel.sql.js';
import { OpenChannel } from './open-channel.js';
import { SendMessage, type Exchange, type Outcome } from './send-message.js';

/** Sends a test by a channel at once, on or off, and gives what went out and what came back. */
@Injectable()
export class TryChannel {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly channels: OpenChannel,
    private readonly sender: SendMessage,
  ) {}

  async run(actor: Actor, channelId: string): Promise<Outcome & { exchange: Exchange }> {
    const row = await channelById(this.database, channelId);
    if (!row) throw notFound('channel');
    assertMay(actor, 'project:edit', row.project_id);
    const address = this.channels.open(row);
    if (!address)
      return {
        kind: 'failed',
        status: 'its address cannot be read: HANDRAIL_SECRET is another one now; give it again',
        exchange: { headers: {}, body: '', answer: null },
      };
    const [project] = await this.database.query<{ id: string; slug: string; name: string }>(
      'select id, slug, name from project where id = $1',
      [row.project_id],
    );
    if (!project) throw notFound('project');
    const now = this.clock.now();
    const data = { channel: { name: row.name }, project };
    const message = { type: 'channel.test', timestamp: now.toISOString(), data } as const;
    const line = this.sender.open(address, 1);
    try {
      // The receiver has a time of its own; nobody else ends it.
      const { signal } = new AbortController();
      return await line.send({ id: newId(), message, trace: undefined, now, signal });
    } finally {
      await line.close();
    }
  }
}
