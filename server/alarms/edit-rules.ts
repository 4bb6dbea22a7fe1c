import { Injectable } from '@nestjs/common';
import { alarmRuleSchema, MAX_RULES } from '@handrail/shared/alarms';
import type { Actor } from '@handrail/shared/contracts';
import { assertMay, requirePerson } from '../identity/index.js';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Clock } from '../platform/clock/index.js';
import { UnitOfWork, type Tx } from '../platform/database/index.js';
import { invalid, parseWith, ProblemError } from '../platform/http/index.js';
import { recordAudit } from '../projects/index.js';
import { endMute, insertMute, insertRule, lockRules, removeRule, rulesOf, updateRule } from './rules.sql.js';
import { AlarmSources } from './sources.js';

type Change = {
  readonly projectId: string;
  /** Absent: a new one. */
  readonly id?: string | null | undefined;
  readonly expectedVersion?: number | null | undefined;
  readonly rule: unknown;
};
type Mute = {
  readonly projectId: string;
  readonly ruleId?: string | null | undefined;
  readonly from: Date;
  readonly to: Date;
  readonly reason: string;
};

const LONGEST_MUTE_MS = 30 * 86_400_000;
const MAX_REASON = 500;

/** What raises alarms in a project, and when nothing does. */
@Injectable()
export class EditRules {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly feed: ChangeFeed,
    private readonly sources: AlarmSources,
  ) {}

  /** @throws ProblemError `invalid` naming each bad field, `conflict` where somebody changed or removed it meanwhile. */
  async save(actor: Actor, { projectId, id, expectedVersion, rule: given }: Change): Promise<void> {
    assertMay(actor, 'monitoring:edit', projectId);
    const settings = parseWith(alarmRuleSchema, given);
    if (!this.sources.has(settings.source))
      throw invalid('Nothing measures that yet.', [{ pointer: '/source', detail: 'METRIC' }]);
    // What acts on the policy or a rollout needs leave for that too.
    if (settings.action === 'MOVE_DOWN') assertMay(actor, 'policy:move', projectId);
    if (settings.action === 'ROLL_BACK') assertMay(actor, 'rollouts:move', projectId);
    await this.change(actor, projectId, async (tx, { by, now }) => {
      const there = await lockRules(tx, projectId);
      if (id == null) {
        if (there >= MAX_RULES)
          throw invalid(`A project has at most ${MAX_RULES} rules; remove those that help nobody.`);
        await insertRule(tx, { projectId, settings, by, now });
      } else if (
        !(await updateRule(tx, { projectId, id, expectedVersion: expectedVersion ?? 0 }, { settings, by, now }))
      )
        throw changed();
      return { action: id == null ? 'alarm-rule.add' : 'alarm-rule.change', subject: settings.name, detail: settings };
    });
  }

  /** @throws ProblemError `conflict` where somebody changed or removed it meanwhile. */
  async remove(actor: Actor, seen: { projectId: string; id: string; expectedVersion: number }): Promise<void> {
    assertMay(actor, 'monitoring:edit', seen.projectId);
    await this.change(actor, seen.projectId, async (tx, { by, now }) => {
      if (!(await removeRule(tx, seen, { by, now }))) throw changed();
      return { action: 'alarm-rule.remove', subject: seen.id };
    });
  }

  /** Nothing opens meanwhile; what lasts opens when it ends. */
  async mute(actor: Actor, { projectId, ruleId = null, from, to, reason: why }: Mute): Promise<void> {
    assertMay(actor, 'alarms:handle', projectId);
    const reason = why.trim();
    refuseBadMute({ from, to, reason });
    await this.change(actor, projectId, async (tx, { by, now }) => {
      if (to <= now) throw invalid('That time is over.', [{ pointer: '/to', detail: 'must be later than now' }]);
      const rules = await rulesOf(tx, projectId);
      if (ruleId !== null && !rules.some(({ id }) => id === ruleId))
        throw invalid('There is no such rule.', [{ pointer: '/ruleId', detail: 'must be a rule of the project' }]);
      await insertMute(tx, { projectId, ruleId, from, to, reason, by, now });
      return { action: 'alarms.mute', subject: ruleId ?? 'all rules', detail: { from, to, reason } };
    });
  }

  /** Over already is fine. */
  async unmute(actor: Actor, { projectId, id }: { projectId: string; id: string }): Promise<void> {
    assertMay(actor, 'alarms:handle', projectId);
    await this.change(actor, projectId, async (tx, { now }) =>
      (await endMute(tx, { projectId, id, now })) ? { action: 'alarms.unmute', subject: id } : undefined,
    );
  }

  private async change(
    actor: Actor,
    projectId: string,
    work: (
      tx: Tx,
      by: { by: string; now: Date },
    ) => Promise<{ action: string; subject: string; detail?: unknown } | undefined>,
  ): Promise<void> {
    const by = { by: requirePerson(actor).name, now: this.clock.now() };
    await this.unitOfWork.run(async (tx) => {
      const done = await work(tx, by);
      if (!done) return;
      await recordAudit(tx, { projectId, actor, ...done, now: by.now });
      await this.feed.publish(tx, { type: 'alarms', projectId });
    });
  }
}

function refuseBadMute({ from, to, reason }: { from: Date; to: Date; reason: string }): void {
  if (Number.isNaN(from.getTime()) || !(from < to))
    throw invalid('The time holds nothing.', [{ pointer: '/to', detail: 'must be later than from' }]);
  if (to.getTime() - from.getTime() > LONGEST_MUTE_MS)
    throw invalid('That is too long.', [{ pointer: '/to', detail: 'at most 30 days after from' }]);
  if (reason === '' || reason.length > MAX_REASON)
    throw invalid('Say why, in at most 500 characters.', [{ pointer: '/reason', detail: 'is required' }]);
}

function changed(): ProblemError {
  return new ProblemError('conflict', 'Somebody changed or removed this rule meanwhile; look at it again.');
}
