import { Injectable } from '@nestjs/common';
import { channelSchema, MAX_CHANNELS, type ChannelContent, type ChannelKind } from '@handrail/shared/channels';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay, requirePerson } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, parseWith, ProblemError } from '../platform/http/index.js';
import { newId } from '../platform/ids/index.js';
import { AddressRules, whyRefusedNow } from '../platform/outbound/index.js';
import { recordAudit } from '../projects/index.js';
import {
  channelById,
  insertChannel,
  lockChannels,
  removeChannel,
  updateChannel,
  type ChannelRow,
} from './channel.sql.js';
import { giveUpOf } from './delivery.sql.js';
import { Mailer } from './mailer.js';
import { addressOf, newSecret, OpenChannel, shownOf, type ChannelAddress } from './open-channel.js';

export type GivenChannel = {
  readonly projectId: string;
  readonly kind: ChannelKind;
  readonly content: unknown;
  /** As it was typed. */
  readonly address: string;
};
export type ChangedChannel = Seen & {
  readonly content: unknown;
  /** Absent: as it is. */
  readonly address?: string | undefined;
};
export type Seen = { readonly projectId: string; readonly id: string; readonly expectedVersion: number };
/** `secret`: shown this once; null for kinds that are not signed. */
export type Kept = { readonly id: string; readonly secret: string | null };

/** How long the last secret signs beside a new one. */
const OLD_SECRET_MS = 24 * 3_600_000;
const OFF = 'not sent: the channel was turned off';
type Done = { readonly action: string; readonly subject: string; readonly detail?: unknown };

