import type { ChannelEvent, ChannelKind, ChannelPartsFragment, DeliveryPartsFragment } from '../lib/generated/graphql';
import { count } from '../ui/format';

export const KINDS: Readonly<
  Record<ChannelKind, { label: string; address: string; placeholder: string; says: string }>
> = {
  WEBHOOK: {
    label: 'Signed webhook',
    address: 'URL',
    placeholder: 'https://example.com/hooks/handrail',
    says: 'Your own service. Each message is signed with a secret that you are shown once.',
  },
  SLACK: {
    label: 'Slack-compatible webhook',
    address: 'URL of the incoming webhook',
    placeholder: 'https://hooks.slack.com/services/…',
    says: 'Slack, or what takes the same. The URL is a secret; it is not shown again.',
  },
  EMAIL: {
    label: 'E-mail',
    address: 'Addresses',
    placeholder: 'oncall@example.com, team@example.com',
    says: 'At most 20 addresses, between commas.',
  },
};

export const EVENTS: readonly { readonly value: ChannelEvent; readonly says: string; readonly short: string }[] = [
  { value: 'ALARM_OPENED', says: 'An alarm is raised', short: 'alarm raised' },
  { value: 'ALARM_JOINED', says: 'An open alarm grows', short: 'alarm grows' },
  { value: 'ALARM_ACKNOWLEDGED', says: 'An alarm is acknowledged', short: 'alarm acknowledged' },
  { value: 'ALARM_RESOLVED', says: 'An alarm is over', short: 'alarm over' },
  { value: 'DECISION_MADE', says: 'A person has decided', short: 'person decided' },
  { value: 'EXPORT_READY', says: 'A file of a dataset is ready', short: 'file ready' },
];

export function eventsInWords(events: readonly ChannelEvent[]): string {
  if (events.length === 0) return 'nothing yet';
  return EVENTS.filter(({ value }) => events.includes(value))
    .map(({ short }) => short)
    .join(', ');
}

/** How it stands with a channel, in one sentence; empty: all is well. */
export function troubleOf({ offReason, failures, waiting, failed }: ChannelPartsFragment): string {
  if (offReason != null) return `Handrail has turned it off: ${offReason}.`;
  const lost = failed === 0 ? '' : ` ${upTo(failed)} ${failed === 1 ? 'message was' : 'messages were'} given up.`;
  if (failures === 0) return lost.trim();
  const times = failures === 1 ? 'The last try failed' : `The last ${failures} tries failed`;
  return `${times}; ${upTo(waiting)} ${waiting === 1 ? 'message waits' : 'messages wait'}.${lost}`;
}

function upTo(number: number): string {
  return number >= 1000 ? `${count(number)} or more` : count(number);
}

export const STATES: Readonly<Record<DeliveryPartsFragment['state'], string>> = {
  WAITING: 'Waits',
  DELIVERED: 'Taken',
  FAILED: 'Given up',
};
