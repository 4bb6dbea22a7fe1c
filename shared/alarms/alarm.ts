/** Where an alarm stands. What there is no alarm of is all right. */
export const ALARM_PHASES = ['FIRING', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export type AlarmPhase = (typeof ALARM_PHASES)[number];
/** How alarms are listed. UNRESOLVED: the open and the acknowledged ones; MINE: those of them that the reader is to see to. */
export const ALARM_VIEWS = ['UNRESOLVED', 'OPEN', 'ACKNOWLEDGED', 'RESOLVED', 'MINE'] as const;
export type AlarmListView = (typeof ALARM_VIEWS)[number];
export const ALARM_EVENTS = [
  'OPENED',
  'JOINED',
  'GREW',
  'CALMED',
  'ACKNOWLEDGED',
  'ASSIGNED',
  'RESOLVED',
  'JUDGED',
  'ACTED',
] as const;
export type AlarmEventKind = (typeof ALARM_EVENTS)[number];

/** One thing that happened to an alarm. `signals`: how many rules still fire after it. Unix milliseconds. */
export type AlarmEvent = {
  readonly kind: AlarmEventKind;
  readonly at: number;
  readonly by: string;
  readonly signals: number;
  readonly assigneeId?: string | null;
  readonly isUseful?: boolean;
};
export type AlarmState = {
  readonly phase: AlarmPhase;
  readonly acknowledgedBy: string | null;
  readonly assigneeId: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: number | null;
  readonly isUseful: boolean | null;
};

export const NEW_ALARM: AlarmState = {
  phase: 'FIRING',
  acknowledgedBy: null,
  assigneeId: null,
  resolvedBy: null,
  resolvedAt: null,
  isUseful: null,
};

/**
 * The alarm after an event; undefined where the event does not fit its state, such as a second acknowledgement, and so
 * changes nothing. When the last of its rules has calmed, the alarm is resolved by that.
 */
export function applyAlarmEvent(state: AlarmState, event: AlarmEvent): AlarmState | undefined {
  const isOver = state.phase === 'RESOLVED';
  switch (event.kind) {
    case 'OPENED':
    case 'ACTED':
      return state;
    case 'JOINED':
    case 'GREW':
      // Whoever acknowledged it did not know of this.
      return state.phase === 'ACKNOWLEDGED' ? { ...state, phase: 'FIRING', acknowledgedBy: null } : state;
    case 'CALMED':
      return event.signals > 0 || isOver ? state : resolved(state, event);
    case 'ACKNOWLEDGED':
      return state.phase === 'FIRING' ? { ...state, phase: 'ACKNOWLEDGED', acknowledgedBy: event.by } : undefined;
    case 'ASSIGNED':
      return isOver ? undefined : { ...state, assigneeId: event.assigneeId ?? null };
    case 'RESOLVED':
      return isOver ? undefined : resolved(state, event);
    case 'JUDGED':
      return event.isUseful === state.isUseful ? undefined : { ...state, isUseful: event.isUseful ?? null };
  }
}

function resolved(state: AlarmState, { by, at }: AlarmEvent): AlarmState {
  return { ...state, phase: 'RESOLVED', resolvedBy: by, resolvedAt: at };
}

/** The alarm as its events made it; those that did not fit are passed over. */
export function replayAlarm(events: readonly AlarmEvent[]): AlarmState {
  return events.reduce((state, event) => applyAlarmEvent(state, event) ?? state, NEW_ALARM);
}
