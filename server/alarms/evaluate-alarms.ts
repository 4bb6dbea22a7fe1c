import { Injectable } from '@nestjs/common';
import { judgeReading, NEW_WATCH, startingRules, stepWatch, type AlarmRule, type Cause } from '@handrail/shared/alarms';
import { ChangeFeed } from '../platform/change-feed/index.js';
import { Database, UnitOfWork, type Tx } from '../platform/database/index.js';
import { ProjectDirectory } from '../projects/index.js';
import { storeWatches, takeLook, toWatch, watchesOf, type NewWatchState } from './alarm.sql.js';
import { RaiseAlarms, type Opened } from './raise-alarms.js';
import { insertStarting, mutesOf, retiredMetrics, rulesOf, type MuteRow } from './rules.sql.js';
import type { SeenReading } from './alarm-source.js';
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
    const rules = await this.rulesInForce(projectId, at);
    if (rules.length === 0) return NOTHING;
    const readings = await this.sources.read({ projectId, at, rules });
    return this.unitOfWork.run(async (tx) => {
      if (!(await takeLook(tx, projectId, at))) return NOTHING;
      const looked = await this.step(tx, { projectId, at, rules, readings });
      await storeWatches(tx, looked.watches);
      const causes: Cause[] = looked.breaching.map(toCause);
      await this.raise.open(tx, { projectId, at, opened: looked.opened, causes });
      for (const { rule, part } of looked.closed) await this.raise.close(tx, { ruleId: rule.id, part, now: at });
      if (looked.opened.length + looked.closed.length > 0) await this.feed.publish(tx, { type: 'alarms', projectId });
      return { opened: looked.opened.length, closed: looked.closed.length };
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
      ).map((row) => [keyOf(row.rule_id, row.part), toWatch(row)]),
    );
    const mutes = await mutesOf(tx, look.projectId, at);
    const looked: Looked = { watches: [], opened: [], closed: [], breaching: [] };
    for (const rule of rules) {
      const isMuted = mutes.some((mute) => mutesRule(mute, rule.id, at));
      for (const reading of readings.get(rule.id) ?? []) {
        const verdict = judgeReading(rule, reading);
        const before = known.get(keyOf(rule.id, reading.part)) ?? NEW_WATCH;
        const { watch, happened } = stepWatch(before, { at: at.getTime(), verdict, isMuted }, rule);
        looked.watches.push({ ruleId: rule.id, part: reading.part, watch });
        const since = Math.min(watch.since ?? at.getTime(), reading.since ?? Infinity);
        const one = { rule, part: reading.part, reading, since: new Date(since) };
        if (rule.source === 'DRIFT' && verdict === 'BREACH') looked.breaching.push(one);
        if (happened === 'OPENED') looked.opened.push(one);
        if (happened === 'CLOSED') looked.closed.push(one);
      }
    }
    return looked;
  }
}

type Looked = {
  readonly watches: NewWatchState[];
  readonly opened: Opened[];
  readonly closed: Opened[];
  /** What drifts now: a likely cause of the rest. */
  readonly breaching: Opened[];
};

function toCause({ rule, part, since }: Opened): Cause {
  const title = part === '' ? rule.name : `Drift in ${part}`;
  const detail = part === '' ? '' : rule.name;
  return { kind: 'DRIFT', id: `${rule.metric} ${part}`, at: since.getTime(), title, detail };
}

function keyOf(ruleId: string, part: string): string {
  return `${ruleId} ${part}`;
}

function mutesRule({ rule_id: ruleId, from_at: from, to_at: to }: MuteRow, id: string, at: Date): boolean {
  return (ruleId === null || ruleId === id) && from <= at && at < to;
}
