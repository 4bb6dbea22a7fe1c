import type { Level } from '@handrail/shared/ladder';
import { LEVELS } from '@handrail/shared/ladder';
import type { AlarmEventKind } from '@handrail/shared/alarms';
import type { AlarmSettings as Settings, AlarmView, SignalView } from './alarm-reads.js';
import type { RuleRow } from './alarm.sql.js';
import type { Alarm, AlarmRule, AlarmSettings, AlarmSignal } from './alarms.types.js';

export function toAlarm({ row, signals, events, actions }: AlarmView): Alarm {
  return {
    id: row.id,
    projectId: row.project_id,
    title: row.title,
    phase: row.phase,
    since: row.since,
    openedAt: row.opened_at,
    resolvedAt: row.resolved_at,
    resolvedBy: row.resolved_by,
    acknowledgedBy: row.acknowledged_by,
    assignee: row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
    isUseful: row.useful,
    signals: signals.map(toSignal),
    causes: row.causes.map((cause) => ({ ...cause, at: new Date(cause.at) })),
    events: events.map(({ id, kind, actor, detail, created_at: at }) => ({
      id,
      // Written by `happen` alone.
      kind: kind as AlarmEventKind,
      actor,
      detail,
      at,
    })),
    actions: actions.map(({ kind, state, result, done_at: doneAt }) => ({ kind, state, result, doneAt })),
  };
}

function toSignal({ cases, ...signal }: SignalView): AlarmSignal {
  return { ...signal, cases: { ...cases, level: levelOf(cases.level) } };
}

function levelOf(level: string | null): Level | null {
  return LEVELS.find((one) => one === level) ?? null;
}

export function toSettings({ rules, mutes, handlers }: Settings): AlarmSettings {
  return {
    rules: rules.map(toRule),
    mutes: mutes.map((mute) => ({
      id: mute.id,
      ruleId: mute.rule_id,
      from: mute.from_at,
      to: mute.to_at,
      reason: mute.reason,
      by: mute.muted_by,
    })),
    handlers,
  };
}

function toRule({
  id,
  version,
  starting_key: key,
  settings,
  changed_by: changedBy,
  changed_at: changedAt,
}: RuleRow): AlarmRule {
  const { version: decider, level, ...rest } = settings;
  return { ...rest, id, version, isStarting: key !== null, changedBy, changedAt, decider, level: levelOf(level) };
}
