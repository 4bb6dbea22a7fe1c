import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { retryDelayMs, TRIES } from '@handrail/shared/channels';
import { channelMessageSchema, type Actor } from '@handrail/shared/contracts';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../platform/database/index.js';
import { Telemetry } from '../platform/telemetry/index.js';
import { traced } from '../platform/tracing/index.js';
import { recordAudit } from '../projects/index.js';
import { channelById, notePause, turnOff, type ChannelRow } from './channel.sql.js';
import { claimDue, giveUpOf, settle, type ClaimedDelivery } from './delivery.sql.js';
import { OpenChannel, type ChannelAddress } from './open-channel.js';
import { recipientOf } from './recipient.sql.js';
import { SendMessage, type Line, type Outcome } from './send-message.js';

/** Messages that are under way to one channel at a time. */
const AT_ONCE = 4;
/** Nobody else makes the try in this time: longer than a receiver or a mail server may take. */
const HOLD_MS = 90_000;
/** A receiver that takes nothing is tried again at least so often, however many tries have failed. */
const LONGEST_PAUSE_MS = 15 * 60_000;
const GONE = 'its receiver answered 410, that it is gone';
const HANDRAIL: Actor = { kind: 'system', name: 'Handrail' };
const traceSchema = z.object({ traceparent: z.string(), tracestate: z.string().optional() });

/** Sends what is due for one channel, a few at a time, until nothing is or it takes nothing. */
@Injectable()
export class DrainChannel {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly telemetry: Telemetry,
    private readonly channels: OpenChannel,
    private readonly sender: SendMessage,
  ) {}

  /** `channelId`: null for what goes to people who asked for it. */
  async run(channelId: string | null, signal: AbortSignal): Promise<void> {
    if (channelId === null) return this.people(signal);
    const channel = await channelById(this.database, channelId);
    if (!channel?.is_on) return;
    const address = this.channels.open(channel);
    const line = address ? this.sender.open(address, AT_ONCE) : UNREADABLE;
    try {
      await this.drain(channel, line, signal);
    } finally {
      await line.close();
    }
  }

  private async drain(channel: ChannelRow, line: Line, signal: AbortSignal): Promise<void> {
    let { failures } = channel;
    for (;;) {
      signal.throwIfAborted();
      const claimed = await this.claim(channel.id);
      if (claimed.length === 0) return;
      const outcomes = await Promise.all(claimed.map((one) => this.one(one, { line, kind: channel.kind, signal })));
      if (outcomes.some(({ kind }) => kind === 'gone')) return this.end(channel);
      // One message that is not taken stops nothing; a receiver that takes none is left alone for a while.
      const isDown = outcomes.every(({ kind }) => kind === 'failed');
      if (isDown || failures > 0) {
        failures = isDown ? failures + 1 : 0;
        await this.pause(channel, failures, outcomes);
      }
      await this.unitOfWork.run((tx) => this.tell(tx, channel.project_id));
      if (isDown) return;
    }
  }

  private async people(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const claimed = await this.claim(null);
      if (claimed.length === 0) return;
      for (const one of claimed) {
        const to = await recipientOf(this.database, { projectId: one.project_id, personId: one.person_id });
        const address: ChannelAddress | undefined = to === undefined ? undefined : { kind: 'EMAIL', to: [to] };
        const line = address ? this.sender.open(address, 1) : NOBODY;
        await this.one(one, { line, kind: 'EMAIL', signal });
        await this.unitOfWork.run((tx) => this.tell(tx, one.project_id));
      }
    }
  }

  private claim(channelId: string | null): Promise<ClaimedDelivery[]> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + HOLD_MS);
    return this.unitOfWork.run((tx) => claimDue(tx, { channelId, limit: AT_ONCE, now, until }));
  }

  /** One try, and what came of it. */
  private async one(
    claimed: ClaimedDelivery,
    { line, kind, signal }: { line: Line; kind: string; signal: AbortSignal },
  ): Promise<Outcome> {
    const outcome = await traced(
      `deliver ${claimed.event}`,
      {
        kind: 'client',
        parent: traceSchema.safeParse(claimed.trace).data,
        attributes: { 'handrail.channel_kind': kind, 'messaging.message.id': claimed.message_id },
      },
      async (span): Promise<Outcome> => {
        const message = channelMessageSchema.safeParse(claimed.body);
        if (!message.success) return { kind: 'failed', status: 'was announced in a form that is not known here' };
        const what = {
          id: claimed.message_id,
          message: message.data,
          trace: span?.carrier,
          now: this.clock.now(),
          signal,
        };
        return line.send(what);
      },
    );
    this.telemetry.deliveries.inc({ kind: kind.toLowerCase(), outcome: outcome.kind });
    await this.unitOfWork.run((tx) => settle(tx, this.settledBy(claimed, outcome)));
    return outcome;
  }

  private settledBy(
    { id, tries, gives_up_after: last }: ClaimedDelivery,
    { kind, status, retryAfterMs }: Outcome,
  ): Parameters<typeof settle>[1] {
    if (kind === 'taken') return { id, tries, state: 'DELIVERED', nextTryAt: null, status };
    if (kind === 'gone' || tries >= last) return { id, tries, state: 'FAILED', nextTryAt: null, status };
    // As late as it would come anyway, or later where the receiver asks for that.
    const delay = Math.max(retryDelayMs(tries - (last - TRIES), Math.random()), retryAfterMs ?? 0);
    return { id, tries, state: 'WAITING', nextTryAt: new Date(this.clock.now().getTime() + delay), status };
  }

  private async pause({ id }: ChannelRow, failures: number, outcomes: readonly Outcome[]): Promise<void> {
    const asked = Math.max(0, ...outcomes.map(({ retryAfterMs }) => retryAfterMs ?? 0));
    const delay = Math.max(Math.min(LONGEST_PAUSE_MS, retryDelayMs(failures, Math.random())), asked);
    const until = failures === 0 ? null : new Date(this.clock.now().getTime() + delay);
    await this.unitOfWork.run((tx) => notePause(tx, id, { failures, until }));
  }

  /** Nobody listens there any more: it is said so, and nothing is sent there until a person turns it on again. */
  private async end({ id, project_id: projectId, name }: ChannelRow): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      await giveUpOf(tx, id, 'not sent: the channel was turned off');
      if (await turnOff(tx, id, { reason: GONE, now }))
        await recordAudit(tx, { projectId, actor: HANDRAIL, action: 'channel.turn-off', subject: name, now });
      await this.tell(tx, projectId);
    });
  }

  private async tell(tx: Tx, projectId: string): Promise<void> {
    await this.feed.publish(tx, { type: 'deliveries', projectId });
  }
}

/** A line that takes nothing, and says why. */
function closedLine(status: string): Line {
  const exchange = { headers: {}, body: '', answer: null };
  return { send: () => Promise.resolve({ kind: 'failed', status, exchange }), close: () => Promise.resolve() };
}
const UNREADABLE = closedLine('its address cannot be read: HANDRAIL_SECRET is another one now; give it again');
const NOBODY = closedLine('whoever asked is not in the project any more');
