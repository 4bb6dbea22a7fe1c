import { applyAlarmEvent, type AlarmEvent, type AlarmEventKind, type AlarmState } from '@handrail/shared/alarms';
import type { Tx } from '../platform/database/index.js';
import { newId } from '../platform/ids/index.js';
import { storeAlarmState, type AlarmRow } from './alarm.sql.js';

export type Happened = {
  readonly kind: AlarmEventKind;
  readonly by: string;
  readonly now: Date;
  /** In words. */
  readonly detail: string;
  /** How many of its rules still fire. */
  readonly signals?: number;
  readonly assigneeId?: string | null;
  readonly isUseful?: boolean;
};

export function stateOf(row: AlarmRow): AlarmState {
  return {
    phase: row.phase,
    acknowledgedBy: row.acknowledged_by,
    assigneeId: row.assignee_id,
    resolvedBy: row.resolved_by,
    resolvedAt: row.resolved_at?.getTime() ?? null,
    isUseful: row.useful,
  };
}

/** Writes what happened to a locked alarm, and what it is after it; undefined where that does not fit its state. */
export async function happen(tx: Tx, row: AlarmRow, happened: Happened): Promise<AlarmState | undefined> {
  const { detail, now, signals = 0, ...rest } = happened;
  const event: AlarmEvent = { ...rest, signals, at: now.getTime() };
  const state = applyAlarmEvent(stateOf(row), event);
  if (!state) return undefined;
  await tx.query(
    'insert into alarm_event (id, alarm_id, kind, actor, detail, event, created_at) values ($1, $2, $3, $4, $5, $6, $7)',
    [newId(), row.id, event.kind, event.by, detail, JSON.stringify(event), now],
  );
  await storeAlarmState(tx, row.id, state);
  return state;
}
