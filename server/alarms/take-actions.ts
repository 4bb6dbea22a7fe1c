import { Injectable } from '@nestjs/common';
import type { Actor } from '@handrail/shared/contracts';
import { LEVELS, levelRank } from '@handrail/shared/ladder';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database, UnitOfWork } from '../platform/database/index.js';
import { ProblemError } from '../platform/http/index.js';
import { MoveLadder, WritePolicy } from '../projects/index.js';
import { RollBack } from '../rollouts/index.js';
import { dueActions, endAction, movedBy, rolledBackFor, type DueAction } from './actions.sql.js';
import { happen } from './alarm-events.js';
import { lockAlarm } from './alarm.sql.js';

type Result = { readonly state: 'DONE' | 'SKIPPED'; readonly result: string };
const ACTOR: Actor = { kind: 'system', name: 'Handrail (alarm)' };

/**
 * Does what rules with an admin's leave do by themselves: a rung down, or a rollout back. Only on the policy, or the rollout,
 * that was in force when the alarm opened: what somebody moved meanwhile stays. A process that died between doing and
 * writing it down finds what it has done.
 */
@Injectable()
export class TakeActions {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly ladder: MoveLadder,
    private readonly policies: WritePolicy,
    private readonly rollBack: RollBack,
  ) {}

  async run(): Promise<number> {
    const due = await dueActions(this.database);
    for (const action of due) {
      await this.end(action, await this.take(action));
    }
    return due.length;
  }

  private async take(action: DueAction): Promise<Result> {
    try {
      return await (action.kind === 'MOVE_DOWN' ? this.moveDown(action) : this.back(action));
    } catch (error) {
      // What is refused now is refused the next time too; anything else is tried again with the next look.
      if (!(error instanceof ProblemError) || error.problem === 'unavailable') throw error;
      return { state: 'SKIPPED', result: error.message };
    }
  }

  private async moveDown(action: DueAction): Promise<Result> {
    const { project_id: projectId, alarm_id: alarmId, expected } = action;
    const { settings } = await this.unitOfWork.run((tx) => this.policies.current(tx, projectId));
    const already = await movedBy(this.database, projectId, alarmId);
    if (already !== undefined) return { state: 'DONE', result: `Moved one rung down by policy ${already}.` };
    const level = LEVELS[levelRank(settings.level) - 1];
    if (level === undefined) return { state: 'SKIPPED', result: 'Nothing is handed over: there is no rung below.' };
    const outcome = await this.ladder.move(ACTOR, {
      projectId,
      expectedVersion: expected.policyVersion,
      settings: { ...settings, level },
      reason: reasonOf(action),
      evidence: { alarmId },
    });
    if (outcome.kind === 'moved')
      return { state: 'DONE', result: `Moved one rung down by policy ${outcome.policy.version}.` };
    const mine = await movedBy(this.database, projectId, alarmId);
    return mine === undefined
      ? { state: 'SKIPPED', result: 'The policy was moved meanwhile, so it stays as it is.' }
      : { state: 'DONE', result: `Moved one rung down by policy ${mine}.` };
  }

  private async back(action: DueAction): Promise<Result> {
    const { rolloutId } = action.expected;
    if (rolloutId === null) return { state: 'SKIPPED', result: 'No rollout ran.' };
    const reason = reasonOf(action);
    const outcome = await this.rollBack.run(ACTOR, { rolloutId, reason });
    if (outcome.kind === 'moved' || (await rolledBackFor(this.database, rolloutId, reason)))
      return { state: 'DONE', result: 'Rolled the challenger back.' };
    return { state: 'SKIPPED', result: 'The rollout had ended already.' };
  }

  private async end(action: DueAction, { state, result }: Result): Promise<void> {
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      const row = await lockAlarm(tx, action.alarm_id);
      if (!row || !(await endAction(tx, action, { state, result, now }))) return;
      await happen(tx, row, { kind: 'ACTED', by: ACTOR.kind === 'system' ? ACTOR.name : '', now, detail: result });
      await this.feed.publish(tx, { type: 'alarms', projectId: action.project_id });
    });
  }
}

/** The alarm as the reason, with its id, so that it can be found again from the policy's history. */
function reasonOf({ title, alarm_id: id }: DueAction): string {
  return `Alarm “${title.slice(0, 200)}” (${id})`;
}
