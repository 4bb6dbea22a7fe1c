import { Injectable } from '@nestjs/common';
import {
  hasGrown,
  judgeReading,
  NEW_WATCH,
  startingRules,
  stepWatch,
  type AlarmRule,
  type Cause,
  type RuleVerdict,
  type WatchStep,
} from '@handrail/shared/alarms';
import { metricOf } from '@handrail/shared/monitoring';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Database, UnitOfWork, type Tx } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import {
  followSignals,
  openSignals,
  storeWatches,
  takeLook,
  toWatch,
  watchesOf,
  type NewWatchState,
  type SignalRow,
} from './alarm.sql.js';
import { partKey, type Held, type SeenReading } from './alarm-source.js';
import { readingOf, toldOf } from './announce-alarm.js';
import { RaiseAlarms, type Grown, type Opened } from './raise-alarms.js';
import { insertStarting, mutesOf, retiredMetrics, rulesOf, type MuteRow } from './rules.sql.js';
import { AlarmSources } from './sources.js';

export type LookOutcome = { readonly opened: number; readonly closed: number };
const NOTHING: LookOutcome = { opened: 0, closed: 0 };

/** Looks at all rules of a project as of one minute. Of several processes one does, and a minute is looked at once. */
@Injectable()
export class EvaluateAlarms {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly feed: ChangeFeed,
    private readonly projects: ProjectDirectory,
    private readonly sources: AlarmSources,
    private readonly raise: RaiseAlarms,
  ) {}

  /** `at`: a whole minute; buckets before it count. */
  async run(projectId: string, at: Date): Promise<LookOutcome> {
    const [rules, open] = await Promise.all([this.rulesInForce(projectId, at), openSignals(this.database, projectId)]);
    if (rules.length === 0 && open.length === 0) return NOTHING;
    const readings = await this.sources.read({ projectId, at, rules, held: heldOf(open, rules) });
    return this.unitOfWork.run(async (tx) => {
      if (!(await takeLook(tx, projectId, at))) return NOTHING;
      const looked = await this.step(tx, { projectId, at, rules, readings });
      await storeWatches(tx, looked.watches);
      const causes: Cause[] = looked.breaching.map(toCause);
      await this.raise.open(tx, { projectId, at, opened: looked.opened, causes });
      for (const { rule, part } of looked.closed) await this.raise.close(tx, { ruleId: rule.id, part, now: at });
      const left = open.flatMap((signal) => {
        const why = whyOver(signal, { rules, readings });
        return why === undefined ? [] : [{ ...signal, why }];
      });
      for (const { rule_id: ruleId, part, why } of left) await this.raise.close(tx, { ruleId, part, now: at, why });
      await storeWatches(tx, left.map(forgotten(at)));
      await followSignals(tx, looked.followed.map(toFollowed));
      await this.raise.grow(tx, { at, grown: grownOf(open, looked.burning, at) });
      const closed = looked.closed.length + left.length;
      if (looked.opened.length + closed + looked.followed.length > 0)
        await this.feed.publish(tx, { type: 'alarms', projectId });
      return { opened: looked.opened.length, closed };
    });
  }

  private async rulesInForce(projectId: string, now: Date): Promise<AlarmRule[]> {
    const { policy } = await this.projects.get(projectId);
    await insertStarting(this.database, { projectId, rules: startingRules(policy), now });
    const [rows, retired] = await Promise.all([
      rulesOf(this.database, projectId),
      retiredMetrics(this.database, projectId),
    ]);
    return rows
      .map(({ id, settings }) => ({ id, ...settings }))
      .filter(({ isOn, metric, source }) => isOn && !retired.has(metric) && this.sources.has(source));
  }

  private async step(
    tx: Tx,
    look: {
      readonly projectId: string;
      readonly at: Date;
      readonly rules: readonly AlarmRule[];
      readonly readings: ReadonlyMap<string, readonly SeenReading[]>;
    },
  ): Promise<Looked> {
    const { at, rules, readings } = look;
    const known = new Map(
      (
        await watchesOf(
          tx,
          rules.map(({ id }) => id),
        )
      ).map((row) => [partKey(row.rule_id, row.part), toWatch(row)]),
    );
    const mutes = await mutesOf(tx, look.projectId, at);
    const looked: Looked = { watches: [], opened: [], closed: [], followed: [], burning: [], breaching: [] };
    for (const rule of rules) {
      const isMuted = mutes.some((mute) => mutesRule(mute, rule.id, at));
      for (const reading of readings.get(rule.id) ?? []) {
        const verdict = judgeReading(rule, reading);
        const before = known.get(partKey(rule.id, reading.part)) ?? NEW_WATCH;
        const { watch, happened } = stepWatch(before, { at: at.getTime(), verdict, isMuted }, rule);
        looked.watches.push({ ruleId: rule.id, part: reading.part, watch });
        const since = Math.min(watch.since ?? at.getTime(), reading.since ?? Infinity);
        sortIn(
          looked,
          { rule, part: reading.part, reading, since: new Date(since) },
          { watch, happened, verdict, isMuted },
        );
      }
    }
    return looked;
  }
}

