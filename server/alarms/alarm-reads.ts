import { Injectable, type OnModuleInit } from '@nestjs/common';
import { driftMetricOf, type AlarmTally } from '@handrail/shared/alarms';
import type { Actor } from '@handrail/shared/contracts';
import { metricOf } from '@handrail/shared/monitoring';
import { assertMay, hidesBlind, requirePerson } from '../identity/index.js';
import { OpenAlarms } from '../monitoring/index.js';
import { Clock } from '../platform/clock/index.js';
import { Database } from '../platform/database/index.js';
import { notFound } from '../platform/http/index.js';
import { actionsOf, type ActionRow } from './actions.sql.js';
import { signalsOf, type AlarmRow, type RuleRow, type SignalRow } from './alarm.sql.js';
import {
  alarmById,
  alarmCountsOf,
  alarmsOf,
  eventsOf,
  handlersOf,
  openTitles,
  talliesOf,
  type AlarmCounts,
  type AlarmQuestion,
  type EventRow,
  type PersonRow,
} from './alarm-reads.sql.js';
import { pictureOf, readingOf, saidOf } from './announce-alarm.js';
import { mutesOf, rulesOf, type MuteRow } from './rules.sql.js';

/** How few values of a machine's answers would tell somebody who answers blindly what it said. */
const VEILED_BELOW = 50;

export type SignalView = ReturnType<typeof saidOf> & {
  readonly id: string;
  readonly closedAt: Date | null;
  /** SVG; null where it would show what the reader must not see. */
  readonly picture: string | null;
  readonly cases: CasesBehind;
};
/** Filters of the decision log. */
export type CasesBehind = {
  readonly from: Date;
  readonly to: Date;
  readonly segment: string | null;
  readonly decider: string | null;
  readonly level: string | null;
  /** Of an alarm about what a field has: the field, and what. */
  readonly field: string | null;
  readonly fieldState: 'MISSING' | 'NEW' | null;
};
export type AlarmView = {
  readonly row: AlarmRow & { readonly assignee_name: string | null };
  readonly signals: readonly SignalView[];
  readonly events: readonly EventRow[];
  readonly actions: readonly ActionRow[];
};
export type AlarmSettings = {
  readonly rules: readonly RuleRow[];
  readonly mutes: readonly MuteRow[];
  readonly handlers: readonly PersonRow[];
};

@Injectable()
export class AlarmReads implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly overview: OpenAlarms,
  ) {}

  onModuleInit(): void {
    this.overview.answeredBy((projectId) => openTitles(this.database, projectId));
  }

  /** The newest first. */
  async list(actor: Actor, asked: Omit<AlarmQuestion, 'personId'>): Promise<AlarmView[]> {
    assertMay(actor, 'monitoring:read', asked.projectId);
    return this.whole(actor, await alarmsOf(this.database, { ...asked, personId: requirePerson(actor).personId }));
  }

  async counts(actor: Actor, projectId: string): Promise<AlarmCounts> {
    assertMay(actor, 'monitoring:read', projectId);
    return alarmCountsOf(this.database, { projectId, personId: requirePerson(actor).personId });
  }

  /** @throws ProblemError `not-found`. */
  async one(actor: Actor, id: string): Promise<AlarmView> {
    const row = await alarmById(this.database, id);
    if (!row) throw notFound('alarm');
    assertMay(actor, 'monitoring:read', row.project_id);
    const [view] = await this.whole(actor, [row]);
    if (!view) throw new Error('unreachable: the alarm was read');
    return view;
  }

  async settings(actor: Actor, projectId: string): Promise<AlarmSettings> {
    assertMay(actor, 'monitoring:read', projectId);
    const [rules, mutes, handlers] = await Promise.all([
      rulesOf(this.database, projectId),
      mutesOf(this.database, projectId, this.clock.now()),
      handlersOf(this.database, projectId),
    ]);
    return { rules, mutes, handlers };
  }

  /** For the risk register: how often each metric alarmed, and what was said of that. Access is settled there. */
  tallies(projectId: string): Promise<AlarmTally[]> {
    return talliesOf(this.database, projectId);
  }

  private async whole(actor: Actor, rows: readonly AlarmView['row'][]): Promise<AlarmView[]> {
    const ids = rows.map(({ id }) => id);
    const [signals, events, actions] = await Promise.all([
      signalsOf(this.database, ids),
      eventsOf(this.database, ids),
      actionsOf(this.database, ids),
    ]);
    const now = this.clock.now();
    return rows.map((row) => ({
      row,
      signals: signals
        .filter(({ alarm_id: id }) => id === row.id)
        .map((signal) => toSignal(signal, { now, isVeiled: hidesBlind(actor, row.project_id) })),
      events: events.filter(({ alarm_id: id }) => id === row.id),
      actions: actions.filter(({ alarm_id: id }) => id === row.id),
    }));
  }
}

/** Who answers reviews blindly gets no minute by minute of what a machine says, and no figure of few cases. */
function toSignal(signal: SignalRow, { now, isVeiled }: { now: Date; isVeiled: boolean }): SignalView {
  const said = saidOf(signal);
  const reveals = isVeiled && (metricOf(signal.metric) ?? driftMetricOf(signal.metric))?.revealsMachine === true;
  const isOfFew = readingOf(signal).count < VEILED_BELOW;
  const { source, windowMinutes, segment, version, level } = signal.settings;
  return {
    ...said,
    sentence:
      reveals && isOfFew ? 'Past its limit; the figure is of too few cases to be shown to who reviews.' : said.sentence,
    id: signal.id,
    closedAt: signal.closed_at,
    picture: reveals ? null : pictureOf(signal),
    cases: {
      // Since when it drifts is told from the cases themselves.
      from: new Date(signal.since.getTime() - (source === 'DRIFT' ? 0 : windowMinutes * 60_000)),
      to: signal.closed_at ?? now,
      segment,
      decider: version,
      level,
      ...fieldBehind(signal),
    },
  };
}

/** Which of its cases a metric of a field is about; of the others all are. */
function fieldBehind({ metric, part }: SignalRow): Pick<CasesBehind, 'field' | 'fieldState'> {
  const as = metricOf(metric)?.readFrom?.as;
  const isOfField = part !== '' && (as === 'MISSING' || as === 'NEW');
  return { field: isOfField ? part : null, fieldState: isOfField ? as : null };
}
