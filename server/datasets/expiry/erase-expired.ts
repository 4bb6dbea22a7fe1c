import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { UnitOfWork } from '../../platform/database/index.js';
import { recordAudit } from '../../projects/index.js';
import { eraseContent } from '../erase-content.js';
import { expiryOf, lockExpired, type Place } from './expired-cases.sql.js';

const BATCH = 100;
const DAY_MS = 86_400_000;
const BY = 'Handrail';

/** What came before this instant is older than so many days. */
export function expiredBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

/**
 * Erases what a project's cases hold of people when they are older than its profile says, a hundred in a transaction, so
 * that traffic goes on beside. The profile is read anew for each: once it says otherwise, no further case is touched.
 */
@Injectable()
export class EraseExpired {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  /** Gives how many were erased. What somebody still has to answer is erased another day. Stops when `signal` says so. */
  async run(projectId: string, signal: AbortSignal): Promise<{ cases: number }> {
    let cases = 0;
    for (let after: Place | undefined, isMore = true; isMore;) {
      signal.throwIfAborted();
      const batch = await this.batch(projectId, after);
      cases += batch.erased;
      after = batch.last;
      isMore = batch.isFull;
    }
    return { cases };
  }

  private batch(projectId: string, after: Place | undefined): Promise<Batch> {
    const now = this.clock.now();
    return this.unitOfWork.run(async (tx) => {
      const expiry = await expiryOf(tx, projectId);
      if (!expiry) return { erased: 0, last: undefined, isFull: false };
      const { days, version } = expiry;
      const old = await lockExpired(tx, { projectId, before: expiredBefore(now, days), after, limit: BATCH });
      const caseIds = old.filter(({ waits }) => !waits).map(({ id }) => id);
      const reason = `Older than ${days} ${days === 1 ? 'day' : 'days'}, as deployment profile ${version} says.`;
      const { cases, datasets } = await eraseContent(tx, { projectId, caseIds, reason, why: 'age', by: BY, now });
      if (cases > 0) {
        const actor = { kind: 'system', name: BY } as const;
        const detail = { reason, cases, datasets, until: old.at(-1)?.at };
        await recordAudit(tx, {
          projectId,
          actor,
          action: 'case.expire',
          subject: `${cases} ${cases === 1 ? 'case' : 'cases'}`,
          detail,
          now,
        });
        await this.feed.publish(tx, { type: 'erased', projectId });
      }
      return { erased: cases, last: old.at(-1), isFull: old.length === BATCH };
    });
  }
}

type Batch = { readonly erased: number; readonly last: Place | undefined; readonly isFull: boolean };
