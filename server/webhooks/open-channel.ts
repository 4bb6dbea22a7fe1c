import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { channelAddressSchemas, type ChannelKind } from '@handrail/shared/channels';
import { parseWith } from '../platform/http/index.js';
import { Sealer } from '../platform/signing/index.js';
import type { ChannelRow } from './channel.sql.js';

const addressSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('WEBHOOK'),
    url: z.string(),
    secret: z.string(),
    /** Signs, too, until then: a receiver has time to take over the new one. */
    previous: z.strictObject({ secret: z.string(), until: z.iso.datetime() }).optional(),
  }),
  z.strictObject({ kind: z.literal('SLACK'), url: z.string() }),
  z.strictObject({ kind: z.literal('EMAIL'), to: z.array(z.string()) }),
]);
/** Where a channel leads, and what it takes to get there. */
export type ChannelAddress = z.output<typeof addressSchema>;

const SECRET_BYTES = 32;

/** Keeps what people typed in sealed: an address may be a secret itself. */
@Injectable()
export class OpenChannel {
  constructor(private readonly sealer: Sealer) {}

  seal(channelId: string, address: ChannelAddress): Buffer {
    return this.sealer.seal(contextOf(channelId), JSON.stringify(address));
  }

  /** Undefined where HANDRAIL_SECRET is another one now. */
  open({ id, sealed }: Pick<ChannelRow, 'id' | 'sealed'>): ChannelAddress | undefined {
    const text = this.sealer.open(contextOf(id), sealed);
    return text === undefined ? undefined : addressSchema.parse(JSON.parse(text));
  }
}

/** A channel sealed for one row does not open in another. */
function contextOf(channelId: string): string {
  return `channel ${channelId}`;
}

/** As Standard Webhooks has it: `whsec_` and base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** @throws ProblemError `invalid` where it is no address of this kind. */
export function addressOf(kind: ChannelKind, typed: string, secret: string): ChannelAddress {
  const given = { address: typed };
  switch (kind) {
    case 'WEBHOOK':
      return { kind, url: parseWith(WEBHOOK, given).address, secret };
    case 'SLACK':
      return { kind, url: parseWith(SLACK, given).address };
    case 'EMAIL':
      return { kind, to: parseWith(EMAIL, given).address };
  }
}
const WEBHOOK = z.strictObject({ address: channelAddressSchemas.WEBHOOK });
const SLACK = z.strictObject({ address: channelAddressSchemas.SLACK });
const EMAIL = z.strictObject({ address: channelAddressSchemas.EMAIL });

/** What everybody may see of it who may see the channel: not enough to write to it. */
export function shownOf(address: ChannelAddress): string {
  if (address.kind !== 'EMAIL') {
    const { origin, pathname, search } = new URL(address.url);
    return pathname + search === '/' ? origin : `${origin}/…`;
  }
  const { to } = address;
  const domains = [...new Set(to.map((one) => one.slice(one.lastIndexOf('@') + 1)))];
  return `${to.length} ${to.length === 1 ? 'address' : 'addresses'} at ${domains.join(', ')}`;
}

/** As it was typed, for who may change it; null: not even for them, as in Slack's it is the secret. */
export function typedOf(address: ChannelAddress): string | null {
  if (address.kind === 'SLACK') return null;
  return address.kind === 'WEBHOOK' ? address.url : address.to.join(', ');
}
