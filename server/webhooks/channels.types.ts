import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type ChannelKind, type DeliveryState } from '@handrail/shared/channels';
import type { ChannelEvent } from '@handrail/shared/contracts';
import { PageInfo } from '../platform/graphql/index.js';
import type { ChannelView } from './channel-reads.js';
import type { DeliveryRow } from './delivery.sql.js';
import type { Exchange, Outcome } from './send-message.js';

export const ChannelKindEnum = { WEBHOOK: 'WEBHOOK', SLACK: 'SLACK', EMAIL: 'EMAIL' } as const;
export const DeliveryStateEnum = { WAITING: 'WAITING', DELIVERED: 'DELIVERED', FAILED: 'FAILED' } as const;
export const ChannelEventEnum = {
  ALARM_OPENED: 'alarm.opened',
  ALARM_JOINED: 'alarm.joined',
  ALARM_ACKNOWLEDGED: 'alarm.acknowledged',
  ALARM_RESOLVED: 'alarm.resolved',
  DECISION_MADE: 'decision.made',
  EXPORT_READY: 'export.ready',
} as const satisfies Record<string, ChannelEvent>;
registerEnumType(ChannelKindEnum, {
  name: 'ChannelKind',
  description: 'A signed webhook, an incoming webhook as Slack has them, e-mail.',
});
registerEnumType(DeliveryStateEnum, {
  name: 'DeliveryState',
  description: 'To be tried, or being tried; taken by the receiver; given up.',
});
registerEnumType(ChannelEventEnum, {
  name: 'ChannelEvent',
  description: 'DECISION_MADE: a person has decided. EXPORT_READY: a file is ready, or was not made.',
});