/** Why a signal ends without a look that says so; undefined: it goes on. */
function whyOver(
  { rule_id: id, part }: SignalRow,
  look: { readonly rules: readonly AlarmRule[]; readonly readings: ReadonlyMap<string, readonly SeenReading[]> },
): string | undefined {
  const rule = look.rules.find((one) => one.id === id);
  if (!rule) return 'It is not watched any more.';
  const readings = look.readings.get(id) ?? [];
  const seen = readings.find((reading) => reading.part === part);
  // All parts are computed together: of a field that is marked as personal since, nothing will ever be said again.
  if (rule.source === 'DRIFT' && readings.length > 0 && !seen) return 'It is not computed any more.';
  // The next process has another name, and this one will not come back.
  const isGone = part !== '' && isOfProcess(rule) && (seen?.value ?? null) === null;
  return isGone ? 'The process is gone.' : undefined;
}

function isOfProcess({ metric }: AlarmRule): boolean {
  return metricOf(metric)?.isOfProcess ?? false;
}

type Looked = {
  readonly watches: NewWatchState[];
  readonly opened: Opened[];
  readonly closed: Opened[];
  /** What goes on firing. */
  readonly followed: Opened[];
  /** Of these, what is past its limit now and may be told. */
  readonly burning: Opened[];
  /** What drifts now: a likely cause of the rest. */
  readonly breaching: Opened[];
};

function sortIn(
  looked: Looked,
  one: Opened,
  { watch, happened, verdict, isMuted }: WatchStep & { verdict: RuleVerdict; isMuted: boolean },
): void {
  if (one.rule.source === 'DRIFT' && verdict === 'BREACH') looked.breaching.push(one);
  if (happened === 'OPENED') looked.opened.push(one);
  else if (happened === 'CLOSED') looked.closed.push(one);
  else if (watch.phase === 'FIRING' && one.reading.value !== null) {
    looked.followed.push(one);
    if (verdict === 'BREACH' && !isMuted) looked.burning.push(one);
  }
}

function toCause({ rule, part, since }: Opened): Cause {
  const title = part === '' ? rule.name : `Drift in ${part}`;
  const detail = part === '' ? '' : rule.name;
  return { kind: 'DRIFT', id: `${rule.metric} ${part}`, at: since.getTime(), title, detail };
}

const WHAT_IS_READ = [
  'metric',
  'part',
  'read',
  'condition',
  'windowMinutes',
  'referenceHours',
  'segment',
  'version',
  'level',
] as const;

/** What fires as it was read at first; of a rule that reads something else since, nothing holds. */
function heldOf(open: readonly SignalRow[], rules: readonly AlarmRule[]): Map<string, Held> {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return new Map(
    open.flatMap((signal): [string, Held][] => {
      const rule = byId.get(signal.rule_id);
      if (!rule || !WHAT_IS_READ.every((name) => rule[name] === signal.settings[name])) return [];
      const { reference } = readingOf(signal);
      return [[partKey(rule.id, signal.part), { since: signal.since.getTime(), reference }]];
    }),
  );
}

/** A fault that begins fills its window bit by bit, which is not to be told bit by bit. */
const MOST_BETWEEN_MINUTES = 15;

/** What has become so much worse since it was told that it must be told again. */
function grownOf(open: readonly SignalRow[], burning: readonly Opened[], at: Date): Grown[] {
  const known = new Map(open.map((signal) => [partKey(signal.rule_id, signal.part), signal]));
  return burning.flatMap((one) => {
    const signal = known.get(partKey(one.rule.id, one.part));
    if (!signal) return [];
    const between = Math.min(one.rule.windowMinutes, MOST_BETWEEN_MINUTES) * 60_000;
    const isSoon = at.getTime() - (signal.told_at ?? signal.opened_at).getTime() < between;
    return !isSoon && hasGrown(one.rule, toldOf(signal), one.reading) ? [{ ...one, signal }] : [];
  });
}

function toFollowed({ rule, part, reading }: Opened): Parameters<typeof followSignals>[1][number] {
  const { points = [], since: _since, ...read } = reading;
  return { rule_id: rule.id, part, settings: rule, reading: read, points };
}

function forgotten(at: Date): (signal: SignalRow) => NewWatchState {
  return ({ rule_id: ruleId, part }) => ({ ruleId, part, watch: { ...NEW_WATCH, lookedAt: at.getTime() } });
}

function mutesRule({ rule_id: ruleId, from_at: from, to_at: to }: MuteRow, id: string, at: Date): boolean {
  return (ruleId === null || ruleId === id) && from <= at && at < to;
}
