/** Looks that are no more independent of each other than those of one window are counted as this many. */
const LOOKS_A_WINDOW = 4;
const MINUTES_A_YEAR = 525_960;
/** Of one rule, however many parts it watches. */
const FALSE_ALARMS_A_YEAR = 0.02;

/**
 * The chance that one look at one part may have of calling a value significant that is not: Bonferroni's share of one
 * false alarm in fifty years of a rule. Windows overlap, so looks within one repeat each other.
 */
export function alphaOf({ windowMinutes, parts }: { readonly windowMinutes: number; readonly parts: number }): number {
  const looks = (MINUTES_A_YEAR / windowMinutes) * LOOKS_A_WINDOW;
  return FALSE_ALARMS_A_YEAR / (looks * Math.max(1, parts));
}
