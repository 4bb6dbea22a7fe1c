import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay, mayIn } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { channelsOf, type CountedChannelRow } from './channel.sql.js';
import { deliveriesOf, deliveryById, type DeliveryQuestion, type DeliveryRow } from './delivery.sql.js';
import { OpenChannel, typedOf } from './open-channel.js';

/** `address`: as it was typed; null: not for the reader, or a secret itself. */
export type ChannelView = CountedChannelRow & { readonly address: string | null };

@Injectable()
export class ChannelReads {
  constructor(
    private readonly database: Database,
    private readonly channels: OpenChannel,
  ) {}

  /** By name. */
  async list(actor: Actor, projectId: string): Promise<ChannelView[]> {
    assertMay(actor, 'monitoring:read', projectId);
    const mayEdit = mayIn(actor, 'project:edit', projectId);
    const rows = await channelsOf(this.database, projectId);
    return rows.map((row) => {
      const address = mayEdit ? this.channels.open(row) : undefined;
      return { ...row, address: address ? typedOf(address) : null };
    });
  }

  /** Newest first. */
  async deliveries(actor: Actor, asked: DeliveryQuestion): Promise<DeliveryRow[]> {
    assertMay(actor, 'monitoring:read', asked.projectId);
    return deliveriesOf(this.database, asked);
  }

  /** @throws ProblemError `not-found`. */
  async delivery(actor: Actor, id: string): Promise<DeliveryRow> {
    const row = await deliveryById(this.database, id);
    if (!row) throw notFound('delivery');
    assertMay(actor, 'monitoring:read', row.project_id);
    return row;
  }
}
