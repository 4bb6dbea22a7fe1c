import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { DEFAULT_OVERVIEW_LIMITS, overviewLimitsSchema, type OverviewLimits } from '@handrail/shared/monitoring';
import { assertMay, requirePerson } from '../../identity/index.js';
import { ChangeFeed } from '../../platform/change-feed/index.js';
import { Clock } from '../../platform/clock/index.js';
import { Database, UnitOfWork, type Tx } from '../../platform/database/index.js';
import { invalid, parseWith, ProblemError } from '../../platform/http/index.js';
import { recordAudit } from '../../projects/index.js';
import { insertLimits, limitsOf, type LimitsRow } from './limits.sql.js';

export type LimitsView = {
  /** 0: nobody set any, so they are the defaults. */
  readonly version: number;
  readonly limits: OverviewLimits;
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
};
type Seen = { readonly projectId: string; readonly expectedVersion: number };
type Written = { readonly action: string; readonly limits: OverviewLimits };

/** The limits of a project's overview. A change is a new version, so the one before is there to go back to. */
@Injectable()
export class KeepLimits {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
  ) {}

  async view(actor: Actor, projectId: string): Promise<LimitsView> {
    assertMay(actor, 'monitoring:read', projectId);
    const [row] = await limitsOf(this.database, projectId);
    return {
      version: row?.version ?? 0,
      limits: read(row),
      changedBy: row?.changed_by ?? null,
      changedAt: row?.created_at ?? null,
    };
  }

  /** Access is settled by whoever asks. */
  async inForce(projectId: string): Promise<OverviewLimits> {
    return read((await limitsOf(this.database, projectId))[0]);
  }

  /** @throws ProblemError `invalid` naming each bad field, `conflict` where somebody changed them meanwhile. */
  async save(actor: Actor, seen: Seen, given: unknown): Promise<void> {
    const limits = parseWith(overviewLimitsSchema, given);
    await this.append(actor, seen, () => ({ action: 'overview-limits.change', limits }));
  }

  /** Back to the version before, or to the defaults before the first. @throws ProblemError as `save`. */
  async undo(actor: Actor, seen: Seen): Promise<void> {
    await this.append(actor, seen, ([current, before]) => {
      if (!current) throw invalid('Nobody changed the limits, so there is nothing to undo.');
      return { action: 'overview-limits.undo', limits: read(before) };
    });
  }

  private async append(
    actor: Actor,
    { projectId, expectedVersion }: Seen,
    write: (versions: readonly LimitsRow[]) => Written,
  ): Promise<void> {
    assertMay(actor, 'monitoring:edit', projectId);
    const by = requirePerson(actor).name;
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx: Tx) => {
      const versions = await limitsOf(tx, projectId);
      if ((versions[0]?.version ?? 0) !== expectedVersion) throw changed();
      const { action, limits } = write(versions);
      const version = expectedVersion + 1;
      if (!(await insertLimits(tx, { projectId, version, limits, by, now }))) throw changed();
      const subject = `limits of the overview, version ${version}`;
      await recordAudit(tx, { projectId, actor, action, subject, detail: limits, now });
      await this.feed.publish(tx, { type: 'alarms', projectId });
    });
  }
}

/** What an older version did not know yet has its default. */
function read(row: LimitsRow | undefined): OverviewLimits {
  return overviewLimitsSchema.parse({ ...DEFAULT_OVERVIEW_LIMITS, ...(row?.limits as object | undefined) });
}

function changed(): ProblemError {
  return new ProblemError('conflict', 'Somebody changed the limits meanwhile; look at them again.');
}