/** Where a project's events are told. For who may edit the project. */
@Injectable()
export class EditChannel {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly mailer: Mailer,
    private readonly channels: OpenChannel,
    private readonly rules: AddressRules,
  ) {}

  /** @throws ProblemError `invalid` naming each bad value. */
  async add(actor: Actor, { projectId, kind, content: given, address: typed }: GivenChannel): Promise<Kept> {
    assertMay(actor, 'project:edit', projectId);
    const content = parseWith(channelSchema, given);
    if (kind === 'EMAIL' && this.mailer.missing !== null)
      throw invalid(`E-mail is not set up: the operator has to set ${this.mailer.missing}.`, [
        { pointer: '/kind', detail: 'WEBHOOK or SLACK' },
      ]);
    const secret = newSecret();
    const address = addressOf(kind, typed, secret);
    await this.refuseUnreachable(address);
    const id = newId();
    await this.change(actor, projectId, async (tx, by) => {
      if ((await lockChannels(tx, projectId)) >= MAX_CHANNELS)
        throw invalid(`A project has at most ${MAX_CHANNELS} channels; remove one that nobody reads.`);
      const kept = { content, shown: shownOf(address), sealed: this.channels.seal(id, address) };
      await insertChannel(tx, { id, projectId, kind, ...kept, ...by });
      return { action: 'channel.add', subject: content.name, detail: detailOf(kind, content, address) };
    });
    return { id, secret: kind === 'WEBHOOK' ? secret : null };
  }

  /** @throws ProblemError `invalid` naming each bad value, `conflict` where somebody changed or removed it meanwhile. */
  async save(actor: Actor, { content: given, address: typed, ...seen }: ChangedChannel): Promise<void> {
    assertMay(actor, 'project:edit', seen.projectId);
    const content = parseWith(channelSchema, given);
    if (typed !== undefined) await this.refuseTyped(seen.id, typed);
    await this.change(actor, seen.projectId, async (tx, by) => {
      const { row, address: old } = await this.opened(tx, seen);
      const address = typed === undefined ? old : this.replaced(row, old, typed);
      const kept =
        address === undefined
          ? { content, shown: row.shown, sealed: row.sealed }
          : { content, shown: shownOf(address), sealed: this.channels.seal(row.id, address) };
      if (!(await updateChannel(tx, seen, { ...kept, ...by }))) throw changed();
      if (!content.isOn) await giveUpOf(tx, seen.id, OFF);
      return { action: 'channel.change', subject: content.name, detail: detailOf(row.kind, content, address) };
    });
  }

  /** @throws ProblemError `conflict` where somebody changed or removed it meanwhile. */
  async remove(actor: Actor, seen: Seen): Promise<void> {
    assertMay(actor, 'project:edit', seen.projectId);
    await this.change(actor, seen.projectId, async (tx, by) => {
      const { row } = await this.opened(tx, seen);
      if (!(await removeChannel(tx, seen, by))) throw changed();
      await giveUpOf(tx, seen.id, OFF);
      return { action: 'channel.remove', subject: row.name };
    });
  }

  /** A new secret; the last one signs, too, for a day. Gives it, this once. As `remove`; `invalid` for what is not signed. */
  async newSecret(actor: Actor, seen: Seen): Promise<Kept> {
    assertMay(actor, 'project:edit', seen.projectId);
    const secret = newSecret();
    await this.change(actor, seen.projectId, async (tx, by) => {
      const { row, address } = await this.opened(tx, seen);
      if (address?.kind !== 'WEBHOOK') throw invalid('Only webhooks that can be read are signed.');
      const until = new Date(by.now.getTime() + OLD_SECRET_MS).toISOString();
      const sealed = this.channels.seal(row.id, { ...address, secret, previous: { secret: address.secret, until } });
      const content = { name: row.name, events: row.events, isOn: row.is_on };
      if (!(await updateChannel(tx, seen, { content, shown: row.shown, sealed, ...by }))) throw changed();
      return { action: 'channel.new-secret', subject: row.name };
    });
    return { id: seen.id, secret };
  }

  private async opened(
    tx: Tx,
    { id, projectId }: Seen,
  ): Promise<{ row: ChannelRow; address: ChannelAddress | undefined }> {
    const row = await channelById(tx, id);
    if (row?.project_id !== projectId) throw changed();
    return { row, address: this.channels.open(row) };
  }

  /** Its secrets stay, unless nobody can read them any more. */
  private replaced({ kind }: ChannelRow, old: ChannelAddress | undefined, typed: string): ChannelAddress {
    const address = addressOf(kind, typed, newSecret());
    if (address.kind !== 'WEBHOOK' || old?.kind !== 'WEBHOOK') return address;
    return { ...old, url: address.url };
  }

  /** Before the transaction: a name server may take its time. */
  private async refuseTyped(channelId: string, typed: string): Promise<void> {
    const row = await this.unitOfWork.run((tx) => channelById(tx, channelId));
    if (row) await this.refuseUnreachable(addressOf(row.kind, typed, ''));
  }

  /** Where nothing would ever be sent to is told to whoever types it in, not to who waits for a message. */
  private async refuseUnreachable(address: ChannelAddress): Promise<void> {
    if (address.kind === 'EMAIL') return;
    const why = await whyRefusedNow(address.url, this.rules);
    if (why !== undefined) throw invalid(`Nothing is sent there: ${why}.`, [{ pointer: '/address', detail: why }]);
  }

  private async change(
    actor: Actor,
    projectId: string,
    work: (tx: Tx, by: { by: string; now: Date }) => Promise<Done>,
  ): Promise<void> {
    const by = { by: requirePerson(actor).name, now: this.clock.now() };
    await this.unitOfWork.run(async (tx) => {
      const done = await work(tx, by);
      await recordAudit(tx, { projectId, actor, ...done, now: by.now });
      await this.feed.publish(tx, { type: 'deliveries', projectId });
    });
  }
}

function detailOf(kind: ChannelKind, content: ChannelContent, address: ChannelAddress | undefined): object {
  return { kind, ...content, ...(address && { address: shownOf(address) }) };
}

function changed(): ProblemError {
  return new ProblemError('conflict', 'Somebody changed or removed this channel meanwhile; look at it again.');
}
