import { Injectable } from '@nestjs/common';
import {
  alarmSentence,
  alarmToJoin,
  causeKeyOf,
  causesFrom,
  likelyCauses,
  type AlarmRule,
  type Cause,
} from '@handrail/shared/alarms';
import type { Tx } from '../platform/database/index.js';
import {
  closeSignal,
  insertAlarm,
  insertSignal,
  joinAlarm,
  lockAlarm,
  openAlarms,
  tellSignals,
  type AlarmRow,
  type SignalRow,
} from './alarm.sql.js';
import { insertAction } from './actions.sql.js';
import { happen } from './alarm-events.js';
import { announceAlarm, HANDRAIL } from './announce-alarm.js';
import { changesIn, skipsIn, standingOf } from './causes.sql.js';
import type { SeenReading } from './alarm-source.js';

/** A part of a rule that begins to fire, or ends. */
export type Opened = {
  readonly rule: AlarmRule;
  readonly part: string;
  readonly reading: SeenReading;
  readonly since: Date;
};
/** What fires, with what is kept of it. */
export type Grown = Opened & { readonly signal: SignalRow };
type Raising = { readonly row: AlarmRow; readonly isNew: boolean; readonly titles: string[] };
type Raised = { readonly projectId: string; readonly at: Date; readonly opened: readonly Opened[] };

/** Cases that nobody is left to answer: of them alone that people skipped is a cause. */
const OF_SKIPS = 'people.stuck';

/** Makes alarms of rules that fire: those of one cause are one alarm. */
@Injectable()
export class RaiseAlarms {
  /** `causes`: what a source knows besides the changes of the project. */
  async open(tx: Tx, { projectId, at, opened, causes }: Raised & { causes: readonly Cause[] }): Promise<void> {
    if (opened.length === 0) return;
    const earliest = Math.min(...opened.map(({ since }) => since.getTime()));
    const { from } = causesFrom(earliest);
    const changes = await changesIn(tx, { projectId, from: new Date(from), to: at });
    const skips = opened.some(({ rule }) => rule.metric === OF_SKIPS) ? await skipsIn(tx, projectId) : [];
    const raised = new Map<string, Raising>();
    for (const one of opened) {
      const alarm = await this.raise(tx, { projectId, at, one, candidates: [...changes, ...causes, ...skips] });
      if (!alarm) continue;
      const known = raised.get(alarm.row.id);
      raised.set(alarm.row.id, known ?? { ...alarm, titles: [] });
      raised.get(alarm.row.id)?.titles.push(titleOf(one));
    }
    for (const { row, isNew, titles } of raised.values()) {
      if (isNew) await announceAlarm(tx, row, { event: 'alarm.opened', by: HANDRAIL, now: at });
      else await announceAlarm(tx, row, { event: 'alarm.joined', by: HANDRAIL, now: at, joined: titles });
    }
  }

  /** What fires already has become so much worse that whoever knows of it must hear it again. */
  async grow(tx: Tx, { at, grown }: { at: Date; grown: readonly Grown[] }): Promise<void> {
    const byAlarm = new Map<string, Grown[]>();
    for (const one of grown) byAlarm.set(one.signal.alarm_id, [...(byAlarm.get(one.signal.alarm_id) ?? []), one]);
    for (const [alarmId, worse] of byAlarm) {
      const row = await lockAlarm(tx, alarmId);
      if (!row || row.phase === 'RESOLVED') continue;
      for (const { rule, part, reading } of worse) {
        const detail = `${titleOf({ rule, part })}: ${alarmSentence(rule, reading)}`;
        // Each after the other: the state of one is what the one before left.
        const current = (await lockAlarm(tx, alarmId)) ?? row;
        await happen(tx, current, { kind: 'GREW', by: HANDRAIL, now: at, detail });
      }
      await tellSignals(
        tx,
        worse.map(({ signal }) => signal.id),
        at,
      );
      await announceAlarm(tx, row, { event: 'alarm.joined', by: HANDRAIL, now: at, grown: worse.map(titleOf) });
    }
  }

