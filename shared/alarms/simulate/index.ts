/** Seeded weeks in which nothing goes wrong, through the starting rules; for tests and `npm run bench:monitoring`. */
export { RHYTHMS, simulateQuietWeeks, type QuietWeeks, type Rhythm, type RuleAlarms } from './quiet-week.js';