@ObjectType({ description: 'Where what happens in a project is told.' })
export class Channel {
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'To be sent back with a change.' }) version: number;
  @Field(() => ChannelKindEnum) kind: ChannelKind;
  @Field(() => String) name: string;
  @Field(() => [ChannelEventEnum], { description: 'What it is told of.' }) events: ChannelEvent[];
  @Field(() => Boolean) isOn: boolean;
  @Field(() => String, { nullable: true, description: 'Why Handrail has turned it off; null: it did not.' })
  offReason: string | null;
  @Field(() => String, { description: 'Where it leads, as far as everybody may know.' }) shown: string;
  @Field(() => String, {
    nullable: true,
    description: 'As it was typed; null: not for who may not edit the project, and never Slack’s.',
  })
  address: string | null;
  @Field(() => Int, { description: 'How often in a row nothing was taken.' }) failures: number;
  @Field(() => Date, { nullable: true, description: 'Until when it is left alone for that.' }) pausedUntil: Date | null;
  @Field(() => Int, { description: 'Deliveries that wait, counted up to 1,000.' }) waiting: number;
  @Field(() => Int, { description: 'Deliveries that were given up, counted up to 1,000.' }) failed: number;
  @Field(() => String) changedBy: string;
  @Field(() => Date) changedAt: Date;
}
@ObjectType()
export class ChannelList {
  @Field(() => [Channel], { description: 'By name; at most 20.' }) channels: Channel[];
  @Field(() => String, {
    nullable: true,
    description: 'What the operator has to set before e-mail can be sent; null: it can.',
  })
  mailNeeds: string | null;
}
@ObjectType()
export class ChannelKept {
  @Field(() => ID) id: string;
  @Field(() => String, {
    nullable: true,
    description: 'Signs what is sent, shown this once; null: nothing new, or this kind is not signed.',
  })
  secret: string | null;
}
@ObjectType({ description: 'What went out for a test, and what came back.' })
export class ChannelTest {
  @Field(() => Boolean) isTaken: boolean;
  @Field(() => String, { description: 'In words.' }) status: string;
  @Field(() => [String], { description: 'Headers that were sent: name: value.' }) headers: string[];
  @Field(() => String, { description: 'As it was sent.' }) body: string;
  @Field(() => Int, { nullable: true, description: 'Null: there was no answer over HTTP.' }) answerStatus:
    number | null;
  @Field(() => String, { nullable: true, description: 'The beginning, at most 2,000 characters.' })
  answer: string | null;
}
@ObjectType({ description: 'One message to one channel.' })
export class Delivery {
  @Field(() => ID) id: string;
  @Field(() => ID, { description: 'The webhook-id: the same at each try.' }) messageId: string;
  @Field(() => ChannelEventEnum) event: ChannelEvent;
  @Field(() => ID, { nullable: true, description: 'Null: to whoever asked.' }) channelId: string | null;
  @Field(() => String, { nullable: true, description: 'Its name; null: to whoever asked, by e-mail.' })
  channel: string | null;
  @Field(() => ChannelKindEnum) kind: ChannelKind;
  @Field(() => DeliveryStateEnum) state: DeliveryState;
  @Field(() => Int, { description: 'Made so far; given up after 10.' }) tries: number;
  @Field(() => Date, { nullable: true, description: 'Null: none is to come.' }) nextTryAt: Date | null;
  @Field(() => Date, { nullable: true }) lastTryAt: Date | null;
  @Field(() => String, { nullable: true, description: 'What came of the last try; null: of none yet.' })
  lastStatus: string | null;
  @Field(() => Date) happenedAt: Date;
}
@ObjectType()
export class DeliveryEdge {
  @Field(() => String) cursor: string;
  @Field(() => Delivery) node: Delivery;
}
@ObjectType()
export class DeliveryConnection {
  @Field(() => [DeliveryEdge]) edges: DeliveryEdge[];
  @Field(() => PageInfo) pageInfo: PageInfo;
}
@InputType()
export class AddChannelInput {
  @Field(() => ID) projectId: string;
  @Field(() => ChannelKindEnum) kind: ChannelKind;
  @Field(() => String, { description: '1 to 80 characters.' }) name: string;
  @Field(() => [ChannelEventEnum]) events: ChannelEvent[];
  @Field(() => String, { description: 'A URL, or at most 20 e-mail addresses between commas.' }) address: string;
}
@InputType()
export class SaveChannelInput {
  @Field(() => ID) projectId: string;
  @Field(() => ID) id: string;
  @Field(() => Int, { description: 'The version that you were looking at.' }) expectedVersion: number;
  @Field(() => String, { description: '1 to 80 characters.' }) name: string;
  @Field(() => [ChannelEventEnum]) events: ChannelEvent[];
  @Field(() => Boolean, { description: 'What waits when it is turned off is given up.' }) isOn: boolean;
  @Field(() => String, { nullable: true, description: 'Absent: as it is.' }) address?: string | null;
}

export function toChannel(row: ChannelView): Channel {
  const { id, version, kind, name, events, shown, address, failures, waiting, failed } = row;
  return {
    ...{ id, version, kind, name, events, shown, address, failures, waiting, failed },
    isOn: row.is_on,
    offReason: row.off_reason,
    pausedUntil: row.paused_until,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  };
}

export function toChannelTest({ kind, status, exchange }: Outcome & { exchange: Exchange }): ChannelTest {
  return {
    isTaken: kind === 'taken',
    status,
    headers: Object.entries(exchange.headers).map(([name, value]) => `${name}: ${value}`),
    body: exchange.body,
    answerStatus: exchange.answer?.status ?? null,
    answer: exchange.answer?.text ?? null,
  };
}

export function toDelivery(row: DeliveryRow): Delivery {
  const { id, channel, kind, state, tries } = row;
  return {
    ...{ id, channel, kind, state, tries },
    messageId: row.message_id,
    channelId: row.channel_id,
    // Only what is among them is announced.
    event: row.event as ChannelEvent,
    nextTryAt: row.next_try_at,
    lastTryAt: row.last_try_at,
    lastStatus: row.last_status,
    happenedAt: row.happened_at,
  };
}
