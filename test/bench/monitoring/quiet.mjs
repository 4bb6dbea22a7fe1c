import { RHYTHMS, simulateQuietWeeks } from '@handrail/shared/alarms/simulate';

/** Of each rhythm and size, so many projects; each has a first week and one that knows the week before. */
const SEEDS = Number(process.env.BENCH_WEEKS ?? 9);
const SIZES = [0.5, 5, 50];
const WEEK = 7 * 24 * 60;
const WEEKS_A_YEAR = 365.25 / 7;
/** Of one rule a year, as it promises (shared/alarms/alpha.ts). */
const PROMISED = 0.02;
/** Outages by day are heard within so many minutes: as long as the window takes to empty, and ten looks in a row. */
const OUTAGE_HEARD = 60;

/**
 * How often the starting rules raise an alarm in weeks in which nothing goes wrong: a look a minute of each rule at
 * generated shares near its limit. Driven through the pure rules, not through SQL; the scripted week shows that the
 * server reads the same out of its buckets.
 */
export function run() {
  const projects = RHYTHMS.flatMap((rhythm) =>
    SIZES.flatMap((casesAMinute) =>
      Array.from({ length: SEEDS }, (_, index) => ({ rhythm, casesAMinute, seed: index + 1 })),
    ),
  );
  const weeks = 2 * projects.length;
  const byRule = new Map();
  for (const project of projects) {
    for (const { key, openedAt, looks } of simulateQuietWeeks(project)) {
      const known = byRule.get(key) ?? { first: 0, second: 0, looks: 0 };
      known.first += openedAt.filter((minute) => minute <= WEEK).length;
      known.second += openedAt.filter((minute) => minute > WEEK).length;
      known.looks += looks;
      byRule.set(key, known);
    }
  }
  // What a Poisson count of that mean exceeds less than once in a hundred.
  const most = poissonUpper((PROMISED * weeks) / WEEKS_A_YEAR, 0.01);
  const rows = [...byRule].map(([key, { first, second, looks }]) => ({
    what: key,
    measured: `${first + second} false alarms (${first} in first weeks, ${second} in later ones)`,
    budget: `≤ ${most}`,
    looks,
    holds: first + second <= most,
  }));
  const all = [...byRule.values()].reduce((sum, { first, second }) => sum + first + second, 0);
  const mostOfAll = poissonUpper((PROMISED * weeks * byRule.size) / WEEKS_A_YEAR, 0.01);
  rows.push({ what: 'all rules', measured: `${all} false alarms`, budget: `≤ ${mostOfAll}`, holds: all <= mostOfAll });
  return {
    title:
      `Quiet control weeks of the starting rules: ${weeks} weeks (${RHYTHMS.join(', ')}; ${SIZES.join(', ')} cases a minute; seeds 1 to ${SEEDS}), a look a minute, shares near their limits. ` +
      `Promised: ${PROMISED} false alarms a rule and year.`,
    rows: [...rows, ...outages()],
  };
}

/** That nothing is said of quiet weeks would be no merit of rules that hear nothing. */
function outages() {
  return RHYTHMS.slice(0, 2).map((rhythm) => {
    const delays = Array.from({ length: SEEDS }, (_, index) => {
      const stopsAt = WEEK + (index % 5) * 1440 + 11 * 60;
      const alarms = simulateQuietWeeks({ rhythm, casesAMinute: 5, seed: 100 + index, stopsAt });
      const heard = alarms.find(({ key }) => key === 'no-traffic').openedAt.find((minute) => minute >= stopsAt);
      return heard === undefined ? Infinity : heard - stopsAt;
    }).sort((a, b) => a - b);
    const slowest = delays.at(-1);
    return {
      what: `outage at 11:00, ${rhythm}`,
      measured: `heard after ${delays[Math.floor(SEEDS / 2)]} min (median), ${slowest} min (slowest of ${SEEDS})`,
      budget: `≤ ${OUTAGE_HEARD} min`,
      holds: slowest <= OUTAGE_HEARD,
    };
  });
}

/** The least count that a Poisson of this mean exceeds with at most this chance. */
function poissonUpper(mean, chance) {
  let [count, term, below] = [0, Math.exp(-mean), Math.exp(-mean)];
  while (1 - below > chance) {
    count += 1;
    term *= mean / count;
    below += term;
  }
  return count;
}
