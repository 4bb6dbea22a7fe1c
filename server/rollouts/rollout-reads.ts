import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { rolloutVerdict } from '@handrail/shared/rollouts';
import { assertMay, mayIn } from '../identity/index.js';
import { Database } from '../platform/database/index.js';
import { decidedByArm } from './decided.sql.js';
import { EVENT_COLUMNS, planOf, ROLLOUT_COLUMNS, type RolloutEventRow, type RolloutRow } from './rollout-rows.js';
import { toRollout, toRolloutEvent } from './rollout-views.js';
import type { Rollout, RolloutReport } from './rollouts.types.js';

const MAX_EVENTS = 500;
const MAX_ROLLOUTS = 100;

/** What screens and reports read of rollouts. */
@Injectable()
export class RolloutReads {
  constructor(private readonly database: Database) {}

  /** The project's rollouts, newest first, at most 100. */
  async list(actor: Actor, projectId: string): Promise<Rollout[]> {
    assertMay(actor, 'rollouts:read', projectId);
    const rows = await this.database.query<RolloutRow>(
      `select ${ROLLOUT_COLUMNS} from rollout where project_id = $1 order by created_at desc, id desc limit $2`,
      [projectId, MAX_ROLLOUTS],
    );
    return rows.map(toRollout);
  }

  async running(actor: Actor, projectId: string): Promise<Rollout | null> {
    assertMay(actor, 'rollouts:read', projectId);
    const [row] = await this.database.query<RolloutRow>(
      `select ${ROLLOUT_COLUMNS} from rollout where project_id = $1 and status = 'running'`,
      [projectId],
    );
    return row ? toRollout(row) : null;
  }

  /** The report of a rollout; undefined when there is none that this person can see. */
  async report(actor: Actor, id: string): Promise<RolloutReport | undefined> {
    const row = await this.find(id);
    return row && mayIn(actor, 'rollouts:read', row.project_id) ? this.reportOf(row) : undefined;
  }

  /** The same for a key of the project. The caller has checked its scope. */
  async reportIn(projectId: string, id: string): Promise<RolloutReport | undefined> {
    const row = await this.find(id);
    return row?.project_id === projectId ? this.reportOf(row) : undefined;
  }

  private async find(id: string): Promise<RolloutRow | undefined> {
    const [row] = await this.database.query<RolloutRow>(`select ${ROLLOUT_COLUMNS} from rollout where id::text = $1`, [
      id.toLowerCase(),
    ]);
    return row;
  }

  private async reportOf(row: RolloutRow): Promise<RolloutReport> {
    const plan = planOf(row);
    const [events, { challenger, incumbent }] = await Promise.all([
      this.database.query<RolloutEventRow>(
        `select ${EVENT_COLUMNS} from rollout_event where rollout_id = $1 order by sequence limit $2`,
        [row.id, MAX_EVENTS],
      ),
      decidedByArm(this.database, row.id),
    ]);
    const lastReason = events.at(-1)?.reason ?? '';
    return {
      id: row.id,
      rollout: toRollout(row),
      events: events.map((event) => toRolloutEvent(event, plan.guardrails)),
      challenger,
      incumbent,
      verdict: rolloutVerdict(plan, row.state, { challenger, lastReason }),
    };
  }
}
