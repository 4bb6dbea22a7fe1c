/**
 * What a throughput limit lets through at once, in cases: one second's worth, and at least one case, so that a limit below
 * one a second still lets a case through.
 */
export function burstOf(casesPerSecond: number): number {
  return Math.max(1, Math.floor(casesPerSecond));
}

/**
 * How many tokens a process takes from the shared bucket at a time: those that wait, or a twentieth of a second's worth
 * if that is more, so that a busy process asks the database some tens of times a second and not once a case.
 */
export function blockOf(casesPerSecond: number, waiting: number): number {
  return Math.min(burstOf(casesPerSecond), Math.max(waiting, Math.ceil(casesPerSecond / 20)));
}
