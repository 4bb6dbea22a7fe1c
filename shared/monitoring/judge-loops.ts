/** A background loop as one process last told of it. Times are Unix milliseconds. */
export type LoopSeen = {
  /** On `/metrics` and in the log. */
  readonly name: string;
  /** On the screen. */
  readonly title: string;
  /** It is enough that one process does it; else each that runs it must. */
  readonly isShared: boolean;
  /** What screens say of how things are hangs on it. */
  readonly isWatching: boolean;
  /** In which it is expected to succeed once. */
  readonly periodMs: number;
  readonly process: string;
  readonly startedAt: number;
  readonly seenAt: number;
  /** The process said that it stops. */
  readonly stoppedAt: number | null;
  readonly succeededAt: number | null;
  readonly failedAt: number | null;
  readonly runs: number;
  readonly failures: number;
  /** Why it failed last; nothing personal. */
  readonly error: string | null;
};
/** FAILING: no success for three periods, and failures. LATE: no success, and no failure either. ABSENT: no process runs it. */
export type LoopVerdict = 'OK' | 'FAILING' | 'LATE' | 'ABSENT';
export type LoopHealth = Pick<LoopSeen, 'name' | 'title' | 'isWatching' | 'periodMs' | 'succeededAt' | 'failedAt'> & {
  readonly verdict: LoopVerdict;
  /** Since its last success, or since it began where there was none. */
  readonly silentMs: number;
  readonly runs: number;
  readonly failures: number;
  readonly error: string | null;
  readonly processes: readonly string[];
};

const PERIODS = 3;
/** One that runs every second is not rung for while the machine stutters. */
const LEAST_MS = 15_000;
/** Processes tell of their loops every few seconds; who was silent for longer is gone. */
const GONE_MS = 45_000;

/** How each loop stands over all processes, by name. */
export function judgeLoops(seen: readonly LoopSeen[], now: number): LoopHealth[] {
  const byName = new Map<string, LoopSeen[]>();
  for (const one of seen) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  return [...byName.values()].map((rows) => judge(rows, now)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function judge(rows: readonly LoopSeen[], now: number): LoopHealth {
  const alive = rows.filter(({ stoppedAt, seenAt }) => stoppedAt === null && now - seenAt <= GONE_MS);
  const one = latest(rows, ({ seenAt }) => seenAt);
  const allowed = Math.max(PERIODS * one.periodMs, LEAST_MS);
  const counted = alive.length === 0 || one.isShared ? rows : alive;
  const silences = counted.map((row) => silenceOf(row, now));
  const silentMs = Math.max(0, one.isShared || alive.length === 0 ? Math.min(...silences) : Math.max(...silences));
  const failed = latest(counted, ({ failedAt }) => failedAt ?? 0);
  const succeededAt = newest(counted.map((row) => row.succeededAt));
  const hasFailed = failed.failedAt !== null && now - failed.failedAt <= Math.max(silentMs, allowed);
  return {
    ...{ name: one.name, title: one.title, isWatching: one.isWatching, periodMs: one.periodMs },
    ...{ succeededAt, failedAt: failed.failedAt, silentMs, error: failed.error },
    verdict: silentMs <= allowed ? 'OK' : alive.length === 0 ? 'ABSENT' : hasFailed ? 'FAILING' : 'LATE',
    runs: total(rows, ({ runs }) => runs),
    failures: total(rows, ({ failures }) => failures),
    processes: alive.map(({ process }) => process),
  };
}

/** Of a process that is there, as of when it told of itself: what it did since is not known yet. */
function silenceOf({ succeededAt, startedAt, stoppedAt, seenAt }: LoopSeen, now: number): number {
  const isThere = stoppedAt === null && now - seenAt <= GONE_MS;
  return (isThere ? seenAt : now) - Math.max(succeededAt ?? 0, startedAt);
}

function newest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function latest(rows: readonly LoopSeen[], of: (row: LoopSeen) => number): LoopSeen {
  return rows.reduce((a, b) => (of(b) > of(a) ? b : a));
}

function total(rows: readonly LoopSeen[], of: (row: LoopSeen) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

/** How long it is since a loop succeeded, for a sentence. */
export function inWords(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 2) return `${Math.round(ms / 1000)} seconds`;
  return minutes < 120 ? `${minutes} minutes` : `${Number((minutes / 60).toPrecision(2))} hours`;
}
