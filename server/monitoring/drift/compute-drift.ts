import { Injectable } from '@nestjs/common';
import { DRIFT_WINDOWS } from '@handrail/shared/alarms';
import { LENGTH_MS, type ConceptState } from '@handrail/shared/monitoring';
import { Database } from '../../platform/database/index.js';
import type { ProjectInForce } from '../../projects/index.js';
import { findState, machinesWithStates } from '../concept/concept.sql.js';
import { TextDrift } from '../text/text-drift.js';
import { championOf } from './drift-parts.js';
import { DriftReads } from './drift-reads.js';
import type { FieldDrift } from './judge-fields.js';
import { stateOfError, stateOfField, type StateNow } from './states-now.js';

const WEEK_MINUTES = 7 * 24 * 60;

/** How far each part of a project drifts now. */
@Injectable()
export class ComputeDrift {
  constructor(
    private readonly database: Database,
    private readonly reads: DriftReads,
    private readonly texts: TextDrift,
  ) {}

  async of(project: ProjectInForce, { now, withTexts }: { now: Date; withTexts: boolean }): Promise<StateNow[]> {
    const states: StateNow[] = [];
    for (const windowMinutes of DRIFT_WINDOWS) {
      const fields = await this.fieldsIn(project, windowMinutes, now);
      states.push(...fields.map((field) => stateOfField(field, windowMinutes)));
    }
    const concept = await this.concept(project);
    if (concept) states.push(stateOfError(concept));
    if (withTexts) states.push(...(await this.texts.of(project, now)));
    return states;
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
