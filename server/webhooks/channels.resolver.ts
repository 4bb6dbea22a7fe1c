import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { DeliveryState } from '@handrail/shared/channels';
import type { Actor } from '@handrail/shared/contracts';
import { Allow, CurrentActor } from '../platform/access/index.js';
import { decodeCursor, encodeCursor } from '../platform/graphql/index.js';
import { invalid } from '../platform/http/index.js';
import { ChannelReads } from './channel-reads.js';
import {
  AddChannelInput,
  ChannelKept,
  ChannelList,
  ChannelTest,
  Delivery,
  DeliveryConnection,
  DeliveryStateEnum,
  SaveChannelInput,
  toChannel,
  toChannelTest,
  toDelivery,
} from './channels.types.js';
import { EditChannel } from './edit-channel.js';
import { Mailer } from './mailer.js';
import { Redeliver } from './redeliver.js';
import { TryChannel } from './try-channel.js';

const MOST = 100;

@Resolver()
export class ChannelsResolver {
  constructor(
    private readonly reads: ChannelReads,
    private readonly edit: EditChannel,
    private readonly tries: TryChannel,
    private readonly again: Redeliver,
    private readonly mailer: Mailer,
  ) {}

  @Allow({ permission: 'monitoring:read' })
  @Query(() => ChannelList)
  async channels(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
  ): Promise<ChannelList> {
    const channels = (await this.reads.list(actor, projectId)).map(toChannel);
    return { channels, mailNeeds: this.mailer.missing };
  }

  @Allow({ permission: 'monitoring:read' })
  @Query(() => DeliveryConnection, { description: 'Newest first; kept for 30 days.' })
  async deliveries(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('channelId', { type: () => ID, nullable: true, description: 'Absent: of all.' }) channelId: string | null,
    @Args('state', { type: () => DeliveryStateEnum, nullable: true, description: 'Absent: in any.' })
    state: DeliveryState | null,
    @Args('first', { type: () => Int, defaultValue: 50, description: '1 to 100.' }) first: number,
    @Args('after', { type: () => String, nullable: true }) after: string | null,
  ): Promise<DeliveryConnection> {
    if (first < 1 || first > MOST) throw invalid('That is no page.', [{ pointer: '/first', detail: `1 to ${MOST}` }]);
    const rows = await this.reads.deliveries(actor, {
      projectId,
      channelId: channelId ?? null,
      state: state ?? null,
      after: after == null ? null : decodeCursor(after),
      limit: first + 1,
    });
    const edges = rows.slice(0, first).map((row) => ({
      cursor: encodeCursor({ at: row.created_at.toISOString(), id: row.id }),
      node: toDelivery(row),
    }));
    return { edges, pageInfo: { endCursor: edges.at(-1)?.cursor ?? null, hasNextPage: rows.length > first } };
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => ChannelKept, { description: 'It is on at once.' })
  addChannel(@CurrentActor() actor: Actor, @Args('input') input: AddChannelInput): Promise<ChannelKept> {
    const { projectId, kind, name, events, address } = input;
    return this.edit.add(actor, { projectId, kind, address, content: { name, events, isOn: true } });
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => ChannelKept)
  async saveChannel(@CurrentActor() actor: Actor, @Args('input') input: SaveChannelInput): Promise<ChannelKept> {
    const { projectId, id, expectedVersion, name, events, isOn, address } = input;
    const content = { name, events, isOn };
    await this.edit.save(actor, { projectId, id, expectedVersion, content, address: address ?? undefined });
    return { id, secret: null };
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => ChannelKept, { description: 'The last secret signs, too, for a day.' })
  newChannelSecret(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('id', { type: () => ID }) id: string,
    @Args('expectedVersion', { type: () => Int }) expectedVersion: number,
  ): Promise<ChannelKept> {
    return this.edit.newSecret(actor, { projectId, id, expectedVersion });
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => Boolean, { description: 'What waits for it is given up; what was sent stays listed.' })
  async removeChannel(
    @CurrentActor() actor: Actor,
    @Args('projectId', { type: () => ID }) projectId: string,
    @Args('id', { type: () => ID }) id: string,
    @Args('expectedVersion', { type: () => Int }) expectedVersion: number,
  ): Promise<boolean> {
    await this.edit.remove(actor, { projectId, id, expectedVersion });
    return true;
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => ChannelTest, { description: 'Sends a test at once, also while it is off.' })
  async testChannel(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<ChannelTest> {
    return toChannelTest(await this.tries.run(actor, id));
  }

  @Allow({ permission: 'project:edit' })
  @Mutation(() => Delivery, { description: 'Sends it once more, with the same id.' })
  async redeliver(@CurrentActor() actor: Actor, @Args('id', { type: () => ID }) id: string): Promise<Delivery> {
    await this.again.run(actor, id);
    return toDelivery(await this.reads.delivery(actor, id));
  }
}