  private async raise(
    tx: Tx,
    given: { projectId: string; at: Date; one: Opened; candidates: readonly Cause[] },
  ): Promise<{ row: AlarmRow; isNew: boolean } | undefined> {
    const { projectId, at, one, candidates } = given;
    const since = one.since.getTime();
    const { metric, source } = one.rule;
    const causes = likelyCauses(
      candidates.filter((cause) => mayCause(cause, { metric, source })),
      since,
    );
    const key = causeKeyOf(causes, since, metric);
    const open = await openAlarms(tx, projectId);
    const joined = alarmToJoin(
      open.map((row) => ({ id: row.id, causeKey: row.cause_key, lastSignalAt: row.last_signal_at.getTime() })),
      key,
      at.getTime(),
    );
    const row =
      open.find(({ id }) => id === joined?.id) ??
      (await insertAlarm(tx, {
        project_id: projectId,
        title: titleOf(one),
        cause_key: key,
        causes,
        since: one.since,
        opened_at: at,
      }));
    const { points = [], since: _since, ...reading } = one.reading;
    const isFresh = await insertSignal(tx, {
      alarm_id: row.id,
      rule_id: one.rule.id,
      part: one.part,
      metric,
      settings: one.rule,
      reading,
      points,
      since: one.since,
      opened_at: at,
    });
    if (!isFresh) return undefined;
    await joinAlarm(tx, row.id, { since: one.since, now: at });
    await happen(tx, row, { kind: joined ? 'JOINED' : 'OPENED', by: HANDRAIL, now: at, detail: titleOf(one) });
    await this.plan(tx, { row, rule: one.rule, at });
    return { row, isNew: !joined };
  }

  /** What the rule may do by itself is written down with what it was decided on, and done after the commit. */
  private async plan(tx: Tx, { row, rule, at }: { row: AlarmRow; rule: AlarmRule; at: Date }): Promise<void> {
    if (rule.action === 'NONE') return;
    const expected = await standingOf(tx, row.project_id);
    await insertAction(tx, { alarmId: row.id, kind: rule.action, ruleId: rule.id, expected, now: at });
  }

  /** A rule is calm again, or is not looked at any more (`why`); when it was the last of its alarm, that is over. */
  async close(
    tx: Tx,
    { ruleId, part, now, why }: { ruleId: string; part: string; now: Date; why?: string },
  ): Promise<void> {
    const closed = await closeSignal(tx, { ruleId, part, now });
    const row = closed && (await lockAlarm(tx, closed.alarmId));
    if (!row) return;
    const rest = closed.open === 0 ? 'All is back within its limits.' : `${closed.open} still past their limits.`;
    const detail = why === undefined ? rest : closed.open === 0 ? why : `${why} ${rest}`;
    const state = await happen(tx, row, { kind: 'CALMED', by: HANDRAIL, now, detail, signals: closed.open });
    if (state?.phase !== 'RESOLVED' || row.phase === 'RESOLVED') return;
    await announceAlarm(tx, row, { event: 'alarm.resolved', by: HANDRAIL, now });
  }
}

/** What drifts is not its own cause; inputs that drift may be why answers and errors do. */
function mayCause({ kind, id }: Cause, { metric, source }: Pick<AlarmRule, 'metric' | 'source'>): boolean {
  if (kind === 'SKIPS') return metric === OF_SKIPS;
  if (kind !== 'DRIFT' || source !== 'DRIFT') return true;
  const isOfInput = (name: string): boolean => name.startsWith('drift.input') || name.startsWith('drift.text');
  return !isOfInput(metric) && isOfInput(id);
}

function titleOf({ rule, part }: Pick<Opened, 'rule' | 'part'>): string {
  return part === '' || part === rule.part ? rule.name : `${rule.name}: ${part}`;
}
