import { Injectable } from '@nestjs/common';
import { DRIFT_WINDOWS } from '@handrail/shared/alarms';
import { bucketStart, LENGTH_MS, type ConceptState } from '@handrail/shared/monitoring';
import { Database } from '../../platform/database/index.js';
import type { ProjectInForce } from '../../projects/index.js';
import { findState, machinesWithStates } from '../concept/concept.sql.js';
import { TextDrift } from '../text/text-drift.js';
import { championOf } from './drift-parts.js';
import { DriftReads } from './drift-reads.js';
import type { FieldDrift } from './judge-fields.js';
import { heldSince, stateOfError, stateOfField, stateOfShortField, weeksToUsual, type StateNow } from './states-now.js';

const WEEK_MINUTES = 7 * 24 * 60;

/** Whether it holds every time of day as often as any other. */
function holdsDays(windowMinutes: number): boolean {
  return windowMinutes % (24 * 60) === 0;
}

/** How far each part of a project drifts now. */
@Injectable()
export class ComputeDrift {
  constructor(
    private readonly database: Database,
    private readonly reads: DriftReads,
    private readonly texts: TextDrift,
  ) {}

  /** `before`: what was computed last. */
  async of(
    project: ProjectInForce,
    { now, withTexts, before }: { now: Date; withTexts: boolean; before: readonly StateNow[] },
  ): Promise<StateNow[]> {
    const states: StateNow[] = [];
    for (const windowMinutes of DRIFT_WINDOWS) {
      const fields = await this.fieldsIn(project, windowMinutes, now);
      states.push(
        ...(holdsDays(windowMinutes)
          ? fields.map((field) => heldSince(stateOfField(field, windowMinutes), before))
          : await this.short(project, fields, { windowMinutes, now, before })),
      );
    }
    const concept = await this.concept(project);
    if (concept) states.push(stateOfError(concept));
    if (withTexts) states.push(...(await this.texts.of(project, now)));
    return states;
  }

  /** Only what differs from its reference is held against a time weeks before, too, in which it did not differ yet. */
  private async short(
    project: ProjectInForce,
    fields: readonly FieldDrift[],
    { windowMinutes, now, before }: { windowMinutes: number; now: Date; before: readonly StateNow[] },
  ): Promise<StateNow[]> {
    const usual = new Map<number, readonly FieldDrift[]>();
    const states: StateNow[] = [];
    for (const field of fields) {
      const state = heldSince(stateOfField(field, windowMinutes), before);
      if ((state.value ?? 0) === 0) {
        states.push(state);
        continue;
      }
      const weeks = weeksToUsual(now, state.since);
      const found = usual.get(weeks) ?? (await this.besideWeeksBefore(project, { windowMinutes, now, weeks }));
      usual.set(weeks, found);
      const beside = found.filter(({ metric, part }) => metric === field.metric && part === field.part);
      states.push({ ...stateOfShortField(field, beside, windowMinutes), since: state.since });
    }
    return states;
  }

  /** Beside each of the two hours that this one lay in so many weeks before, and both: at the edge of a day they differ. */
  private async besideWeeksBefore(
    project: ProjectInForce,
    { windowMinutes, now, weeks }: { windowMinutes: number; now: Date; weeks: number },
  ): Promise<readonly FieldDrift[]> {
    const from = now.getTime() - windowMinutes * LENGTH_MS.MINUTE;
    const period = { from: new Date(from), to: now };
    const start = bucketStart('HOUR', from - weeks * WEEK_MINUTES * LENGTH_MS.MINUTE);
    const spans = [
      [0, 1],
      [1, 2],
      [0, 2],
    ] as const;
    const found: FieldDrift[] = [];
    for (const [first, end] of spans) {
      const reference = {
        from: new Date(start + first * LENGTH_MS.HOUR),
        to: new Date(start + end * LENGTH_MS.HOUR),
      };
      found.push(...(await this.reads.drift(project, { period, reference, isVeiled: false })).fields);
    }
    return found;
  }

  /** Of the machine in force; where callers bring the answers, of the one that was labelled last. */
  private async concept(project: ProjectInForce): Promise<ConceptState | undefined> {
    const machine = championOf(project) || (await machinesWithStates(this.database, project.id))[0];
    return machine === undefined ? undefined : (await findState(this.database, project.id, machine))?.state;
  }

  /** Where a day holds too few cases of everything, a week: a project of few cases drifts too. */
  private async fieldsIn(project: ProjectInForce, windowMinutes: number, now: Date): Promise<readonly FieldDrift[]> {
    const over = async (minutes: number) => {
      const period = { from: new Date(now.getTime() - minutes * LENGTH_MS.MINUTE), to: now };
      return (await this.reads.drift(project, { period, reference: undefined, isVeiled: false })).fields;
    };
    const fields = await over(windowMinutes);
    const isLongest = windowMinutes === Math.max(...DRIFT_WINDOWS);
    const isTooFew =
      fields.every(({ compared }) => compared === null) && fields.some(({ state }) => state === 'NOT_ENOUGH');
    return isLongest && isTooFew ? over(WEEK_MINUTES) : fields;
  }
}
