import { Injectable } from '@nestjs/common';
import { LEAST_CURRENT, LENGTH_MS } from '@handrail/shared/monitoring';
import { normalCdf, normalQuantile } from '@handrail/shared/stats';
import { tellApart, type ToldApart } from '../../deciders/index.js';
import { Database } from '../../platform/database/index.js';
import type { ProjectInForce } from '../../projects/index.js';
import { championOf } from '../drift/drift-parts.js';
import { casesIn, referencesOf, trainingCases, type Reference } from '../drift/references.sql.js';
import type { StateNow } from '../drift/states-now.js';
import { textsOfCases } from './texts.sql.js';

/** Texts of each time: the classifier takes about 0.2 s for them, in pieces of 10 ms. */
const TEXTS = 500;
/** The latest cases of a time that they are taken from. */
const TAKEN_FROM = 2000;
const WINDOW_MINUTES = 1440;
const WEEK_MS = 7 * LENGTH_MS.DAY;

/** How well a classifier tells the texts of now from those of the reference, field by field. Reads the texts of cases. */
@Injectable()
export class TextDrift {
  constructor(private readonly database: Database) {}

  async of(project: ProjectInForce, now: Date): Promise<StateNow[]> {
    const fields = project.inputSchema.fields.filter(({ type }) => type === 'text');
    if (fields.length === 0) return [];
    const decider = championOf(project);
    const references = await referencesOf(this.database, project.id, decider);
    const states: StateNow[] = [];
    for (const { name } of fields) {
      const reference = references.findLast(
        ({ metric, part, segment }) => metric === 'input.value' && part === name && segment === null,
      );
      if (!reference) continue;
      const before = await this.textsBefore(reference);
      const recent = await this.textsOfNow(reference, now);
      if (Math.min(before.length, recent.length) < LEAST_CURRENT) continue;
      states.push(stateOf(name, await tellApart(before, recent), { fields: fields.length, count: recent.length }));
    }
    return states;
  }

  private async textsBefore({ projectId, decider, part, source, firstAt, lastAt }: Reference): Promise<string[]> {
    const ids =
      source === 'TRAINING'
        ? await trainingCases(this.database, projectId, decider)
        : await casesIn(this.database, { projectId, from: firstAt, to: after(lastAt), limit: TAKEN_FROM });
    return textsOfCases(this.database, spread(ids), part);
  }

  /** Of a day, of a week where a day has too few; none that the reference is made of. */
  private async textsOfNow({ projectId, part, lastAt }: Reference, now: Date): Promise<string[]> {
    for (const length of [LENGTH_MS.DAY, WEEK_MS]) {
      const from = new Date(Math.max(now.getTime() - length, after(lastAt).getTime()));
      const ids = await casesIn(this.database, { projectId, from, to: now, limit: TAKEN_FROM });
      const texts = await textsOfCases(this.database, spread(ids), part);
      if (texts.length >= LEAST_CURRENT) return texts;
    }
    return [];
  }
}

function after(time: Date): Date {
  return new Date(time.getTime() + 1);
}

/** At most so many as are looked at, from all over the list. */
function spread(ids: readonly string[]): string[] {
  const step = Math.max(1, ids.length / TEXTS);
  return Array.from({ length: Math.min(TEXTS, ids.length) }, (_, index) => ids[Math.floor(index * step)] ?? '');
}

function stateOf(
  part: string,
  { auc, standardError }: ToldApart,
  { fields, count }: { readonly fields: number; readonly count: number },
): StateNow {
  const reach = normalQuantile({ p: 0.975 }) * standardError;
  // That it is no better than chance; Bonferroni over the fields.
  const p = normalCdf({ x: (0.5 - auc) / standardError });
  return {
    ...{ metric: 'drift.text', part, windowMinutes: WINDOW_MINUTES, value: auc, unit: '', count, since: null },
    ...{ lower: Math.max(0, auc - reach), upper: Math.min(1, auc + reach), adjustedP: Math.min(1, fields * p) },
  };
}
