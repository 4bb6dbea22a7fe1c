import { addLabels, noLabels, viewConcept } from '@handrail/shared/monitoring';
import { random } from '@handrail/shared/stats/simulate';

const WEEKS = Number(process.env.BENCH_WEEKS ?? 60);
const LABELS = 2000;
const HOUR_MS = 3_600_000;
const CHANGE_AT = LABELS / 2;
const BEFORE = 0.05;
const ROSE_TO = 0.2;
/** Labels after the change within which the verdict is to be told in all weeks. */
const WITHIN = 400;
/** Verdicts of a change in quiet weeks, of all. */
const MOST_FALSE = 0.05;

/**
 * Whether concept drift is noticed, within how many blind labels, and how often it is noticed where there is none: weeks of
 * generated labels through the reducers that the server runs, not through a server.
 */
export function run() {
  const quiet = weeks(() => BEFORE);
  const drifting = weeks((i) => (i < CHANGE_AT ? BEFORE : ROSE_TO));
  const delays = drifting.map(({ toldAt }) => (toldAt === null ? Infinity : toldAt - CHANGE_AT)).sort((a, b) => a - b);
  const falseWeeks = quiet.filter(({ toldAt }) => toldAt !== null).length;
  const early = drifting.filter(({ toldAt }) => toldAt !== null && toldAt < CHANGE_AT).length;
  const most = MOST_FALSE * WEEKS;
  return {
    title: `Concept drift: ${WEEKS} quiet weeks of ${LABELS} labels at an error of ${BEFORE}, and ${WEEKS} in which it is ${ROSE_TO} from label ${CHANGE_AT} on; seeds 1 to ${WEEKS}.`,
    rows: [
      row('quiet weeks in which a change was told', falseWeeks, most),
      row('told before it was there', early, most),
      row('labels until told, median', delays[Math.floor(WEEKS / 2)], WITHIN),
      row('labels until told, slowest week', delays.at(-1), WITHIN),
    ],
  };
}

function row(what, measured, most) {
  return { what, measured, budget: `≤ ${most}`, holds: measured <= most };
}

function weeks(errorAt) {
  return Array.from({ length: WEEKS }, (_, index) => week(index + 1, errorAt));
}

/** The label at which the verdict first was of a change; null: never. */
function week(seed, errorAt) {
  const draw = random(seed);
  let state = noLabels();
  let toldAt = null;
  for (let i = 0; i < LABELS && toldAt === null; i += 1) {
    const signals = state.signals.length;
    state = addLabels(state, [labelOf(i, draw, errorAt(i))]);
    if (state.signals.length > signals && ['ROSE', 'FELL'].includes(viewConcept(state).state)) toldAt = i;
  }
  return { toldAt };
}

function labelOf(i, draw, error) {
  return {
    at: Math.floor((i / LABELS) * 168 * HOUR_MS),
    segment: draw() < 0.5 ? 'mail' : 'chat',
    predicted: draw() < 0.5 ? 'spam' : 'ham',
    confidence: 0.9,
    isError: draw() < error,
    pi: 0.1,
    piMin: 0.1,
    uniform: draw(),
    corrects: null,
  };
}
