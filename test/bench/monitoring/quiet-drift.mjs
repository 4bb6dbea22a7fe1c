import { alphaOf, judgeReading, NEW_WATCH, startingRules, stepWatch } from '@handrail/shared/alarms';
import { addToCell, emptyCell, freezeGrid, Binning } from '@handrail/shared/monitoring';
import { random } from '@handrail/shared/stats/simulate';
import { judgeFields } from '../../../server/dist/monitoring/drift/judge-fields.js';
import { stateOfField, stateOfShortField } from '../../../server/dist/monitoring/drift/states-now.js';

const HOUR_MS = 3_600_000;
const DAY = 24;
const WEEK = 7 * DAY;
/** A Monday. */
const START = Date.UTC(2026, 0, 5);
/** Of a reference, drawn from the cases of a week. */
const REFERENCE_CASES = 4000;
const LOOKS_AN_HOUR = 12;

/** What a case holds follows the clock by so much: 0 not at all, 1 by night wholly other than by day. */
const FIELDS = [
  { metric: 'input.value', part: 'amount', draw: ({ u, night }) => 20 * -Math.log(1 - u()) * (1 + 0.5 * night) },
  { metric: 'input.value', part: 'text', draw: ({ u, night }) => Math.round(40 + 200 * u() * u() + 30 * night * u()) },
  {
    metric: 'input.value',
    part: 'channel',
    draw: ({ u, night }) => (u() < 0.3 + 0.4 * night ? 'web' : `c${Math.floor(5 * u())}`),
  },
  {
    metric: 'input.value',
    part: 'flag',
    draw: ({ u, night, weekend }) => String(u() < 0.2 + 0.2 * night + 0.1 * weekend),
  },
  { metric: 'output.answer', part: '', draw: ({ u, night }) => (u() < 0.3 + 0.15 * night ? 'spam' : 'ham') },
  { metric: 'output.confidence', part: '', draw: ({ u, night }) => 1 - u() ** 2 * (0.5 - 0.15 * night) },
];
const PARTS = FIELDS.map(({ metric, part }) => ({ metric, part, title: `${metric} ${part}` }));

/**
 * Weeks of one project through the rules of drift: the values of every case are drawn and counted into frozen bins, and each
 * hour the product's own functions judge the last hour and the last day. A state that breaches at a look counts as having
 * lasted for as many looks as its rule asks for. `shiftAt`: from this hour on `amount` is a fifth of a deviation higher.
 */
export function driftWeeks({ seed, clock, rhythm, casesAMinute, weeks, shiftAt = Infinity }) {
  const u = random(seed);
  const world = (hour) => {
    const time = ((hour % DAY) + DAY) % DAY;
    const isWeekend = Math.floor(hour / DAY) % 7 >= 5;
    return { u, night: clock * (time < 7 || time >= 20 ? 1 : 0), weekend: clock * (isWeekend ? 1 : 0), hour };
  };
  const valueOf = (field, at) => {
    const value = field.draw(at);
    return field.part === 'amount' && at.hour >= shiftAt ? value + 4 : value;
  };
  // As the cases of a week come: more of them by day where more come by day.
  const ofWeek = Array.from({ length: WEEK }, (_, hour) => hour).flatMap((hour) =>
    Array.from({ length: Math.ceil(casesIn({ rhythm, casesAMinute: 1, hour })) }, () => hour),
  );
  const sampled = FIELDS.map((field) =>
    freezeGrid(
      new Map([
        [
          '',
          Array.from({ length: REFERENCE_CASES }, () => valueOf(field, world(ofWeek[Math.floor(u() * ofWeek.length)]))),
        ],
      ]),
      null,
    ),
  );
  const reference = sampled.map(({ layout, all }, i) => ({ ...PARTS[i], layout, cells: [], whole: all }));
  const shapes = sampled.map(({ layout }) => ({ hasSketch: false, binning: new Binning(layout) }));
  const hours = [];
  const rules = startingRules({ latencyBudgetMs: 200 }).filter(({ key }) => /^(data|output)-drift/.test(key));
  const watches = new Map();
  const opened = [];
  for (let hour = 0; hour < weeks * WEEK; hour += 1) {
    hours.push(cellsOf({ hour, count: casesIn({ rhythm, casesAMinute, hour }), world, valueOf, shapes }));
    const over = (from, to) =>
      PARTS.map((part, i) => ({
        ...part,
        layout: sampled[i].layout,
        cells: hours
          .slice(Math.max(0, from), Math.max(0, to))
          .map((cells, k) => ({ segment: '', at: START + (Math.max(0, from) + k) * HOUR_MS, cell: cells[i] })),
      }));
    const end = hour + 1;
    const lastHour = judgeFields(PARTS, { current: over(end - 1, end), reference });
    const usual = [
      [0, 1],
      [1, 2],
      [0, 2],
    ].flatMap(([a, b]) =>
      judgeFields(PARTS, { current: over(end - 1, end), reference: over(end - 1 + a - WEEK, end - 1 + b - WEEK) }),
    );
    const states = [
      ...lastHour.map((field) =>
        stateOfShortField(
          field,
          usual.filter(({ title }) => title === field.title),
          60,
        ),
      ),
      ...(hour % 3 === 0
        ? judgeFields(PARTS, { current: over(end - DAY, end), reference }).map((field) => stateOfField(field, 1440))
        : []),
    ];
    opened.push(...look({ rules, states, watches, hour }));
  }
  return opened;
}

