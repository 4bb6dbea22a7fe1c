/** What may have caused an alarm. */
export const CAUSE_KINDS = ['POLICY', 'ROLLOUT', 'VERSION', 'SCHEMA', 'DRIFT', 'SKIPS'] as const;
export type CauseKind = (typeof CAUSE_KINDS)[number];
export type Cause = {
  readonly kind: CauseKind;
  /** Of the row that it is; unique with its kind. */
  readonly id: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly title: string;
  readonly detail: string;
};

const LOOKED_BACK_MS = 6 * 3_600_000;
/** A look is a minute, and clocks differ. */
const TOLERANCE_MS = 2 * 60_000;
const MOST = 5;

/**
 * What happened in the six hours before, the nearest in time first; what came later is no cause. That people skipped is no
 * coincidence in time: of what they left to nobody it is the cause, whenever they did.
 */
export function likelyCauses(candidates: readonly Cause[], since: number): Cause[] {
  return candidates
    .filter(({ kind, at }) => kind === 'SKIPS' || (at <= since + TOLERANCE_MS && at >= since - LOOKED_BACK_MS))
    .sort(
      (a, b) =>
        Number(b.kind === 'SKIPS') - Number(a.kind === 'SKIPS') ||
        b.at - a.at ||
        CAUSE_KINDS.indexOf(a.kind) - CAUSE_KINDS.indexOf(b.kind) ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, MOST);
}

export function causesFrom(since: number): { from: number; to: number } {
  return { from: since - LOOKED_BACK_MS, to: since + TOLERANCE_MS };
}

/** An open alarm that another rule may belong to. */
export type OpenAlarm = { readonly id: string; readonly causeKey: string; readonly lastSignalAt: number };
const TOGETHER_MS = 30 * 60_000;

/**
 * What is held to be the same cause: the nearest change where there was one in the last hour before, else the sort of
 * metric. Rules that begin to fire with the same one within half an hour are one alarm.
 */
export function causeKeyOf(causes: readonly Cause[], since: number, metric: string): string {
  const [nearest] = causes;
  if (nearest && nearest.at >= since - 3_600_000) return `${nearest.kind} ${nearest.id}`;
  return `METRICS ${metric.split('.')[0] ?? ''}`;
}

/** The alarm to join; undefined: it is one of its own. */
export function alarmToJoin(open: readonly OpenAlarm[], causeKey: string, at: number): OpenAlarm | undefined {
  return open
    .filter((alarm) => alarm.causeKey === causeKey && at - alarm.lastSignalAt <= TOGETHER_MS)
    .sort((a, b) => b.lastSignalAt - a.lastSignalAt)[0];
}
