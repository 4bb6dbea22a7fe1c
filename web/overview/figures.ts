import { wilson } from '@handrail/shared/stats';
import { minutesText, shareText } from '@handrail/shared/words';
import { ago, count, percent, shareWithInterval } from '../ui/format';
import type { LevelSummaryQuery, ProjectHoursQuery } from '../lib/generated/graphql';

export type Hour = ProjectHoursQuery['projectHours'][number];
export type Figure = {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  /** What it should keep to. */
  readonly limit: string;
  readonly state: 'good' | 'bad' | 'unknown';
  /** Where it is over its limit: what that means, from the same numbers. */
  readonly says?: string | undefined;
  readonly trend: readonly (number | null)[];
};

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A case that waits longer than this needs somebody. */
export const LONGEST_WAIT_MS = 4 * HOUR_MS;
/** Less than this tells no pace. */
const SHORTEST_PACE_MS = HOUR_MS;
/** More failing answers than this need somebody. */
export const MOST_FAILURES = 0.01;

type Waiting = Pick<LevelSummaryQuery['recentAtLevel'], 'queueLength' | 'oldestOpenAt'>;

/** The six figures that say whether all is right: what, of the last 24 hours, beside what it should keep to. `sameNumber`: what is said of answers that are numbers. */
export function figuresOf(
  hours: readonly Hour[],
  { queueLength, oldestOpenAt, sameNumber }: Waiting & { readonly sameNumber: readonly string[] },
  now: number,
): Figure[] {
  const sum = (key: Exclude<keyof Hour, 'hour' | '__typename'>): number =>
    hours.reduce((part, hour) => part + hour[key], 0);
  const shareOf = (k: number, n: number): string => (n === 0 ? 'not enough data yet' : percent(k / n));
  const known = (n: number, isGood = true): Figure['state'] => (n === 0 ? 'unknown' : isGood ? 'good' : 'bad');
  const [cases, automated, opened, answered] = [sum('cases'), sum('automated'), sum('opened'), sum('answered')];
  const [failed, compared, agreed] = [sum('failed'), sum('compared'), sum('agreed')];
  const wait = oldestOpenAt == null ? 0 : now - Date.parse(oldestOpenAt);
  const asked = sum('asked');
  const failures = shareText(failed / asked, { against: [MOST_FAILURES] });
  const pace = paceOf(hours, { answered, queueLength, now });
  return [
    {
      name: 'Cases',
      value: count(cases),
      note: 'in the last 24 hours',
      limit: 'No limit is set',
      state: known(cases),
      trend: hours.map((hour) => hour.cases),
    },
    {
      name: 'Decided without a person',
      value: shareOf(automated, cases),
      note: `${count(automated)} of ${count(cases)}`,
      limit: 'Set by the ladder',
      state: known(cases),
      trend: hours.map((hour) => (hour.cases === 0 ? null : hour.automated / hour.cases)),
    },
    {
      name: 'Waiting for people',
      value: count(queueLength),
      note: oldestOpenAt == null ? 'nothing is open' : `the oldest for ${ago(oldestOpenAt, now)}`,
      limit: `Oldest at most ${LONGEST_WAIT_MS / HOUR_MS} h`,
      state: wait > LONGEST_WAIT_MS ? 'bad' : 'good',
      says: oldestOpenAt == null ? undefined : `A case has waited for ${ago(oldestOpenAt, now)}.`,
      trend: hours.map((hour) => hour.opened),
    },
    {
      name: 'Answered by people',
      value: count(answered),
      note: `${count(opened)} came in for them`,
      limit: `Queue done within ${LONGEST_WAIT_MS / HOUR_MS} h`,
      ...pace,
      trend: hours.map((hour) => hour.answered),
    },
    {
      name: 'Machine agrees with people',
      value: shareWithInterval(agreed, compared, wilson({ k: agreed, n: compared })),
      note: [`${count(compared)} blind labels`, ...sameNumber].join('; '),
      limit: 'No limit is set',
      state: known(compared),
      trend: hours.map((hour) => (hour.compared === 0 ? null : hour.agreed / hour.compared)),
    },
    {
      name: 'Machine had no answer',
      value: asked === 0 ? 'not enough data yet' : failures,
      note: asked === 0 ? 'no machine was asked' : `${count(failed)} of ${count(asked)} it was asked`,
      limit: `At most ${percent(MOST_FAILURES)}`,
      state: known(asked, failed <= MOST_FAILURES * asked),
      says: `${failures} of its answers could not be used.`,
      trend: hours.map((hour) => hour.failed),
    },
  ];
}

type Queue = { readonly answered: number; readonly queueLength: number; readonly now: number };

/** Whether people keep up, at the pace since cases for them began to come in; too short a time tells nothing. */
function paceOf(hours: readonly Hour[], { answered, queueLength, now }: Queue): Pick<Figure, 'state' | 'says'> {
  const begun = hours.find(({ opened }) => opened > 0);
  const span = begun === undefined ? 0 : now - Date.parse(begun.hour);
  if (span < SHORTEST_PACE_MS) return { state: 'unknown' };
  if (queueLength * span <= answered * LONGEST_WAIT_MS) return { state: 'good' };
  const past = `the last ${minutesText(Math.round(span / MINUTE_MS))}`;
  if (answered === 0) return { state: 'bad', says: `Nobody has answered in ${past}, and ${count(queueLength)} wait.` };
  const hoursLeft = Math.ceil((queueLength * span) / answered / HOUR_MS);
  return {
    state: 'bad',
    says: `At the pace of ${past} the ${count(queueLength)} that wait take about ${count(hoursLeft)} h.`,
  };
}
