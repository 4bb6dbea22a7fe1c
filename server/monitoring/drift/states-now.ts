import {
  DRIFT_EFFECT,
  DRIFT_RATE,
  effectOf,
  LENGTH_MS,
  viewVerdict,
  type ConceptState,
} from '@handrail/shared/monitoring';
import { isOfMachine } from './drift-parts.js';
import type { DriftPoint, DriftState } from './drift-state.sql.js';
import type { FieldDrift } from './judge-fields.js';

/** What is kept of one part, without its history. */
export type StateNow = Omit<DriftState, 'points' | 'computedAt'>;

const NO_INTERVAL = { lower: null, upper: null } as const;
const POINT_EVERY_MS = 10 * LENGTH_MS.MINUTE;
const WEEK_MS = 7 * LENGTH_MS.DAY;
/** Further back hours are not kept alone. */
const MOST_WEEKS = 8;

/** How far a field is from its reference; 0 where chance explains the difference, however large. */
export function stateOfField({ metric, title, compared, since }: FieldDrift, windowMinutes: number): StateNow {
  const isChance = !compared || compared.adjustedP > DRIFT_RATE || compared.psi < compared.psiCritical;
  return {
    metric: isOfMachine(metric) ? 'drift.output' : 'drift.input',
    part: title,
    windowMinutes,
    value: compared && (isChance ? 0 : compared.effect * DRIFT_EFFECT),
    unit: compared ? effectOf(compared).unit : '',
    adjustedP: compared && compared.adjustedP,
    ...NO_INTERVAL,
    count: compared?.currentCount ?? 0,
    since,
  };
}

/**
 * The same of a time too short to hold every time of day: it drifts as far as it differs from its reference and from all that
 * is usual at this time of the week (`usual`: beside hours around it a week before), so what follows the clock does not.
 * Nobody can say where that week is not known, or held too few cases. Of several tests that must all say so the largest p
 * holds.
 */
export function stateOfShortField(field: FieldDrift, usual: readonly FieldDrift[], windowMinutes: number): StateNow {
  const state = stateOfField(field, windowMinutes);
  if (state.value === null || state.value === 0) return state;
  const beside = usual.map((one) => stateOfField(one, windowMinutes)).filter(({ value }) => value !== null);
  if (beside.length === 0) return { ...state, value: null, adjustedP: null };
  const nearest = [state, ...beside].reduce((least, one) => ((one.value ?? 0) < (least.value ?? 0) ? one : least));
  return {
    ...state,
    ...{ value: nearest.value, unit: nearest.unit },
    adjustedP: Math.max(...[state, ...beside].map(({ adjustedP }) => adjustedP ?? 1)),
  };
}

/**
 * How many weeks before now what is usual is read: so many that it was over before what drifts began, or a drift that lasts
 * a week would be held against itself and found usual. `since`: from when on it drifts; null: it does not, or nobody knows.
 */
export function weeksToUsual(now: Date, since: Date | null): number {
  if (since === null) return 1;
  // What is read reaches an hour further than the same time.
  const ago = (now.getTime() + LENGTH_MS.HOUR - since.getTime()) / WEEK_MS;
  return Math.min(MOST_WEEKS, Math.max(1, Math.ceil(ago)));
}

/**
 * From when on a part drifts: what did not come back to its reference since it was computed last has drifted since then at
 * least. `before`: what was computed last.
 */
export function heldSince(state: StateNow, before: readonly StateNow[]): StateNow {
  const earlier = before.find((one) => partOf(one) === partOf(state));
  if (state.value === 0 || !earlier || earlier.value === 0 || earlier.since === null) return state;
  return state.since === null || earlier.since < state.since ? { ...state, since: earlier.since } : state;
}

/** One thing that is followed from one look to the next. */
export function partOf({ metric, part, windowMinutes }: Pick<StateNow, 'metric' | 'part' | 'windowMinutes'>): string {
  return [metric, part, windowMinutes].join('\0');
}

/** By how many percentage points the error rose; 0 while the detectors tell of no change that holds. */
export function stateOfError(state: ConceptState): StateNow {
  const { verdict, rise, since } = viewVerdict(state);
  return {
    metric: 'drift.error',
    part: '',
    unit: '',
    windowMinutes: 0,
    value: verdict === 'UNKNOWN' ? null : verdict === 'ROSE' ? 100 * rise : 0,
    // The detectors' own guarantee, which holds however often one looks.
    adjustedP: verdict === 'ROSE' ? 0 : null,
    ...NO_INTERVAL,
    count: state.seen,
    since: verdict === 'ROSE' && since !== null ? new Date(since) : null,
  };
}

/** The history with what is seen now: a point every ten minutes over a day, the last one moving. */
export function withPoint(state: StateNow, before: readonly DriftPoint[], now: Date): DriftState {
  const at = Math.floor(now.getTime() / POINT_EVERY_MS) * POINT_EVERY_MS;
  const kept = before.filter((point) => point.at < at && point.at > at - LENGTH_MS.DAY);
  return { ...state, points: [...kept, { at, value: state.value }], computedAt: now };
}