function look({ rules, states, watches, hour }) {
  const opened = [];
  for (const { key, rule } of rules) {
    for (const { part, value, adjustedP, count } of states.filter(
      (one) => one.metric === rule.metric && one.windowMinutes === rule.windowMinutes,
    )) {
      const isSure =
        value === 0 || (adjustedP !== null && adjustedP <= alphaOf({ windowMinutes: rule.windowMinutes, parts: 1 }));
      const reading = {
        part,
        value,
        count,
        lower: null,
        upper: null,
        reference: null,
        ...(isSure ? { isExact: true } : {}),
      };
      const verdict = judgeReading(rule, reading);
      const name = `${key} ${part}`;
      let watch = watches.get(name) ?? NEW_WATCH;
      for (let each = 0; each < LOOKS_AN_HOUR; each += 1) {
        const step = stepWatch(watch, { at: START + hour * HOUR_MS + each, verdict, isMuted: false }, rule);
        watch = step.watch;
        if (step.happened === 'OPENED') opened.push({ key, part, hour });
      }
      watches.set(name, watch);
    }
  }
  return opened;
}

function casesIn({ rhythm, casesAMinute, hour }) {
  const isOpen = hour % DAY >= 7 && hour % DAY < 20 && Math.floor(hour / DAY) % 7 < 5;
  return Math.round(60 * casesAMinute * (rhythm === 'OFFICE_HOURS' ? (isOpen ? 2.2 : 0.25) : 1));
}

function cellsOf({ hour, count, world, valueOf, shapes }) {
  const at = world(hour);
  return FIELDS.map((field, i) => {
    const cell = emptyCell(shapes[i]);
    for (let each = 0; each < count; each += 1) addToCell(cell, valueOf(field, at), shapes[i]);
    return cell;
  });
}

/** Of weeks without a change, and how soon a small one is told. */
export function run() {
  const seeds = Number(process.env.BENCH_DRIFT_SEEDS ?? 3);
  const kinds = [0, 0.5].flatMap((clock) =>
    ['STEADY', 'OFFICE_HOURS'].flatMap((rhythm) => [1, 5, 25].map((casesAMinute) => ({ clock, rhythm, casesAMinute }))),
  );
  const found = kinds.flatMap((kind) =>
    Array.from({ length: seeds }, (_, index) =>
      driftWeeks({ ...kind, seed: 1000 * (index + 1) + kind.casesAMinute, weeks: 2 }).map((one) => ({
        ...one,
        ...kind,
      })),
    ).flat(),
  );
  const weeks = 2 * seeds * kinds.length;
  const rowOf = (what, of, most) => ({
    what,
    measured: `${of.length} false alarms`,
    budget: most === null ? '' : `≤ ${most}`,
    holds: most === null || of.length <= most,
  });
  // Until a whole day has been counted, the last day holds but some of its hours, and a reference holds all of them.
  const later = found.filter(({ hour }) => hour >= DAY);
  const first = found.filter(({ hour }) => hour < DAY);
  const isShort = ({ key }) => key.endsWith('-hour');
  return {
    title: `Quiet weeks of the rules of drift: ${weeks} weeks (steady and by office hours; 1, 5, 25 cases a minute; half of them with content that follows the clock), six fields, a look an hour at the last hour and every three at the last day`,
    rows: [
      rowOf('over an hour, whatever the content', later.filter(isShort), 1),
      rowOf(
        'over a day, other content',
        later.filter((one) => !isShort(one) && one.clock === 0),
        1,
      ),
      // Weekends are not yet told from weekdays.
      rowOf(
        'over a day, content by the clock',
        later.filter((one) => !isShort(one) && one.clock > 0),
        null,
      ),
      rowOf(
        'on first days, content by the clock',
        first.filter(({ clock }) => clock > 0),
        null,
      ),
      rowOf(
        'on first days, other content',
        first.filter(({ clock }) => clock === 0),
        1,
      ),
      ...[1, 2, 3].map(shiftTold),
    ],
  };
}

/** That nothing is said of quiet weeks would be no merit of rules that hear nothing. */
function shiftTold(seed) {
  const shiftAt = 2 * WEEK + 9;
  const found = driftWeeks({ clock: 0.5, rhythm: 'STEADY', casesAMinute: 25, seed, weeks: 3, shiftAt });
  const after = (isShort) =>
    Math.min(
      ...found
        .filter(({ key, hour }) => hour >= shiftAt && key.endsWith('-hour') === isShort)
        .map(({ hour }) => hour - shiftAt + 1),
    );
  return {
    what: `a fifth of a deviation more, 25 a minute, seed ${seed}`,
    measured: `told after ${after(true)} h by the hour, ${after(false)} h by the day`,
    budget: '≤ 2 h',
    holds: after(true) <= 2,
  };
}
