import { materials, Stream } from './week-cases.mjs';
import { MovedServer } from './week-server.mjs';

const MINUTE_MS = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
/** A Monday. */
const START = Date.UTC(2027, 0, 4);
/** The rule of latency asks for 100 cases in its 15 minutes. */
const CASES_A_MINUTE = 8;
/** Looks a minute apart around what is to be noticed, and so many minutes apart elsewhere. */
const FAR_LOOKS = 10;
const NEAR_BEFORE = 30;
const DRIFT_EVERY = 5;
const FAR_DRIFT_EVERY = 30;

/**
 * What goes wrong, each at ten of a day of its own from the second one on; `does`: in the cases; `rules`: which are to notice
 * it, each with its part and within so many cases.
 */
const ALL = [
  { name: 'a field goes missing in 6 of 10 cases', does: { missing: 0.6 }, rules: [['missing', 'fromDomain', 120]] },
  { name: '4 of 10 requests are repeated', does: { repeated: 0.4 }, rules: [['repeats', '', 150]] },
  {
    name: 'the predictor takes as long as the latency budget, more or less',
    does: { isSlow: true },
    rules: [
      ['timeouts', '', 120],
      ['latency', 'total', 120],
    ],
  },
  {
    name: 'pictures are half as bright',
    does: { isDark: true },
    rules: [['data-drift', 'scan: Image brightness', 1500]],
  },
  {
    name: 'concept drift: what has links is spam',
    does: { concept: true },
    rules: [
      ['concept-drift', '', 2500],
      ['agreement', 'blind', 2500],
    ],
  },
  {
    name: 'data drift: 6 of 10 mails are newsletters',
    does: { newsletters: 0.6 },
    rules: [['data-drift', 'links', 3000]],
  },
];
/** `BENCH_WEEK_ONLY=predictor,concept`: only those whose name has one of these words, in fewer days. */
const only = process.env.BENCH_WEEK_ONLY?.split(',');
const FAULTS = ALL.filter(({ name }) => !only || only.some((word) => name.includes(word))).map(placed);
if (FAULTS.length === 0) throw new Error('BENCH_WEEK_ONLY names nothing that goes wrong.');
const MINUTES = (FAULTS.length + 1) * DAY;

/** `fades`: for how many minutes more the windows of its rules hold it. */
function placed(one, index) {
  const from = (index + 1) * DAY + 10 * HOUR;
  const isDrift = one.rules.some(([key]) => key.endsWith('drift'));
  return { ...one, from, to: from + (isDrift ? 14 : 3) * HOUR, fades: (isDrift ? 30 : 25) * HOUR };
}

/**
 * A week of real mails, minute by minute through the recorder, the buckets, the roll-up, the drift watch and the alarms of
 * the product on a PostgreSQL, at a moved time; and beside it the same week of a project in which nothing goes wrong.
 */
export async function run() {
  const started = performance.now();
  const server = await MovedServer.start();
  try {
    const projects = await server.projects();
    const material = await materials();
    server.moveTo(START);
    const streams = projects.map((_, index) => new Stream(material, index + 1));
    for (const [index, project] of projects.entries()) await server.freeze(project, streams[index], START - 1);
    const week = new Week(server, projects, streams);
    await week.play();
    const took = Math.round((performance.now() - started) / 1000);
    return {
      title: `The scripted week: ${week.total.toLocaleString('en')} real mails a project, ${CASES_A_MINUTE} a minute, in ${took} s; ${week.looks} looks; seeds 1 and 2.`,
      rows: week.rows(),
    };
  } finally {
    await server.stop();
  }
}

class Week {
  total = 0;
  looks = 0;
  signals = [];
  casesAt = [0];

  constructor(server, projects, streams) {
    Object.assign(this, { server, projects, streams });
  }

  async play() {
    for (let minute = 0; minute < MINUTES; minute += 1) {
      const now = FAULTS.find(({ from, to }) => minute >= from && minute < to);
      this.minute(minute, now?.does);
      const isNear = this.isNear(minute + 1);
      if (minute % HOUR === 2) await this.server.rollUp();
      if ((minute + 1) % (isNear ? DRIFT_EVERY : FAR_DRIFT_EVERY) === 0) await this.server.watchDrift();
      if (isNear || (minute + 1) % FAR_LOOKS === 0) await this.look();
    }
  }

  minute(minute, does) {
    const start = START + minute * MINUTE_MS;
    for (let index = 0; index < CASES_A_MINUTE; index += 1) {
      const at = start + Math.floor((index / CASES_A_MINUTE) * MINUTE_MS);
      this.server.moveTo(at);
      this.projects.forEach((project, which) => {
        this.server.take(this.streams[which].next(project, at, which === 0 ? does : undefined));
      });
      this.total += 1;
    }
    this.casesAt.push(this.total);
    this.server.moveTo(start + MINUTE_MS);
  }

  async look() {
    this.looks += 1;
    const { opened } = await this.server.look();
    if (opened > 0) this.signals = await this.server.signals();
  }

  /** Shortly before something goes wrong, until it is noticed. */
  isNear(minute) {
    return FAULTS.some(
      (one) =>
        minute >= one.from - NEAR_BEFORE &&
        minute < one.to &&
        one.rules.some(([key, part]) => this.noticed(one, key, part) === undefined),
    );
  }

  /** Cases from the beginning of what goes wrong until a rule fires; undefined: it does not. */
  noticed({ from, to }, key, part) {
    const found = this.signals.find(
      (one) =>
        one.projectId === this.projects[0].id &&
        one.key === key &&
        one.part === part &&
        minuteOf(one) > from &&
        minuteOf(one) <= to,
    );
    return found && this.casesAt[minuteOf(found)] - this.casesAt[from];
  }

  rows() {
    const rows = FAULTS.flatMap((one) =>
      one.rules.map(([key, part, within]) => {
        const cases = this.noticed(one, key, part);
        const measured = cases === undefined ? 'not noticed' : `after ${cases} cases (${cases / CASES_A_MINUTE} min)`;
        const what = `${one.name}: ${key}${part && ` of ${part}`}`;
        return { what, measured, budget: `≤ ${within} cases`, 'also told': this.alsoTold(one), holds: cases <= within };
      }),
    );
    const name = ({ key, part }) => `${key}${part && ` of ${part}`}`;
    const control = this.signals.filter(({ projectId }) => projectId === this.projects[1].id);
    const elsewhere = this.signals.filter(
      (one) =>
        one.projectId === this.projects[0].id &&
        !FAULTS.some(({ from, to, fades }) => minuteOf(one) > from && minuteOf(one) <= to + fades),
    );
    const none = (what, list) => ({
      what,
      measured: list.length === 0 ? 'nothing' : list.map((one) => `${name(one)} at minute ${minuteOf(one)}`).join(', '),
      budget: 'nothing',
      holds: list.length === 0,
    });
    return [...rows, none('told before anything went wrong', elsewhere), none('told in the control week', control)];
  }

  alsoTold({ from, to, rules }) {
    const others = this.signals.filter(
      (one) =>
        one.projectId === this.projects[0].id &&
        minuteOf(one) > from &&
        minuteOf(one) <= to &&
        !rules.some(([key, part]) => key === one.key && part === one.part),
    );
    return [...new Set(others.map(({ key, part }) => `${key}${part && ` of ${part}`}`))].join(', ');
  }
}

function minuteOf({ at }) {
  return Math.round((new Date(at).getTime() - START) / MINUTE_MS);
}
