import { Injectable } from '@nestjs/common';
import { TRIES } from '@handrail/shared/channels';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork } from '../platform/database/index.js';
import { invalid, notFound } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import { channelById } from './channel.sql.js';
import { deliveryById, makeDue } from './delivery.sql.js';

/** Sends a message once more, whatever came of it before; its id stays, for the receiver to know it. */
@Injectable()
export class Redeliver {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /** Nothing changes where it waits already. @throws ProblemError `not-found`, or `invalid` while its channel is off. */
  async run(actor: Actor, id: string): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const row = await deliveryById(tx, id);
      if (!row) throw notFound('delivery');
      const { project_id: projectId, channel_id: channelId, event, message_id: messageId } = row;
      assertMay(actor, 'project:edit', projectId);
      if (channelId !== null && !(await channelById(tx, channelId))?.is_on)
        throw invalid('Its channel is off or removed. Turn it on first.');
      if (!(await makeDue(tx, id, { tries: TRIES, now }))) return;
      const detail = { event, messageId };
      await recordAudit(tx, {
        projectId,
        actor,
        action: 'delivery.again',
        subject: row.channel ?? 'e-mail',
        detail,
        now,
      });
      await this.feed.publish(tx, { type: 'outbox', projectId });
      await this.feed.publish(tx, { type: 'deliveries', projectId });
    });
  }
}
