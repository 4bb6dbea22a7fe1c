import { alarmPicture, alarmSentence, isComparison, type PicturePoint, type Reading } from '@handrail/shared/alarms';
import type { Tx } from '../platform/database/index.js';
import { announce, type Announcement } from '../platform/outbox/index.js';
import { signalsOf, type AlarmRow, type SignalRow } from './alarm.sql.js';

/** What is said of a signal outside: names and numbers of metrics, nothing of a case. */
export type SaidSignal = {
  readonly rule: string;
  readonly metric: string;
  readonly part: string;
  readonly sentence: string;
  readonly since: Date;
};

/** As the database gives it back. */
export function readingOf({ reading }: SignalRow): Reading {
  // Written by `insertSignal` as it was read.
  return reading as Reading;
}

/** As it was told last. */
export function toldOf({ told, reading }: SignalRow): Reading {
  return (told ?? reading) as Reading;
}

export function pictureOf(signal: SignalRow): string {
  const { settings } = signal;
  return alarmPicture({
    title: settings.name,
    points: signal.points as PicturePoint[],
    limit: isComparison(settings.condition) ? (readingOf(signal).reference?.value ?? null) : settings.limit,
    since: signal.since.getTime(),
  });
}

export function saidOf(signal: SignalRow): SaidSignal {
  const { settings, metric, part, since } = signal;
  return { rule: settings.name, metric, part, sentence: alarmSentence(settings, readingOf(signal)), since };
}

type AlarmEvent = Extract<Announcement, { event: `alarm.${string}` }>['event'];
const PHASES = {
  'alarm.opened': 'FIRING',
  'alarm.joined': 'FIRING',
  'alarm.acknowledged': 'ACKNOWLEDGED',
  'alarm.resolved': 'RESOLVED',
} as const;

/** `joined`, `grown`: titles of what joined, and of what has become much worse. */
type Told = {
  readonly event: AlarmEvent;
  readonly by: string;
  readonly now: Date;
  readonly joined?: readonly string[];
  readonly grown?: readonly string[];
};

/** Tells the project's channels of an alarm when `tx` commits. Reasons that people wrote stay here. */
export async function announceAlarm(tx: Tx, alarm: AlarmRow, { event, by, now, joined, grown }: Told): Promise<void> {
  const [project] = await tx.query<{ slug: string }>('select slug from project where id = $1', [alarm.project_id]);
  const signals = await signalsOf(tx, [alarm.id]);
  const [first] = signals;
  const data = {
    alarm: {
      id: alarm.id,
      title: alarm.title,
      since: alarm.since.toISOString(),
      phase: PHASES[event],
      // Who it was is nobody's business outside, but whether a person did it.
      by: by === HANDRAIL ? HANDRAIL : 'a person',
      ...(joined ? { joined: [...joined] } : {}),
      ...(grown ? { grown: [...grown] } : {}),
      signals: signals.map(saidOf).map((said) => ({ ...said, since: said.since.toISOString() })),
      causes: alarm.causes.map(({ kind, title, at }) => ({ kind, title, at: new Date(at).toISOString() })),
      path: `/p/${project?.slug ?? ''}/alarms?alarm=${alarm.id}`,
      picture: first ? pictureOf(first) : null,
    },
  };
  await announce(tx, { projectId: alarm.project_id, now, messages: [{ event, data }] });
}

/** Who does what no person did. */
export const HANDRAIL = 'Handrail';
